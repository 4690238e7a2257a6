"""A question of a form as HTML, and where its errors lead; works without a script, and keeps what was typed.

What a question is, and what its fields are called when posted, is in rules/forms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from django.utils.safestring import SafeString

from safeguarding.look.languages import spoken
from safeguarding.look.questions.asking import Asking
from safeguarding.look.questions.days import day, day_and_time, less_exact_day
from safeguarding.look.questions.kinds import (
    answered_elsewhere,
    long_text,
    many,
    one,
    picked,
    references,
    typed_line,
)
from safeguarding.look.questions.rows import ADD_ANOTHER, people, several_authorities
from safeguarding.rules.forms import fields
from safeguarding.rules.forms.questions import Question
from safeguarding.rules.forms.reading import Reading
from safeguarding.rules.text import Text

__all__ = ["ADD_ANOTHER", "Asking", "problem", "problems", "render"]

RENDERERS: Mapping[str, Callable[[Asking], SafeString]] = {
    "text": typed_line(),
    "email": typed_line(type="email", spellcheck=False, classes="govuk-!-width-two-thirds"),
    "phone": typed_line(type="tel", classes="govuk-input--width-20"),
    "time": typed_line(classes="govuk-input--width-5"),
    "number": typed_line(inputmode="numeric", spellcheck=False, classes="govuk-input--width-5"),
    "long-text": long_text,
    "references": references,
    "one": one,
    "yes-no": one,
    "many": many,
    "authority": picked,
    "authorities": several_authorities,
    "date": day,
    "date-and-time": day_and_time,
    "date-with-precision": less_exact_day,
    "people": people,
    "positions": answered_elsewhere,
    "files": answered_elsewhere,
}


def render(asking: Asking) -> SafeString:
    """The HTML of one question, whatever its kind."""
    return RENDERERS[asking.question.kind](asking)


def problem(question: Question, error: Text, at: str = "", prefix: str = "") -> dict[str, str]:
    """One line of the error summary, leading to the field that is wrong or to the question's first."""
    part = at if at and at != "value" else first_part(question)
    return {"href": f"#{fields.field(question, part, prefix)}", "text": error.in_(spoken())}


def problems(readings: Iterable[tuple[Question, Reading]], prefix: str = "") -> list[dict[str, str]]:
    """The error summary of a page: each question that was read and could not be, in the order asked."""
    return [problem(question, reading.error, reading.at, prefix) for question, reading in readings if reading.error]


def first_part(question: Question) -> str:
    """The part of a question whose field comes first on the page."""
    if question.kind in ("date", "date-and-time", "date-with-precision"):
        return "day"
    if question.kind == "people":
        return fields.cell(0, question.columns[0].id)
    return "value"
