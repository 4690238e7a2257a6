"""Who is in the room: coming, leaving, an interest declared and the person out for that item, and when enough bodies
are there. An interest in an item about a case keeps the person out of the case's record as well."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.conflicts import bar_person
from safeguarding.meetings.actions.running import refuse_unless_runs, run_ahead, run_item
from safeguarding.meetings.models import AgendaItem, Attendance, Interest, Meeting, Quorum
from safeguarding.people.models import Organisation, Person
from safeguarding.rules.refusal import Refusal, Refused


@transaction.atomic
def arrive(
    *,
    meeting: Meeting,
    person: Person | None = None,
    name: str = "",
    body: Organisation | None = None,
    speaks_for_education: bool = False,
    by: Actor,
    on: date,
) -> Attendance:
    """Write down that somebody is here, and for which body. Somebody who left and is back is here again."""
    held = run_ahead(meeting, by=by)
    _refuse_before_its_day(held, on)
    if person is None and not name.strip():
        raise Refused(Refusal(_("Choose who is here, or write a name."), "name"))
    given = {"body": body, "speaks_for_education": speaks_for_education}
    if person is None:
        named = held.attendances.filter(person=None, name=name.strip()[:160], body=body, left_at=None).first()
        return named or _came(held, None, name, given, by=by)
    invited = held.invitations.filter(person=person).exists()
    here = held.attendances.filter(person=person).first()
    if not invited and here is None:
        raise Refused(Refusal(_("{person} is not invited. Invite them first.").format(person=person), "person"))
    if here is None:
        return _came(held, person, person.name, given, by=by)
    here.left_at, here.body, here.speaks_for_education = None, body or here.body, speaks_for_education
    here.save(update_fields=["left_at", "body", "speaks_for_education"])
    return here


def _came(
    meeting: Meeting, person: Person | None, name: str, given: dict[str, Organisation | bool | None], *, by: Actor
) -> Attendance:
    return Attendance.objects.create(
        meeting=meeting,
        person=person,
        name=name.strip()[:160],
        came_at=today.now(),
        recorded_by_id=by.person_id,
        **given,
    )


@transaction.atomic
def leave(*, attendance: Attendance, by: Actor, on: date) -> Attendance:
    """Write down that somebody has gone. Saying it twice changes nothing."""
    run_ahead(attendance.meeting, by=by)
    held: Attendance = Attendance.objects.select_for_update(of=("self",)).get(pk=attendance.pk)
    if held.left_at is None:
        held.left_at = today.now()
        held.save(update_fields=["left_at"])
    return held


@transaction.atomic
def declare_interest(*, item: AgendaItem, attendance: Attendance, what: str, by: Actor, on: date) -> None:
    """Somebody has an interest in an item: they leave the room for it, and from now on see nothing of it here. Where it
    is about a case they are kept out of its record, with the same reason. Nothing is returned: whoever declares an
    interest of their own may not read what they wrote."""
    held = run_item(item, by=by)
    if attendance.meeting_id != held.meeting_id:
        raise Refused(Refusal(_("Choose somebody who is at this meeting."), "attendance"))
    if not what.strip():
        raise Refused(Refusal(_("Write what the interest is: it is kept beside the item."), "what"))
    if held.interests.filter(attendance=attendance).exists():
        raise Refused(Refusal(_("{name} is out for this item already.").format(name=attendance.name), "attendance"))
    Interest.objects.create(
        meeting=held.meeting,
        item=held,
        case=held.case,
        attendance=attendance,
        what=what.strip(),
        out_at=today.now(),
        on=on,
        recorded_at=today.now(),
        recorded_by_id=by.person_id,
    )
    if held.case is not None and attendance.person is not None:
        if held.case.bars.on(on).filter(person=attendance.person).exists():
            return
        bar_person(case=held.case, person=attendance.person, why=what, by=by, on=on)


@transaction.atomic
def back_in_room(*, interest: Interest, by: Actor, on: date) -> Interest:
    """The item is over, and the person is back in the room for the next one. They still see nothing of it."""
    run_item(interest.item, by=by)
    held: Interest = Interest.objects.select_for_update(of=("self",)).get(pk=interest.pk)
    if held.in_at is None:
        held.in_at = today.now()
        held.save(update_fields=["in_at"])
    return held


@transaction.atomic
def set_quorum(
    *, partnership: Organisation, is_every: bool, least: int, asks_education: bool, by: Actor, on: date
) -> Quorum:
    """Say when a partnership's meetings have enough bodies: each of them, or at least so many."""
    refuse_unless_runs(by, partnership.pk)
    if not is_every and not 1 <= least <= 20:
        raise Refused(Refusal(_("Give the number of bodies that must be there, from 1 to 20."), "least"))
    said = {"is_every": is_every, "least": 0 if is_every else least, "asks_education": asks_education}
    last = Quorum.objects.filter(partnership=partnership).order_by("id").last()
    if last is not None and all(getattr(last, name) == value for name, value in said.items()):
        return last
    return Quorum.objects.create(
        partnership=partnership,
        **said,
        on=on,
        recorded_at=today.now(),
        recorded_by_id=by.person_id,
    )


def _refuse_before_its_day(meeting: Meeting, on: date) -> None:
    if on < meeting.on:
        raise Refused(Refusal(_("The day of the meeting is still to come. Who is here is written down on that day.")))
