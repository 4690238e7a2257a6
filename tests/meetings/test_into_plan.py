"""Actions of a meeting go into the plan of action once, with what the plan asks beside them, and who leads is told."""

from datetime import date, timedelta
from typing import Any

import pytest

from safeguarding.actor import acting_as
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.models import Case
from safeguarding.meetings.actions.calling import call_off
from safeguarding.meetings.actions.into_plan import Filled, put_into_plan
from safeguarding.meetings.actions.live import add_action, take_back_action
from safeguarding.meetings.actions.minutes import agree_minutes
from safeguarding.meetings.models import Meeting, MeetingAction
from safeguarding.messages.models import Message
from safeguarding.plans.models import Action, Source
from safeguarding.rules.refusal import Refused
from tests.cast import Cast
from tests.meetings.making import MARKER, MON_16_NOV, about, do, item_of, of_partnership, plain_item, sent
from tests.meetings.test_pages import page, post
from tests.signing_in import signed_in

TUE_1_DEC = date(2026, 12, 1)
FILLED = Filled("Every school is rung", "Calls in the record", TUE_1_DEC)


def typed(cast: Cast, meeting: Meeting, number: int = 1, **more: Any) -> MeetingAction:
    """An action that the hospital leads, typed under an item."""
    given = {"what": f"Ring {MARKER}", "lead_body": cast["ashmere-hospital"], "lead_person": "The matron", **more}
    action: MeetingAction = do(cast, add_action, item=item_of(cast, meeting, number), **given)
    return action


def put(cast: Cast, meeting: Meeting, filled: dict[int, Filled], *, by: str = "ben") -> list[Action]:
    made: list[Action] = do(cast, put_into_plan, by=by, meeting=meeting, filled=filled)
    return made


def as_typed(key: int, outcome: str = FILLED.outcome, measure: str = FILLED.measure) -> dict[str, str]:
    return {f"outcome_{key}": outcome, f"measure_{key}": measure, f"due_on_{key}-day": "1",
            f"due_on_{key}-month": "12", f"due_on_{key}-year": "2026"}  # fmt: skip


