"""Fills the benchmark's database: the register, the invented incidents, and what stands around them: one police force
that works in thirty areas, what was sent to the national body, and letters. Who signs in is in `signing_in.py`."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from io import StringIO
from itertools import islice

from django.core.management import call_command
from django.db import connections
from django.db.models import Prefetch

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.generation import FIRST_DAY, OWNER, generate
from safeguarding.cases.models import Case, Event, Receipt, Submission
from safeguarding.messages.kinds import Kind
from safeguarding.messages.lines import Line
from safeguarding.messages.models import Delivery, Message, Waiting
from safeguarding.people.models import HeldRole, Membership, Organisation, Person
from safeguarding.rules.roles import Role

WIDE_FORCE, AREAS_OF_FORCE = "benchmark-force", 30
NATIONAL, BOX = "benchmark-national", "benchmark-box"
SENT, BATCH = "notification_submitted", 500
DAYS_TO_ACKNOWLEDGE = 3
QUESTIONS = 30
WORDS = "Invented text of the length that people write, so that a page has something to draw. "
LETTERS: tuple[tuple[Kind, str, int], ...] = (
    (Kind.OPENED, "call-recorded", 0),
    (Kind.DECIDED, "decision-recorded", 3),
    (Kind.TOLD, "notified", 5),
)


def load_register() -> None:
    """The organisations as the product loads them, and what the benchmark adds."""
    call_command("load_organisations", stdout=StringIO())
    add_what_is_around()


def add_what_is_around() -> None:
    """A partnership where an area has none, the force that works in thirty areas, and the national body."""
    _add_partnerships()
    _add_wide_force()
    Organisation.objects.using(OWNER).get_or_create(
        code=NATIONAL,
        defaults={"kind": Organisation.Kind.NATIONAL, "name": "National body (invented)", "receives_here": True},
    )


def fill(number: int, *, seed: int) -> None:
    """So many incidents more, and what was sent and written about them."""
    after = _last_case()
    for _ in generate(number, seed=seed):
        pass
    _send(after)
    with connections[OWNER].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as a server that has had its incidents for a while


def number_of_cases() -> int:
    return Case.objects.using(OWNER).count()


def national_body() -> Organisation:
    body: Organisation = Organisation.objects.using(OWNER).get(code=NATIONAL)
    return body


def person(email: str, name: str, *roles: tuple[Role, Organisation]) -> Person:
    """Somebody who holds these roles; the same again for the same address."""
    known = Person.objects.using(OWNER).filter(email=email).first()
    if known is not None:
        return known
    made = Person.objects.db_manager(OWNER).create_user(email, name=name)
    with acting_as(made.pk, using=OWNER):
        for role, organisation in roles:
            HeldRole.objects.using(OWNER).create(
                person=made, organisation=organisation, role=role, from_on=FIRST_DAY, given_by=made
            )
    return made


def _add_partnerships() -> None:
    """As `generate` would: made here first, so that the wide force can be a member before any incident."""
    here = Organisation.objects.using(OWNER).filter(
        kind=Organisation.Kind.LOCAL_AUTHORITY, nation="england", until_on__isnull=True, partnerships__isnull=True
    )
    for authority in here:
        partnership = Organisation.objects.using(OWNER).create(
            kind=Organisation.Kind.PARTNERSHIP,
            name=f"{authority.name} partnership (generated)",
            code=f"generated-{authority.code}",
            source="generated",
        )
        _join(partnership, authority)


def _add_wide_force() -> None:
    force, is_new = Organisation.objects.using(OWNER).get_or_create(
        code=WIDE_FORCE,
        defaults={"kind": Organisation.Kind.POLICE, "name": "Police force in thirty areas (invented)"},
    )
    partnerships = Organisation.objects.using(OWNER).filter(kind=Organisation.Kind.PARTNERSHIP).order_by("code")
    for partnership in partnerships[:AREAS_OF_FORCE] if is_new else ():
        _join(partnership, force)


def _join(partnership: Organisation, body: Organisation) -> None:
    Membership.objects.using(OWNER).create(partnership=partnership, body=body, from_on=FIRST_DAY)


def _last_case() -> int:
    return Case.objects.using(OWNER).order_by("-pk").values_list("pk", flat=True).first() or 0


def _send(after: int) -> None:
    """In the order of cases and with the audit's triggers on, as everything is loaded."""
    body = national_body()
    secretary = person(f"{BOX}@example.invalid", "Secretary (invented)", (Role.NATIONAL, body))
    sent = Event.objects.using(OWNER).filter(event=SENT)
    cases = Case.objects.using(OWNER).filter(pk__gt=after).order_by("pk").select_related("partnership", "lead")
    whole = cases.prefetch_related(Prefetch("events", queryset=sent, to_attr="sendings"))
    for batch in _batches(whole.iterator(chunk_size=BATCH)):
        with acting_as(secretary.pk, using=OWNER):
            _write_submissions(batch, body, secretary)
            _write_letters(batch)


