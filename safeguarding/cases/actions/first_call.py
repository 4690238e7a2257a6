"""Somebody rings about a child: the incident is put on record and the clocks run. Proposals by agencies are in
`proposals.py`; looking first whether the child is known is `cases/search.py`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db import connection, transaction

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import record_event
from safeguarding.cases.models import Answers, Case, Child, Incident, Party
from safeguarding.cases.naming import fold
from safeguarding.people.models import Membership, Organisation
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission, Reach, Role

ENGLAND = "england/child-safeguarding-practice-review"
FORM = "first-call"


@dataclass(frozen=True, slots=True)
class ChildMentioned:
    """A child as the caller named them: perhaps without a name, a birth date or an age."""

    name: str = ""
    other_names: str = ""
    born_on: date | None = None
    age: int | None = None
    home_area: Organisation | None = None


@transaction.atomic
def take_first_call(
    *,
    authority: Organisation,
    known_on: date,
    known_at: time | None = None,
    children: Sequence[ChildMentioned],
    summary: str,
    given: dict[str, Any],
    form_version: str,
    by: Actor,
    on: date,
) -> Case:
    """Open an incident in the authority's area. `known_on` is the day somebody in the authority first knew of it:
    the notification is owed from then. Raises `Refused`; what was typed is the caller's to give back."""
    partnership = partnership_of(authority, on=on)
    _refuse_other_areas(authority, partnership, by=by)
    if known_on > on:
        raise Refused(
            Refusal("The day on which the authority first knew lies ahead. Correct it.", "known_on")
        )
    case = _open(authority, partnership, by=by, on=on)
    Incident.objects.create(case=case, summary=summary)
    for number, child in enumerate(children or (ChildMentioned(),), start=1):
        add_child(case, number, child)
    Answers.objects.create(
        case=case,
        form=FORM,
        form_version=form_version,
        section=FORM,
        given=given,
        saved_at=today.now(),
        saved_by_id=by.person_id,
    )
    for body in bodies_of(partnership, on=on):
        Party.objects.create(
            case=case, organisation=body, reach=Reach.PARTNER, from_on=on, added_by_id=by.person_id
        )
    record_event(case, "first_call_taken", on=on, by=by)
    record_event(case, "incident_known_to_la", on=known_on, at=known_at, by=by)
    refresh_dues(case, by=by.person_id)
    return case


def add_child(case: Case, number: int, child: ChildMentioned) -> Child:
    """Put a child on record under the next place in the form."""
    return Child.objects.create(
        case=case,
        number=number,
        name=child.name,
        other_names=child.other_names,
        folded=fold(f"{child.name} {child.other_names}"),
        born_on=child.born_on,
        age=child.age,
        home_area=child.home_area,
    )


def partnership_of(authority: Organisation, *, on: date) -> Organisation:
    """The partnership that an authority belongs to on a day. Raises `Refused` when there is none."""
    membership = Membership.objects.on(on).filter(body=authority).select_related("partnership").first()
    if membership is None:
        raise Refused(
            Refusal(f"{authority} belongs to no partnership here. An administrator adds it.", "authority")
        )
    return membership.partnership


def bodies_of(partnership: Organisation, *, on: date) -> list[Organisation]:
    """The partner bodies of a partnership on a day: any number, of any kind."""
    members = Membership.objects.on(on).filter(partnership=partnership).select_related("body")
    return [membership.body for membership in members.order_by("body__name")]


def areas_of(by: Actor, *, on: date) -> list[Organisation]:
    """The authorities for which the person may take a first call: their own, or those of their partnership."""
    own = by.organisations_as(Role.NOTIFIER)
    managed = by.organisations_as(Role.MANAGER)
    of_partnerships = (
        Membership.objects.on(on).filter(partnership_id__in=managed).values_list("body_id", flat=True)
    )
    return list(
        Organisation.objects.on(on)
        .filter(kind=Organisation.Kind.LOCAL_AUTHORITY, pk__in={*own, *of_partnerships})
        .order_by("name")
    )


def _refuse_other_areas(authority: Organisation, partnership: Organisation, *, by: Actor) -> None:
    is_mine = authority.pk in by.organisations_as(Role.NOTIFIER) or partnership.pk in by.organisations_as(
        Role.MANAGER
    )
    if not (is_mine and by.may(Permission.TAKE_FIRST_CALL)):
        raise Refused(
            Refusal(
                f"You cannot open an incident for {authority}. Ring that area: its contact is shown.",
                "authority",
            )
        )


def _open(authority: Organisation, partnership: Organisation, *, by: Actor, on: date) -> Case:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('case_reference')")
        number = cursor.fetchone()[0]
    return Case.objects.create(
        reference=f"SR-{on.year}-{number:04}",
        kind=Case.Kind.INCIDENT,
        procedure=ENGLAND,
        partnership=partnership,
        authority=authority,
        lead_id=by.person_id,
        opened_on=on,
        opened_at=today.now(),
        opened_by_id=by.person_id,
    )
