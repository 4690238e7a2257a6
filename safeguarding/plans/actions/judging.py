"""Whether evidence is enough, whether an action is done, and whether what it changed still holds. Nobody of the lead's
own agency judges, and nobody judges what they sent themselves."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding.actor import Actor
from safeguarding.messages.kinds import Kind
from safeguarding.plans.actions.holding import (
    hold_action,
    hold_to_run,
    needed,
    pressed_before,
    refuse_replaced,
    told,
)
from safeguarding.plans.how_it_goes import ActionNow, missing_for_difference, still_missing
from safeguarding.plans.models import Acceptance, Action, Evidence, Finishing, Recheck
from safeguarding.plans.telling import OWN_PATH, tell
from safeguarding.plans.whose import is_of_the_lead, may_judge, who_lead
from safeguarding.rules.refusal import Refusal, Refused


@transaction.atomic
def accept_evidence(
    *,
    evidence: Evidence,
    is_accepted: bool,
    reason: str,
    made_a_difference: bool = False,
    recheck_on: date | None = None,
    by: Actor,
    on: date,
) -> Acceptance:
    """Say that evidence is enough, or not yet, and why; and whether it shows that a difference was made, then with the
    day on which somebody looks again."""
    now = hold_action(evidence.action)
    _refuse_who_may_not(now, by=by, on=on)
    shown = Evidence.objects.get(pk=evidence.pk)
    if shown.recorded_by_id == by.person_id:
        raise Refused(Refusal(_("You sent this evidence yourself. Somebody else says whether it is enough.")))
    earlier = now.judged.get(shown.pk)
    if earlier is not None:
        raise Refused(Refusal(_("{who} has looked at this evidence already.").format(who=earlier.recorded_by)))
    _refuse_difference(shown, is_accepted, made_a_difference, recheck_on, on=on)
    return Acceptance.objects.create(
        evidence=shown,
        action=now.action,
        partnership=now.action.partnership,
        case_id=now.action.case_id,
        is_accepted=is_accepted,
        reason=needed(reason, _("Write what it shows, or what is still missing."), "reason"),
        made_a_difference=made_a_difference,
        recheck_on=recheck_on if made_a_difference else None,
        **told(by=by, on=on),
    )


@transaction.atomic
def finish_action(*, action: Action, words: str = "", by: Actor, on: date) -> Finishing:
    """Say that an action is done. Refused while evidence is wanting, with what is still missing."""
    now = hold_to_run(action, by=by)
    refuse_replaced(now)
    if now.is_done:
        raise Refused(Refusal(_("This action is done already.")))
    missing = still_missing(now)
    if missing:
        raise Refused(Refusal(_("It cannot be finished yet. Still missing: {what}").format(what=" ".join(missing))))
    return Finishing.objects.create(
        action=now.action,
        partnership=now.action.partnership,
        case_id=now.action.case_id,
        words=words.strip(),
        **told(by=by, on=on),
    )


@transaction.atomic
def recheck_effect(
    *, action: Action, holds: bool, words: str, again_on: date | None = None, by: Actor, on: date
) -> Recheck:
    """Look again at what an action changed. Where it does not hold the action is open again, and its lead is told."""
    now = hold_action(action)
    _refuse_who_may_not(now, by=by, on=on)
    said = needed(words, _("Write what was looked at and what was found."), "words")
    same = {"action": now.action, "holds": holds, "words": said, "again_on": again_on if holds else None}
    pressed = pressed_before(Recheck, by=by, **same)
    if pressed is not None:
        return pressed
    shown = now.shown_by
    if shown is None:
        raise Refused(Refusal(_("It was not shown to have made a difference, so there is nothing to look at again.")))
    if holds and again_on is not None and again_on <= on:
        raise Refused(Refusal(_("Choose a later day on which to look again, or none."), "again_on"))
    made = Recheck.objects.create(
        acceptance=shown,
        partnership=now.action.partnership,
        case_id=now.action.case_id,
        **same,
        **told(by=by, on=on),
    )
    if not holds:
        _tell_lead(now.action, made, by=by, on=on)
    return made


def _tell_lead(action: Action, made: Recheck, *, by: Actor, on: date) -> None:
    tell(
        action,
        kind=Kind.ACTION_REOPENED,
        what="action-open-again",
        to=who_lead(action, on=on),
        key=f"recheck-{made.pk}",
        path=OWN_PATH,
        by=by,
        on=on,
    )


def _refuse_who_may_not(now: ActionNow, *, by: Actor, on: date) -> None:
    if is_of_the_lead(now.action, by):
        sentence = _("Somebody outside {lead} says whether this is enough.").format(lead=now.action.lead)
        raise Refused(Refusal(sentence))
    if not may_judge(now.action, by, on=on):
        raise Refused(Refusal(_("You cannot judge this action. Ask who runs the plan.")))
    refuse_replaced(now)


def _refuse_difference(
    shown: Evidence, is_accepted: bool, made_a_difference: bool, recheck_on: date | None, *, on: date
) -> None:
    if not made_a_difference:
        return
    if not is_accepted:
        raise Refused(Refusal(_("Evidence that is not accepted shows no difference."), "made_a_difference"))
    if missing := missing_for_difference(shown):
        sentence = _("This evidence cannot show a difference, because it does not say {what}.")
        raise Refused(Refusal(sentence.format(what=", ".join(missing)), "made_a_difference"))
    if recheck_on is None or recheck_on <= on:
        raise Refused(Refusal(_("Choose a later day on which somebody looks whether it still holds."), "recheck_on"))
