"""Somebody rings about a child: after a search the incident is put on record and the clocks run. Proposals by agencies
are in `proposals.py`; what a search finds is `cases/search.py`'s; who leads is `leading.py`'s."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.recipients import holders_at, write_about
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import record_event
from safeguarding.cases.models import Answers, Case, Child, ChildSearch, Incident, Party
from safeguarding.cases.naming import fold
from safeguarding.cases.search import Terms, matches
from safeguarding.look.languages import day
from safeguarding.messages.kinds import Kind
from safeguarding.people.models import Membership, Organisation, Person
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission, Reach, Role
from safeguarding.rules.workdays import OutsideTheCalendar

ENGLAND = "england/child-safeguarding-practice-review"
FORM = "first-call"
LONGEST_SUMMARY = 300


@dataclass(frozen=True, slots=True)
class ChildMentioned:
    """A child as the caller named them: perhaps without a name, a birth date or an age."""

    name: str = ""
    other_names: str = ""
    born_on: date | None = None
    age: int | None = None
    home_area: Organisation | None = None


@transaction.atomic
def look_for_child(*, terms: Terms, by: Actor, on: date) -> ChildSearch:
    """Look whether the child is known in the person's own area, and keep that they looked and what they were shown."""
    if not by.may(Permission.SEARCH):
        raise Refused(Refusal(_("You cannot search here. Ask your safeguarding partnership to look.")))
    if terms.is_empty:
        raise Refused(Refusal(_("Enter a name, a date of birth or an age to search with."), "name"))
    found = dict.fromkeys(match.case.reference for match in matches(terms, by=by, on=on))
    return ChildSearch.objects.create(
        terms=terms.as_kept(),
        found=list(found),
        searched_by_id=by.person_id,
        searched_at=today.now(),
        searched_on=on,
    )


@transaction.atomic
def say_none_is_the_child(*, search: ChildSearch, by: Actor, on: date) -> ChildSearch:
    """Record that the searcher looked at what was shown and that none of these is the child. Saying it twice changes
    nothing."""
    held = ChildSearch.objects.select_for_update().get(pk=search.pk)
    if held.searched_by_id != by.person_id:
        raise Refused(Refusal(_("Somebody else made this search. Search for the child yourself first.")))
    if held.none_of_these_at is None:
        held.none_of_these_at = today.now()
        held.save(update_fields=["none_of_these_at"])
    return held


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
    search: ChildSearch | None = None,
    by: Actor,
    on: date,
) -> Case:
    """Open an incident in the authority's area. `known_on` is the day somebody in the authority first knew of it:
    the notification is owed from then. The same search sent twice gives the incident it opened the first time.
    Raises `Refused`; what was typed is the caller's to give back."""
    held = _held_search(search, by=by)
    if held is not None and held.case is not None:
        return held.case
    partnership = partnership_of(authority, on=on)
    _refuse_other_areas(authority, partnership, by=by)
    _refuse_what_lies_ahead(known_on, known_at)
    case = _open(authority, partnership, by=by, on=on)
    Incident.objects.create(case=case, summary=shortened(summary))
    for number, child in enumerate(children or (ChildMentioned(),), start=1):
        add_child(case, number, child)
    Answers.objects.create(
        case=case,
        form=FORM,
        form_version=form_version,
        page=FORM,
        given=given,
        saved_at=today.now(),
        saved_by_id=by.person_id,
    )
    for body in bodies_of(partnership, on=on):
        Party.objects.create(case=case, organisation=body, reach=Reach.PARTNER, from_on=on, added_by_id=by.person_id)
    if held is not None:
        held.case = case
        held.save(update_fields=["case"])
    record_event(case, "first_call_taken", on=on, by=by)
    record_event(case, "incident_known_to_la", on=known_on, at=known_at, by=by)
    _refresh_or_refuse(case, known_on, by=by)
    _tell_the_area(case, authority, by=by, on=on)
    return case


