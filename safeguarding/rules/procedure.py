"""A procedure read from its law folder: duties, events, stages, tests, options, steps, frozen and checked.

The folders are rules/law/<nation>/<procedure>/; the questions in their forms/ belong to forms.py.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from safeguarding.rules.consistency import check
from safeguarding.rules.duties import Citation, Duty, Example, Force, Seen
from safeguarding.rules.echo import echoed
from safeguarding.rules.entries import Body, Event, Header, Item, Option, Remind, Stage, Step, Test
from safeguarding.rules.lawfile import Entry, LawFault, fit, near, read_toml
from safeguarding.rules.text import Text
from safeguarding.rules.workdays import LAW

__all__ = [
    "Body",
    "Citation",
    "Duty",
    "Event",
    "Example",
    "Force",
    "Header",
    "Item",
    "Option",
    "Procedure",
    "Remind",
    "Seen",
    "Stage",
    "Step",
    "Test",
    "load",
    "procedures",
    "read",
    "version",
]


class Procedure(BaseModel):
    """A whole procedure. Equal only to itself: load() gives the same one each time."""

    model_config = {"frozen": True, "arbitrary_types_allowed": True, "ignored_types": (cached_property,)}

    id: str
    nation: str
    header: Header
    bodies: tuple[Body, ...]
    events: tuple[Event, ...]
    duties: tuple[Duty, ...]
    stages: tuple[Stage, ...]
    tests: tuple[Test, ...]
    options: tuple[Option, ...]
    steps: tuple[Step, ...]

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other

    @property
    def title(self) -> Text:
        return self.header.title

    def duty(self, duty_id: str, on: date | None = None) -> Duty:
        """The version of a duty in force on a day, or its newest."""
        versions = [d for d in self.duties if d.id == duty_id and (on is None or d.in_force(on))]
        if not versions:
            raise KeyError(f"no duty '{duty_id}' in {self.id}{near(duty_id, (d.id for d in self.duties))}")
        return max(versions, key=lambda d: d.from_on)

    def event(self, event_id: str) -> Event:
        try:
            return self.event_by_id[event_id]
        except KeyError:
            raise KeyError(f"no event '{echoed(event_id)}' in {self.id}{near(event_id, self.event_by_id)}") from None

    def body(self, body_id: str) -> Body:
        return next(body for body in self.bodies if body.id == body_id)

    def test(self, test_id: str) -> Test:
        return next(test for test in self.tests if test.id == test_id)

    def options_of(self, decision: str) -> tuple[Option, ...]:
        return tuple(option for option in self.options if option.of == decision)

    def reminders(self, duty: Duty) -> tuple[Remind, ...]:
        return tuple(Remind(duty=duty.id, days_before=days) for days in duty.remind)

    @cached_property
    def event_by_id(self) -> dict[str, Event]:
        return {event.id: event for event in self.events}


FILES = ("procedure", "bodies", "events", "stages", "tests", "options", "steps")
GENERAL = "law/events.toml"
M = TypeVar("M", bound=Entry)


def procedures() -> tuple[str, ...]:
    """Every procedure there is law for, as nation/name."""
    return tuple(sorted(f"{p.parent.parent.name}/{p.parent.name}" for p in LAW.glob("*/*/procedure.toml")))


@cache
def load(procedure_id: str) -> Procedure:
    """A procedure by its id, checked whole; unknown ones are refused with the nearest match."""
    if procedure_id not in procedures():
        raise LawFault(f"there is no procedure '{echoed(procedure_id)}'{near(procedure_id, procedures())}")
    return read(LAW / procedure_id, procedure_id)


def read(folder: Path, procedure_id: str) -> Procedure:
    """A procedure from any folder: load() without the cache and the fixed place."""
    _refuse_strangers(folder, procedure_id)
    nation = procedure_id.split("/")[0]
    header_file = f"law/{procedure_id}/procedure.toml"
    header = fit(Header, read_toml(folder / "procedure.toml", name=header_file), file=header_file, entry_id="procedure")
    whole = Procedure(
        id=procedure_id,
        nation=nation,
        header=header,
        bodies=tuple(_entries(Body, folder, procedure_id, "bodies", "body")),
        events=(*_general_events(), *_entries(Event, folder, procedure_id, "events", "event")),
        duties=tuple(_duties(folder, procedure_id, nation)),
        stages=tuple(_entries(Stage, folder, procedure_id, "stages", "stage")),
        tests=tuple(_entries(Test, folder, procedure_id, "tests", "test")),
        options=tuple(_entries(Option, folder, procedure_id, "options", "option")),
        steps=tuple(_entries(Step, folder, procedure_id, "steps", "step")),
    )
    check(whole)
    return whole


def version(procedure: Procedure, day: date) -> tuple[Duty, ...]:
    """The duties in force on a day."""
    return tuple(duty for duty in procedure.duties if duty.in_force(day))


def _refuse_strangers(folder: Path, procedure_id: str) -> None:
    for path in sorted(folder.glob("*.toml")):
        if path.stem not in FILES:
            raise LawFault(f"nothing reads this file{near(path.stem, FILES)}", file=f"law/{procedure_id}/{path.name}")


def _general_events() -> tuple[Event, ...]:
    return tuple(_fitted(Event, read_toml(LAW / "events.toml", name=GENERAL), GENERAL, "event"))


def _entries(model: type[M], folder: Path, procedure_id: str, stem: str, table: str) -> Iterator[M]:
    file = f"law/{procedure_id}/{stem}.toml"
    path = folder / f"{stem}.toml"
    if path.exists():
        yield from _fitted(model, read_toml(path, name=file), file, table)


def _duties(folder: Path, procedure_id: str, nation: str) -> Iterator[Duty]:
    for path in sorted((folder / "duties").glob("*.toml")):
        file = f"law/{procedure_id}/duties/{path.name}"
        yield from _fitted(Duty, read_toml(path, name=file), file, "duty", {"calendar": nation})


def _fitted(
    model: type[M], tables: dict[str, Any], file: str, table: str, defaults: dict[str, Any] | None = None
) -> Iterator[M]:
    for key in tables:
        if key != table:
            raise LawFault(f"unknown table '{key}'; this file holds only [[{table}]].", file=file)
    for place, entry in enumerate(tables.get(table, ()), start=1):
        if not isinstance(entry, dict):
            raise LawFault(f"write [[{table}]] with two brackets on each side.", file=file)
        entry_id = f"{table} '{entry['id']}'" if "id" in entry else f"{table} number {place}"
        yield fit(model, (defaults or {}) | entry, file=file, entry_id=entry_id)
