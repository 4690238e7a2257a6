"""Facts -> where a case is, and what may happen next. What is owed meanwhile is in clock.py."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from safeguarding.rules.facts import Fact, standing_facts
from safeguarding.rules.procedure import Event, Procedure, Stage
from safeguarding.rules.refusal import Refusal
from safeguarding.rules.text import Text, composed

OVER = Text(en="This cannot be recorded now: {stage}. {event} does not follow.")
TOO_EARLY = Text(en="It is too early for this: the case is at '{stage}'. ({event}.)")


Place = Literal["here", "reached", "passed-over", "ahead"]


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

    def place_of(self, stage: Stage) -> Place:
        """How another stage stands to this one. A stage may be passed over: a later one was reached without it. Past
        the end of a thread nothing counts as passed over, for nothing more was asked."""
        if stage.id == self.stage.id:
            return "here"
        if any(stage.id == other.id for other in self.reached):
            return "reached"
        is_passed_over = not stage.is_end and not self.is_over and stage.number < self.stage.number
        return "passed-over" if is_passed_over else "ahead"


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


def _lowered(title: Text) -> Text:
    return Text(en=title.en.lower(), cy=title.cy.lower() if title.cy else None)


def may_follow(procedure: Procedure, facts: Sequence[Fact], event: str, language: str = "en") -> Refusal | None:
    """Nothing when the event belongs here or earlier; a refusal when the thread is over or not that far."""
    here = phase(procedure, facts)
    if event in here.stage.next:
        return None
    title, stage = procedure.event(event).title, here.stage.title
    if here.is_over:
        return Refusal(composed(OVER, event=title, stage=_lowered(stage)).in_(language), event)
    if any(event in stage.next or event in stage.reached_by for stage in here.reached):
        return None
    return Refusal(composed(TOO_EARLY, event=title, stage=stage).in_(language), event)
