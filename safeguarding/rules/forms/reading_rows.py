"""Reads the questions that ask for several things: references, one a line, and people, one a row."""

import datetime as dt
from typing import Any

from safeguarding.rules.forms.faults import Fault
from safeguarding.rules.forms.fields import LINE_END, Typed, cell, rows
from safeguarding.rules.forms.questions import Column, Question
from safeguarding.rules.forms.taking import listed, only, short_enough


def read_references(question: Question, shown: Typed, today: dt.date) -> list[str] | None:
    lines = [line.strip() for text in shown.get("value", ()) for line in LINE_END.split(text)]
    found = list(dict.fromkeys(line for line in lines if line))
    _few_enough(question, found, "value")
    return [short_enough(line, question.longest, "value") for line in found] or None


def read_people(question: Question, shown: Typed, today: dt.date) -> list[dict[str, str]] | None:
    found: list[dict[str, str]] = []
    names = rows(question, shown)
    for number, row in enumerate(names, 1):
        answers = {c.id: _cell(c, question, shown, row, number) for c in question.columns}
        if any(answers.values()):
            found.append({key: text for key, text in answers.items() if text})
    _few_enough(question, found, next(iter(shown), "value"))
    return found or None


def _cell(column: Column, question: Question, shown: Typed, row: str, number: int) -> str:
    part = cell(row, column.id)
    text = LINE_END.sub(" ", only(shown, part))
    if text and column.options:
        return listed(text, column.options, part, column=column.label, row=number)
    return short_enough(text, question.longest, part, column=column.label, row=number)


def _few_enough(question: Question, found: list[Any], part: str) -> None:
    if len(found) > question.max_rows:
        raise Fault("too-many", part, limit=question.max_rows, length=f"{len(found):,}")
