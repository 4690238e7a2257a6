"""What is owed: one duty of one case, and how it looks on a day. How it comes to be owed is in clock.py."""

from datetime import date
from typing import Literal, NamedTuple

from safeguarding.rules.duties import Force
from safeguarding.rules.local import Confirmation
from safeguarding.rules.phrases import parse
from safeguarding.rules.procedure import Duty
from safeguarding.rules.workdays import Calendar, ProclaimedDay

Plain = Literal["open", "due-today", "late", "met", "met-late", "no-period", "unconfirmed"]
Standing = Literal["open", "due-today", "late", "met", "met-late", "no-period", "unconfirmed", "stopped", "relaxed"]


class Corrected(NamedTuple):
    """The start was corrected, and nobody had to say why."""

    was: date
    now: date


class Declared(NamedTuple):
    """Bank holidays were declared after the start."""

    days: tuple[ProclaimedDay, ...]


class LocalDate(NamedTuple):
    """A day that was set here where the law sets no period: when it was set, which day, and why."""

    set_on: date
    day: date
    reason: str


class Move(NamedTuple):
    """A date that changed: both values are kept, with the reason as a person wrote it, or what it was without one.
    In words it is in saying.py, so that to reckon what is owed costs no sentence."""

    from_on: date
    to_on: date
    reason: str | Corrected | Declared


class Obligation(NamedTuple):
    """One duty as one case owes it. Nothing here depends on the day it is looked at."""

    duty: Duty
    started_on: date
    due: date | None
    act_by: date | None
    met_on: date | None
    stopped_on: date | None
    provisional: bool
    confirmed: bool
    extended_from: date | None
    relaxed: bool
    moved: tuple[Move, ...]
    body: str
    confirmation: Confirmation | None
    started_by: str
    phrase: str
    calendar: Calendar
    stopped_by: str = ""
    set_locally: LocalDate | None = None
    """The local date that holds, where the law sets no period."""

    @property
    def judged_as(self) -> Force:
        """By what its date binds: a local date is local, whatever the duty rests on."""
        return "local" if self.set_locally is not None else self.duty.judged_as

    @property
    def is_floor(self) -> bool:
        """The date is the first on which it may end, not the last on which it may be done."""
        return self.due is not None and parse(self.phrase).is_floor

    @property
    def days_past_when_stopped(self) -> int:
        """How far past its date it already was on the day it stopped: to stop is not to have been in time."""
        if self.stopped_on is None or self.due is None or self.is_floor:
            return 0
        return max((self.stopped_on - self.due).days, 0)


def standing(due: date | None, met: date | None, today: date) -> Plain:
    """How a date looks on a day. No date, no lateness."""
    if met is not None:
        return "met" if due is None or met <= due else "met-late"
    if due is None:
        return "no-period"
    if today > due:
        return "late"
    return "due-today" if today == due else "open"


def standing_of(obligation: Obligation, today: date) -> Standing:
    """How an obligation looks on a day: also stopped unmet, unconfirmed, or relaxed nationally."""
    if obligation.stopped_on is not None:
        return "stopped"
    if not obligation.confirmed:
        return "unconfirmed"
    if obligation.relaxed:
        return "relaxed"
    return _by_its_dates(obligation, today)


def plain_standing(obligation: Obligation, today: date) -> Plain:
    """The closed list of words that `safeguarding clock` answers. What stopped is told as it stood on that day."""
    if not obligation.confirmed:
        return "unconfirmed"
    return _by_its_dates(obligation, obligation.stopped_on or today)


def met_as_told(obligation: Obligation, today: date) -> date | None:
    """The day it was met; of what must last, the day its time had run, or the earlier one on which it was ended."""
    due, met_on = obligation.due, obligation.met_on
    if due is None or not obligation.is_floor:
        return met_on
    if met_on is not None and met_on < due:
        return met_on
    return due if met_on is not None or today >= due else None


def _by_its_dates(obligation: Obligation, today: date) -> Plain:
    due, met_on = obligation.due, obligation.met_on
    if due is not None and obligation.is_floor:
        return _standing_of_floor(due, met_on, today)
    return standing(due, met_on, today)


def _standing_of_floor(free_from: date, ended_on: date | None, today: date) -> Plain:
    """Something that must last: met once the time has run; ended too soon, late for good."""
    if ended_on is not None and ended_on < free_from:
        return "late"
    return "met" if ended_on is not None or today >= free_from else "open"
