"""The names of the HTML fields of a question, what was posted into them, and a saved answer put back there.

Making sense of what was posted is `reading.py`.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from safeguarding.rules.forms.questions import Question

Posted: TypeAlias = Mapping[str, Sequence[str]]  # as a web form posts it: name -> every value
Typed: TypeAlias = Mapping[str, tuple[str, ...]]  # part of a question -> every value, safe to show again

DAY = ("day", "month", "year")
UNTIL = ("until_day", "until_month", "until_year")
FIXED_PARTS: Mapping[str, tuple[str, ...]] = {
    "date": DAY,
    "date-and-time": (*DAY, "time"),
    "date-with-precision": ("precision", *DAY, *UNTIL),
    "people": (),
    "positions": (),
    "files": (),
}
# What no database, XML or Word file can hold: control characters, half surrogate pairs, two non-characters.
UNSAVEABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
LINE_END = re.compile("\r\n?|[\n\v\f\x85\u2028\u2029]")


def parts(question: Question) -> tuple[str, ...]:
    """The parts of a question that never vary; rows of people come on top."""
    return FIXED_PARTS.get(question.kind, ("value",))


def field(question: Question, part: str = "value", prefix: str = "") -> str:
    """The name (and id) of one HTML field: "surname", "date-of-birth-day", "parents-0_name"."""
    return f"{prefix}{question.id}" if part == "value" else f"{prefix}{question.id}-{part}"


def cell(row: int | str, column: str) -> str:
    """The part that is one cell of a row of people."""
    return f"{row}_{column}"


def rows(question: Question, typed: Typed) -> tuple[str, ...]:
    """The names of the rows that were posted, in their order ("0", "1", …)."""
    ends = tuple(f"_{column.id}" for column in question.columns)
    found = {part.partition("_")[0] for part in typed if part.endswith(ends)}
    return tuple(sorted(found, key=lambda row: (len(row), row)))


def typed(question: Question, posted: Posted, prefix: str = "") -> Typed:
    """What was posted for this question, with what cannot be saved shown as �."""
    return {
        part: tuple(UNSAVEABLE.sub("�", text) for text in posted[name])
        for name, part in _names(question, posted, prefix).items()
    }


def unsaveable_part(question: Question, posted: Posted, prefix: str = "") -> str | None:
    """The first part that was posted with something that cannot be saved."""
    for name, part in _names(question, posted, prefix).items():
        if any(UNSAVEABLE.search(text) for text in posted[name]):
            return part
    return None


def refill(question: Question, value: Any) -> Typed:
    """A saved answer as it would have been posted, for drawing the form again."""
    if value is None or question.is_filled_elsewhere:
        return {}
    match question.kind:
        case "date" | "date-and-time":
            on, _, at = value.partition("T")
            return _day(on, DAY) | ({"time": (at,)} if at else {})
        case "date-with-precision":
            chosen = {"precision": (value["precision"],)}
            return chosen | _day(value.get("on", ""), DAY) | _day(value.get("until", ""), UNTIL)
        case "people":
            return {cell(n, key): (text,) for n, row in enumerate(value) for key, text in row.items()}
        case "many" | "authorities":
            return {"value": tuple(value)}
        case "references":
            return {"value": ("\n".join(value),)}
        case _:
            return {"value": (str(value),)}


def _day(on: str, names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """ "2026-03" into month and year: a date of less precision has fewer parts."""
    return {name: (str(int(part)),) for name, part in zip(reversed(names), on.split("-"), strict=False) if part}


def _names(question: Question, posted: Posted, prefix: str) -> dict[str, str]:
    """The fields of this question that were posted, each with the part it is."""
    fixed = {field(question, part, prefix): part for part in parts(question)}
    found = {name: part for name, part in fixed.items() if name in posted}
    if question.kind == "people":
        start = field(question, "", prefix)
        columns = "|".join(re.escape(column.id) for column in question.columns)
        part_of_row = re.compile(rf"[0-9]{{1,9}}_(?:{columns})")
        for name in posted:
            if name.startswith(start) and part_of_row.fullmatch(name[len(start) :]):
                found[name] = name[len(start) :]
    return found
