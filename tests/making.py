"""Makes cases for tests that are about something else than opening one."""

from datetime import date

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.first_call import ChildMentioned, take_first_call
from safeguarding.cases.models import Case, Child, Incident, Party
from safeguarding.people.models import Person
from safeguarding.rules.roles import Reach
from tests.cast import LONG_AGO, Cast

ENGLAND = "england/child-safeguarding-practice-review"


def make_incident(cast: Cast, *, area: str = "ashmere", by: Person | None = None, child: str = "") -> Case:
    """An incident of an area, opened by its manager, with the bodies of its partnership as parties."""
    opener = by or (cast.ben if area == "ashmere" else cast.vic)
    partnership = cast[f"{area}-partnership"]
    with acting_as(opener.pk):
        case = Case.objects.create(
            reference=f"T-{Case.objects.count() + 1:04}-{area}",
            kind=Case.Kind.INCIDENT,
            procedure=ENGLAND,
            partnership=partnership,
            authority=cast[area],
            opened_on=today.today(),
            opened_at=today.now(),
            opened_by=opener,
        )
        Incident.objects.create(case=case)
        Child.objects.create(case=case, number=1, name=child)
        for membership in partnership.memberships.all():
            Party.objects.create(
                case=case,
                organisation=membership.body,
                reach=Reach.PARTNER,
                from_on=LONG_AGO,
                added_by=opener,
            )
    return case


def open_incident(
    cast: Cast, *, known_on: date, by: str = "ada", on: date | None = None, area: str = "ashmere"
) -> Case:
    """An incident opened by its real verb, known to the authority on `known_on`."""
    actor = cast.actor(by)
    with acting_as(actor.person_id):
        return take_first_call(
            authority=cast[area],
            known_on=known_on,
            children=[ChildMentioned(name="Rowan Vale")],
            summary="A call from a ward",
            given={},
            form_version="1",
            by=actor,
            on=on or today.today(),
        )