def test_an_action_goes_into_the_plan_with_its_case_and_its_lead_is_told(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    action = typed(cast, meeting)
    (made,) = put(cast, meeting, {action.pk: FILLED})
    assert (made.case_id, made.lead, made.lead_post) == (case.pk, cast["ashmere-hospital"], "The matron")
    assert (made.text, made.outcome, made.due_on, made.source) == (
        f"Ring {MARKER}", "Every school is rung", TUE_1_DEC, Source.MEETING
    )  # fmt: skip
    with acting_as(cast.ben.pk):
        assert MeetingAction.objects.get().plan_reference == made.reference
        (message,) = Message.objects.filter(kind="action-given")
    assert message.recipient_id == cast.kit.pk
    assert MARKER not in str(message.lines)
    assert case.reference not in str(message.lines)


def test_a_second_press_adds_nothing_and_other_words_are_refused(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    action = typed(cast, meeting)
    put(cast, meeting, {action.pk: FILLED})
    assert put(cast, meeting, {action.pk: FILLED}) == []
    with pytest.raises(ChangedMeanwhile, match="meanwhile"):
        put(cast, meeting, {action.pk: Filled("Another", "Another", TUE_1_DEC)})
    with acting_as(cast.ben.pk):
        assert Action.objects.count() == 1
        assert Message.objects.filter(kind="action-given").count() == 1


def test_what_is_left_empty_or_led_by_nobody_or_taken_back_stays_out(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    plain_item(cast, meeting)
    mine, left = typed(cast, meeting, 2, what="Book a room"), typed(cast, meeting)
    nobodys, back = typed(cast, meeting, what="Think", lead_body=None), typed(cast, meeting, what="Wrong")
    do(cast, take_back_action, action=back)
    (made,) = put(cast, meeting, {mine.pk: FILLED, back.pk: FILLED, 10**9: FILLED})
    assert made.case is None
    with pytest.raises(Refused, match="No body leads"):
        put(cast, meeting, {nobodys.pk: FILLED})
    with pytest.raises(Refused, match="at least one"):
        put(cast, meeting, {})
    with acting_as(cast.ben.pk):
        assert list(MeetingAction.objects.exclude(plan_reference="")) == [mine]
        assert Action.objects.count() == 1
        assert not MeetingAction.objects.get(pk=left.pk).plan_reference


@pytest.mark.parametrize(
    ("filled", "place"),
    [
        (Filled(" ", "Calls", TUE_1_DEC), "outcome"),
        (Filled("Better", " ", TUE_1_DEC), "measure"),
        (Filled("Better", "Calls", None), "due_on"),
        (Filled("Better", "Calls", MON_16_NOV - timedelta(days=1)), "due_on"),
    ],
)
def test_what_the_plan_needs_is_said_beside_its_field(cast: Cast, case: Case, filled: Filled, place: str) -> None:
    meeting = about(cast, case)
    action = typed(cast, meeting)
    with pytest.raises(Refused) as refused:
        put(cast, meeting, {action.pk: filled})
    assert refused.value.refusal.place == f"{place}_{action.pk}"


def test_one_that_is_refused_leaves_all_out(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    one, other = typed(cast, meeting), typed(cast, meeting, what="Ring again")
    with pytest.raises(Refused):
        put(cast, meeting, {one.pk: FILLED, other.pk: Filled("Better", "", TUE_1_DEC)})
    with acting_as(cast.ben.pk):
        assert not Action.objects.exists()
        assert not Message.objects.filter(kind="action-given").exists()


@pytest.mark.parametrize("name", ["ada", "pia", "kit", "vic", "eve"])
def test_nobody_else_puts_it_there(cast: Cast, case: Case, name: str) -> None:
    meeting = about(cast, case)
    action = typed(cast, meeting)
    with pytest.raises(Refused):
        put(cast, meeting, {action.pk: FILLED}, by=name)
    browser = signed_in(cast.people[name])
    assert browser.get(f"/meetings/{meeting.reference}/plan/").status_code in (403, 404)


def test_what_is_in_the_plan_is_not_taken_back_in_the_meeting(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    action = typed(cast, meeting)
    (made,) = put(cast, meeting, {action.pk: FILLED})
    with pytest.raises(Refused, match=made.reference):
        do(cast, take_back_action, action=action)
    ben = signed_in(cast.ben)
    shown = page(ben, f"/meetings/{meeting.reference}/now/agenda/1/")
    assert f"/plan/actions/{made.reference}/" in shown
    assert "Take back" not in shown


def test_a_meeting_that_was_called_off_puts_nothing_there(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    action = typed(cast, meeting)
    do(cast, call_off, meeting=meeting, why="The room is flooded")
    with pytest.raises(Refused, match="called off"):
        put(cast, meeting, {action.pk: FILLED})


def test_on_the_screen_after_minutes_were_agreed_too(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    action = typed(cast, meeting, by_when=TUE_1_DEC)
    do(cast, agree_minutes, minutes=sent(cast, meeting), agreed_on=MON_16_NOV)
    ben, base = signed_in(cast.ben), f"/meetings/{meeting.reference}/"
    assert f"{base}plan/" in page(ben, f"{base}minutes/")
    assert f"{base}plan/" in page(ben, f"{base}now/")
    assert f"{base}plan/" not in page(signed_in(cast.pia), f"{base}minutes/")
    shown = page(ben, f"{base}plan/")
    for words in (MARKER, "what should be better", "how will anybody know", 'value="12"', cast.kit.email):
        assert words in shown, words
    assert post(ben, f"{base}plan/", **as_typed(action.pk)) == f"{base}minutes/"
    assert post(ben, f"{base}plan/", **as_typed(action.pk)) == f"{base}minutes/"
    assert f"{base}plan/" not in page(ben, f"{base}minutes/")
    assert "No action waits" in page(ben, f"{base}plan/")


def test_what_was_typed_comes_back_with_what_is_wrong(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    action = typed(cast, meeting)
    ben, address = signed_in(cast.ben), f"/meetings/{meeting.reference}/plan/"
    drawn = ben.post(address, as_typed(action.pk, measure="")).content.decode()
    assert "Write how anybody will know that it helped" in drawn
    assert FILLED.outcome in drawn
    assert "at least one" in ben.post(address, as_typed(action.pk, "", "")).content.decode()
    put(cast, meeting, {action.pk: FILLED})
    drawn = ben.post(address, as_typed(action.pk, outcome="In other words")).content.decode()
    assert "meanwhile" in drawn
    assert "In other words" in drawn


def test_an_action_that_nobody_leads_is_said_on_the_page(cast: Cast) -> None:
    meeting = of_partnership(cast)
    plain_item(cast, meeting)
    typed(cast, meeting, lead_body=None)
    shown = page(signed_in(cast.ben), f"/meetings/{meeting.reference}/plan/")
    assert "led by no body yet" in shown
    assert "Put them into the plan" not in shown
