"""Accounts: added and stopped by an administrator, kept up by the person. Roles are in `roles.py`."""

from datetime import date

from allauth.core import ratelimit
from axes.utils import reset as forget_attempts
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor, acting_as
from safeguarding.people import second_step
from safeguarding.people.invented import refuse_real_people
from safeguarding.people.models import AccountEvent, Person
from safeguarding.people.tasks import send_link
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission

What = AccountEvent.What


@transaction.atomic
def add_person(*, email: str, name: str, phone: str = "", by: Actor, on: date) -> Person:
    """Add somebody who may then be given roles, and send them a link to choose a password."""
    may_manage(by)
    refuse_real_people(email)
    address = email.strip().lower()
    try:
        with transaction.atomic(), acting_as(by.person_id, on=on):
            person = Person.objects.create_user(address, name=name, phone=phone)
    except IntegrityError:
        raise Refused(
            Refusal(_("Somebody with this email address is here already. Look them up instead"), "email")
        ) from None
    record(person, What.ADDED, by=by.person_id, on=on)
    _send(person, "invitation", by=by, on=on)
    return person


@transaction.atomic
def invite_again(*, person: Person, by: Actor, on: date) -> None:
    """Send the link to choose a password once more. The one before stops working when a password is chosen."""
    may_manage(by)
    if not person.is_active:
        raise Refused(Refusal(_("This person's sign-in is stopped. Allow it again first")))
    _send(person, "invitation", by=by, on=on)


@transaction.atomic
def change_details(*, person: Person, email: str, name: str, phone: str, seen: str, by: Actor, on: date) -> Person:
    """Correct who somebody is. `seen` is what the page showed (`as_seen`): when another administrator changed it
    meanwhile, the second is told and nothing is overwritten."""
    may_manage(by)
    refuse_real_people(email)
    kept = _held(person)
    if as_seen(kept) != seen:
        raise Refused(
            Refusal(
                _(
                    "Somebody changed this person's details while you were typing. They are now: {now}. "
                    "Nothing of yours was saved; send it again to put it in their place"
                ).format(now=", ".join(part for part in (kept.name, kept.email, kept.phone) if part))
            )
        )
    kept.email, kept.name, kept.phone = email.strip().lower(), name, phone
    try:
        with transaction.atomic(), acting_as(by.person_id, on=on):
            kept.save(update_fields=["email", "name", "phone"])
    except IntegrityError:
        raise Refused(Refusal(_("Somebody else here has this email address. Use another"), "email")) from None
    record(kept, What.RENAMED, by=by.person_id, on=on)
    return kept


def as_seen(person: Person) -> str:
    """What a page showed of somebody, to notice a change by somebody else."""
    return "\n".join((person.email, person.name, person.phone))


@transaction.atomic
def reset_second_step(*, person: Person, why: str, by: Actor, on: date) -> None:
    """Remove somebody's second step and recovery codes, after making sure that it is they who ask. Their sessions
    end; at the next sign-in they set it up anew."""
    may_manage(by)
    _not_oneself(person, by)
    _held(person)
    second_step.take_away(person)
    end_sessions(person)
    record(person, What.FACTOR_RESET, by=by.person_id, on=on, why=_reason(why))


@transaction.atomic
def disable(*, person: Person, why: str, by: Actor, on: date) -> None:
    """Stop somebody's sign-in at once. Their roles and what they did stay on record."""
    may_manage(by)
    _not_oneself(person, by)
    _set_active(person, False, What.DISABLED, why=_reason(why), by=by, on=on)
    end_sessions(person)


@transaction.atomic
def enable(*, person: Person, why: str, by: Actor, on: date) -> None:
    """Allow somebody to sign in again."""
    may_manage(by)
    _not_oneself(person, by)
    _set_active(person, True, What.ENABLED, why=_reason(why), by=by, on=on)


def ask_for_link(*, request: HttpRequest, email: str) -> None:
    """Send the link to choose a new password, when the address is somebody's. Neither answer nor time tells."""
    if not ratelimit.consume(request, action="reset_password", key=email.lower()):
        return
    person = Person.objects.filter(email=email.strip().lower(), is_active=True).first()
    send_link.defer(person_id=person.pk if person else 0, kind="reset")


@transaction.atomic
def password_was_chosen(*, by: Person, on: date) -> None:
    """Record that somebody chose a password; wrong ones tried before no longer lock them out."""
    record(by, What.PASSWORD_CHANGED, by=by.pk, on=on)
    forget_attempts(username=by.email)


@transaction.atomic
def set_up_second_step(*, request: HttpRequest, secret: str, by: Person, on: date) -> None:
    """Take this app as the person's second step, in place of any before, with fresh recovery codes."""
    second_step.set_up(request, by, secret)
    record(by, What.FACTOR_SET_UP, by=by.pk, on=on)


@transaction.atomic
def make_recovery_codes(*, by: Person, on: date) -> None:
    """Ten new recovery codes; those before no longer work."""
    second_step.new_recovery_codes(by)
    record(by, What.NEW_RECOVERY_CODES, by=by.pk, on=on)


@transaction.atomic
def change_own_details(*, name: str, phone: str, language: str, by: Person, on: date) -> None:
    """What people keep up to date themselves; the email address is changed by an administrator."""
    with acting_as(by.pk, on=on):
        Person.objects.filter(pk=by.pk).update(name=name, phone=phone, language=language)


def record(person: Person, what: AccountEvent.What, *, by: int, on: date, why: str = "") -> None:
    """Write down what was done to an account, and by whom."""
    with acting_as(by, on=on):
        AccountEvent.objects.create(person=person, what=what, why=why, on=on, at=today.now(), by_id=by)


def may_manage(by: Actor) -> None:
    if not by.may(Permission.MANAGE_PEOPLE):
        raise Refused(Refusal(_("Only an administrator manages people. Ask yours")))


def end_sessions(person: Person) -> None:
    """End every session of the person, wherever it is open."""
    for session in Session.objects.filter(expire_date__gte=today.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(person.pk):
            session.delete()


def _send(person: Person, kind: str, *, by: Actor, on: date) -> None:
    record(person, What.INVITED, by=by.person_id, on=on)
    send_link.defer(person_id=person.pk, kind=kind)


def _set_active(person: Person, is_active: bool, what: AccountEvent.What, *, why: str, by: Actor, on: date) -> None:
    # Both rows, in one order: two administrators who stop each other at once leave one.
    rows = {
        row.pk: row
        for row in Person.objects.select_for_update().filter(pk__in={person.pk, by.person_id}).order_by("pk")
    }
    if not rows[by.person_id].is_active:
        raise Refused(Refusal(_("Your own sign-in was stopped meanwhile. Nothing changed")))
    kept = rows[person.pk]
    if kept.is_active == is_active:
        raise Refused(Refusal(_("Somebody else did this already. Nothing changed")))
    with acting_as(by.person_id, on=on):
        kept.is_active = is_active
        kept.save(update_fields=["is_active"])
    record(person, what, by=by.person_id, on=on, why=why)


def _held(person: Person) -> Person:
    """The row as it stands, held until the end of the transaction."""
    return Person.objects.select_for_update().get(pk=person.pk)


def _not_oneself(person: Person, by: Actor) -> None:
    if person.pk == by.person_id:
        raise Refused(Refusal(_("Nobody does this to their own account. Ask another administrator")))


def _reason(why: str) -> str:
    if not why.strip():
        raise Refused(Refusal(_("Enter the reason"), "why"))
    return why.strip()