def shortened(text: str) -> str:
    """The beginning of a text, on one line, as long as a summary may be."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SUMMARY else line[: LONGEST_SUMMARY - 1].rstrip() + "…"


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
            Refusal(
                _("{authority} belongs to no partnership here. An administrator adds it.").format(authority=authority),
                "area",
            )
        )
    partnership: Organisation = membership.partnership
    return partnership


def bodies_of(partnership: Organisation, *, on: date) -> list[Organisation]:
    """The partner bodies of a partnership on a day: any number, of any kind."""
    members = Membership.objects.on(on).filter(partnership=partnership).select_related("body")
    return [membership.body for membership in members.order_by("body__name")]


def told_of_call(authority: Organisation, *, on: date) -> list[Person]:
    """Everybody in the area whose part begins with a call: managers, the authority's notifiers, the holders of
    positions. Nobody while the authority belongs to no partnership: then no call is saved there either."""
    try:
        partnership = partnership_of(authority, on=on)
    except Refused:
        return []
    told = {
        *holders_at([partnership], Role.MANAGER, on=on),
        *holders_at([authority], Role.NOTIFIER, on=on),
        *holders_at([*bodies_of(partnership, on=on), authority], Role.PARTNER, on=on),
    }
    return sorted(told, key=lambda person: person.pk)


def areas_of(by: Actor, *, on: date) -> list[Organisation]:
    """The authorities for which the person may take a first call: their own, or those of their partnership."""
    own = by.organisations_as(Role.NOTIFIER)
    managed = by.organisations_as(Role.MANAGER)
    of_partnerships = Membership.objects.on(on).filter(partnership_id__in=managed).values_list("body_id", flat=True)
    return list(
        Organisation.objects.on(on)
        .filter(kind=Organisation.Kind.LOCAL_AUTHORITY, pk__in={*own, *of_partnerships})
        .order_by("name")
    )


def is_area_of(by: Actor, authority: Organisation, *, on: date) -> bool:
    """Whether the person may open an incident for this authority."""
    return authority.pk in {area.pk for area in areas_of(by, on=on)}


def _held_search(search: ChildSearch | None, *, by: Actor) -> ChildSearch | None:
    """The search, locked, so that the same form sent twice at once waits here for itself."""
    if search is None:
        return None
    # Without a join: a row joined to one that changed while we waited would be the row of before.
    held = ChildSearch.objects.select_for_update().get(pk=search.pk)
    if held.searched_by_id != by.person_id:
        raise Refused(Refusal(_("Somebody else made this search. Search for the child yourself first.")))
    if held.case is None and held.none_of_these_at is None:
        raise Refused(Refusal(_("Say first that none of the incidents found is about this child.")))
    return held


def _refuse_what_lies_ahead(known_on: date, known_at: time | None) -> None:
    moment = today.london_moment(known_on, known_at) if known_at else None
    if known_on > today.today() or (moment is not None and moment > today.now()):
        raise Refused(
            Refusal(_("The moment at which the authority first knew lies ahead. Correct it."), "became-aware")
        )


def _refresh_or_refuse(case: Case, known_on: date, *, by: Actor) -> None:
    try:
        refresh_dues(case, by=by.person_id)
    except OutsideTheCalendar as outside:
        raise Refused(
            Refusal(
                _(
                    "The days from {known_on} cannot be counted: no calendar of bank holidays reaches there. Correct "
                    "the day on which the authority knew."
                ).format(known_on=day(outside.day)),
                "became-aware",
            )
        ) from None
    if not case.dues.exists():
        raise Refused(
            Refusal(
                _(
                    "No duty of this procedure was in force on {known_on}. Correct the day on which the authority knew."
                ).format(known_on=day(known_on)),
                "became-aware",
            )
        )


def _tell_the_area(case: Case, authority: Organisation, *, by: Actor, on: date) -> None:
    write_about(
        case,
        kind=Kind.OPENED,
        what="call-recorded",
        to=told_of_call(authority, on=on),
        key="opened",
        by=by,
        on=on,
    )


def _refuse_other_areas(authority: Organisation, partnership: Organisation, *, by: Actor) -> None:
    is_mine = authority.pk in by.organisations_as(Role.NOTIFIER) or partnership.pk in by.organisations_as(Role.MANAGER)
    if not (is_mine and by.may(Permission.TAKE_FIRST_CALL)):
        raise Refused(
            Refusal(
                _(
                    "{authority} is not your own area, so nothing is stored. Ring that area: its contact is shown."
                ).format(authority=authority),
                "area",
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
