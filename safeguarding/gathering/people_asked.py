"""Who is written to about a request: those who speak for the body here, the first to ring and the deputy, the holder
of a partner body's position; and the managers who asked. Deputies are the directory's (`people/directory.py`)."""

from datetime import date

from safeguarding.cases.actions.recipients import holders_at
from safeguarding.cases.models import Case
from safeguarding.gathering.models import InformationRequest
from safeguarding.people.directory import contacts_for
from safeguarding.people.models import Contact, Organisation, Person
from safeguarding.rules.asking import asking
from safeguarding.rules.roles import Permission, Reach, Role, who_may

ANSWERING = who_may(Permission.ANSWER_REQUEST)
"""Who speaks for a body that is asked."""
OWN_PATH = "/asked-of-us/{reference}/"
"""The page on which an agency answers: what the message that asks leads to."""


def who_answers(body: Organisation | int, *, on: date) -> list[Person]:
    """Everybody who may answer for a body here; nobody where none of its people signs in."""
    return holders_at([body], *ANSWERING, on=on)


def who_signs(body: Organisation | int, *, on: date) -> list[Person]:
    """Who signs an answer: the body's safeguarding lead, or where it has none here, whoever speaks for it."""
    return holders_at([body], Role.AGENCY_LEAD, on=on) or who_answers(body, on=on)


def who_asked(request: InformationRequest, *, on: date) -> list[Person]:
    """The managers of the partnership that asked."""
    return holders_at([request.asked_by_id], Role.MANAGER, on=on)


def on_the_ladder(request: InformationRequest, case: Case, whom: str, *, on: date) -> list[Person]:
    """Whom a step of the ladder reaches. Nobody where that person does not sign in here."""
    if whom == "lead":
        return who_signs(request.body_id, on=on)
    if whom == "partner":
        return holders_at(_partner_bodies(request, case, on=on), Role.PARTNER, on=on)
    answering = who_answers(request.body_id, on=on)
    found = _by_address(_contact(request.body_id, whom, on=on), answering)
    # A directory that names nobody who signs in is no reason to remind nobody at all.
    return found or (answering if whom == "contact" else [])


def _partner_bodies(request: InformationRequest, case: Case, *, on: date) -> list[int]:
    kind = asking(case.procedure).through(request.agency_kind)
    parties = case.parties.on(on).filter(reach=Reach.PARTNER, organisation__kind=kind)
    return list(parties.values_list("organisation_id", flat=True))


def _contact(body: int, whom: str, *, on: date) -> Contact | None:
    """The first to ring, with cover for whoever is away; or that contact's deputy."""
    reached = contacts_for(body, on=on)
    if not reached:
        return None
    first = reached[0].instead_of or reached[0].contact
    if whom == "contact":
        return reached[0].contact
    return first.deputy if first.deputy is not None and first.deputy != reached[0].contact else None


def _by_address(contact: Contact | None, people: list[Person]) -> list[Person]:
    if contact is None or not contact.email:
        return []
    return [person for person in people if person.email.casefold() == contact.email.casefold()]
