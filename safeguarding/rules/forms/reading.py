"""Reads what a web form posted: the answer to store, what was typed, and what to say where it cannot be.

An answer left out is no error here, since a form is saved as one goes; `completeness.py` says what is owed.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from safeguarding.rules.forms.dates import PARTS_OF, not_future, read_day, read_time
from safeguarding.rules.forms.faults import Fault
from safeguarding.rules.forms.fields import (
    DAY,
    UNTIL,
    Posted,
    Typed,
    cell,
    parts,
    rows,
    typed,
    unsaveable_part,
)
from safeguarding.rules.forms.questions import Column, Option, Question
from safeguarding.rules.forms.sentences import LATER_DATE, OF_ROW, composed, sentence
from safeguarding.rules.forms.wording import PRECISION_WORDS
from safeguarding.rules.text import Text

LINE_END = re.compile("\r\n?|[\n\v\f\x85\u2028\u2029]")


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


def _only(shown: Typed, part: str = "value") -> str:
    """The one text of a part, without the space around it."""
    texts = [text for text in (each.strip() for each in shown.get(part, ())) if text]
    if len(texts) > 1:
        raise Fault("one-answer", part)
    return texts[0] if texts else ""


def _short_enough(text: str, limit: int, part: str, **words: Text | str | int) -> str:
    if len(text) > limit:
        raise Fault("too-long", part, limit=f"{limit:,}", length=f"{len(text):,}", **words)
    return text


def _text(question: Question, shown: Typed, today: dt.date) -> str | None:
    return _short_enough(LINE_END.sub(" ", _only(shown)), question.longest, "value") or None


def _long_text(question: Question, shown: Typed, today: dt.date) -> str | None:
    return _short_enough(LINE_END.sub("\n", _only(shown)), question.longest, "value") or None


def _matching(pattern: str, code: str) -> Callable[[Question, Typed, dt.date], str | None]:
    def reader(question: Question, shown: Typed, today: dt.date) -> str | None:
        text = _text(question, shown, today)
        if text and not re.fullmatch(pattern, text, re.IGNORECASE):
            raise Fault(code, "value")
        return text

    return reader


def _listed(code: str, options: Iterable[Option], part: str, **words: Text | str | int) -> str:
    if code not in {option.code for option in options}:
        raise Fault("not-listed", part, **words)
    return code


def _one(question: Question, shown: Typed, today: dt.date) -> str | None:
    code = _only(shown)
    return _listed(code, question.options, "value") if code else None


def _many(question: Question, shown: Typed, today: dt.date) -> list[str] | None:
    chosen = {code for code in (text.strip() for text in shown.get("value", ())) if code}
    for code in chosen:
        _listed(code, question.options, "value")
    return [option.code for option in question.options if option.code in chosen] or None


def _date(question: Question, shown: Typed, today: dt.date) -> str | None:
    on = read_day([_only(shown, part) for part in DAY], DAY)
    if on and question.past:
        not_future(on, today, "day")
    return on


def _date_and_time(question: Question, shown: Typed, today: dt.date) -> str | None:
    on, at = _date(question, shown, today), _only(shown, "time")
    if at and not on:
        raise Fault("no-day-for-time", "day")
    return f"{on}T{read_time(at, 'time')}" if at else on


def _time(question: Question, shown: Typed, today: dt.date) -> str | None:
    text = _only(shown)
    return read_time(text, "value") if text else None


def _date_with_precision(question: Question, shown: Typed, today: dt.date) -> Mapping[str, str] | None:
    texts = {part: _only(shown, part) for part in parts(question)}
    precision = texts.pop("precision")
    if not precision:
        if any(texts.values()):
            raise Fault("which-precision", "precision")
        return None
    known = [p for p in question.precisions if p == precision]
    if not known:
        raise Fault("not-listed", "precision")
    wanted = PARTS_OF[known[0]]
    for part, text in texts.items():
        if text and part not in wanted:
            raise Fault("left-over", part, precision=PRECISION_WORDS[known[0]])
    return {"precision": precision} | _days(question, texts, wanted, today)


def _days(question: Question, texts: Mapping[str, str], wanted: tuple[str, ...], today: dt.date) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, of_one in (("on", DAY), ("until", UNTIL)):
        if names := [part for part in wanted if part in of_one]:
            on = read_day([texts[name] for name in names], names)
            if on is None:
                raise Fault("enter", names[0])
            if question.past:
                not_future(on, today, names[0])
            found[key] = on
    if found.get("until", "9") < found.get("on", ""):
        raise Fault("order", "until_day")
    return found


def _number(question: Question, shown: Typed, today: dt.date) -> int | None:
    text = _only(shown)
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


def _references(question: Question, shown: Typed, today: dt.date) -> list[str] | None:
    lines = [line.strip() for text in shown.get("value", ()) for line in LINE_END.split(text)]
    found = list(dict.fromkeys(line for line in lines if line))
    _few_enough(question, found, "value")
    return [_short_enough(line, question.longest, "value") for line in found] or None


def _people(question: Question, shown: Typed, today: dt.date) -> list[dict[str, str]] | None:
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
    text = LINE_END.sub(" ", _only(shown, part))
    if text and column.options:
        return _listed(text, column.options, part, column=column.label, row=number)
    return _short_enough(text, question.longest, part, column=column.label, row=number)


def _few_enough(question: Question, found: list[Any], part: str) -> None:
    if len(found) > question.max_rows:
        raise Fault("too-many", part, limit=question.max_rows, length=f"{len(found):,}")


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
    "date": _date,
    "date-with-precision": _date_with_precision,
    "date-and-time": _date_and_time,
    "time": _time,
    "number": _number,
    "people": _people,
    "references": _references,
    "authority": _one,
    "authorities": _many,
    "positions": _elsewhere,
    "files": _elsewhere,
}
