"""The plan by days under a notification: each day with its number, the steps with what is done, and the forecast. The
plan itself is law data (`rules/forecast.py`); what was ticked or replanned, `actions/steps.py`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from safeguarding.cases.facts import as_facts, procedure_of
from safeguarding.cases.local_law import local_law
from safeguarding.cases.models import Case, Step
from safeguarding.look.languages import spoken
from safeguarding.rules.clock import Obligation, obligations
from safeguarding.rules.forecast import Forecast, PlannedStep, forecast, plan_of
from safeguarding.rules.local import calendar_for
from safeguarding.rules.procedure import Duty, Procedure
from safeguarding.rules.procedure import Step as LawStep
from safeguarding.rules.saying import holiday
from safeguarding.rules.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Day:
    """One calendar day of the period: its number among the working days, or why it is none."""

    on: date
    number: int | None
    why_off: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepNow:
    """One step as it stands: the plan's dates, what was said of it, and whether it holds the rest up."""

    planned: PlannedStep
    said: Step | None
    working_days: int

    @property
    def is_done(self) -> bool:
        return self.planned.done_on is not None

    def is_behind(self, on: date) -> bool:
        """Not done, and the plan's own last day for it has passed."""
        return not self.is_done and self.planned.to_on < on


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole plan on a day. `owed` is the date that the national guidance asks for, `own` the plan's."""

    owed: Obligation
    own: Obligation
    day_number: int
    days: tuple[Day, ...]
    steps: tuple[StepNow, ...]
    forecast: Forecast

    @property
    def days_in_all(self) -> int:
        return self.owed.duty.period.count

    @property
    def is_over(self) -> bool:
        return self.owed.met_on is not None or self.owed.stopped_on is not None

    @property
    def holding_up(self) -> tuple[StepNow, ...]:
        """The steps still to do, the first one first: what the forecast waits for."""
        return tuple(step for step in self.steps if not step.is_done)


def plan(case: Case, *, on: date) -> Plan | None:
    """The plan of a case, once its notification is recorded as sent; none before."""
    procedure, local = procedure_of(case), local_law(case)
    facts = as_facts(case.events.select_related("body").order_by("id"))
    owed = obligations(procedure, facts, local)
    own = next((one for one in owed if any(step.duty == one.duty.id for step in procedure.steps)), None)
    if own is None:
        return None
    said = {row.step: row for row in case.steps.select_related("set_by")}
    steps = own_steps(procedure, said)
    guided = next((one for one in owed if one is not own and _is_same_work(one, own)), own)
    days = calendar_for(guided.duty, local, guided.body)
    return Plan(
        owed=guided,
        own=own,
        day_number=_number_of(on, own.started_on, days),
        days=_days(guided, own, plan_of(own, procedure, facts, local, steps=steps), days),
        steps=tuple(
            StepNow(planned, said.get(planned.step.id), planned.step.working_days)
            for planned in plan_of(own, procedure, facts, local, steps=steps)
        ),
        forecast=forecast(own, procedure, facts, on, local, steps=steps),
    )


def own_steps(procedure: Procedure, said: dict[str, Step]) -> tuple[LawStep, ...]:
    """The steps of the plan, each with the working days that a person gave it."""
    return tuple(
        step.model_copy(update={"working_days": days}) if (days := _working_days(said.get(step.id))) else step
        for step in procedure.steps
    )


def _working_days(said: Step | None) -> int | None:
    return said.working_days if said else None


def _is_same_work(one: Obligation, own: Obligation) -> bool:
    """Guidance for the same piece of work: it starts and ends with the plan, and has a date."""
    a: Duty = one.duty
    b: Duty = own.duty
    return one.due is not None and (one.started_by, a.ends) == (own.started_by, b.ends) and one.confirmed


def _number_of(on: date, started_on: date, days: Calendar) -> int:
    """Which working day of the period a day is, or the last one before it; 0 on the day of the start."""
    number, day = 0, started_on
    while day < on and number < 400:
        day += timedelta(days=1)
        if days.why_not_working(day) is None:
            number += 1
    return number


def _days(owed: Obligation, own: Obligation, steps: Sequence[PlannedStep], days: Calendar) -> tuple[Day, ...]:
    last = max(filter(None, (owed.due, own.due)), default=own.started_on)
    found, day, number = [Day(own.started_on, 0, "", ())], own.started_on, 0
    while day < last:
        day += timedelta(days=1)
        away = days.why_not_working(day)
        if away is not None:
            found.append(Day(day, None, holiday(away).in_(spoken()), ()))
            continue
        number += 1
        found.append(Day(day, number, "", _titles(steps, day)))
    return tuple(found)


def _titles(steps: Sequence[PlannedStep], day: date) -> tuple[str, ...]:
    """The steps that the plan has on a day."""
    return tuple(step.step.title.in_(spoken()) for step in steps if step.from_on <= day <= step.to_on)
