"""Reads a question put to `safeguarding clock`: JSON of any quality in, typed facts or one plain sentence out."""

import json
import re
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from safeguarding.rules.clock import Fact
from safeguarding.rules.echo import echoed
from safeguarding.rules.lawfile import LawFault, near
from safeguarding.rules.procedure import Procedure, load, procedures
from safeguarding.rules.workdays import london_date

MOST_BYTES = 5_000_000
MOST_FACTS = 5_000
FACT_KEYS = tuple(Fact.__dataclass_fields__)
DATE_KEYS = ("on", "until", "recorded_on")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class BadInput(ValueError):
    """Input that cannot be used: one sentence with the entry and the cure."""


def read(name: str) -> object:
    raw = _bytes(name)
    if len(raw) > MOST_BYTES:
        raise BadInput(f"is larger than {MOST_BYTES // 1_000_000} MB; give the facts of one case only.")
    if not raw.strip():
        raise BadInput('is empty; write an object like {"procedure": "...", "facts": [], "today": "2026-04-01"}.')
    try:
        return json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_no_key_twice)
    except UnicodeDecodeError:
        raise BadInput("is not UTF-8 text; save it as UTF-8.") from None
    except json.JSONDecodeError as error:
        raise BadInput(
            f"is not JSON at line {error.lineno}, column {error.colno}: {_lower(error.msg)}; "
            "look there for a missing quotation mark, comma or bracket, or one too many."
        ) from None
    except RecursionError:
        raise BadInput("is nested too deeply; facts are a flat list of objects.") from None
    except BadInput:
        raise
    except ValueError:
        raise BadInput("holds a number too long to read; dates are text like 2026-03-13.") from None


def _bytes(name: str) -> bytes:
    try:
        if name == "-":
            if sys.stdin is None:
                raise BadInput("is closed; name a JSON file, or send the facts in.")
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        with Path(name).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise BadInput("there is no such file; check the name, or use - for standard input.") from None
    except IsADirectoryError:
        raise BadInput("is a folder; name a JSON file in it.") from None
    except BadInput:
        raise
    except (OSError, ValueError) as error:
        raise BadInput(f"cannot be read ({getattr(error, 'strerror', None) or error}); check the name.") from None


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise BadInput(f"key '{echoed(key)}' is given twice in one object; keep one.")
        found[key] = value
    return found


def object_of(value: object, known: Sequence[str], place: str, *, required: Sequence[str]) -> dict[str, Any]:
    where = f"{place}, " if place else ""
    if not isinstance(value, dict):
        raise BadInput(f"{place or 'the whole'}: must be an object in braces; it is {_kind(value)}.")
    for key in value:
        if key not in known:
            raise BadInput(f"{where}key '{echoed(key)}': unknown key{near(key, known)}")
    for key in required:
        if key not in value:
            raise BadInput(f"{where}key '{key}': is missing; add it.")
    return value


def procedure_of(value: object) -> Procedure:
    name = _text(value, "key 'procedure'")
    try:
        return load(name)
    except LawFault as fault:
        place = "key 'procedure': " if name not in procedures() else ""
        raise BadInput(f"{place}{fault}") from None


def facts_of(value: object) -> tuple[Fact, ...]:
    if not isinstance(value, list):
        raise BadInput(f"key 'facts': must be a list in square brackets; it is {_kind(value)}.")
    if len(value) > MOST_FACTS:
        raise BadInput(f"key 'facts': holds {len(value)}, more than {MOST_FACTS}; give the facts of one case only.")
    return tuple(_fact(entry, f"fact {place}") for place, entry in enumerate(value, start=1))


def _fact(entry: object, place: str) -> Fact:
    given = object_of(entry, FACT_KEYS, place, required=("event",))
    if "on" not in given and "at" not in given:
        raise BadInput(f"{place}, key 'on': is missing; add the day, like 2026-03-13.")
    parts: dict[str, Any] = {}
    for key, value in given.items():
        where = f"{place}, key '{key}'"
        if key in DATE_KEYS:
            parts[key] = day_of(value, where)
        else:
            parts[key] = _moment(value, where) if key == "at" else _text(value, where, may_be_empty=key != "event")
    if "on" not in parts:
        parts["on"] = london_date(parts["at"])
    return Fact(**parts)


def _text(value: object, where: str, *, may_be_empty: bool = False) -> str:
    if not isinstance(value, str):
        raise BadInput(f"{where}: must be text in quotation marks; it is {_kind(value)}.")
    if not value.strip() and not may_be_empty:
        raise BadInput(f"{where}: is empty; say which.")
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        raise BadInput(f"{where}: '{echoed(value)}' holds half a letter (a surrogate alone); write the whole letter.")
    return value


def day_of(value: object, where: str) -> date:
    words = _text(value, where)
    try:
        if DATE.fullmatch(words):
            return date.fromisoformat(words)
    except ValueError:
        pass
    raise BadInput(f"{where}: '{echoed(words)}' is not a date; write year-month-day, like 2026-03-13.")


def _moment(value: object, where: str) -> datetime:
    words = _text(value, where)
    try:
        moment = datetime.fromisoformat(words)
        london_date(moment)
    except (ValueError, OverflowError):
        cure = "write day, time and zone, like 2026-07-05T23:30:00Z."
        raise BadInput(f"{where}: '{echoed(words)}' is not a moment; {cure}") from None
    return moment


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
