"""Whom to ring in an area: its own directory first, then what is known of the authority and its partnership. Shown for
any area that is chosen, whether or not a child is known there."""

from datetime import date

from django.utils.translation import gettext as _

from safeguarding.look.patterns import Contact
from safeguarding.people.directory import contacts_for
from safeguarding.people.models import Membership, Organisation

MOST = 3


def area_contacts(area: Organisation, *, on: date) -> list[Contact]:
    """The people to ring at an authority and at its partnership, and the numbers they publish."""
    membership = Membership.objects.on(on).filter(body=area).select_related("partnership").first()
    bodies = [area, *([membership.partnership] if membership else [])]
    return [contact for body in bodies for contact in _of(body, on=on)]


def _of(body: Organisation, *, on: date) -> list[Contact]:
    listed = [
        Contact(
            why=str(body),
            name=reached.contact.name or reached.contact.post,
            role=reached.contact.post if reached.contact.name else "",
            telephone=reached.contact.phone,
            email=reached.contact.email,
            note=_("Away, and nobody stands in.") if reached.is_away else "",
        )
        for reached in contacts_for(body, on=on)[:MOST]
    ]
    if body.contact_phone or body.contact_email:
        listed.append(Contact(why=str(body), name=_("Office"), telephone=body.contact_phone, email=body.contact_email))
    return listed
