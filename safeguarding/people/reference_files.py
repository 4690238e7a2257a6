"""Reads the reference files of `people/reference/` into plain values, refusing what is wrong with a sentence that names
the file, the entry and the cure. What they become in the database is `loading.py`'s part."""

import csv
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent / "reference"
COLUMNS: Final = (
    "code", "name", "official_name", "nation", "type", "region", "from_on", "until_on", "replaced_by",
)  # fmt: skip
NATIONS: Final = ("england", "wales", "scotland", "northern-ireland")


class BadReference(ValueError):
    """A reference file that cannot be used; the sentence names file, entry and cure."""


@dataclass(frozen=True, slots=True)
class Authority:
    """One local authority, of today or abolished."""

    code: str
    name: str
    official_name: str
    nation: str
    kind: str
    region: str
    from_on: date | None
    until_on: date | None
    replaced_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Partnership:
    """A partnership and the codes of its bodies."""

    code: str
    name: str
    bodies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bodies:
    """Everything in bodies.toml, by code."""

    national: dict[str, str]
    police: dict[str, str]
    health: dict[str, str]
    partnerships: tuple[Partnership, ...]


def authorities(path: Path = FOLDER / "authorities.csv") -> list[Authority]:
    """Every line of the register. Raises `BadReference`."""
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise BadReference(f"{path.name}: its first line must be {','.join(COLUMNS)}.")
        read = [_authority(row, f"{path.name}, line {reader.line_num}") for row in reader]
    known = {one.code for one in read}
    if len(known) != len(read):
        twice = sorted({one.code for one in read if [other.code for other in read].count(one.code) > 1})
        raise BadReference(f"{path.name}: {', '.join(twice)} stands twice. Keep one line for each code.")
    for one in read:
        if missing := [code for code in one.replaced_by if code not in known]:
            raise BadReference(f"{path.name}, {one.code}: replaced by {missing[0]}, which has no line. Add it.")
    return read


def bodies(path: Path = FOLDER / "bodies.toml") -> Bodies:
    """The bodies around the authorities. Raises `BadReference`."""
    try:
        with path.open("rb") as file:
            given = tomllib.load(file)
    except tomllib.TOMLDecodeError as error:
        raise BadReference(f"{path.name}: {error}. Correct it there.") from None
    police = {f"police-{code}": name for code, name in given.get("police", {}).items()}
    health = {f"icb-{code}": name for code, name in given.get("health", {}).items()}
    return Bodies(
        national={one["code"]: one["name"] for one in given.get("national", [])},
        police=police,
        health=health,
        partnerships=tuple(_partnership(one, {*police, *health}, path.name) for one in given.get("partnership", [])),
    )


def _authority(row: dict[str, str], where: str) -> Authority:
    if None in row or None in row.values():
        raise BadReference(f"{where}: it has not {len(COLUMNS)} columns. Put names with commas in quotes.")
    for column in ("code", "name", "nation"):
        if not row[column].strip():
            raise BadReference(f"{where}: {column} is empty. Write it.")
    if row["nation"] not in NATIONS:
        raise BadReference(f"{where}: nation is {row['nation']!r}. Write one of {', '.join(NATIONS)}.")
    return Authority(
        code=row["code"],
        name=row["name"],
        official_name=row["official_name"],
        nation=row["nation"],
        kind=row["type"],
        region=row["region"],
        from_on=_day(row["from_on"], f"{where}: from_on"),
        until_on=_day(row["until_on"], f"{where}: until_on"),
        replaced_by=tuple(row["replaced_by"].split()),
    )


def _day(written: str, where: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise BadReference(f"{where} is {written!r}. Write a day as 2026-03-27, or nothing.") from None


def _partnership(given: dict[str, Any], known: set[str], file: str) -> Partnership:
    around = [f"police-{code}" for code in given["police"]] + [f"icb-{code}" for code in given["health"]]
    if missing := [code for code in around if code not in known]:
        raise BadReference(f"{file}, partnership {given['code']}: {missing[0]} is not listed. List it above.")
    return Partnership(f"partnership-{given['code']}", given["name"], (*given["authorities"], *around))
