"""The copy-ready sheet: the answers in the official form's order, for typing into somebody else's service."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from safeguarding.rules.forms.completeness import is_answered
from safeguarding.rules.forms.conditions import Answers, is_asked
from safeguarding.rules.forms.questions import Form, Question
from safeguarding.rules.forms.wording import in_words
from safeguarding.rules.text import Text

FURTHER_CHILDREN = Text(en="Further children")
CHILD = Text(en="Child {number}")


@dataclass(frozen=True, slots=True)
class SheetField:
    """One thing to copy. `child` counts from 1; None: about the incident."""

    number: int  # the row in the official order
    question: str
    label: str
    text: str
    child: int | None
    is_missing: bool  # required, and not answered

    @property
    def characters(self) -> int:
        """Unicode code points, a line end counting one. (A browser's own counter counts UTF-16 units, so
        that an emoji is two there and one here; for English and Welsh text the two agree.)"""
        return len(self.text)

    @property
    def key(self) -> str:
        """Tells the fields of a sheet apart, and does not change: "what-happened", "surname.2"."""
        return self.question if self.child is None else f"{self.question}.{self.child}"


def sheet(
    form: Form,
    answers: Answers,
    children: Sequence[Answers] = (),
    *,
    language: str = "en",
    sent: bool = False,
) -> tuple[SheetField, ...]:
    """Every question that is asked, answered or not, in official order. As many children as the official
    form takes stand one by one; the rest are told at the end of the free text that the form names."""
    children = children or ({},)
    in_detail = children[: form.children_in_detail]
    fields: list[SheetField] = []
    for about, run in groupby(_in_official_order(form), key=lambda q: form.section_of(q.id).about):
        questions = list(run)
        if about == "incident":
            fields += _fields(form, questions, answers, None, None, language, sent)
        else:
            for number, child in enumerate(in_detail, 1):
                fields += _fields(form, questions, answers, child, number, language, sent)
    further = further_children(form, answers, children, language=language, sent=sent)
    return tuple(_with(f, further) if f.question == form.further_children_into else f for f in fields)


def further_children(
    form: Form, answers: Answers, children: Sequence[Answers], *, language: str = "en", sent: bool = False
) -> str:
    """The children beyond those that the official form takes one by one, as free text; nothing if none."""
    start = len(children) if form.children_in_detail is None else form.children_in_detail
    blocks = [
        "\n".join([CHILD.in_(language).format(number=number), *_lines(form, answers, child, language, sent)])
        for number, child in enumerate(children[start:], start + 1)
    ]
    return "\n\n".join([FURTHER_CHILDREN.in_(language), *blocks]) if blocks else ""


def _lines(form: Form, answers: Answers, child: Answers, language: str, sent: bool) -> Iterator[str]:
    for question in _in_official_order(form):
        value = child.get(question.id)
        about_child = form.section_of(question.id).about == "child"
        if about_child and is_answered(question, value) and is_asked(form, question, answers, child, sent=sent):
            words = in_words(question, value, language).replace("\n", " / ")
            label = question.label.in_(language)
            yield f"{label} {words}" if label.endswith("?") else f"{label}: {words}"


def _in_official_order(form: Form) -> list[Question]:
    """By the official number; the parts of one row, and forms without one, as on our screens."""
    return sorted(form.questions, key=lambda question: question.number)


def _fields(
    form: Form,
    questions: Sequence[Question],
    answers: Answers,
    child: Answers | None,
    number: int | None,
    language: str,
    sent: bool,
) -> Iterator[SheetField]:
    given = answers if child is None else child
    for question in questions:
        if is_asked(form, question, answers, child, sent=sent):
            value = given.get(question.id)
            yield SheetField(
                number=question.number,
                question=question.id,
                label=question.label.in_(language),
                text=in_words(question, value, language),
                child=number,
                is_missing=question.required != "never" and not is_answered(question, value),
            )


def _with(field: SheetField, further: str) -> SheetField:
    text = "\n\n".join(filter(None, (field.text, further)))
    return SheetField(field.number, field.question, field.label, text, field.child, field.is_missing)
