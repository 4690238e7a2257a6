"""Facts in, obligations out: what is owed, by when, met or not, and how that looks on a day.

The day is always passed in. What a date rests on is told in words by why.py; where a case is, by phases.py.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from safeguarding.rules.facts import EXTENDED, Fact, can_be_extended, earlier_values, standing_facts
from safeguarding.rules.local import Confirmation, Local, Overlay, Suspension, calendar_for
from safeguarding.rules.phrases import parse
from safeguarding.rules.procedure import Duty, Procedure
from safeguarding.rules.reckoning import Reckoned, Reckoner, reckoner
from safeguarding.rules.workdays import Calendar, ProclaimedDay, calendar

__all__ = [
    "NOTHING_LOCAL",
    "Confirmation",
    "Fact",
    "Local",
    "Move",
    "Obligation",
    "Overlay",
    "ProclaimedDay",
    "Standing",
    "Suspension",
    "obligations",
    "standing",
    "standing_of",
]

Standing = Literal["open", "due-today", "late", "met", "met-late", "no-period", "unconfirmed", "stopped", "relaxed"]
NOTHING_LOCAL = Local()
Grouped = dict[str, list[Fact]]


class Move(NamedTuple):
    """A date that changed: both values are kept, with the reason."""

    from_on: date | None
    to_on: date | None
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


class _Rule:
    """A duty made ready: what the hot path needs, looked up once."""

    __slots__ = (
        "duty",
        "ends",
        "events",
        "from_on",
        "id",
        "is_backward",
        "is_extendable",
        "is_once",
        "not_with",
        "reckoner",
        "runs",
        "stops",
        "until_on",
    )

    def __init__(self, procedure: Procedure, duty: Duty) -> None:
        self.duty, self.id, self.events = duty, duty.id, duty.start_events
        self.from_on, self.until_on = duty.from_on, duty.until_on or date.max
        self.ends, self.stops, self.not_with, self.runs = duty.ends, duty.stops, duty.not_with, duty.runs
        self.is_once, self.is_backward = duty.per == "case", duty.period.is_backward
        self.reckoner = reckoner(duty.due, calendar(duty.calendar))
        self.is_extendable = can_be_extended(procedure, duty.id)


@lru_cache(maxsize=64)
def _rules(procedure: Procedure) -> tuple[tuple[frozenset[str], tuple[_Rule, ...]], ...]:
    """The versions of each duty with the events that start any of them, in the order of the law files."""
    versions: dict[str, list[_Rule]] = {}
    for duty in procedure.duties:
        versions.setdefault(duty.id, []).append(_Rule(procedure, duty))
    return tuple((frozenset(e for rule in rules for e in rule.events), tuple(rules)) for rules in versions.values())


def obligations(procedure: Procedure, facts: Sequence[Fact], local: Local = NOTHING_LOCAL) -> tuple[Obligation, ...]:
    """Every duty that the facts have started, in the order of the law files; the same for the same facts."""
    grouped = _grouped(facts)
    if not (local.confirmations or local.suspensions or local.overlays or local.days_proclaimed):
        local = NOTHING_LOCAL
    found: list[Obligation] = []
    is_idle = grouped.keys().isdisjoint
    for starts, versions in _rules(procedure):
        if is_idle(starts):
            continue
        owed = _of_duty(versions, grouped, facts, local)
        found += owed if len(owed) < 2 else _ordered(owed)
    return tuple(found)


def _grouped(facts: Sequence[Fact]) -> Grouped:
    """The facts that hold, by event, in the order of record."""
    grouped: Grouped = {}
    for fact in facts:
        if fact.supersedes:
            break
        if fact.event in grouped:
            grouped[fact.event].append(fact)
        else:
            grouped[fact.event] = [fact]
    else:
        return grouped
    grouped = {}
    for fact in standing_facts(facts):
        grouped.setdefault(fact.event, []).append(fact)
    return grouped


def _of_duty(versions: tuple[_Rule, ...], grouped: Grouped, facts: Sequence[Fact], local: Local) -> list[Obligation]:
    owed: list[Obligation] = []
    for rule in versions:
        if rule.not_with and not grouped.keys().isdisjoint(rule.not_with):
            continue
        enders = grouped.get(rule.ends, ())
        for event in rule.events:
            starters = grouped.get(event)
            if starters is None:
                continue
            if rule.is_once:
                start = starters[0] if len(starters) == 1 else _one_start(rule, starters)
                if rule.from_on <= start.on <= rule.until_on:
                    end = _first_end(rule, start, enders) if enders else None
                    owed.append(_obligation(rule, start, end, grouped, facts, local))
                continue
            for start, end in _each_start(rule, starters, enders):
                if rule.from_on <= start.on <= rule.until_on:
                    owed.append(_obligation(rule, start, end, grouped, facts, local))
    return owed


def _ordered(owed: list[Obligation]) -> list[Obligation]:
    """By start. Owed once a case, the version under which it first started holds: a later one starts nothing."""
    owed.sort(key=lambda obligation: (obligation.started_on, obligation.body))
    return owed[:1] if owed[0].duty.per == "case" else owed


def _one_start(rule: _Rule, starters: list[Fact]) -> Fact:
    """Of several: the earliest happening, or the newest plan for a planned day."""
    return starters[-1] if rule.is_backward else min(starters, key=_on)


def _each_start(rule: _Rule, starters: list[Fact], enders: Sequence[Fact]) -> Iterator[tuple[Fact, Fact | None]]:
    """Each start with the fact that met it, once a body or each time; one end meets one start."""
    for body in dict.fromkeys(fact.body for fact in starters):
        mine = sorted((fact for fact in starters if fact.body == body), key=_on)
        left = sorted((fact for fact in enders if fact.body == body), key=_on)
        for start in mine if rule.duty.per == "each" else mine[:1]:
            end = _first_end(rule, start, left)
            if end is not None:
                left.remove(end)
            yield start, end


def _on(fact: Fact) -> date:
    return fact.on


def _first_end(rule: _Rule, start: Fact, enders: Sequence[Fact]) -> Fact | None:
    """The first end on or after the start; before a planned day, any. A start never ends itself."""
    best: Fact | None = None
    for fact in enders:
        in_order = rule.is_backward or fact.on >= start.on
        if in_order and fact is not start and (best is None or fact.on < best.on):
            best = fact
    return best


def _obligation(
    rule: _Rule, start: Fact, end: Fact | None, grouped: Grouped, facts: Sequence[Fact], local: Local
) -> Obligation:
    met_on = end.on if end is not None else None
    stopped_on = _stopped_on(rule, start, grouped, facts) if end is None and rule.stops else None
    clock, confirmation = rule.reckoner, None
    if local is not NOTHING_LOCAL:
        clock, confirmation = _local_clock(rule, start, local)
    if not rule.runs and confirmation is None:
        return _unconfirmed(rule, start, met_on, stopped_on)
    closed_on = met_on or stopped_on
    edition = clock.edition if closed_on is None else clock.edition_on(closed_on)
    dated = clock.reckon(start.on, edition)
    moved: tuple[Move, ...] = ()
    extended_from = None
    if dated.due is not None:
        if start.supersedes or start.on < clock.settled_on:
            moved = _moves(clock, start, edition, facts)
        if rule.is_extendable and EXTENDED in grouped:
            dated, extended_from, moved = _extended(rule, clock, start, edition, dated, grouped[EXTENDED], moved)
    return Obligation(
        rule.duty,
        start.on,
        dated.due,
        dated.act_by,
        met_on,
        stopped_on,
        dated.is_provisional,
        True,
        extended_from,
        bool(local.suspensions) and _is_relaxed(rule, start, dated, met_on, local),
        moved,
        start.body,
        confirmation,
        start.event,
        clock.period.phrase,
        dated.calendar,
    )


def _unconfirmed(rule: _Rule, start: Fact, met_on: date | None, stopped_on: date | None) -> Obligation:
    """Shown, but nothing runs."""
    return Obligation(
        rule.duty,
        start.on,
        None,
        None,
        met_on,
        stopped_on,
        False,
        False,
        None,
        False,
        (),
        start.body,
        None,
        start.event,
        rule.duty.due,
        rule.reckoner.calendar,
    )


def _stopped_on(rule: _Rule, start: Fact, grouped: Grouped, facts: Sequence[Fact]) -> date | None:
    """The day a duty was stopped without being met, unless something later reopened it."""
    bodies = ("", start.body)
    stops = [
        fact
        for event in rule.stops
        for fact in grouped.get(event, ())
        if (rule.is_backward or fact.on >= start.on) and (rule.is_once or fact.body in bodies)
    ]
    if not stops:
        return None
    last = max(stops, key=lambda fact: (fact.on, _place(fact, facts)))
    when = (last.on, _place(last, facts))
    reopened = any(
        (fact.on, _place(fact, facts)) > when for event in rule.duty.reopens for fact in grouped.get(event, ())
    )
    return None if reopened else last.on


def _place(fact: Fact, facts: Sequence[Fact]) -> int:
    return next(place for place, other in enumerate(facts) if other is fact)


def _local_clock(rule: _Rule, start: Fact, local: Local) -> tuple[Reckoner, Confirmation | None]:
    days = calendar_for(rule.duty, local, start.body)
    if rule.runs:
        return reckoner(rule.duty.due, days), None
    for confirmation in local.confirmations:
        if confirmation.duty == rule.id:
            clock = reckoner(confirmation.due or rule.duty.due, days)
            due = clock.reckon(start.on, clock.edition).due
            # Switching a duty on never makes a date late that had passed before anybody cited it.
            if due is None or due >= confirmation.effective_from:
                return clock, confirmation
    return rule.reckoner, None


def _moves(clock: Reckoner, start: Fact, edition: int, facts: Sequence[Fact]) -> tuple[Move, ...]:
    """Changes of the date since it was first known: the start corrected, holidays declared later."""
    moves: list[Move] = []
    chain = (start, *earlier_values(start, facts))
    for new, old in reversed(tuple(pairwise(chain))):
        before, after = clock.reckon(old.on, edition).due, clock.reckon(new.on, edition).due
        if before != after:
            reason = new.reason or f"The start was corrected from {old.on} to {new.on}."
            moves.append(Move(before, after, reason))
    for known in range(clock.edition_on(chain[-1].recorded_on or chain[-1].on), edition):
        before, after = clock.reckon(start.on, known).due, clock.reckon(start.on, known + 1).due
        if before != after:
            moves.append(Move(before, after, _declared(clock, known + 1)))
    return tuple(moves)


def _declared(clock: Reckoner, edition: int) -> str:
    new, old = clock.calendar_of(edition), clock.calendar_of(edition - 1)
    days = ", ".join(
        f"{p.day} ({p.name})" for p in new.proclaimed if p.day in new.holidays and p.day not in old.holidays
    )
    return f"Declared a bank holiday after the start: {days}."


def _extended(
    rule: _Rule,
    clock: Reckoner,
    start: Fact,
    edition: int,
    dated: Reckoned,
    extensions: list[Fact],
    moved: tuple[Move, ...],
) -> tuple[Reckoned, date | None, tuple[Move, ...]]:
    first = None
    for fact in extensions:
        ours = fact.duty == rule.id and fact.body in ("", start.body) and fact.on >= start.on
        if ours and fact.until is not None and dated.due is not None and fact.until > dated.due:
            first = first or dated.due
            moved = (*moved, Move(dated.due, fact.until, fact.reason))
            dated = clock.dated(fact.until, edition)
    return dated, first, moved


def _is_relaxed(rule: _Rule, start: Fact, dated: Reckoned, met_on: date | None, local: Local) -> bool:
    judged_on = dated.due or start.on
    if met_on is not None and met_on <= judged_on:
        return False
    return any(s.duty == rule.id and s.covers(judged_on) for s in local.suspensions)


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
