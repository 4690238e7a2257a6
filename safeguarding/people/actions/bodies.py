"""Whether an outside body receives here, or elsewhere, which is the default. Until it does, nothing pressed here
notifies it."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding.actor import Actor, acting_as
from safeguarding.people.actions.accounts import may_manage
from safeguarding.people.models import HeldRole, Organisation
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Role


@transaction.atomic
def set_receives_here(*, body: Organisation, receives_here: bool, by: Actor, on: date) -> Organisation:
    """Say from now on that a national body receives here, or elsewhere. It receives here only when somebody there can
    open what is sent. The change is on record; what was sent before stays as it was sent."""
    may_manage(by)
    row: Organisation = Organisation.objects.select_for_update().get(pk=body.pk)
    if row.kind != Organisation.Kind.NATIONAL:
        raise Refused(Refusal(_("Only a national body receives notifications. Choose one of those listed")))
    if receives_here and not HeldRole.objects.on(on).filter(organisation=row, role=Role.NATIONAL).exists():
        raise Refused(
            Refusal(_("Nobody at {body} could open what is sent. Give somebody the role there first").format(body=row))
        )
    if row.receives_here != receives_here:
        with acting_as(by.person_id, on=on):
            row.receives_here = receives_here
            row.save(update_fields=["receives_here"])
    return row
