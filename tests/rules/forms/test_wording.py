"""Answers in words: as a person would write them, the code shown where a list no longer has it."""

from typing import Any

import pytest

from safeguarding.rules.forms.questions import Question
from safeguarding.rules.forms.sentences import sentence
from safeguarding.rules.forms.wording import day_in_words, in_words
from safeguarding.rules.text import Text, composed

from .samples import column, option, question

WHEN = question("date-with-precision", precisions=("exact", "unknown"))


@pytest.mark.parametrize(
    ("asked", "value", "words"),
    [
        (question("text"), None, ""),
        (question("text"), "Ann", "Ann"),
        (question("number"), 0, "0"),
        (question("one", options=(option("yes"),)), "yes", "Yes"),
        (question("one", options=(option("yes"),)), "gone", "gone"),
        (question("many", options=(option("yes"), option("no"))), ["yes", "no"], "Yes; No"),
        (question("date"), "2026-03-01", "1 March 2026"),
        (question("date-and-time"), "2026-03-01", "1 March 2026"),
        (question("date-and-time"), "2026-03-01T09:05", "1 March 2026, 09:05"),
        (WHEN, {"precision": "exact", "on": "2026-03-01"}, "1 March 2026"),
        (WHEN, {"precision": "about", "on": "2026-03-01"}, "about 1 March 2026"),
        (WHEN, {"precision": "month", "on": "2026-03"}, "March 2026"),
        (WHEN, {"precision": "year", "on": "2026"}, "2026"),
        (WHEN, {"precision": "before", "on": "2026-03-01"}, "before 1 March 2026"),
        (WHEN, {"precision": "after", "on": "2026-03-01"}, "after 1 March 2026"),
        (WHEN, {"precision": "unknown"}, "not known"),
        (question("references"), ["A", "B"], "A\nB"),
        (question("people", columns=(column("name"), column("age"))), [{"age": "3"}], "Age: 3"),
        (question("positions", options=(option("agree"),)), [{"partner": "Police"}], "Police: "),
    ],
)
def test_an_answer_in_words(asked: Question, value: Any, words: str) -> None:
    assert in_words(asked, value) == words


def test_words_come_in_welsh_where_the_form_has_them() -> None:
    asked = question("one", options=(option("yes").model_copy(update={"label": Text(en="Yes", cy="(Yes)")}),))
    assert in_words(asked, "yes", "cy") == "(Yes)"
    assert day_in_words("2026-03-13", "cy") == "13 March 2026"


def test_a_sentence_is_welsh_only_when_every_word_of_it_is() -> None:
    template = Text(en="Enter {named}", cy="({named})")
    assert composed(template, named=Text(en="the name", cy="(the name)")).in_("cy") == "((the name))"
    assert composed(template, named=Text(en="the name")).in_("cy") == "Enter the name"
    assert sentence("too-long", Text(en="the {odd} name"), limit="3", length="4").en == (
        "The {odd} name must be 3 characters or fewer. It has 4"
    )
