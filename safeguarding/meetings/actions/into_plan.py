"""Putting the actions of a meeting into the plan of action, where who leads them answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.meetings.actions.running import run_ahead
from safeguarding.meetings.into_plan import actions_of, into_plan
from safeguarding.meetings.models import Meeting, MeetingAction
from safeguarding.plans.actions.acting import Task, add_action
from safeguarding.plans.models import Action
from safeguarding.rules.refusal import Refusal, Refused


@dataclass(frozen=True, slots=True)
class Filled:
    """What the plan asks of an action and no meeting types: what should be better for children, and how anybody will
    know; and the day, which a meeting may have left open."""

    outcome: str
    measure: str
    due_on: date | None


@transaction.atomic
def put_into_plan(*, meeting: Meeting, filled: Mapping[int, Filled], by: Actor, on: date) -> list[Action]:
    """Put those actions into the plan for which something is filled in, by their keys, and tell who leads them. One
    that is there already stays there once. Raises `ChangedMeanwhile` where it went there in other words."""
    held = run_ahead(meeting, by=by)
    if not filled:
        raise Refused(Refusal(_("Fill in at least one action. What is left empty stays out of the plan for now.")))
    chosen = [one for one in actions_of(held) if one.pk in filled]
    for one in chosen:
        if one.plan_reference:
            _refuse_other_words(one, filled[one.pk])
    return [_put(one, filled[one.pk], by=by, on=on) for one in chosen if not one.plan_reference]


def _refuse_other_words(action: MeetingAction, filled: Filled) -> None:
    words = {"outcome": filled.outcome.strip(), "measure": filled.measure.strip()}
    if not Action.objects.filter(reference=action.plan_reference, **words).exists():
        said = _("This went into the plan as {action} meanwhile. Compare what you typed, and change it there.")
        raise ChangedMeanwhile(Refusal(said.format(action=action.plan_reference), f"outcome_{action.pk}"))


def _put(action: MeetingAction, filled: Filled, *, by: Actor, on: date) -> Action:
    taken = into_plan(action)
    if taken is None or taken.lead_body is None:
        raise Refused(Refusal(_("No body leads this action yet.")))
    if filled.due_on is None:
        raise Refused(Refusal(_("Say by when it is to be done."), f"due_on_{action.pk}"))
    task = Task(
        text=taken.what,
        lead=taken.lead_body,
        lead_post=taken.lead_person,
        due_on=filled.due_on,
        outcome=filled.outcome,
        measure=filled.measure,
    )
    try:
        made = add_action(
            partnership=taken.partnership, case=taken.case, recommendation=None, task=task, by=by, on=on
        )  # fmt: skip
    except Refused as refused:
        raise Refused(Refusal(refused.refusal.sentence, f"{refused.refusal.place}_{action.pk}")) from refused
    action.plan_reference = made.reference
    action.save(update_fields=["plan_reference"])
    return made
