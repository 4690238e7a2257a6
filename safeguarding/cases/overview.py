"""One incident at a glance: where it is, what is next and by when, what is owed, what happened last. Drawn by
`views/incident.py`; the rules behind it are `rules/phases.py` and `rules/clock.py`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from safeguarding.cases.facts import as_facts, procedure_of
from safeguarding.cases.models import Case, Due, Event
from safeguarding.look.languages import spoken
from safeguarding.rules.clock import Standing, standing
from safeguarding.rules.phases import Phase, phase
from safeguarding.rules.procedure import Duty, Procedure, load

LAST_EVENTS = 5
BINDS = ("statute", "regulation", "guidance", "local")
LONG_OFF = date.max


@dataclass(frozen=True, slots=True)
class Owed:
    """One date of the case with its duty, as it looks on a day."""

    due: Due
    duty: Duty
    standing: Standing
    procedure: Procedure

    @property
    def title(self) -> str:
        return self.duty.title.in_(spoken())

    @property
    def owed_by(self) -> str:
        """Who owes it: the body of this incident where it is owed by each, else the role."""
        return self.due.body or self.procedure.body(self.duty.owed_by).title.in_(spoken())

    @property
    def owed_to(self) -> str:
        return ", ".join(self.procedure.body(one).title.in_(spoken()) for one in self.duty.owed_to)

    @property
    def force(self) -> str:
        """By what its date binds: a local date is local, whatever the duty rests on."""
        return "local" if self.due.is_local else self.duty.judged_as

    @property
    def is_open(self) -> bool:
        return self.due.met_on is None and self.due.stopped_on is None

    @property
    def lasts(self) -> bool:
        """The date is the first on which something may end."""
        return self.duty.period.is_floor

    @property
    def runs(self) -> bool:
        """Whether somebody in the area still has to do it by a day."""
        is_for_us = self.duty.is_ours and not self.lasts
        return self.is_open and self.due.due_on is not None and not self.due.is_relaxed and is_for_us


@dataclass(frozen=True)
class Overview:
    """What the page of an incident shows."""

    case: Case
    phase: Phase
    owed: Sequence[Owed]
    events: Sequence[Event]

    @cached_property
    def next(self) -> Owed | None:
        """The next date that somebody in the area owes: of two on one day, the one that binds more."""
        return min(filter(lambda one: one.runs, self.owed), key=_how_near, default=None)

    @property
    def last_events(self) -> Sequence[Event]:
        """The last five that stand, newest first."""
        gone = {event.supersedes_id for event in self.events}
        return [event for event in reversed(self.events) if event.pk not in gone][:LAST_EVENTS]


def overview(case: Case, *, on: date) -> Overview:
    """Everything at a glance, in two queries."""
    events = list(case.events.select_related("body", "recorded_by").order_by("id"))
    return Overview(
        case=case,
        phase=phase(procedure_of(case), as_facts(events)),
        owed=all_owed(case, on=on),
        events=events,
    )


def all_owed(case: Case, *, on: date) -> list[Owed]:
    """Every date of the case: what is still to be done first, the nearest first."""
    found = [owed(due, procedure_of(case), on=on) for due in case.dues.all()]
    return sorted(found, key=lambda one: (not one.is_open, not one.due.is_confirmed, *_how_near(one)))


def owed(due: Due, procedure: Procedure, *, on: date) -> Owed:
    """A stored date with its duty and how it looks on a day."""
    duty = duty_of(procedure.id, due.duty, due.started_on)
    return Owed(due, duty, standing_of_due(due, duty, on), procedure)


def duty_of(procedure: str, duty: str, on: date) -> Duty:
    """The version of a duty in force on a day; the last one known when none is."""
    versions = [one for one in load(procedure).duties if one.id == duty]
    return next((one for one in versions if one.in_force(on)), versions[-1])


def standing_of_due(due: Due, duty: Duty, on: date) -> Standing:
    """How a stored date looks on a day: as `rules/clock.py` judges it, with what bears on the whole duty first."""
    if due.stopped_on is not None:
        return "stopped"
    if not due.is_confirmed:
        return "unconfirmed"
    if due.is_relaxed:
        return "relaxed"
    if duty.period.is_floor and due.due_on is not None:
        if due.met_on is not None and due.met_on < due.due_on:
            return "late"
        return "met" if due.met_on is not None or on >= due.due_on else "open"
    return standing(due.due_on, due.met_on, on)


def _how_near(one: Owed) -> tuple[date, int, str]:
    return one.due.due_on or LONG_OFF, BINDS.index(one.force), one.duty.id
