"""The part of the story about meetings: one about `sent`, held with minutes agreed and corrected; one ahead.
Every table of the app is filled, and each text is a marker."""

from datetime import date, time
from typing import TYPE_CHECKING, Any

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.meetings.actions.agenda import add_item, choose_item_papers, papers_to_choose
from safeguarding.meetings.actions.calling import call_about
from safeguarding.meetings.actions.inviting import Outside, answer_invitation, invite
from safeguarding.meetings.actions.live import add_action, keep_beside, record_held, settle_beside, write_item
from safeguarding.meetings.actions.minutes import (
    agree_minutes,
    answer_minutes,
    correct_minutes,
    draw_minutes,
    send_minutes,
)
from safeguarding.meetings.actions.room import arrive, declare_interest, set_quorum
from safeguarding.meetings.models import AgendaItem, Attendance, Interest, Invitation, Meeting, TypedBeside
from tests.sweep.markers import marker

if TYPE_CHECKING:
    from tests.sweep.story import Story


def tell(story: "Story") -> None:
    """Told after everything else of the story, by the real verbs."""
    held = _called(story, "sent", today.today())
    _typed(story, held)
    _minuted(story, held)
    _called(story, "early", date(2026, 11, 20))


def _do(story: "Story", who: str, verb: Any, /, **given: Any) -> Any:
    actor = story.cast.actor(who)
    with acting_as(actor.person_id):
        return verb(**given, by=actor, on=today.today())


def _called(story: "Story", case: str, meets_on: date) -> Meeting:
    """With Ada, Pia and Kit invited, and somebody who does not sign in; Kit sends somebody instead."""
    cast = story.cast
    meeting: Meeting = _do(
        story, "ben", call_about, case=story[case], kind="rapid-review", title=marker(f"meeting: title {case}"),
        meets_on=meets_on, starts_at=time(14), place=marker("meeting: place"), link="https://meet.example.invalid/1",
        asked=marker(f"{case}: asked of a meeting"),
    )  # fmt: skip
    _do(story, "ben", add_item, meeting=meeting, title=marker("meeting: item"), asked=marker("meeting: asked"))
    people = [cast.ada, cast.pia, cast.kit, cast.ben]
    outside = [Outside(marker("meeting: somebody outside"), "outside@example.invalid", cast["board"])]
    _do(story, "ben", invite, meeting=meeting, people=people, outside=outside)
    said = {"answer": "instead", "instead": marker("meeting: instead"), "note": marker("meeting: note of an answer")}
    _do(story, "kit", answer_invitation, meeting=meeting, **said)
    return meeting


def _typed(story: "Story", meeting: Meeting) -> None:
    """Papers, notes, two texts at once, an action, and an interest of somebody who does not sign in."""
    cast = story.cast
    _do(
        story, "ben", set_quorum, partnership=cast["ashmere-partnership"], is_every=True, least=0, asks_education=True
    )  # fmt: skip
    for name, body in (("pia", "ashmere"), ("kit", "ashmere-hospital"), ("ada", "ashmere"), ("ben", "board")):
        _do(story, "ben", arrive, meeting=meeting, person=cast.people[name], body=cast[body])
    stranger = _do(story, "ben", arrive, meeting=meeting, name=marker("meeting: somebody here"))
    with acting_as(cast.ben.pk):
        items = {
            item.number: item for item in AgendaItem.objects.select_related("case", "meeting").filter(meeting=meeting)
        }
        papers = papers_to_choose(story["sent"])
    _do(story, "ben", choose_item_papers, item=items[1], papers=papers)
    for number, whose in ((1, "sent"), (2, "meeting")):
        words = {"notes": marker(f"{whose}: notes"), "decision": marker(f"{whose}: decision of a meeting")}
        _do(story, "ben", write_item, item=items[number], **words, seen=1)
        what, who = marker(f"{whose}: action of a meeting"), marker(f"{whose}: who leads an action")
        _do(story, "ben", add_action, item=items[number], what=what, lead_body=cast["board"], lead_person=who)
        beside = {"notes": marker(f"{whose}: notes beside"), "decision": marker(f"{whose}: decision beside")}
        kept = _do(story, "ben", keep_beside, item=items[number], **beside, token=f"token-{number}")
        _do(story, "ben", settle_beside, beside=kept, is_added=False)
    what = marker("sent: interest")
    _do(story, "ben", declare_interest, item=items[1], attendance=stranger, what=what)


def _minuted(story: "Story", meeting: Meeting) -> None:
    _do(story, "ben", record_held, meeting=meeting)
    minutes = _do(story, "ben", draw_minutes, meeting=meeting, seen=0)
    _do(story, "ben", send_minutes, minutes=minutes)
    with acting_as(story.cast.ben.pk):
        item = AgendaItem.objects.select_related("case").get(meeting=meeting, number=1)
    asked = {"is_right": False, "text": marker("sent: correction asked for"), "item": item}
    _do(story, "pia", answer_minutes, minutes=minutes, **asked)
    _do(story, "ben", agree_minutes, minutes=minutes, agreed_on=today.today())
    _do(story, "ben", correct_minutes, minutes=minutes, text=marker("sent: correction of minutes"), item=item)


def rows(story: "Story", case: str) -> dict[str, list[Any]]:
    """Keys for addresses, by the word of the address that stands before them: the meeting that was held comes first,
    but for what is done before one."""
    held, ahead = Meeting.objects.order_by("on", "pk")[:2] if case != "theirs" else (None, None)
    if held is None or ahead is None:
        return {}
    return {
        "meetings": [held.reference, ahead.reference],
        "agenda": [1, 2],
        "invitations": list(Invitation.objects.order_by("pk").values_list("pk", flat=True)),
        "present": list(Attendance.objects.order_by("pk").values_list("pk", flat=True)),
        "out": list(Interest.objects.values_list("pk", flat=True)),
        "to-do": list(held.actions.values_list("pk", flat=True)),
        "kept-beside": list(TypedBeside.objects.values_list("pk", flat=True)),
    }
