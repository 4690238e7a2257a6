"""Facts -> where a case is, and what may happen next. What is owed meanwhile is in clock.py."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from safeguarding.rules.facts import Fact, standing_facts
from safeguarding.rules.procedure import Event, Procedure, Stage
from safeguarding.rules.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Phase:
    """Where a case is: the stage, since when, the stages it was in, the events that usually follow."""

    stage: Stage
    since: date | None
    reached: tuple[Stage, ...]
    next_events: tuple[Event, ...]

    @property
    def is_over(self) -> bool:
        return self.stage.is_end


def phase(procedure: Procedure, facts: Sequence[Fact]) -> Phase:
    """The furthest stage that the facts reach, unless one of them ended the thread and nothing reopened it.

    Before any fact, the first stage.
    """
    holding = standing_facts(facts)
    first: dict[str, date] = {}
    for fact in holding:
        first[fact.event] = min(fact.on, first.get(fact.event, fact.on))
    since = {stage.id: _since(stage, first) for stage in procedure.stages}
    line = sorted((s for s in procedure.stages if not s.is_end and since[s.id]), key=lambda s: s.number)
    ended = _ended(procedure, holding)
    here = ended[0] if ended else (line[-1] if line else min(procedure.stages, key=lambda s: s.number))
    events = tuple(procedure.event(event) for event in here.next)
    return Phase(here, ended[1] if ended else since[here.id], tuple(line), events)


def _since(stage: Stage, first: dict[str, date]) -> date | None:
    return min((first[event] for event in stage.reached_by if event in first), default=None)


def _ended(procedure: Procedure, facts: Sequence[Fact]) -> tuple[Stage, date] | None:
    """The end that holds: the last event, by day then order of record, that ends or reopens the thread."""
    latest: tuple[Stage, date] | None = None
    for fact in sorted(facts, key=lambda fact: fact.on):
        for stage in procedure.stages:
            if stage.is_end and fact.event in stage.reached_by:
                latest = (stage, fact.on)
            elif latest and latest[0] is stage and fact.event in stage.reopened_by:
                latest = None
    return latest


def may_follow(procedure: Procedure, facts: Sequence[Fact], event: str) -> Refusal | None:
    """Nothing when the event belongs here or earlier; a refusal when the thread is over or not that far."""
    here = phase(procedure, facts)
    if event in here.stage.next:
        return None
    title = procedure.event(event).title.en
    if here.is_over:
        return Refusal(f"This cannot be recorded now: {here.stage.title.en.lower()}. {title} does not follow.", event)
    if any(event in stage.next or event in stage.reached_by for stage in here.reached):
        return None
    return Refusal(f"It is too early for this: the case is at '{here.stage.title.en}'. ({title}.)", event)
