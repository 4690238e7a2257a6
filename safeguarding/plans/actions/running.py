"""Running a plan: agreeing actions as they were shown, stopping the reminders of one for a while, and setting with whom
and when an action past its date is taken up."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.people.models import Organisation
from safeguarding.plans.actions.holding import (
    hold_plan,
    hold_to_run,
    needed,
    pressed_before,
    refuse_replaced,
    told,
)
from safeguarding.plans.how_it_goes import actions_now
from safeguarding.plans.models import Action, AgreedAction, Agreement, PastDateSteps, ReminderStop
from safeguarding.rules.past_date import MOST, Steps
from safeguarding.rules.refusal import Refusal, Refused


@transaction.atomic
def agree_actions(
    *, partnership: Organisation, shown: Sequence[tuple[int, int]], who: str, by: Actor, on: date
) -> Agreement:
    """Record who agreed these actions, each by its key and the version that was shown."""
    hold_plan(partnership, None, by=by)
    agreed_by = needed(who, _("Write who agreed them, and where."), "who")
    if not shown:
        raise Refused(Refusal(_("No action waits to be agreed in what is shown.")))
    versions = dict(shown)
    actions = Action.objects.filter(partnership=partnership, pk__in=versions).select_for_update(of=("self",))
    held = {one.pk: one.version for one in actions}
    found = [
        now
        for now in actions_now(Action.objects.filter(pk__in=held).order_by("pk"))
        if now.agreed_on is None and not now.is_replaced
    ]
    if {now.action.pk: held[now.action.pk] for now in found} != versions:
        raise ChangedMeanwhile(
            Refusal(_("The plan changed since you opened the page. Read it below, then agree it as it is now."))
        )
    agreement = Agreement.objects.create(partnership=partnership, who=agreed_by, **told(by=by, on=on))
    for now in found:
        AgreedAction.objects.create(
            agreement=agreement, action=now.action, partnership=partnership, case_id=now.action.case_id
        )
    return agreement


@transaction.atomic
def stop_reminders(*, action: Action, until_on: date, reason: str, by: Actor, on: date) -> ReminderStop:
    """Tell nobody until a day that this action is past its date, and keep why."""
    now = hold_to_run(action, by=by)
    refuse_replaced(now)
    if until_on <= on:
        raise Refused(Refusal(_("Choose a later day: until then nobody is reminded."), "until_on"))
    why = needed(reason, _("Write the reason: it is kept beside the change."), "reason")[:400]
    same = {"action": now.action, "until_on": until_on, "reason": why}
    return pressed_before(ReminderStop, by=by, **same) or ReminderStop.objects.create(
        partnership=now.action.partnership, case_id=now.action.case_id, **same, **told(by=by, on=on)
    )


@transaction.atomic
def set_steps(*, partnership: Organisation, steps: Steps, by: Actor, on: date) -> PastDateSteps:
    """Set after how many working days an action past its date is taken up with whom. What was sent stays sent."""
    hold_plan(partnership, None, by=by)
    if not steps.is_in_order:
        sentence = _("Each number must be larger than the one before, and none larger than {most}.")
        raise Refused(Refusal(sentence.format(most=MOST), "lead_after"))
    same = {
        "partnership": partnership,
        "lead_after": steps.lead,
        "manager_after": steps.manager,
        "holder_after": steps.holder,
    }
    return pressed_before(PastDateSteps, by=by, **same) or PastDateSteps.objects.create(**same, **told(by=by, on=on))
