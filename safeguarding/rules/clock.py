"""Facts in, obligations out: what is owed, by when, met or not. The day is never read here, nor needed.

How an obligation looks on a day is in owed.py; what its date rests on, in words, in why.py; the place, in phases.py.
"""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from safeguarding.rules.facts import EXTENDED, LOCALLY_DATED, Fact, earlier_values
from safeguarding.rules.local import Confirmation, Local, Overlay, Suspension, calendar_for
from safeguarding.rules.matching import (
    Grouped,
    Rule,
    each_start,
    enders_of,
    first_end,
    grouped_by_event,
    one_start,
    rules_of,
    stopping,
)
from safeguarding.rules.owed import (
    Corrected,
    Declared,
    LocalDate,
    Move,
    Obligation,
    Standing,
    met_as_told,
    plain_standing,
    standing,
    standing_of,
)
from safeguarding.rules.procedure import Procedure
from safeguarding.rules.reckoning import Reckoned, Reckoner, reckoner
from safeguarding.rules.workdays import ProclaimedDay

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
    "met_as_told",
    "obligations",
    "plain_standing",
    "standing",
    "standing_of",
]

NOTHING_LOCAL = Local()


def obligations(procedure: Procedure, facts: Sequence[Fact], local: Local = NOTHING_LOCAL) -> tuple[Obligation, ...]:
    """Every duty that the facts have started, in the order of the law files; the same for the same facts."""
    grouped = grouped_by_event(facts)
    if not (local.confirmations or local.suspensions or local.overlays or local.days_proclaimed):
        local = NOTHING_LOCAL
    found: list[Obligation] = []
    is_idle = grouped.keys().isdisjoint
    for starts, versions in rules_of(procedure):
        if is_idle(starts):
            continue
        owed = _of_duty(versions, grouped, facts, local)
        found += owed if len(owed) < 2 else _ordered(owed)
    return tuple(found)


def _of_duty(versions: tuple[Rule, ...], grouped: Grouped, facts: Sequence[Fact], local: Local) -> list[Obligation]:
    owed: list[Obligation] = []
    for rule in versions:
        if rule.not_with and not grouped.keys().isdisjoint(rule.not_with):
            continue
        if rule.only_with and grouped.keys().isdisjoint(rule.only_with):
            continue
        enders = enders_of(rule, grouped)
        for event in rule.events:
            starters = grouped.get(event)
            if starters is None:
                continue
            if rule.is_once:
                start = starters[0] if len(starters) == 1 else one_start(rule, starters)
                if rule.from_on <= start.on <= rule.until_on:
                    end = first_end(rule, start, enders) if enders else None
                    owed.append(_obligation(rule, start, end, grouped, facts, local))
                continue
            for start, end in each_start(rule, starters, enders):
                if rule.from_on <= start.on <= rule.until_on:
                    owed.append(_obligation(rule, start, end, grouped, facts, local))
    return owed


def _ordered(owed: list[Obligation]) -> list[Obligation]:
    """By start. Owed once a case, the version under which it first started holds: a later one starts nothing."""
    owed.sort(key=lambda obligation: (obligation.started_on, obligation.body))
    return owed[:1] if owed[0].duty.per == "case" else owed


def _obligation(
    rule: Rule, start: Fact, end: Fact | None, grouped: Grouped, facts: Sequence[Fact], local: Local
) -> Obligation:
    met_on = end.on if end is not None else None
    stop = stopping(rule, start, grouped, facts) if end is None and rule.stops else None
    stopped_on = stop.on if stop is not None else None
    stopped_by = stop.event if stop is not None else ""
    clock, confirmation = rule.reckoner, None
    if local is not NOTHING_LOCAL:
        clock, confirmation = _local_clock(rule, start, local)
    if not rule.runs and confirmation is None:
        return _unconfirmed(rule, start, met_on, stop)
    closed_on = met_on or stopped_on
    edition = clock.edition
    if closed_on is not None and closed_on < clock.settled_on:
        edition = clock.edition_on(closed_on)
    dated = clock.undated or clock.reckon(start.on, edition)
    moved: tuple[Move, ...] = ()
    extended_from = None
    if dated.due is not None:
        if start.supersedes or start.on < clock.settled_on:
            moved = _moves(clock, start, edition, facts)
        if rule.is_extendable and EXTENDED in grouped:
            dated, extended_from, moved = _extended(rule, clock, start, edition, dated, grouped[EXTENDED], moved)
    set_locally = None
    if dated.due is None and rule.runs and LOCALLY_DATED in grouped:
        set_locally, moved = _local_date(rule, start, grouped[LOCALLY_DATED])
        if set_locally is not None:
            dated = clock.dated(set_locally.day, edition)
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
        clock.phrase,
        dated.calendar,
        stopped_by,
        set_locally,
    )


