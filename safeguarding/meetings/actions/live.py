"""What is typed during a meeting: notes and the decision of an item, saved as they are typed, and actions. When two
people type at once both texts are kept. That it was held is recorded here as well."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import ChangedMeanwhile, hold
from safeguarding.cases.actions.papers import PRESSED_TWICE
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import record_event
from safeguarding.cases.models import Case
from safeguarding.meetings.actions.agenda import refuse_unseen
from safeguarding.meetings.actions.running import run_ahead, run_item
from safeguarding.meetings.models import AgendaItem, Meeting, MeetingAction, TypedBeside
from safeguarding.people.models import Organisation
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission

LONGEST = 40_000
HELD = "rapid_review_meeting_held"


@transaction.atomic
def write_item(
    *, item: AgendaItem, notes: str, decision: str, seen: int, token: str = "", by: Actor, on: date
) -> AgendaItem:
    """Save what is noted and decided. `seen` is the version that the page showed, `token` the opening of the page,
    whose own earlier saves are no others'. Raises `ChangedMeanwhile` when somebody else saved: see `keep_beside`."""
    held = run_item(item, by=by)
    _refuse_too_long(notes, decision)
    if (held.notes, held.decision) == (notes, decision):
        return held
    if held.version != seen and not (token and held.saved_in == token):
        raise ChangedMeanwhile(Refusal(_("Somebody else typed here meanwhile. Both texts are kept: see below.")))
    held.notes, held.decision, held.version, held.saved_in = notes, decision, held.version + 1, token[:40]
    held.saved_at, held.saved_by_id = today.now(), by.person_id
    held.save(update_fields=["notes", "decision", "version", "saved_in", "saved_at", "saved_by"])
    return held


@transaction.atomic
def keep_beside(*, item: AgendaItem, notes: str, decision: str, token: str, by: Actor, on: date) -> TypedBeside:
    """Keep what could not be saved beside what was. The same opening of the page keeps one text, as it was last."""
    held = run_item(item, by=by)
    _refuse_too_long(notes, decision)
    typed = {"notes": notes, "decision": decision, "typed_at": today.now()}
    if token:
        mine = held.beside.filter(token=token[:40], typed_by_id=by.person_id, settled_at=None)
        if mine.update(**typed):
            return mine.get()
    return TypedBeside.objects.create(
        meeting=held.meeting, item=held, case=held.case, token=token[:40], typed_by_id=by.person_id, **typed
    )


@transaction.atomic
def settle_beside(*, beside: TypedBeside, is_added: bool, by: Actor, on: date) -> AgendaItem:
    """Say what becomes of a text that was kept beside: added below what was saved, or left out. It stays on record."""
    held = run_item(beside.item, by=by)
    kept = TypedBeside.objects.select_for_update(of=("self",)).get(pk=beside.pk)
    if kept.settled_at is not None:
        raise Refused(Refusal(_("Somebody else has settled this already.")))
    kept.settled_at, kept.settled_by_id = today.now(), by.person_id
    kept.save(update_fields=["settled_at", "settled_by"])
    if is_added:
        held.notes = _below(held.notes, kept.notes)
        held.decision = _below(held.decision, kept.decision)
        _refuse_too_long(held.notes, held.decision)
        held.version, held.saved_in = held.version + 1, ""
        held.saved_at, held.saved_by_id = today.now(), by.person_id
        held.save(update_fields=["notes", "decision", "version", "saved_in", "saved_at", "saved_by"])
    return held


@transaction.atomic
def add_action(
    *,
    item: AgendaItem,
    what: str,
    lead_body: Organisation | None = None,
    lead_person: str = "",
    by_when: date | None = None,
    by: Actor,
    on: date,
) -> MeetingAction:
    """Write down something that is to be done: what, which body leads, who there, by when."""
    held = run_item(item, by=by)
    if not what.strip():
        raise Refused(Refusal(_("Write what is to be done."), "what"))
    if by_when is not None and by_when < held.meeting.on:
        raise Refused(Refusal(_("That day is before the meeting. Give a later one."), "by_when"))
    said = {
        "what": what.strip()[:4000],
        "lead_body": lead_body,
        "lead_person": lead_person.strip()[:160],
        "by_when": by_when,
    }
    again = held.actions.filter(
        **said, taken_back_at=None, recorded_by_id=by.person_id, recorded_at__gt=today.now() - PRESSED_TWICE
    ).first()
    if again is not None:
        return again
    return MeetingAction.objects.create(
        meeting=held.meeting,
        item=held,
        case=held.case,
        **said,
        on=on,
        recorded_at=today.now(),
        recorded_by_id=by.person_id,
    )


@transaction.atomic
def take_back_action(*, action: MeetingAction, by: Actor, on: date) -> MeetingAction:
    """Take back an action that was typed by mistake; that it was typed stays on record. In the plan it is changed
    there."""
    run_item(action.item, by=by)
    held: MeetingAction = MeetingAction.objects.select_for_update(of=("self",)).get(pk=action.pk)
    if held.plan_reference:
        said = _("It is in the plan as {action}. Change it there.").format(action=held.plan_reference)
        raise Refused(Refusal(said))
    if held.taken_back_at is None:
        held.taken_back_at, held.taken_back_by_id = today.now(), by.person_id
        held.save(update_fields=["taken_back_at", "taken_back_by"])
    return held


@transaction.atomic
def record_held(*, meeting: Meeting, by: Actor, on: date) -> Meeting:
    """The meeting was held. For a rapid review that is a fact of the incident, and its step of the plan is done."""
    held = run_ahead(meeting, by=by)
    if held.held_on is not None:
        raise Refused(Refusal(_("This meeting is recorded as held already.")))
    if held.on > on:
        raise Refused(Refusal(_("The day of the meeting is still to come.")))
    if not held.attendances.exists():
        raise Refused(Refusal(_("Write down who was there first.")))
    held.held_on, held.held_by_id = held.on, by.person_id
    held.save(update_fields=["held_on", "held_by"])
    if held.kind == Meeting.Kind.RAPID_REVIEW:
        refuse_unseen(held)
        for item in held.items.exclude(case=None).select_related("case"):
            _record_in(item.case, held, by=by)
    return held


def _record_in(case: Case | None, meeting: Meeting, *, by: Actor) -> None:
    """The event of the case, unless somebody ticked the step off before."""
    if case is None:
        return
    case = hold(case, by=by, to=Permission.HOLD_MEETING)
    if not case.events.filter(event=HELD, superseded_by__isnull=True).exists():
        record_event(case, HELD, on=meeting.on, by=by)
        refresh_dues(case, by=by.person_id)


def _below(saved: str, added: str) -> str:
    return "\n\n".join(text for text in (saved.strip(), added.strip()) if text)


def _refuse_too_long(*texts: str) -> None:
    if any(len(text) > LONGEST for text in texts):
        raise Refused(Refusal(_("Use fewer words: this is longer than can be kept."), "notes"))
