"""Who may be written to about a case: somebody at a body that takes part in it, or in the directory there. Any other
address is refused with a sentence unless a person confirms it; somebody kept out of the case, always."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils.translation import gettext as _

from safeguarding.messages.addresses import Address, address_of
from safeguarding.people.models import Contact, HeldRole, Organisation, Person
from safeguarding.rules.refusal import Refusal

PERSONAL = frozenset({
    "aol.com", "btinternet.com", "gmail.com", "googlemail.com", "hotmail.co.uk", "hotmail.com", "icloud.com",
    "live.co.uk", "live.com", "mail.com", "me.com", "msn.com", "outlook.com", "proton.me", "protonmail.com",
    "sky.com", "talktalk.net", "virginmedia.com", "yahoo.co.uk", "yahoo.com",
})  # fmt: skip
"""Where people keep letters of their own, not a body's."""


@dataclass(frozen=True, slots=True)
class Concerned:
    """Who has a part in a case today, as the acting person sees it."""

    bodies: frozenset[int]
    people: frozenset[int]
    kept_out: frozenset[int]


def concerned_in(case_id: int) -> Concerned:
    """Ask the database as the acting person; for a case that the wall hides all but the bars is empty."""
    return Concerned(
        bodies=_keys("SELECT bodies_of_case(%s)", case_id),
        people=_keys("SELECT people_of_case(%s)", case_id),
        kept_out=_keys("SELECT kept_out_of(%s)", case_id),
    )


def is_kept_out(to: Person | Address, *, case_id: int | None) -> bool:
    """Whether a conflict bar keeps this person, or whoever has this address, out of the case."""
    if case_id is None:
        return False
    kept_out = _keys("SELECT kept_out_of(%s)", case_id)
    return bool(kept_out) and bool(kept_out & _people_at(to))


def refusal_of(to: Person | Address, *, case_id: int | None, on: date, is_confirmed: bool = False) -> Refusal | None:
    """Why this recipient may not be written to about the case, or None. `is_confirmed`: a person has read the
    sentence and wants it sent nevertheless; or the verb itself knows the recipient, as where a national body that
    does not see the case acknowledges what it was sent."""
    if case_id is None:
        return None
    concerned = concerned_in(case_id)
    known_people = _people_at(to)
    if concerned.kept_out & known_people:
        return Refusal(_("%(name)s is kept out of this case and is told nothing of it.") % {"name": to.name}, "to")
    if is_confirmed or known_people & concerned.people or _is_at(to, known_people, concerned.bodies, on):
        return None
    return Refusal(_why_not(address_of(to), known_people, on), "to")


def _is_at(to: Person | Address, known_people: frozenset[int], bodies: frozenset[int], on: date) -> bool:
    """Whether the recipient holds a role at one of the bodies, or at a national one, or is in the directory there."""
    national = Organisation.objects.filter(kind=Organisation.Kind.NATIONAL).values_list("pk", flat=True)
    at = bodies | frozenset(national)
    if HeldRole.objects.on(on).filter(person_id__in=known_people, organisation_id__in=at).exists():
        return True
    email = address_of(to).email
    return (
        Contact.objects.filter(organisation_id__in=at, email__iexact=email, removed_on__isnull=True).exists()
        or Organisation.objects.filter(pk__in=at, contact_email__iexact=email).exists()
    )


def _why_not(to: Address, known_people: frozenset[int], on: date) -> str:
    words = {"address": to.email}
    if to.email.rsplit("@", 1)[-1].lower() in PERSONAL:
        return _(
            "%(address)s looks like a personal address. Use the one of the person's organisation, or confirm that "
            "this is the right one."
        ) % words  # fmt: skip
    elsewhere = HeldRole.objects.on(on).filter(person_id__in=known_people).select_related("organisation").first()
    if elsewhere is not None:
        words["body"] = elsewhere.organisation.name
        return _(
            "%(address)s is at %(body)s, which has no part in this case. Check the address, or confirm that it "
            "is the right one."
        ) % words  # fmt: skip
    return _(
        "%(address)s is in nobody's entry in the directory for this case. Check the address, add it to the "
        "directory, or confirm that it is the right one."
    ) % words  # fmt: skip


def _people_at(to: Person | Address) -> frozenset[int]:
    if isinstance(to, Person):
        return frozenset({to.pk})
    return frozenset(Person.objects.filter(email__iexact=to.email).values_list("pk", flat=True))


def _keys(query: str, case_id: int) -> frozenset[int]:
    with connection.cursor() as cursor:
        cursor.execute(query, [case_id])
        return frozenset(key for (key,) in cursor.fetchall())
