"""Which facts start a duty, which meet it, which stop it. What date follows is in clock.py."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from safeguarding.rules.facts import Fact, can_be_extended, standing_facts
from safeguarding.rules.procedure import Duty, Procedure
from safeguarding.rules.reckoning import reckoner
from safeguarding.rules.workdays import calendar

Grouped = dict[str, list[Fact]]


class Rule:
    """A duty made ready: what the hot path needs, looked up once."""

    __slots__ = (
        "also_ends",
        "duty",
        "ends",
        "ends_not_with",
        "events",
        "from_on",
        "id",
        "is_backward",
        "is_extendable",
        "is_once",
        "not_with",
        "only_with",
        "reckoner",
        "runs",
        "stops",
        "until_on",
    )

    def __init__(self, procedure: Procedure, duty: Duty) -> None:
        self.duty, self.id, self.events = duty, duty.id, duty.start_events
        self.from_on, self.until_on = duty.from_on, duty.until_on or date.max
        self.ends, self.also_ends, self.stops = duty.ends, duty.also_ends, duty.stops
        self.only_with, self.not_with, self.runs = duty.only_with, duty.not_with, duty.runs
        self.ends_not_with = duty.ends_not_with
        self.is_once, self.is_backward = duty.per == "case", duty.period.is_backward
        self.reckoner = reckoner(duty.due, calendar(duty.calendar))
        self.is_extendable = can_be_extended(procedure, duty.id)


@lru_cache(maxsize=64)
def rules_of(procedure: Procedure) -> tuple[tuple[frozenset[str], tuple[Rule, ...]], ...]:
    """The versions of each duty with the events that start any of them, in the order of the law files."""
    versions: dict[str, list[Rule]] = {}
    for duty in procedure.duties:
        versions.setdefault(duty.id, []).append(Rule(procedure, duty))
    return tuple((frozenset(e for rule in rules for e in rule.events), tuple(rules)) for rules in versions.values())


def grouped_by_event(facts: Sequence[Fact]) -> Grouped:
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


def enders_of(rule: Rule, grouped: Grouped) -> Sequence[Fact]:
    """The facts that may meet a duty: nearly always of one event, so the list is only joined where there are more."""
    found: Sequence[Fact] = grouped.get(rule.ends, ())
    if found and any(event in grouped for event in rule.ends_not_with):
        found = ()
    for event in rule.also_ends:
        found = (*found, *grouped.get(event, ()))
    return found


def one_start(rule: Rule, starters: list[Fact]) -> Fact:
    """Of several: the earliest happening, or the newest plan for a planned day."""
    return starters[-1] if rule.is_backward else min(starters, key=_on)


def each_start(rule: Rule, starters: list[Fact], enders: Sequence[Fact]) -> Iterator[tuple[Fact, Fact | None]]:
    """Each start with the fact that met it, once a body or each time; one end meets one start."""
    for body in dict.fromkeys(fact.body for fact in starters):
        mine = sorted((fact for fact in starters if fact.body == body), key=_on)
        left = sorted((fact for fact in enders if fact.body == body), key=_on)
        for start in mine if rule.duty.per == "each" else mine[:1]:
            end = first_end(rule, start, left)
            if end is not None:
                left.remove(end)
            yield start, end


def _on(fact: Fact) -> date:
    return fact.on


def first_end(rule: Rule, start: Fact, enders: Sequence[Fact]) -> Fact | None:
    """The first end on or after the start; before a planned day, any. A start never ends itself."""
    best: Fact | None = None
    for fact in enders:
        in_order = rule.is_backward or fact.on >= start.on
        if in_order and fact is not start and (best is None or fact.on < best.on):
            best = fact
    return best


def stopping(rule: Rule, start: Fact, grouped: Grouped, facts: Sequence[Fact]) -> Fact | None:
    """The fact that stopped a duty without meeting it, unless something later reopened it."""
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
    return None if reopened else last


def _place(fact: Fact, facts: Sequence[Fact]) -> int:
    return next(place for place, other in enumerate(facts) if other is fact)
