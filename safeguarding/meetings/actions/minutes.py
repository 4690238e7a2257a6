"""Minutes: drawn up from what was typed, sent to those who attended, answered by them, agreed on a day. Agreed minutes
never change: what was wrong in them is a correction beside them."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import ChangedMeanwhile, hold
from safeguarding.meetings.actions.agenda import refuse_unseen
from safeguarding.meetings.actions.running import run_ahead
from safeguarding.meetings.enough import enough
from safeguarding.meetings.minutes import content_of, room_of
from safeguarding.meetings.models import AgendaItem, Meeting, Minutes, MinutesEntry, MinutesPart
from safeguarding.meetings.telling import MINUTES_PATH, tell
from safeguarding.messages.kinds import Kind
from safeguarding.people.models import Person
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission

SENT, AGREES, ASKS, AGREED, CORRECTED = (
    MinutesEntry.What.SENT,
    MinutesEntry.What.AGREES,
    MinutesEntry.What.ASKS,
    MinutesEntry.What.AGREED,
    MinutesEntry.What.CORRECTED,
)


@transaction.atomic
def draw_minutes(*, meeting: Meeting, seen: int, by: Actor, on: date) -> Minutes:
    """Draw the minutes up from the items as they are now. `seen` is the number of the last ones. Refused while texts
    wait to be settled, to whoever does not see every item, and once minutes are agreed."""
    held = run_ahead(meeting, by=by)
    last = _last(held)
    if (last.number if last else 0) != seen:
        raise ChangedMeanwhile(Refusal(_("Somebody else drew up the minutes since you opened this page. Read them.")))
    if held.held_on is None:
        raise Refused(Refusal(_("Record first that the meeting was held.")))
    _refuse_agreed(held)
    refuse_unseen(held)
    items = list(held.items.select_related("case").prefetch_related("actions__lead_body", "interests__attendance"))
    if any(item.beside.filter(settled_at=None).exists() for item in items):
        raise Refused(Refusal(_("Two people typed at once under an item. Settle first which text stands.")))
    present = list(held.attendances.select_related("body"))
    room = room_of(held, present, enough(held, present, on=held.on, is_over=True))
    made = Minutes.objects.create(meeting=held, number=seen + 1, room=room, **_dated(by, on))
    for item in items:
        if item.case is not None:
            hold(item.case, by=by, to=Permission.HOLD_MEETING)
        MinutesPart.objects.create(
            minutes=made, meeting=held, item=item, case=item.case, number=item.number, title=item.title,
            content=content_of(item),
        )  # fmt: skip
    return made


@transaction.atomic
def send_minutes(*, minutes: Minutes, by: Actor, on: date) -> Minutes:
    """Let those who attended read them, and write to them. Only the minutes drawn up last are sent, once."""
    held = run_ahead(minutes.meeting, by=by)
    _refuse_agreed(held)
    _refuse_unless_last(held, minutes)
    if minutes.entries.filter(what=SENT).exists():
        raise Refused(Refusal(_("These minutes were sent already.")))
    MinutesEntry.objects.create(minutes=minutes, meeting=held, what=SENT, **_dated(by, on))
    key = f"minutes-{minutes.number}"
    to = who_attended(held)
    tell(
        held, kind=Kind.MINUTES_TO_AGREE, what="minutes-written", to=to, key=key, by=by, on=on, path=MINUTES_PATH
    )  # fmt: skip
    return minutes


@transaction.atomic
def answer_minutes(
    *, minutes: Minutes, is_right: bool, item: AgendaItem | None = None, text: str = "", by: Actor, on: date
) -> None:
    """Somebody who attended agrees to the minutes, or asks for a correction: of an item that they see, or of who was
    there."""
    if not minutes.meeting.attendances.filter(person_id=by.person_id).exists():
        raise Refused(Refusal(_("Only those who were at the meeting answer to its minutes.")))
    if not minutes.entries.filter(what=SENT).exists() or minutes.entries.filter(what=AGREED).exists():
        raise Refused(Refusal(_("These minutes do not wait for an answer.")))
    if not is_right and not text.strip():
        raise Refused(Refusal(_("Write what should be corrected."), "text"))
    _add(minutes, AGREES if is_right else ASKS, None if is_right else item, "" if is_right else text, by=by, on=on)


@transaction.atomic
def agree_minutes(*, minutes: Minutes, agreed_on: date, by: Actor, on: date) -> None:
    """Record on which day the minutes were agreed. From then on they, and all that was typed, stay as they are."""
    held = run_ahead(minutes.meeting, by=by)
    _refuse_agreed(held)
    _refuse_unless_last(held, minutes)
    if not minutes.entries.filter(what=SENT).exists():
        raise Refused(Refusal(_("Send the minutes to those who attended first.")))
    if held.held_on is None or not held.held_on <= agreed_on <= on:
        raise Refused(Refusal(_("Give a day after the meeting, and not one that lies ahead."), "agreed_on"))
    MinutesEntry.objects.create(minutes=minutes, meeting=held, what=AGREED, **{**_dated(by, on), "on": agreed_on})


@transaction.atomic
def correct_minutes(*, minutes: Minutes, text: str, item: AgendaItem | None = None, by: Actor, on: date) -> None:
    """Write a correction beside agreed minutes: what is wrong in them, and what is right."""
    run_ahead(minutes.meeting, by=by)
    if not minutes.entries.filter(what=AGREED).exists():
        raise Refused(Refusal(_("These minutes are not agreed yet: change the item, and draw them up again.")))
    if not text.strip():
        raise Refused(Refusal(_("Write what is wrong, and what is right."), "text"))
    if item is not None and item.case is not None:
        hold(item.case, by=by, to=Permission.HOLD_MEETING)
    _add(minutes, CORRECTED, item, text, by=by, on=on)


def who_attended(meeting: Meeting) -> list[Person]:
    """Those who were there and sign in here."""
    here = meeting.attendances.filter(person__is_active=True).values("person_id")
    return list(Person.objects.filter(pk__in=here).order_by("pk"))


def _add(minutes: Minutes, what: str, item: AgendaItem | None, text: str, *, by: Actor, on: date) -> None:
    if item is not None and item.meeting_id != minutes.meeting_id:
        raise Refused(Refusal(_("Choose an item of this meeting."), "item"))
    said = {"what": what, "item": item, "text": text.strip()[:4000]}
    if minutes.entries.filter(**said, recorded_by_id=by.person_id).exists():
        return
    MinutesEntry.objects.create(
        minutes=minutes, meeting=minutes.meeting, case=item.case if item else None, **said, **_dated(by, on)
    )


def _last(meeting: Meeting) -> Minutes | None:
    return meeting.minutes.order_by("number").last()


def _refuse_unless_last(meeting: Meeting, minutes: Minutes) -> None:
    if _last(meeting) != minutes:
        raise Refused(Refusal(_("Newer minutes were drawn up since. Open the page again.")))


def _refuse_agreed(meeting: Meeting) -> None:
    if MinutesEntry.objects.filter(meeting=meeting, what=AGREED).exists():
        raise Refused(Refusal(_("The minutes are agreed and stay as they are. Write a correction beside them.")))


def _dated(by: Actor, on: date) -> dict[str, object]:
    return {"on": on, "recorded_at": today.now(), "recorded_by_id": by.person_id}
