"""Emergency access: one incident read for a few hours by somebody whom no role lets in, with a reason that its lead is
told of; and ending it early. Why it is so is in `docs/adr/0006-emergency-access.md`."""

from datetime import date
from typing import Final

from django.db import connection, transaction
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import hold
from safeguarding.cases.actions.leading import sees
from safeguarding.cases.actions.recipients import holders_at
from safeguarding.cases.models import Case, EmergencyAccess
from safeguarding.messages.kinds import Kind
from safeguarding.messages.lines import CASE_PATH, Line
from safeguarding.messages.writing import write
from safeguarding.people.models import Person
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission, Role

SHORTEST, FEWEST_WORDS = 20, 4
"""What a reason has at least: a sentence, not a word to get past the question."""
AT_ONCE: Final = 3
"""How many incidents one person may have open so: enough for brothers and sisters, too few to look around."""


@transaction.atomic
def use_emergency_access(*, reference: str, why: str, by: Actor, on: date) -> None:
    """Let oneself read an incident for four hours, and tell its lead. Nothing is returned, whether or not there is such
    an incident, it could be read already, or the person is kept out of it: only opening it shows."""
    if not by.may(Permission.USE_EMERGENCY_ACCESS):
        raise Refused(Refusal(_("You cannot use emergency access. Ring the area: the directory says whom.")))
    why = " ".join(why.split())
    if len(why) < SHORTEST or len(why.split()) < FEWEST_WORDS:
        raise Refused(Refusal(_("Write a sentence that says why it cannot wait. It is kept on record."), "why"))
    if EmergencyAccess.objects.open_at(today.now()).filter(person_id=by.person_id).count() >= AT_ONCE:
        raise Refused(
            Refusal(
                _("You have {count} incidents open by emergency access. Wait until one ends.").format(count=AT_ONCE)
            )
        )
    given = _give(reference, why[:400])
    if given is not None:
        _tell(EmergencyAccess.objects.select_related("case__lead").get(pk=given), on=on)


@transaction.atomic
def end_emergency_access(*, case: Case, access: EmergencyAccess, by: Actor, on: date) -> EmergencyAccess:
    """End it before its time, at once. Refused when it has ended."""
    case = hold(case, by=by, to=Permission.BAR_PERSON)
    held = case.emergencies.open_at(today.now()).filter(pk=access.pk).first()
    if held is None:
        raise Refused(Refusal(_("This has ended already.")))
    held.ended_at, held.ended_by_id = today.now(), by.person_id
    held.save(update_fields=["ended_at", "ended_by"])
    return held


def open_accesses(case: Case) -> list[EmergencyAccess]:
    """Who can read the incident now by emergency access."""
    return list(case.emergencies.open_at(today.now()).select_related("person"))


def _give(reference: str, why: str) -> int | None:
    """Ask the database, which alone knows every reference and gives the access itself."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT give_emergency_access(%s, %s)", [reference, why])
        given: int | None = cursor.fetchone()[0]
    return given


def _tell(access: EmergencyAccess, *, on: date) -> None:
    """Written by nobody, as what the clock writes is: who wrote a message sees it for good, and this person is to see
    nothing once the access has ended. Who they are is on the incident's page and in its audit."""
    case = access.case
    path = CASE_PATH.format(reference=case.reference)
    for person in _whom_to_tell(case, on=on):
        write(
            kind=Kind.EMERGENCY_ACCESS,
            key=f"{Kind.EMERGENCY_ACCESS}/{case.reference}/{access.pk}/{person.pk}",
            to=person,
            case_id=case.pk,
            lines=[Line(case.reference, "emergency-access-used", on, path)],
            by=None,
            on=on,
        )


def _whom_to_tell(case: Case, *, on: date) -> list[Person]:
    """The lead; where none can be told, the managers, else the notifiers."""
    lead = case.lead
    if lead is not None and lead.is_active and sees(lead, case, on=on):
        return [lead]
    kept_out = set(case.bars.on(on).values_list("person_id", flat=True))
    ways = [(case.partnership_id, Role.MANAGER), (case.authority_id, Role.NOTIFIER)]
    found = [
        [one for one in holders_at([body], role, on=on) if one.pk not in kept_out]
        for body, role in ways
        if body is not None
    ]
    return next((people for people in found if people), [])
