"""Reads what a web form posted: the answer to store, what was typed, and what to say where it cannot be.

An answer left out is no error here, since a form is saved as one goes; `completeness.py` says what is owed.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from safeguarding.rules.forms.faults import Fault
from safeguarding.rules.forms.fields import LINE_END, UNTIL, Posted, Typed, typed, unsaveable_part
from safeguarding.rules.forms.questions import Question
from safeguarding.rules.forms.reading_days import (
    read_date,
    read_date_and_time,
    read_date_with_precision,
    read_time_alone,
)
from safeguarding.rules.forms.reading_rows import read_people, read_references
from safeguarding.rules.forms.sentences import LATER_DATE, OF_ROW, sentence
from safeguarding.rules.forms.taking import listed, only, short_enough
from safeguarding.rules.text import Text, composed


@dataclass(frozen=True, slots=True)
class Reading:
    """`value` is for storing (JSON; None where nothing was answered or it could not be read); `typed` comes
    back to the person whatever happened; `at` is the part to which the error's link leads."""

    value: Any
    typed: Typed
    error: Text | None = None
    at: str = ""


def read(question: Question, posted: Posted, prefix: str = "", *, today: dt.date) -> Reading:
    """Never raises, whatever was posted."""
    shown = typed(question, posted, prefix)
    try:
        if (part := unsaveable_part(question, posted, prefix)) is not None:
            raise Fault("cannot-save", part)
        return Reading(READERS[question.kind](question, shown, today), shown)
    except Fault as fault:
        return Reading(None, shown, _sentence(question, fault), fault.part)


def _sentence(question: Question, fault: Fault) -> Text:
    named = question.named
    words = dict(fault.words)
    if fault.part in UNTIL and fault.code != "order":
        named = composed(LATER_DATE, named=named)
    if isinstance(column := words.pop("column", None), Text):
        named = composed(OF_ROW, column=column, row=words.pop("row"), named=named)
    return sentence(fault.code, named, **words)


def _text(question: Question, shown: Typed, today: dt.date) -> str | None:
    return short_enough(LINE_END.sub(" ", only(shown)), question.longest, "value") or None


def _long_text(question: Question, shown: Typed, today: dt.date) -> str | None:
    return short_enough(LINE_END.sub("\n", only(shown)), question.longest, "value") or None


def _matching(pattern: str, code: str) -> Callable[[Question, Typed, dt.date], str | None]:
    def reader(question: Question, shown: Typed, today: dt.date) -> str | None:
        text = _text(question, shown, today)
        if text and not re.fullmatch(pattern, text, re.IGNORECASE):
            raise Fault(code, "value")
        return text

    return reader


def _one(question: Question, shown: Typed, today: dt.date) -> str | None:
    code = only(shown)
    return listed(code, question.options, "value") if code else None


def _many(question: Question, shown: Typed, today: dt.date) -> list[str] | None:
    chosen = {code for code in (text.strip() for text in shown.get("value", ())) if code}
    for code in chosen:
        listed(code, question.options, "value")
    return [option.code for option in question.options if option.code in chosen] or None


def _number(question: Question, shown: Typed, today: dt.date) -> int | None:
    text = only(shown)
    if not text:
        return None
    if not re.fullmatch("-?[0-9]{1,9}", text):
        raise Fault("whole-number", "value")
    number, low, high = int(text), question.minimum, question.maximum
    if high is not None and not low <= number <= high:
        raise Fault("between", "value", minimum=low, maximum=high)
    if number < low:
        raise Fault("at-least", "value", minimum=low)
    return number


def _elsewhere(question: Question, shown: Typed, today: dt.date) -> None:
    """Answered by another page; nothing posted here counts."""


READERS: Mapping[str, Callable[[Question, Typed, dt.date], Any]] = {
    "text": _text,
    "long-text": _long_text,
    "email": _matching(r"[^@\s]+@[^@\s]+\.[^@\s.]+", "email"),
    "phone": _matching(r"(?:[+() ./-]*[0-9]){6,}[() ./-]*(?:(?:extension|ext\.?|x) ?[0-9]+)?", "phone"),
    "one": _one,
    "many": _many,
    "yes-no": _one,
    "date": read_date,
    "date-with-precision": read_date_with_precision,
    "date-and-time": read_date_and_time,
    "time": read_time_alone,
    "number": _number,
    "people": read_people,
    "references": read_references,
    "authority": _one,
    "authorities": _many,
    "positions": _elsewhere,
    "files": _elsewhere,
}
