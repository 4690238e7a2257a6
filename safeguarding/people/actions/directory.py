"""The directory kept right: contacts added, changed, confirmed, removed. An area's manager keeps the partnership's own
bodies, an administrator all of them. That mail came back is marked by `messages/bounces.py`."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding.actor import Actor, acting_as
from safeguarding.people.models import Contact, Membership, Organisation
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission, Role


@dataclass(frozen=True, slots=True)
class Details:
    """What the directory says about a contact."""

    post: str
    name: str = ""
    phone: str = ""
    email: str = ""
    order: int = 1
    deputy: Contact | None = None
    away_from_on: date | None = None
    away_until_on: date | None = None
    cover: Contact | None = None


def may_edit(by: Actor, organisation: Organisation, *, on: date) -> bool:
    """Whether this person keeps the directory of this body."""
    if not by.may(Permission.EDIT_DIRECTORY):
        return False
    managed = by.organisations_as(Role.MANAGER)
    if by.organisations_as(Role.ADMINISTRATOR) or organisation.pk in managed:
        return True
    return Membership.objects.on(on).filter(partnership_id__in=managed, body=organisation).exists()


@transaction.atomic
def add_contact(*, organisation: Organisation, details: Details, by: Actor, on: date) -> Contact:
    """Add somebody to ring. Who adds it says that it is right today."""
    _refuse_others(organisation, by, on)
    _check(details, organisation, None)
    with acting_as(by.person_id, on=on):
        contact = Contact(organisation=organisation, confirmed_on=on, confirmed_by_id=by.person_id)
        _write(contact, details)
        contact.save()
    return contact


@transaction.atomic
def change_contact(*, contact: Contact, details: Details, version: int, by: Actor, on: date) -> Contact:
    """Change what is said of a contact. `version` is the one the page showed: when somebody else changed it
    meanwhile, the second is told what it says now and nothing is overwritten. Who changes it confirms it."""
    row = _held(contact, by, on)
    if row.version != version:
        raise Refused(
            Refusal(
                _(
                    "Somebody changed this contact while you were typing. It now says: {now}. "
                    "Nothing of yours was saved; send it again to put it in its place"
                ).format(now=", ".join(part for part in (row.post, row.name, row.phone, row.email) if part))
            )
        )
    _check(details, row.organisation, row)
    with acting_as(by.person_id, on=on):
        if details.email != row.email:
            row.bounced_at = None
        _write(row, details)
        _confirm(row, by, on)
    return row


@transaction.atomic
def confirm_contact(*, contact: Contact, by: Actor, on: date) -> None:
    """Say that it is still right."""
    row = _held(contact, by, on)
    with acting_as(by.person_id, on=on):
        _confirm(row, by, on)


@transaction.atomic
def remove_contact(*, contact: Contact, by: Actor, on: date) -> None:
    """Take a contact out of the directory from today; what was sent to it stays on record."""
    row = _held(contact, by, on)
    with acting_as(by.person_id, on=on):
        row.removed_on, row.version = on, row.version + 1
        row.save()
        Contact.objects.filter(deputy=row).update(deputy=None)
        Contact.objects.filter(cover=row).update(cover=None)


def _refuse_others(organisation: Organisation, by: Actor, on: date) -> None:
    if not may_edit(by, organisation, on=on):
        raise Refused(
            Refusal(
                _("You keep the directory of your own partnership's bodies. Ask {body} to correct it").format(
                    body=organisation
                )
            )
        )


def _held(contact: Contact, by: Actor, on: date) -> Contact:
    row = Contact.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=contact.pk)
    _refuse_others(row.organisation, by, on)
    if row.removed_on is not None:
        raise Refused(Refusal(_("Somebody removed this contact meanwhile. Nothing changed")))
    return row


def _check(details: Details, organisation: Organisation, own: Contact | None) -> None:
    if not (details.phone or details.email):
        raise Refused(Refusal(_("Enter a phone number or an email address"), "phone"))
    if details.away_until_on and not details.away_from_on:
        raise Refused(Refusal(_("Enter the first day away"), "away_from_on"))
    if details.away_from_on and details.away_until_on and details.away_until_on <= details.away_from_on:
        raise Refused(Refusal(_("The day they are back comes after the first day away"), "away_until_on"))
    for place, other in (("deputy", details.deputy), ("cover", details.cover)):
        if other is None:
            continue
        if other.organisation_id != organisation.pk or other.removed_on is not None:
            raise Refused(Refusal(_("Choose somebody of the same body"), place))
        if own is not None and other.pk == own.pk:
            raise Refused(Refusal(_("Nobody stands in for themselves"), place))


def _write(contact: Contact, details: Details) -> None:
    for name in Details.__dataclass_fields__:
        setattr(contact, name, getattr(details, name))


def _confirm(row: Contact, by: Actor, on: date) -> None:
    row.confirmed_on, row.confirmed_by_id = on, by.person_id
    row.version += 1
    row.save()
