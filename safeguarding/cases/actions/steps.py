"""The steps of the plan by days: a step ticked as done, which is an event like any other, or given another number of
working days with a note. What the plan then says is `cases/plan.py`'s."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import hold
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import procedure_of, record_event
from safeguarding.cases.models import Case, Step
from safeguarding.rules.entries import Step as PlannedStep
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission

MOST_WORKING_DAYS = 60


@transaction.atomic
def tick_step(*, case: Case, step: str, done_on: date, note: str = "", by: Actor, on: date) -> Step:
    """Say that a step was done, and when: its event is recorded. Refused when it was said before."""
    case = hold(case, by=by, to=Permission.PLAN_STEPS)
    planned = _planned(case, step)
    if case.events.filter(event=planned.done_by, superseded_by__isnull=True).exists():
        raise Refused(Refusal(_("This step is already recorded as done. Correct its day on the page of events.")))
    record_event(case, planned.done_by, on=done_on, by=by)
    refresh_dues(case, by=by.person_id)
    return _keep(case, step, {"done_on": done_on, "note": note.strip()[:300]}, by)


@transaction.atomic
def replan_step(*, case: Case, step: str, working_days: int, note: str, by: Actor, on: date) -> Step:
    """Give a step that is still to do another number of working days. The forecast moves; no date owed does."""
    case = hold(case, by=by, to=Permission.PLAN_STEPS)
    planned = _planned(case, step)
    if not 1 <= working_days <= MOST_WORKING_DAYS:
        raise Refused(
            Refusal(
                _("Give a number of working days from 1 to {most_working_days}.").format(
                    most_working_days=MOST_WORKING_DAYS
                ),
                "working_days",
            )
        )
    if not note.strip():
        raise Refused(Refusal(_("Write why it needs another number of days."), "note"))
    if case.events.filter(event=planned.done_by, superseded_by__isnull=True).exists():
        raise Refused(Refusal(_("This step is done, so there are no days to plan."), "working_days"))
    return _keep(case, step, {"working_days": working_days, "note": note.strip()[:300]}, by)


def _planned(case: Case, step: str) -> PlannedStep:
    found = next((one for one in procedure_of(case).steps if one.id == step), None)
    if found is None:
        raise Refused(Refusal(_("There is no such step in this plan. Open the page again."), "step"))
    return found


def _keep(case: Case, step: str, values: dict[str, object], by: Actor) -> Step:
    row, _is_new = Step.objects.update_or_create(
        case=case, step=step, defaults={**values, "set_by_id": by.person_id, "set_at": today.now()}
    )
    return row
