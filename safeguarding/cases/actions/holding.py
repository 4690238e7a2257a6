"""What every verb begins with: holding the case so that two people cannot do at once what one must see of the other,
and asking whether the person may. Refusals are `rules.refusal.Refused`, shown to the person."""

from typing import Any

from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.models import Case, SetAside
from safeguarding.cases.reach import permissions_on
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission


class ChangedMeanwhile(Refused):
    """Somebody else changed the same thing since the person opened the page. What they typed is set aside by the
    view with `set_aside`, so that both texts are kept."""


def hold(case: Case, *, by: Actor, to: Permission) -> Case:
    """The case, locked until the transaction ends. Raises `Refused` when the person may not do this here."""
    held = Case.objects.select_for_update(of=("self",)).select_related("partnership", "authority").get(pk=case.pk)
    if to not in permissions_on(by, held):
        raise Refused(Refusal(_("You cannot do this with this incident. Ask its lead who can.")))
    return held


def set_aside(case: Case, *, what: str, text: dict[str, Any], by: Actor) -> SetAside:
    """Keep text that could not be saved, beside the text that was saved meanwhile. Pressed twice, it is kept once."""
    same = SetAside.objects.filter(case=case, what=what, text=text, typed_by_id=by.person_id, settled_at__isnull=True)
    kept = same.first()
    if kept is not None:
        return kept
    return SetAside.objects.create(case=case, what=what, text=text, typed_by_id=by.person_id, typed_at=today.now())
