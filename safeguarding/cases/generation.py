"""Invented incidents in any number, for benchmarks: the same again for the same seed, on whatever day. Loaded as the
owner with the audit's triggers on and in the order of cases. The demonstration's own incidents are `demonstration/`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.db import connections

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.first_call import ENGLAND
from safeguarding.cases.dues import rows
from safeguarding.cases.facts import as_facts
from safeguarding.cases.models import Case, Child, Decision, DiaryNote, Due, Event, Incident, Party, Question
from safeguarding.cases.naming import fold
from safeguarding.people.models import HeldRole, Membership, Organisation, Person
from safeguarding.rules.clock import obligations
from safeguarding.rules.procedure import load
from safeguarding.rules.roles import Reach, Role

OWNER = "owner"
BATCH = 500
FIRST_DAY = date(2019, 1, 7)
LAST_DAY = date(2026, 10, 30)
"""Nothing invented happens after it, unless told; today has no say, or each day would invent another past."""
GIVEN = ("Rowan", "Morgan", "Ellis", "Jude", "Robin", "Quinn", "Marley", "Frankie", "Sasha", "Remy")
FAMILY = ("Ashby", "Bell", "Carver", "Dale", "Egan", "Frost", "Grange", "Holt", "Ince", "Kerr", "Lane", "Moss")


@dataclass(frozen=True, slots=True)
class Area:
    """An authority with the partnership that its incidents are held by, and somebody who runs them."""

    authority: Organisation
    partnership: Organisation
    bodies: tuple[Organisation, ...]
    person: Person


@dataclass(slots=True)
class Batch:
    """Rows of some cases, to be written table by table."""

    cases: list[Case]
    children: list[Child]
    parties: list[Party]
    events: list[Event]
    decisions: list[Decision]
    notes: list[DiaryNote]


def generate(number: int, *, seed: int = 1, until: date = LAST_DAY) -> Iterator[int]:
    """Write so many invented incidents over all English areas; say after each batch how many stand."""
    random = Random(seed)  # noqa: S311 — invented cases, no secret
    areas = _areas()
    made = 0
    while made < number:
        size = min(BATCH, number - made)
        area_of = [random.choice(areas) for _ in range(size)]
        with acting_as(areas[0].person.pk, using=OWNER):
            _write(_invent(random, area_of, first=_next_number(), until=until))
        made += size
        yield made


def _areas() -> list[Area]:
    authorities = Organisation.objects.using(OWNER).filter(
        kind=Organisation.Kind.LOCAL_AUTHORITY, nation="england", until_on__isnull=True
    )
    return [_area(authority) for authority in authorities.order_by("code")]


def _area(authority: Organisation) -> Area:
    known = Membership.objects.using(OWNER).filter(body=authority).select_related("partnership").first()
    partnership = known.partnership if known else _invented_partnership(authority)
    bodies = tuple(
        membership.body
        for membership in Membership.objects.using(OWNER).filter(partnership=partnership).select_related("body")
    )
    held = HeldRole.objects.using(OWNER).filter(organisation=partnership, role=Role.MANAGER).select_related("person")
    first = held.first()
    return Area(authority, partnership, bodies, first.person if first else _invented_manager(partnership))


def _invented_partnership(authority: Organisation) -> Organisation:
    partnership: Organisation = Organisation.objects.using(OWNER).create(
        kind=Organisation.Kind.PARTNERSHIP,
        name=f"{authority.name} partnership (generated)",
        code=f"generated-{authority.code}",
        source="generated",
    )
    Membership.objects.using(OWNER).create(partnership=partnership, body=authority, from_on=FIRST_DAY)
    return partnership


def _invented_manager(partnership: Organisation) -> Person:
    person = Person.objects.db_manager(OWNER).create_user(
        f"manager.{partnership.code.lower()}@example.invalid", name=f"Manager of {partnership.name}"[:120]
    )
    with acting_as(person.pk, using=OWNER):
        HeldRole.objects.using(OWNER).create(
            person=person, organisation=partnership, role=Role.MANAGER, from_on=FIRST_DAY, given_by=person
        )
    return person


def _next_number() -> int:
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) + 1 FROM cases_case")
        number: int = cursor.fetchone()[0]
    return number


def _invent(random: Random, area_of: list[Area], *, first: int, until: date) -> Batch:
    batch = Batch([], [], [], [], [], [])
    span = (until - FIRST_DAY).days
    for place, area in enumerate(area_of):
        known_on = FIRST_DAY + timedelta(days=random.randrange(span))
        case = Case(
            pk=first + place,
            reference=f"SR-G-{first + place:06}",
            kind=Case.Kind.INCIDENT,
            procedure=ENGLAND,
            partnership=area.partnership,
            authority=area.authority,
            lead=area.person,
            opened_on=known_on,
            opened_at=_moment(known_on),
            opened_by=area.person,
        )
        batch.cases.append(case)
        batch.children.extend(_children(random, case, known_on))
        batch.parties.extend(
            Party(case=case, organisation=body, reach=Reach.PARTNER, from_on=known_on, added_by=area.person)
            for body in area.bodies
        )
        batch.events.extend(_story(random, case, area.person, known_on, until))
        batch.decisions.append(_decision(case, area.person, known_on))
        batch.notes.extend(_notes(random, case, area.person, known_on, until))
    return batch


def _children(random: Random, case: Case, known_on: date) -> Iterator[Child]:
    for number in range(1, random.choice((1, 1, 1, 1, 2, 2, 3, 5)) + 1):
        name = f"{random.choice(GIVEN)} {random.choice(FAMILY)}"
        born_on = known_on - timedelta(days=random.randrange(6_500))
        yield Child(case=case, number=number, name=name, folded=fold(name), born_on=born_on)


def _story(random: Random, case: Case, person: Person, known_on: date, until: date) -> Iterator[Event]:
    """How far an incident came: each step on or after the one before, none after the last day."""
    on = known_on
    steps = (
        ("first_call_taken", (0,)),
        ("incident_known_to_la", (0,)),
        ("position_recorded", (0, 1)),
        ("threshold_agreed", (1, 2)),
        ("decided_to_notify", (0, 1)),
        ("notification_submitted", (0, 1, 2, 4)),
        ("partners_told", (0, 1)),
        ("rapid_review_commissioned", (1, 2)),
        ("agency_letters_sent", (0, 1)),
        ("rapid_review_meeting_held", (9, 12)),
        ("rapid_review_signed_off", (3, 5)),
        ("rapid_review_sent", (0, 1, 6)),
        ("no_review_decided", (0,)),
        ("panel_reply_received", (10, 20)),
    )
    for event, pauses in steps:
        on += timedelta(days=random.choice(pauses))
        if on > until or random.random() < 0.01:
            return
        yield Event(case=case, event=event, on=on, recorded_at=_moment(on), recorded_on=on, recorded_by=person)


def _decision(case: Case, person: Person, on: date) -> Decision:
    return Decision(
        case=case,
        question=Question.NOTIFY,
        outcome=Decision.Outcome.NOTIFY,
        reasons="Invented for measuring.",
        number=1,
        on=on,
        recorded_at=_moment(on),
        recorded_by=person,
    )


def _notes(random: Random, case: Case, person: Person, on: date, until: date) -> Iterator[DiaryNote]:
    for place in range(random.randrange(6)):
        day = min(on + timedelta(days=place), until)
        yield DiaryNote(
            case=case, on=day, text="An invented note, for measuring.", written_at=_moment(day), written_by=person
        )


def _write(batch: Batch) -> None:
    Case.objects.using(OWNER).bulk_create(batch.cases)
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('cases_case', 'id'), (SELECT max(id) FROM cases_case))")
    Incident.objects.using(OWNER).bulk_create([Incident(case=case, summary="Invented") for case in batch.cases])
    Child.objects.using(OWNER).bulk_create(batch.children)
    Party.objects.using(OWNER).bulk_create(batch.parties)
    events = Event.objects.using(OWNER).bulk_create(batch.events)
    Decision.objects.using(OWNER).bulk_create(batch.decisions)
    DiaryNote.objects.using(OWNER).bulk_create(batch.notes)
    Due.objects.using(OWNER).bulk_create(_dues(batch.cases, events))


def _dues(cases: list[Case], events: list[Event]) -> list[Due]:
    procedure = load(ENGLAND)
    of_case: dict[int, list[Event]] = {}
    for event in events:
        of_case.setdefault(event.case_id, []).append(event)
    return [due for case in cases for due in rows(case, obligations(procedure, as_facts(of_case.get(case.pk, []))))]


def _moment(on: date) -> datetime:
    return today.london_moment(on, time(10))
