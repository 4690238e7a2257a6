"""Whom to ring at a body on a day: cover and deputies honoured, and what may no longer be right said so. Changes are in
`actions/directory.py`."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from safeguarding.people.models import Contact, Organisation

STALE_AFTER = 6  # months without anybody saying that it is still right
TO_RING = 3


@dataclass(frozen=True, slots=True)
class Reached:
    """Who is rung, and for whom."""

    contact: Contact
    instead_of: Contact | None = None
    is_away: bool = False
    """Away on that day, with nobody to stand in."""


def contacts_for(organisation: Organisation | int, *, on: date) -> list[Reached]:
    """Everybody to ring at a body on a day, in order. Somebody away gives place to their cover, else their deputy,
    if these are there; nobody is named twice."""
    key = organisation if isinstance(organisation, int) else organisation.pk
    return contacts_of_each([key], on=on)[key]


def contacts_of_each(keys: Iterable[int], *, on: date) -> dict[int, list[Reached]]:
    """Everybody to ring at each of several bodies, as `contacts_for` says of one, in one query."""
    bodies = list(keys)
    listed = _listed(bodies, on=on)
    return {body: _standing_in(listed.get(body, []), on=on) for body in bodies}


def first_to_ring(bodies: Iterable[list[Reached]], *, most: int = TO_RING) -> list[Reached]:
    """The first one to ring at each body, in the order of the bodies: three people to ring."""
    return [reached[0] for reached in bodies if reached][:most]


def is_away(contact: Contact, on: date) -> bool:
    """Whether the person is away on a day; the day they are back is the first they are not."""
    begun = contact.away_from_on is not None and contact.away_from_on <= on
    return begun and (contact.away_until_on is None or on < contact.away_until_on)


def is_stale(contact: Contact, on: date) -> bool:
    """Whether nobody has said for six months that it is still right."""
    return contact.confirmed_on is None or _months_after(contact.confirmed_on, STALE_AFTER) <= on


def is_bounced(contact: Contact) -> bool:
    """Whether mail to it came back, and it was not corrected since."""
    return contact.bounced_at is not None


def _listed(bodies: list[int], *, on: date) -> dict[int, list[Contact]]:
    kept = Contact.objects.filter(organisation_id__in=bodies).exclude(removed_on__lte=on)
    listed: dict[int, list[Contact]] = {}
    for contact in kept.select_related("organisation", "deputy", "cover").order_by("order", "post", "id"):
        listed.setdefault(contact.organisation_id, []).append(contact)
    return listed


def _standing_in(listed: list[Contact], *, on: date) -> list[Reached]:
    reached: list[Reached] = []
    for contact in listed:
        one = _for(contact, on)
        if one.contact.pk not in {other.contact.pk for other in reached}:
            reached.append(one)
    return reached


def _for(contact: Contact, on: date) -> Reached:
    if not is_away(contact, on):
        return Reached(contact)
    for other in (contact.cover, contact.deputy):
        if other is not None and not is_away(other, on) and not _is_removed(other, on):
            return Reached(other, instead_of=contact)
    return Reached(contact, is_away=True)


def _is_removed(contact: Contact, on: date) -> bool:
    return contact.removed_on is not None and contact.removed_on <= on


def _months_after(day: date, months: int) -> date:
    """The same day some months on; the last of the month where there is no such day."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))
