"""An answer in words, for reading and for copying: dates, options and people as a person would write them."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from safeguarding.rules.forms.dates import MONTHS
from safeguarding.rules.forms.questions import Column, Option, Precision, Question
from safeguarding.rules.text import Text

YES_NO = (Option(code="yes", label=Text(en="Yes")), Option(code="no", label=Text(en="No")))

# The choice as a person sees it beside the date fields.
PRECISION_WORDS: Mapping[Precision, Text] = {
    "exact": Text(en="Exact date"),
    "about": Text(en="About this date"),
    "month": Text(en="Month and year only"),
    "year": Text(en="Year only"),
    "between": Text(en="Between two dates"),
    "before": Text(en="Before this date"),
    "after": Text(en="After this date"),
    "unknown": Text(en="Not known"),
}
# The answer as a person reads it afterwards.
DATE_IN_WORDS: Mapping[Precision, Text] = {
    "exact": Text(en="{on}"),
    "about": Text(en="about {on}"),
    "month": Text(en="{on}"),
    "year": Text(en="{on}"),
    "between": Text(en="between {on} and {until}"),
    "before": Text(en="before {on}"),
    "after": Text(en="after {on}"),
    "unknown": Text(en="not known"),
}


def in_words(question: Question, value: Any, language: str = "en") -> str:
    """The answer as text, the same for the same answer; nothing for no answer. A code that the question no
    longer lists is shown as it is, never hidden. Rows and papers take a line each."""
    if value is None:
        return ""
    return WRITERS.get(question.kind, _as_typed)(question, value, language)


def day_in_words(on: str, language: str = "en") -> str:
    """ "2026-03-13" as 13 March 2026, "2026-03" as March 2026, "2026" as 2026."""
    year, *rest = on.split("-")
    words = [year]
    if rest:
        words.insert(0, MONTHS[int(rest[0]) - 1].in_(language))
    if len(rest) > 1:
        words.insert(0, str(dt.date.fromisoformat(on).day))
    return " ".join(words)


def label(options: Iterable[Option], code: str, language: str = "en") -> str:
    return next((option.label.in_(language) for option in options if option.code == code), code)


def _as_typed(question: Question, value: Any, language: str) -> str:
    return str(value)


def _one(question: Question, value: str, language: str) -> str:
    return label(question.options, value, language)


def _many(question: Question, value: list[str], language: str) -> str:
    return "; ".join(label(question.options, code, language) for code in value)


def _day(question: Question, value: str, language: str) -> str:
    on, _, at = value.partition("T")
    return ", ".join(filter(None, (day_in_words(on, language), at)))


def _day_with_precision(question: Question, value: Mapping[str, Any], language: str) -> str:
    days = {key: day_in_words(value[key], language) for key in ("on", "until") if key in value}
    precision: Precision = value["precision"]
    return DATE_IN_WORDS[precision].in_(language).format(**days)


def _people(question: Question, value: list[Mapping[str, str]], language: str) -> str:
    return "\n".join("; ".join(_row(question.columns, row, language)) for row in value)


def _row(columns: tuple[Column, ...], row: Mapping[str, str], language: str) -> Iterable[str]:
    """The first column stands for itself, as a name does; the others say what they are."""
    for number, column in enumerate(columns):
        if column.id in row:
            text = label(column.options, row[column.id], language)
            yield f"{column.label.in_(language)}: {text}" if number else text


def _positions(question: Question, value: list[Mapping[str, str]], language: str) -> str:
    return "\n".join(f"{row['partner']}: {label(question.options, row.get('position', ''), language)}" for row in value)


def _files(question: Question, value: list[Mapping[str, str]], language: str) -> str:
    kinds = [label(question.options, row.get("kind", ""), language) for row in value]
    return "\n".join(f"{row['name']} ({kind})" if kind else row["name"] for row, kind in zip(value, kinds, strict=True))


def _lines(question: Question, value: list[str], language: str) -> str:
    return "\n".join(value)


WRITERS: Mapping[str, Callable[[Question, Any, str], str]] = {
    "one": _one,
    "yes-no": _one,
    "authority": _one,
    "many": _many,
    "authorities": _many,
    "date": _day,
    "date-and-time": _day,
    "date-with-precision": _day_with_precision,
    "people": _people,
    "positions": _positions,
    "files": _files,
    "references": _lines,
}
