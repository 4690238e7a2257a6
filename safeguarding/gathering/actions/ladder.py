"""A partnership's own steps of reminding, set by its managers: for every kind of agency, or for one."""

from collections.abc import Sequence
from datetime import date

from django.db import connection, transaction
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.first_call import ENGLAND
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.gathering.ladder import WHOM, Rung
from safeguarding.gathering.models import Ladder
from safeguarding.people.models import Organisation
from safeguarding.rules.asking import agency_kinds
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission, Role

FURTHEST, MOST_STEPS = 30, 8
LOCK = 7_361_005  # of ladders, among advisory locks


@transaction.atomic
def set_ladder(
    *, partnership: Organisation, agency_kind: str, steps: Sequence[Rung], seen: int, by: Actor, on: date
) -> Ladder:
    """Set the steps for a kind of agency, or with an empty kind for every one that has none of its own. No steps at all
    goes back to what holds otherwise. `seen` is the key of the row that the person saw, 0 for none."""
    if not (by.may(Permission.MANAGE_TEMPLATES) and partnership.pk in by.organisations_as(Role.MANAGER)):
        raise Refused(Refusal(_("Only those who manage {partnership} set its steps.").format(partnership=partnership)))
    if agency_kind and agency_kind not in {option.code for option in agency_kinds(ENGLAND)}:
        raise Refused(Refusal(_("Choose what kind of agency it is."), "agency_kind"))
    _refuse_impossible(steps)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, partnership.pk])
    last = Ladder.objects.filter(partnership=partnership, agency_kind=agency_kind).order_by("id").last()
    kept = [{"days": one.days, "whom": one.whom} for one in sorted(steps, key=lambda one: (one.days, one.whom))]
    if last is not None and last.steps == kept:
        return last
    if (last.pk if last else 0) != seen:
        raise ChangedMeanwhile(Refusal(_("A colleague has changed these steps since you opened this page.")))
    return Ladder.objects.create(
        partnership=partnership,
        agency_kind=agency_kind,
        steps=kept,
        on=on,
        recorded_at=today.now(),
        recorded_by_id=by.person_id,
    )


def _refuse_impossible(steps: Sequence[Rung]) -> None:
    if len(steps) > MOST_STEPS:
        raise Refused(Refusal(_("Use at most {most} steps.").format(most=MOST_STEPS)))
    if len(set(steps)) < len(steps):
        raise Refused(Refusal(_("Two steps are the same. Take one of them out.")))
    for one in steps:
        if one.whom not in WHOM:
            raise Refused(Refusal(_("Choose whom each step reminds.")))
        if abs(one.days) > FURTHEST:
            raise Refused(Refusal(_("Use at most {most} working days.").format(most=FURTHEST)))
