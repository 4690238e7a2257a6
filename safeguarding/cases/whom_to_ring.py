"""Whom to ring in an area: its own directory first, then what is known of the authority and its partnership. Shown for
any area that is chosen, whether or not a child is known there."""

from datetime import date

from django.utils.translation import gettext as _

from safeguarding.cases.authorities import authority_chosen
from safeguarding.cases.models import Case
from safeguarding.look.patterns import Contact
from safeguarding.people.directory import contacts_for
from safeguarding.people.models import Membership, Organisation

MOST = 3
FIRST_CALL = "first-call"


def area_contacts(area: Organisation, *, on: date) -> list[Contact]:
    """The people to ring at an authority and at its partnership, and the numbers they publish."""
    membership = Membership.objects.on(on).filter(body=area).select_related("partnership").first()
    bodies = [area, *([membership.partnership] if membership else [])]
    return [contact for body in bodies for contact in _of(body, on=on)]


def other_areas(case: Case, *, on: date) -> list[tuple[Organisation, list[Contact]]]:
    """The areas that the caller said know the family, each with whom to ring there; not the one that notifies."""
    call = case.answers.filter(form=FIRST_CALL).first()
    named = call.given.get("other-areas") if call else None
    chosen = [authority_chosen(code) for code in named] if isinstance(named, list) else []
    others = [area for area in chosen if area is not None and area.pk != case.authority_id]
    return [(area, area_contacts(area, on=on)) for area in others]


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
