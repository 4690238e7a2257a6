"""Whom to ring in an area: its own directory first, then what is known of the authority and its partnership. Shown for
any area that is chosen, whether or not a child is known there."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from safeguarding.cases.authorities import authority_chosen
from safeguarding.cases.models import Case
from safeguarding.look.patterns import Contact
from safeguarding.people.directory import Reached, contacts_of_each
from safeguarding.people.models import Membership, Organisation

MOST = 3
FIRST_CALL = "first-call"


def area_contacts(area: Organisation, *, on: date) -> list[Contact]:
    """The people to ring at an authority and at its partnership, and the numbers they publish."""
    bodies = bodies_of_area(area, on=on)
    return published(bodies, contacts_of_each([body.pk for body in bodies], on=on))


def bodies_of_area(area: Organisation, *, on: date) -> list[Organisation]:
    """An authority and the partnership that it is a member of."""
    membership = Membership.objects.on(on).filter(body=area).select_related("partnership").first()
    return [area, *([membership.partnership] if membership else [])]


def published(bodies: Sequence[Organisation], listed: Mapping[int, Sequence[Reached]]) -> list[Contact]:
    """The first of those listed at each body, and the number that the body publishes."""
    return [contact for body in bodies for contact in _of(body, listed[body.pk])]


def as_contact(reached: Reached, why: str) -> Contact:
    """Somebody to ring, as the pattern draws them."""
    contact = reached.contact
    return Contact(
        why=why,
        name=contact.name or contact.post,
        role=contact.post if contact.name else "",
        telephone=contact.phone,
        email=contact.email,
        note=_("Away, and nobody stands in.") if reached.is_away else "",
    )


def other_areas(case: Case, *, on: date) -> list[tuple[Organisation, list[Contact]]]:
    """The areas that the caller said know the family, each with whom to ring there; not the one that notifies."""
    call = case.answers.filter(form=FIRST_CALL).first()
    named = call.given.get("other-areas") if call else None
    chosen = [authority_chosen(code) for code in named] if isinstance(named, list) else []
    others = [area for area in chosen if area is not None and area.pk != case.authority_id]
    return [(area, area_contacts(area, on=on)) for area in others]


def _of(body: Organisation, reached: Sequence[Reached]) -> list[Contact]:
    listed = [as_contact(one, str(body)) for one in reached[:MOST]]
    if body.contact_phone or body.contact_email:
        listed.append(Contact(why=str(body), name=_("Office"), telephone=body.contact_phone, email=body.contact_email))
    return listed
