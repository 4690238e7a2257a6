"""Whatever is posted: reading never raises, what was typed comes back, and answers survive their trips."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from safeguarding.rules.forms.fields import FIXED_PARTS, cell, field, refill
from safeguarding.rules.forms.loading import all_forms
from safeguarding.rules.forms.questions import Question
from safeguarding.rules.forms.reading import read
from safeguarding.rules.forms.wording import in_words

from .samples import england, posted

FORMS = [england(form.id) for forms in all_forms().values() for form in forms]
EVERY_QUESTION = [question for form in FORMS for question in form.questions]
TODAY = dt.date(2026, 3, 13)
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=30)  # half surrogate pairs and all
LIKELY = st.sampled_from(
    ["", " ", "1", "13", "29", "2", "Feb", "2026", "1899", "9999", "yes", "no", "exact", "month", "between",
     "unknown", "14:30", "2pm", "barnsley", "not-known", "a@b.cd", "01632 960001", "A\r\nB", "\x00", "-3"]
)  # fmt: skip


def names(question: Question) -> list[str]:
    cells = [cell(row, column.id) for row in ("0", "1", "07", "x") for column in question.columns]
    return [field(question, part) for part in (*FIXED_PARTS.get(question.kind, ("value",)), *cells)]


@st.composite
def somebody_posts(draw: st.DrawFn) -> tuple[Question, Mapping[str, Sequence[str]]]:
    question = draw(st.sampled_from(EVERY_QUESTION))
    codes = [option.code for option in question.options] or ["none"]
    value = st.one_of(LIKELY, ANY_TEXT, st.sampled_from(codes))
    keys = st.one_of(st.sampled_from(names(question) or ["nothing"]), ANY_TEXT)
    return question, draw(st.dictionaries(keys, st.lists(value, max_size=3), max_size=9))


@settings(max_examples=600, deadline=None)
@given(somebody_posts())
def test_reading_never_raises_and_gives_back_what_was_typed(
    post: tuple[Question, Mapping[str, Sequence[str]]],
) -> None:
    question, mapping = post
    found = read(question, mapping, today=TODAY)
    assert (found.error is None) == (found.at == "")
    assert found.error is None or found.value is None
    for name in set(names(question)) & set(mapping):
        part = name.removeprefix(question.id).removeprefix("-") or "value"
        if part.startswith("x_"):
            continue
        shown = found.typed[part]
        assert len(shown) == len(mapping[name])
        for text, typed in zip(shown, mapping[name], strict=True):
            assert len(text) == len(typed)
            text.encode("utf-8")
            assert "\x00" not in text
            assert all(a == b or a == "�" for a, b in zip(text, typed, strict=True))


@settings(max_examples=600, deadline=None)
@given(somebody_posts())
def test_an_answer_read_is_the_same_from_the_database_in_words_and_back_in_its_fields(
    post: tuple[Question, Mapping[str, Sequence[str]]],
) -> None:
    question, mapping = post
    value = read(question, mapping, today=TODAY).value
    stored = json.loads(json.dumps(value))
    assert stored == value
    assert in_words(question, stored) == in_words(question, value)
    assert bool(in_words(question, value)) == (value is not None)
    again = posted(question, **{part: list(texts) for part, texts in refill(question, value).items()})
    assert read(question, again, today=TODAY).value == value
