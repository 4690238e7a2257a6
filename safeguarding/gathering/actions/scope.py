"""The period in scope, and why somebody who is always asked is not. Each change is a new row; the latest stands."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import ChangedMeanwhile, hold
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import record_event
from safeguarding.cases.models import Case
from safeguarding.gathering.consequences import has_happened, settle_sending
from safeguarding.gathering.models import NotAsked, Scope
from safeguarding.gathering.scope import prompts_of, scope_of
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission

COMMISSIONED, NOTIFIED = "rapid_review_commissioned", "notification_submitted"


@transaction.atomic
def set_scope(*, case: Case, from_on: date, until_on: date, why: str, seen: int, by: Actor, on: date) -> Scope:
    """Say which period is looked at, and why. Said for the first time, it sets the rapid review up. `seen` is the key
    of the scope that the person saw, 0 for none."""
    case = hold(case, by=by, to=Permission.ASK_AGENCIES)
    if not has_happened(case, NOTIFIED):
        raise Refused(Refusal(_("A rapid review follows a notification. Record first that it was sent.")))
    if until_on < from_on:
        raise Refused(Refusal(_("The period ends before it begins. Correct one of the days."), "until_on"))
    if from_on > on:
        raise Refused(Refusal(_("The period begins in the future. Correct the day."), "from_on"))
    if not why.strip():
        raise Refused(Refusal(_("Write why this period is looked at."), "why"))
    stands = scope_of(case)
    if stands is not None and (stands.from_on, stands.until_on, stands.why) == (from_on, until_on, why.strip()):
        return stands
    if (stands.pk if stands else 0) != seen:
        raise ChangedMeanwhile(Refusal(_("A colleague has changed the period since you opened this page."), "why"))
    scope = Scope.objects.create(
        case=case,
        from_on=from_on,
        until_on=until_on,
        why=why.strip(),
        on=on,
        recorded_at=today.now(),
        recorded_by_id=by.person_id,
    )
    if not has_happened(case, COMMISSIONED):
        record_event(case, COMMISSIONED, on=on, by=by)
        refresh_dues(case, by=by.person_id)
    return scope


@transaction.atomic
def say_why_not_asked(*, case: Case, prompt: str, why: str, by: Actor, on: date) -> NotAsked:
    """Say why somebody whom every rapid review asks is not asked in this one."""
    case = hold(case, by=by, to=Permission.ASK_AGENCIES)
    known = {one.prompt.id: one for one in prompts_of(case)}
    if prompt not in known:
        raise Refused(Refusal(_("There is no such entry in the list. Open the page again.")))
    if known[prompt].is_asked:
        raise Refused(Refusal(_("Somebody of this kind is asked already, so no reason is needed.")))
    if not why.strip():
        raise Refused(Refusal(_("Write why nobody of this kind is asked."), "why"))
    earlier = known[prompt].why_not
    if earlier is not None and earlier.why == why.strip():
        return earlier
    row = NotAsked.objects.create(
        case=case, prompt=prompt, why=why.strip(), on=on, recorded_at=today.now(), recorded_by_id=by.person_id
    )
    settle_sending(case, by=by, on=on)
    refresh_dues(case, by=by.person_id)
    return row
