"""When unfinished work would be done at the plan's own pace: a forecast, never a date that is owed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from safeguarding.rules.clock import NOTHING_LOCAL, Obligation
from safeguarding.rules.facts import PAUSED, RESUMED, Fact, standing_facts
from safeguarding.rules.local import Local, calendar_for
from safeguarding.rules.procedure import Procedure, Step


@dataclass(frozen=True, slots=True)
class Forecast:
    """The day on which the steps left would end; no day while work is paused without a known end."""

    on: date | None
    unfinished: tuple[Step, ...]
    working_days_left: int
    paused_since: date | None = None
    paused_because: str = ""

    def runs_past(self, due: date | None) -> bool:
        return self.on is not None and due is not None and self.on > due


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One step of the plan with its dates, and the day it was done."""

    step: Step
    from_on: date
    to_on: date
    done_on: date | None


def plan_of(
    obligation: Obligation,
    procedure: Procedure,
    facts: Sequence[Fact],
    local: Local = NOTHING_LOCAL,
    *,
    steps: Sequence[Step] | None = None,
) -> tuple[PlannedStep, ...]:
    """The steps under an obligation, each on its working days after the start.

    `steps` are a partnership's own, in place of the template's.
    """
    days = calendar_for(obligation.duty, local, obligation.body)
    done = _done(facts)
    return tuple(
        PlannedStep(
            step,
            days.after(obligation.started_on, step.from_day),
            days.after(obligation.started_on, step.to_day),
            done.get(step.done_by),
        )
        for step in _steps(obligation, procedure, steps)
    )


def forecast(
    obligation: Obligation,
    procedure: Procedure,
    facts: Sequence[Fact],
    today: date,
    local: Local = NOTHING_LOCAL,
    *,
    steps: Sequence[Step] | None = None,
) -> Forecast:
    """Today plus the working days of the unfinished steps. A pause moves the forecast, never the due date."""
    done = _done(facts)
    left = tuple(step for step in _steps(obligation, procedure, steps) if step.done_by not in done)
    working_days = sum(step.working_days for step in left)
    pause = _pause(facts, today)
    if pause is not None and pause.until is None:
        return Forecast(None, left, working_days, pause.on, pause.reason)
    start = max(today, pause.until) if pause is not None and pause.until is not None else today
    days = calendar_for(obligation.duty, local, obligation.body)
    on = days.after(start, working_days) if working_days else start
    if pause is None:
        return Forecast(on, left, working_days)
    return Forecast(on, left, working_days, pause.on, pause.reason)


def _steps(obligation: Obligation, procedure: Procedure, own: Sequence[Step] | None) -> list[Step]:
    return [step for step in (procedure.steps if own is None else own) if step.duty == obligation.duty.id]


def _done(facts: Sequence[Fact]) -> dict[str, date]:
    done: dict[str, date] = {}
    for fact in standing_facts(facts):
        done[fact.event] = min(fact.on, done.get(fact.event, fact.on))
    return done


def _pause(facts: Sequence[Fact], today: date) -> Fact | None:
    """The pause that holds on a day: begun by then, and neither resumed nor past its own end."""
    holding: Fact | None = None
    for fact in sorted(standing_facts(facts), key=lambda fact: fact.on):
        if fact.event == PAUSED and fact.on <= today:
            holding = fact
        elif fact.event == RESUMED and fact.on <= today:
            holding = None
    return None if holding is not None and holding.until is not None and holding.until <= today else holding
