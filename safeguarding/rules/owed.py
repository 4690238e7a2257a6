"""What is owed: one duty of one case, and how it looks on a day. How it comes to be owed is in clock.py."""

from datetime import date
from typing import Literal, NamedTuple

from safeguarding.rules.local import Confirmation
from safeguarding.rules.phrases import parse
from safeguarding.rules.procedure import Duty
from safeguarding.rules.workdays import Calendar

Standing = Literal["open", "due-today", "late", "met", "met-late", "no-period", "unconfirmed", "stopped", "relaxed"]


class Move(NamedTuple):
    """A date that changed: both values are kept, with the reason."""

    from_on: date
    to_on: date
    reason: str


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


def standing(due: date | None, met: date | None, today: date) -> Standing:
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
    due, met_on = obligation.due, obligation.met_on
    if due is not None and parse(obligation.phrase).is_floor:
        return _standing_of_floor(due, met_on, today)
    return standing(due, met_on, today)


def _standing_of_floor(free_from: date, ended_on: date | None, today: date) -> Standing:
    """Something that must last: met once the time has run; ended too soon, late for good."""
    if ended_on is not None and ended_on < free_from:
        return "late"
    return "met" if ended_on is not None or today >= free_from else "open"
