"""Calling a meeting, about one case or of a partnership; changing when and where it is; calling it off. Who is invited
is `inviting.py`'s."""

import re
from collections.abc import Iterable
from datetime import date, time

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import ChangedMeanwhile, hold
from safeguarding.cases.actions.papers import PRESSED_TWICE
from safeguarding.cases.models import Case
from safeguarding.meetings.actions.running import refuse_unless_runs, run
from safeguarding.meetings.models import AgendaItem, Meeting
from safeguarding.meetings.telling import tell
from safeguarding.messages.kinds import Kind
from safeguarding.people.models import Organisation, Person
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission

ABOUT_A_CASE = (Meeting.Kind.RAPID_REVIEW, Meeting.Kind.PANEL, Meeting.Kind.GROUP)
OF_A_PARTNERSHIP = (Meeting.Kind.GROUP, Meeting.Kind.PANEL, Meeting.Kind.PLAN)


@transaction.atomic
def call_meeting(
    *,
    partnership: Organisation,
    kind: str,
    title: str,
    meets_on: date,
    starts_at: time,
    place: str = "",
    link: str = "",
    by: Actor,
    on: date,
) -> Meeting:
    """Call a meeting of a partnership. Its items, of several incidents or of none, are added afterwards."""
    refuse_unless_runs(by, partnership.pk)
    if kind not in OF_A_PARTNERSHIP:
        raise Refused(Refusal(_("Choose what kind of meeting it is."), "kind"))
    again = _called_a_moment_ago(partnership, kind, title, meets_on, starts_at, by=by).filter(items=None).first()
    if again is not None:
        return again
    return _call(partnership, kind, title, meets_on, starts_at, place, link, by=by, on=on)


@transaction.atomic
def call_about(
    *,
    case: Case,
    kind: str,
    title: str,
    meets_on: date,
    starts_at: time,
    place: str = "",
    link: str = "",
    asked: str = "",
    by: Actor,
    on: date,
) -> Meeting:
    """Call a meeting about one case, which is its first item. The meeting itself does not name the case."""
    case = hold(case, by=by, to=Permission.HOLD_MEETING)
    if kind not in ABOUT_A_CASE:
        raise Refused(Refusal(_("Choose what kind of meeting it is."), "kind"))
    refuse_names(case, title, place)
    again = (
        _called_a_moment_ago(case.partnership, kind, title, meets_on, starts_at, by=by).filter(items__case=case).first()
    )
    if again is not None:
        return again
    meeting = _call(case.partnership, kind, title, meets_on, starts_at, place, link, by=by, on=on)
    AgendaItem.objects.create(
        meeting=meeting, case=case, number=1, title=case.reference, asked=asked.strip(), saved_at=today.now(),
        saved_by_id=by.person_id,
    )  # fmt: skip
    return meeting


@transaction.atomic
def change_meeting(
    *,
    meeting: Meeting,
    title: str,
    meets_on: date,
    starts_at: time,
    place: str = "",
    link: str = "",
    seen: int,
    by: Actor,
    on: date,
) -> Meeting:
    """Give it another day, time, place or title. Those who are invited are told where the day or time is another."""
    held = _still_ahead(meeting, by=by)
    if held.version != seen:
        raise ChangedMeanwhile(Refusal(_("Somebody else changed this meeting. Read it again, then change it.")))
    _refuse_without(title, meets_on, place, link, on)
    for item in held.items.select_related("case"):
        if item.case is not None:
            refuse_names(item.case, title, place)
    is_moved = (held.on, held.starts_at) != (meets_on, starts_at)
    held.title, held.on, held.starts_at = title.strip()[:120], meets_on, starts_at
    held.place, held.link, held.version = place.strip()[:200], link.strip(), held.version + 1
    held.save(update_fields=["title", "on", "starts_at", "place", "link", "version"])
    if is_moved:
        key = f"moved-{held.version}"
        tell(held, kind=Kind.MEETING_CALLED, what="meeting-on", to=who_are_invited(held), key=key, by=by, on=on)
    return held


@transaction.atomic
def call_off(*, meeting: Meeting, why: str, by: Actor, on: date) -> Meeting:
    """Call it off, with the reason, which everybody invited reads. They are told."""
    held = _still_ahead(meeting, by=by)
    if not why.strip():
        raise Refused(Refusal(_("Write why it is called off, without anything about a child."), "why"))
    held.called_off_on, held.called_off_why, held.called_off_by_id = on, why.strip()[:300], by.person_id
    held.save(update_fields=["called_off_on", "called_off_why", "called_off_by"])
    invited = who_are_invited(held)
    tell(held, kind=Kind.MEETING_CALLED, what="meeting-called-off", to=invited, key="off", by=by, on=on)
    return held


def who_are_invited(meeting: Meeting) -> list[Person]:
    """The people who sign in here and are invited, each once."""
    invited = meeting.invitations.filter(withdrawn_at=None, person__is_active=True).values("person_id")
    return list(Person.objects.filter(pk__in=invited).order_by("pk"))


def refuse_names(case: Case, *texts: str) -> None:
    """Refuse a title or place in which a child of the case is named: everybody invited reads it."""
    words = {word for text in texts for word in re.findall(r"\w+", text.casefold())}
    if words & set(_names(case)):
        raise Refused(Refusal(_("Leave the child's name out: everybody who is invited reads this."), "title"))


def _names(case: Case) -> Iterable[str]:
    for child in case.children.all():
        yield from (
            word for word in re.findall(r"\w+", f"{child.name} {child.other_names}".casefold()) if len(word) > 2
        )


def _call(
    partnership: Organisation,
    kind: str,
    title: str,
    meets_on: date,
    starts_at: time,
    place: str,
    link: str,
    *,
    by: Actor,
    on: date,
) -> Meeting:
    _refuse_without(title, meets_on, place, link, on)
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('meeting_reference')")
        number = cursor.fetchone()[0]
    return Meeting.objects.create(
        reference=f"MT-{on.year}-{number:04}",
        partnership=partnership,
        kind=kind,
        title=title.strip()[:120],
        on=meets_on,
        starts_at=starts_at,
        place=place.strip()[:200],
        link=link.strip(),
        called_at=today.now(),
        called_by_id=by.person_id,
    )


def _called_a_moment_ago(
    partnership: Organisation, kind: str, title: str, meets_on: date, starts_at: time, *, by: Actor
) -> "QuerySet[Meeting]":
    """The meeting that this very press, sent before, has called."""
    return Meeting.objects.filter(
        partnership=partnership,
        kind=kind,
        title=title.strip()[:120],
        on=meets_on,
        starts_at=starts_at,
        called_by_id=by.person_id,
        called_at__gt=today.now() - PRESSED_TWICE,
    )


def _refuse_without(title: str, meets_on: date, place: str, link: str, on: date) -> None:
    if not title.strip():
        raise Refused(Refusal(_("Give the meeting a title, without anything about a child."), "title"))
    if meets_on < on:
        raise Refused(Refusal(_("That day has passed. Give the day of the meeting."), "meets_on"))
    if not (place.strip() or link.strip()):
        raise Refused(Refusal(_("Say where it is: a place, or the address of a meeting online."), "place"))


def _still_ahead(meeting: Meeting, *, by: Actor) -> Meeting:
    held = run(meeting, by=by)
    if not held.is_ahead:
        raise Refused(Refusal(_("This meeting was held or called off already, so it stays as it is.")))
    return held
