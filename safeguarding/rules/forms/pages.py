"""Reads a whole page as it was posted, each answer in the light of those above it; and carries answers from one
form into another, so that nobody types them twice. One question is read by `reading.py`."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from safeguarding.rules.forms.conditions import Answers, is_asked, offered
from safeguarding.rules.forms.fields import Posted, field, refill
from safeguarding.rules.forms.questions import Form, Page, Question
from safeguarding.rules.forms.reading import Reading, read


@dataclass(frozen=True, slots=True)
class PageReading:
    """`readings`: every question of the page by id, for drawing it again. `values`: what to store over the old
    answers, None to clear one; an answer that could not be read is not among them, so the old one stays."""

    readings: Mapping[str, Reading]
    values: Mapping[str, Any]

    @property
    def errors(self) -> Mapping[str, Reading]:
        """The readings to explain at the top of the page, in its order; empty when all is well."""
        return {name: reading for name, reading in self.readings.items() if reading.error}


def read_page(
    form: Form,
    page: Page,
    posted: Posted,
    answers: Answers,
    child: Answers | None = None,
    prefix: str = "",
    *,
    today: dt.date,
    sent: bool = False,
) -> PageReading:
    """`answers` and `child` are what is stored so far; pass `child` for a page about one.

    A question that these answers no longer ask, and that was on the page all the same, raises no error: what was
    typed there is stored where it can be, and counts for nothing until it is asked again."""
    readings: dict[str, Reading] = {}
    values: dict[str, Any] = {}
    for question in page.questions:
        if question.is_filled_elsewhere:
            continue
        now = ({**answers, **values}, None) if child is None else (answers, {**child, **values})
        reading = read(offered(form, question, *now), posted, prefix, today=today)
        asked = is_asked(form, question, *now, sent=sent)
        readings[question.id] = reading if asked else Reading(reading.value, reading.typed)
        if reading.value is not None or (asked and reading.error is None):
            values[question.id] = reading.value
    return PageReading(readings, values)


def carry_over(
    source: Form, answers: Answers, target: Form, child: Answers | None = None, *, today: dt.date
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the target's incident, and its child, can take over: the same question (its id) with an answer that
    the target would read as the same. The source may have asked about the child among its incident's questions."""
    known = {**answers, **(child or {})}
    asked = {question.id: question for question in source.questions}
    taken: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
    for question in target.questions:
        if question.id in asked and known.get(question.id) is not None:
            value = known[question.id]
            if _fits(asked[question.id], question, value, today):
                taken[target.section_of(question.id).about == "child"][question.id] = value
    return taken


def _fits(source: Question, target: Question, value: Any, today: dt.date) -> bool:
    if source.kind != target.kind or source.is_filled_elsewhere:
        return False
    posted = {field(target, part): texts for part, texts in refill(source, value).items()}
    return bool(read(target, posted, today=today).value == value)