def _batches(cases: Iterator[Case]) -> Iterator[list[Case]]:
    while batch := list(islice(cases, BATCH)):
        yield batch


def _write_submissions(cases: list[Case], body: Organisation, secretary: Person) -> None:
    """Sent here on the day that the events say, and acknowledged some days later, all but the newest."""
    sent = [
        _submission(case, body, sending)
        for case in cases
        for sending in case.sendings[:1]  # type: ignore[attr-defined]
    ]
    made = Submission.objects.using(OWNER).bulk_create(sent)
    newest = today.today() - timedelta(days=DAYS_TO_ACKNOWLEDGE)
    Receipt.objects.using(OWNER).bulk_create(
        Receipt(
            submission=one,
            case_id=one.case_id,
            recipient=body,
            acknowledged_at=one.sent_at + timedelta(days=DAYS_TO_ACKNOWLEDGE),
            acknowledged_by=secretary,
        )
        for one in made
        if one.on < newest
    )


def _submission(case: Case, body: Organisation, sending: Event) -> Submission:
    rows = [{"label": f"Question {one}", "text": WORDS, "question": f"q{one}", "page": "p"} for one in range(QUESTIONS)]
    return Submission(
        case=case,
        case_reference=case.reference,
        what=Submission.What.NOTIFICATION,
        how=Submission.How.HERE,
        recipient=body,
        sent_from=case.partnership,
        reference=f"B-{case.pk:06}",
        sent_at=today.london_moment(sending.on, time(11)),
        sender=str(case.lead),
        on=sending.on,
        recorded_at=today.london_moment(sending.on, time(11)),
        recorded_by=case.lead,
        content={
            "form": "notification",
            "form_version": 1,
            "title": "Invented",
            "incident": {},
            "children": [],
            "sections": [{"title": "Invented", "child": None, "rows": rows}],
            "sheet": [],
        },
    )


def _write_letters(cases: list[Case]) -> None:
    """Three letters a case to its lead, each sent."""
    messages = [
        _letter(case, kind, sentence, case.opened_on + timedelta(days=after))
        for case in cases
        for kind, sentence, after in LETTERS
        if case.opened_on + timedelta(days=after) <= today.today()
    ]
    made = Message.objects.using(OWNER).bulk_create(messages)
    Delivery.objects.using(OWNER).bulk_create(
        Delivery(message=one, case_id=one.case_id, outcome=Delivery.Outcome.SENT, at=one.written_at) for one in made
    )
    Waiting.objects.using(OWNER).filter(message__in=made).delete()


def _letter(case: Case, kind: Kind, sentence: str, on: date) -> Message:
    lead: Person = case.lead  # type: ignore[assignment]  # every invented case has one
    return Message(
        key=f"{kind}/{case.reference}/{lead.pk}",
        kind=kind,
        case_id=case.pk,
        recipient=lead,
        to_name=lead.name,
        to_address=lead.email,
        lines=[Line(case.reference, sentence, on, f"/cases/{case.reference}/").as_kept()],
        written_on=on,
        written_at=today.london_moment(on, time(12)),
        written_by=lead,
    )