def _local_date(rule: Rule, start: Fact, given: list[Fact]) -> tuple[LocalDate | None, tuple[Move, ...]]:
    """The last day that was set here for it since it began, and the ones before it."""
    ours = [
        LocalDate(fact.on, fact.until, fact.reason)
        for fact in given
        if fact.duty == rule.id
        and fact.until is not None
        and fact.on >= start.on
        and (rule.is_once or fact.body in ("", start.body))
    ]
    moved = tuple(Move(old.day, new.day, new.reason) for old, new in pairwise(ours) if old.day != new.day)
    return (ours[-1] if ours else None), moved


def _unconfirmed(rule: Rule, start: Fact, met_on: date | None, stop: Fact | None) -> Obligation:
    """Shown, but nothing runs."""
    return Obligation(
        rule.duty,
        start.on,
        None,
        None,
        met_on,
        stop.on if stop is not None else None,
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
        stop.event if stop is not None else "",
    )


def _local_clock(rule: Rule, start: Fact, local: Local) -> tuple[Reckoner, Confirmation | None]:
    days = calendar_for(rule.duty, local, start.body)
    if rule.runs:
        return reckoner(rule.duty.due, days), None
    for confirmation in local.confirmations:
        if confirmation.duty == rule.id:
            clock = reckoner(confirmation.due or rule.duty.due, days)
            due = clock.reckon(start.on, clock.edition).due
            # Switching a duty on never makes a date late that had passed before anybody cited it.
            if due is None or due >= confirmation.counts_from:
                return clock, confirmation
    return rule.reckoner, None


def _moves(clock: Reckoner, start: Fact, edition: int, facts: Sequence[Fact]) -> tuple[Move, ...]:
    """Changes of the date since it was first known: the start corrected, holidays declared later."""
    moves: list[Move] = []
    chain = (start, *earlier_values(start, facts))
    for new, old in reversed(tuple(pairwise(chain))):
        before, after = clock.reckon(old.on, edition).due, clock.reckon(new.on, edition).due
        if before and after and before != after:
            moves.append(Move(before, after, new.reason or Corrected(old.on, new.on)))
    for known in range(clock.edition_on(chain[-1].recorded_on or chain[-1].on), edition):
        before, after = clock.reckon(start.on, known).due, clock.reckon(start.on, known + 1).due
        if before and after and before != after:
            moves.append(Move(before, after, _declared(clock, known + 1)))
    return tuple(moves)


def _declared(clock: Reckoner, edition: int) -> Declared:
    new, old = clock.calendar_of(edition), clock.calendar_of(edition - 1)
    return Declared(tuple(p for p in new.proclaimed if p.day in new.holidays and p.day not in old.holidays))


def _extended(
    rule: Rule,
    clock: Reckoner,
    start: Fact,
    edition: int,
    dated: Reckoned,
    extensions: list[Fact],
    moved: tuple[Move, ...],
) -> tuple[Reckoned, date | None, tuple[Move, ...]]:
    first = None
    for fact in extensions:
        ours = fact.duty == rule.id and (rule.is_once or fact.body in ("", start.body))
        in_order = rule.is_backward or fact.on >= start.on
        if ours and in_order and fact.until is not None and dated.due is not None and fact.until > dated.due:
            first = first or dated.due
            moved = (*moved, Move(dated.due, fact.until, fact.reason))
            dated = clock.dated(fact.until, edition)
    return dated, first, moved


def _is_relaxed(rule: Rule, start: Fact, dated: Reckoned, met_on: date | None, local: Local) -> bool:
    judged_on = dated.due or start.on
    if met_on is not None and met_on <= judged_on:
        return False
    return any(s.duty == rule.id and s.covers(judged_on) for s in local.suspensions)
