"""The verbs about meetings, each with its own person and its needs.
`verbs.py` gathers them."""

import io
from collections.abc import Callable
from datetime import date, time
from typing import Any

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.papers import file_paper
from safeguarding.cases.models import Case
from safeguarding.meetings.actions import agenda, calling, into_plan, inviting, live, minutes, room
from safeguarding.meetings.models import Interest, Invitation, Meeting
from safeguarding.rules.roles import Permission as P
from tests.cases.first_call import calls
from tests.files.samples import eml
from tests.meetings import making
from tests.sweep.doing import Given, Verb
from tests.sweep.story import Story

WHEN: Given = {"title": "A meeting", "meets_on": date(2026, 11, 20), "starts_at": time(14), "place": "Room 1"}
TWO: Given = {"is_every": False, "least": 2, "asks_education": True}
"""Another number of bodies than the story says."""


def _fresh(story: Story) -> Case:
    return calls.call(story.cast, calls.search(story.cast))


def _meeting(story: Story, **more: Any) -> Meeting:
    return making.about(story.cast, _fresh(story), **more)


def _item(story: Story, **more: Any) -> Given:
    return {"item": making.item_of(story.cast, _meeting(story)), **more}


def _with_paper(story: Story) -> Given:
    """A paper of the incident, not chosen yet."""
    given, by = _item(story), story.cast.actor("ada")
    with acting_as(by.person_id):
        paper = file_paper(
            case=given["item"].case, name="agreed.eml", stream=io.BytesIO(eml(body="As agreed")), originator="Ward 5",
            marking="OFFICIAL", onward_sharing="May be shared with the safeguarding partners", by=by, on=today.today(),
        )  # fmt: skip
    return {**given, "papers": [paper]}


def _here(story: Story) -> tuple[Meeting, Any]:
    meeting = _meeting(story)
    return meeting, making.came(story.cast, meeting, **making.EVERYBODY)["hal"]


def _invited(story: Story) -> Invitation:
    meeting = _meeting(story)
    making.invited(story.cast, meeting, "kit")
    with acting_as(story.cast.ben.pk):
        return Invitation.objects.select_related("meeting").get(meeting=meeting)


def _interest(story: Story, **more: Any) -> Given:
    meeting, here = _here(story)
    return {"item": making.item_of(story.cast, meeting), "attendance": here, "what": "A cousin"}


def _declared(story: Story) -> Given:
    making.do(story.cast, room.declare_interest, **_interest(story))
    with acting_as(story.cast.ben.pk):
        return {"interest": Interest.objects.select_related("item__case", "item__meeting").order_by("pk").last()}


def _beside(story: Story) -> Given:
    kept = making.do(story.cast, live.keep_beside, **_item(story, notes="Mine", decision="", token="t"))
    return {"beside": kept, "is_added": True}


def _action(story: Story) -> Given:
    return {"action": making.do(story.cast, live.add_action, **_item(story, what="Ring the school"))}


def _for_plan(story: Story) -> Given:
    led = {"what": "Ring the school", "lead_body": story.cast["ashmere-hospital"]}
    action = making.do(story.cast, live.add_action, **_item(story, **led))
    filled = into_plan.Filled("Every school is rung", "Calls in the record", date(2026, 12, 31))
    return {"meeting": action.meeting, "filled": {action.pk: filled}}


def _held(story: Story) -> Given:
    return {"meeting": making.held(story.cast, _meeting(story, kind="review-panel"))}


def _drawn(story: Story) -> Given:
    return {"minutes": making.do(story.cast, minutes.draw_minutes, seen=0, **_held(story))}


def _sent(story: Story, **more: Any) -> Given:
    return {"minutes": making.do(story.cast, minutes.send_minutes, **_drawn(story)), **more}


def _agreed(story: Story) -> Given:
    given = _sent(story)
    making.do(story.cast, minutes.agree_minutes, agreed_on=today.today(), **given)
    return {**given, "text": "It was Tuesday"}


def _present(story: Story) -> Given:
    meeting, _one = _here(story)
    return {"meeting": meeting}


def ours(does: Callable[..., Any], given: Callable[[Story], Given]) -> Verb:
    """A verb of whoever runs the meetings of the partnership, and of no other."""
    return Verb(does, "ben", P.RUN_MEETINGS, given, is_the_holders_alone=True)


VERBS: tuple[Verb, ...] = (
    Verb(calling.call_about, "ben", P.HOLD_MEETING, lambda s: {"case": _fresh(s), "kind": "rapid-review", **WHEN}),
    ours(calling.call_meeting, lambda s: {"partnership": s.cast["ashmere-partnership"], "kind": "plan-review", **WHEN}),
    ours(calling.change_meeting, lambda s: {"meeting": _meeting(s), "seen": 1, **WHEN}),
    ours(calling.call_off, lambda s: {"meeting": _meeting(s), "why": "The room is flooded"}),
    ours(inviting.invite, lambda s: {"meeting": _meeting(s), "people": [s.cast.pia, s.cast.kit]}),
    ours(inviting.withdraw_invitation, lambda s: {"invitation": _invited(s)}),
    Verb(inviting.answer_invitation, "kit", P.SEE_OWN_WORK,
         lambda s: {"meeting": _invited(s).meeting, "answer": "coming"}, is_the_holders_alone=True),
    ours(agenda.add_item, lambda s: {"meeting": _meeting(s), "title": "Dates"}),
    Verb(agenda.add_case, "ben", P.HOLD_MEETING, lambda s: {"meeting": _meeting(s), "case": _fresh(s)}),
    ours(agenda.change_item, lambda s: _item(s, title="Anew", asked="", seen=1)),
    ours(agenda.take_off_item, _item),
    ours(agenda.choose_item_papers, _with_paper),
    ours(room.arrive, lambda s: {"meeting": _meeting(s), "name": "Sam Reed"}),
    ours(room.leave, lambda s: {"attendance": _here(s)[1]}),
    ours(room.declare_interest, _interest),
    ours(room.back_in_room, _declared),
    ours(room.set_quorum, lambda s: {"partnership": s.cast["ashmere-partnership"], **TWO}),
    ours(live.write_item, lambda s: _item(s, notes="Noted", decision="", seen=1)),
    ours(live.keep_beside, lambda s: _item(s, notes="Mine", decision="", token="t")),
    ours(live.settle_beside, _beside),
    ours(live.add_action, lambda s: _item(s, what="Ring the school")),
    ours(live.take_back_action, _action),
    ours(live.record_held, _present),
    ours(into_plan.put_into_plan, _for_plan),
    ours(minutes.draw_minutes, lambda s: {**_held(s), "seen": 0}),
    ours(minutes.send_minutes, _drawn),
    Verb(minutes.answer_minutes, "pia", P.SEE_OWN_WORK, lambda s: _sent(s, is_right=True), is_the_holders_alone=True),
    ours(minutes.agree_minutes, lambda s: _sent(s, agreed_on=today.today())),
    ours(minutes.correct_minutes, _agreed),
)  # fmt: skip
