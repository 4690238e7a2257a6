"""Reads one TOML file of law and fits its entries to frozen types; a fault names file, entry, key and cure.

What the files mean is in procedure.py (and forms.py for questions); this module knows only how to complain.
"""

import re
import tomllib
import types
import typing
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from itertools import takewhile
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from safeguarding.rules.echo import LONGEST, echoed


class Entry(BaseModel):
    """A frozen entry of a law file: exact types, and no key that nobody reads."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class LawFault(ValueError):
    """A law file that cannot be used as it stands."""

    def __init__(self, sentence: str, *, file: str = "", entry: str = "", key: str = "") -> None:
        self.sentence, self.file, self.entry, self.key = sentence, file, entry, key
        place = ", ".join(part for part in (file, entry, f"key '{key}'" if key else "") if part)
        super().__init__(f"{place}: {sentence}" if place else sentence)


E_ = TypeVar("E_", bound=BaseModel)

LIKE_ENOUGH = 0.8
MOST_SHOWN = 40

KINDS = {
    "string_type": "must be text in quotation marks",
    "date_type": "must be a date written without quotation marks, like 2026-03-13",
    "bool_type": "must be true or false, without quotation marks",
    "int_type": "must be a whole number without quotation marks",
    "tuple_type": "must be a list in square brackets",
    "dict_type": "must be pairs in braces, like { notification_submitted = 2026-03-13 }",
    "model_type": 'must be keys in braces, like { en = "..." }',
}


def near(word: object, known: Iterable[object]) -> str:
    """'; did you mean X?' where a near match exists, else the list of what is known."""
    names, asked = sorted({str(name) for name in known}), str(word)[:LONGEST]
    best = max(names, key=lambda name: _likeness(asked, name), default="")
    if best and _likeness(asked, best) >= LIKE_ENOUGH:
        return f"; did you mean '{echoed(best)}'?"
    if not names:
        return "."
    return f"; known: {', '.join(map(echoed, names[:MOST_SHOWN]))}{' ...' if len(names) > MOST_SHOWN else '.'}"


def _likeness(word: str, name: str) -> float:
    """How alike two ids are; a shared beginning counts, since ids are read from the left."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(word, name, strict=False))
    shared = sum(1 for _ in same) / max(len(word), len(name))
    return SequenceMatcher(None, word, name).ratio() + shared


def read_toml(path: Path, *, name: str) -> dict[str, Any]:
    """The tables of one file. A syntax error is told with its line and what usually cures it."""
    try:
        return {key: _listed(value) for key, value in tomllib.loads(path.read_text(encoding="utf-8")).items()}
    except UnicodeDecodeError:
        raise LawFault("the file is not UTF-8 text; save it as UTF-8.", file=name) from None
    except tomllib.TOMLDecodeError as error:
        raise LawFault(f"{error}. {_cure(path, str(error))}", file=name) from None


def _listed(value: Any) -> Any:
    """Lists as tuples, so that what is read cannot change."""
    if isinstance(value, list):
        return tuple(_listed(part) for part in value)
    return {key: _listed(part) for key, part in value.items()} if isinstance(value, dict) else value


def _cure(path: Path, error: str) -> str:
    found = re.search(r"at line (\d+)", error)
    lines = path.read_text(encoding="utf-8").splitlines()
    line = lines[int(found.group(1)) - 1] if found and int(found.group(1)) <= len(lines) else ""
    impossible = re.search(r"\d{4}-\d{1,2}-\d{1,2}", line)
    if impossible:
        return f"Is {impossible.group(0)} a real date, written year-month-day with two digits each?"
    return "Look for a missing quotation mark or bracket, a key given twice, or a { } that spans lines."


def fit(model: type[E_], entry: Mapping[str, Any], *, file: str, entry_id: str) -> E_:
    """The entry as a frozen object, or a LawFault naming file, entry, key and cure."""
    try:
        return model.model_validate(dict(entry))
    except ValidationError as error:
        # A strange key explains a missing one, so it is told first.
        first = min(error.errors(include_url=False), key=lambda fault: fault["type"] != "extra_forbidden")
        key = _dotted(first["loc"])
        raise LawFault(_sentence(model, first), file=file, entry=entry_id, key=key) from None


def _dotted(loc: tuple[int | str, ...]) -> str:
    return "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in loc).lstrip(".")


def _sentence(model: type[BaseModel], fault: Any) -> str:
    kind, loc = fault["type"], fault["loc"]
    if kind == "extra_forbidden":
        return f"unknown key{near(loc[-1], _keys(_owner(model, loc)))}"
    if kind == "missing":
        return f"is missing; add {loc[-1]} = ..."
    if kind == "literal_error":
        return f"{fault['input']!r} is not one of the choices{near(fault['input'], _choices(fault))}"
    if kind == "value_error":
        return str(fault["ctx"]["error"])
    if kind in ("string_too_short", "too_short"):
        return "is empty; say something, or leave the key out."
    if kind == "greater_than_equal":
        return f"must be {fault['ctx']['ge']} or more."
    return f"{KINDS[kind]}; it is {_shown(fault['input'])}."


def _choices(fault: Any) -> list[str]:
    return re.findall(r"'([^']+)'", fault["ctx"]["expected"])


def _shown(value: object) -> str:
    text = repr(value) if isinstance(value, str | int | float | bool) else str(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _owner(model: type[BaseModel], loc: tuple[int | str, ...]) -> type[BaseModel]:
    """The type that owns the last key of a place: follows each named key into the model it holds."""
    for part in loc[:-1]:
        if isinstance(part, str):
            by_key = {field.alias or name: field for name, field in model.model_fields.items()}
            model = _model_in(by_key[part].annotation) or model
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return annotation if issubclass(annotation, BaseModel) else None
    return next((m for arg in typing.get_args(annotation) if (m := _model_in(arg))), None)
