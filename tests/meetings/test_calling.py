"""Calling a meeting: about a case or of a partnership, changed, called off; and who is told of it."""

from datetime import date, time

import pytest

from safeguarding.actor import acting_as
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.models import Case
from safeguarding.meetings.actions.calling import call_about, call_meeting, call_off, change_meeting
from safeguarding.meetings.models import AgendaItem, Meeting
from safeguarding.messages.models import Message
from safeguarding.rules.refusal import Refused
from tests.cast import Cast
from tests.meetings.making import MON_16_NOV, TUE_17_NOV, TWO, about, do, invited, of_partnership

WHEN = {"title": "A meeting", "meets_on": MON_16_NOV, "starts_at": TWO, "place": "Room 1"}


def test_a_meeting_about_a_case_has_the_case_as_its_first_item_and_does_not_name_it(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    with acting_as(cast.ben.pk):
        item = AgendaItem.objects.get(meeting=meeting)
    assert (item.case_id, item.number, item.title) == (case.pk, 1, case.reference)
    assert meeting.reference.startswith("MT-2026-")
    assert case.reference not in meeting.title


def test_a_meeting_of_a_partnership_begins_without_items(cast: Cast) -> None:
    meeting = of_partnership(cast, link="https://meet.example.invalid/1", place="")
    with acting_as(cast.ben.pk):
        assert not meeting.items.exists()
        assert Meeting.objects.get(pk=meeting.pk).is_ahead


@pytest.mark.parametrize("name", ["ada", "pia", "kit", "vic", "eve"])
def test_nobody_else_calls_one(cast: Cast, case: Case, name: str) -> None:
    with pytest.raises((Refused, Case.DoesNotExist)):
        do(cast, call_about, by=name, case=case, kind="rapid-review", **WHEN)
    with pytest.raises(Refused):
        do(cast, call_meeting, by=name, partnership=cast["ashmere-partnership"], kind="plan-review", **WHEN)


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"title": " "}, "title"),
        ({"meets_on": date(2026, 11, 13)}, "meets_on"),
        ({"place": "", "link": ""}, "place"),
        ({"kind": "plan-review"}, "kind"),
        ({"title": "About ROWAN, again"}, "title"),
        ({"place": "At the Vales' house: Vale"}, "title"),
    ],
)
def test_what_is_missing_or_names_a_child_is_refused_in_a_sentence(
    cast: Cast, case: Case, wrong: dict[str, object], place: str
) -> None:
    with pytest.raises(Refused) as refused:
        do(cast, call_about, case=case, **{"kind": "rapid-review", **WHEN, **wrong})
    assert refused.value.refusal.place == place
    assert refused.value.refusal.sentence.endswith(".")


def test_another_day_is_told_to_those_invited_and_another_place_to_nobody(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    invited(cast, meeting, "pia", "kit")
    before = told(cast)
    moved = do(cast, change_meeting, meeting=meeting, **{**WHEN, "place": "Room 2"}, seen=1)
    assert told(cast) == before
    moved = do(cast, change_meeting, meeting=moved, **{**WHEN, "meets_on": TUE_17_NOV}, seen=2)
    assert told(cast) == before + 2
    assert (moved.on, moved.version) == (TUE_17_NOV, 3)


def told(cast: Cast) -> int:
    with acting_as(cast.ben.pk):
        return Message.objects.filter(kind="meeting-called").count()


def test_a_change_over_another_persons_change_is_refused(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    do(cast, change_meeting, meeting=meeting, **{**WHEN, "starts_at": time(9, 0)}, seen=1)
    with pytest.raises(ChangedMeanwhile):
        do(cast, change_meeting, meeting=meeting, **WHEN, seen=1)


def test_called_off_with_its_reason_told_once_and_never_again(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    invited(cast, meeting, "pia")
    with pytest.raises(Refused, match="why"):
        do(cast, call_off, meeting=meeting, why=" ")
    before = told(cast)
    do(cast, call_off, meeting=meeting, why="The room is flooded")
    assert told(cast) == before + 1
    for verb, more in ((call_off, {"why": "Again"}), (change_meeting, {**WHEN, "seen": 1})):
        with pytest.raises(Refused, match="already"):
            do(cast, verb, meeting=meeting, **more)


def test_a_message_says_a_reference_a_date_and_a_link_alone(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    invited(cast, meeting, "pia")
    with acting_as(cast.ben.pk):
        message = Message.objects.get(kind="meeting-called")
    path = f"/meetings/{meeting.reference}/"
    assert message.lines == [{"reference": meeting.reference, "what": "meeting-on", "on": "2026-11-16", "path": path}]
    assert message.case_id is None


def test_pressed_twice_one_meeting_is_called(cast: Cast, case: Case) -> None:
    for _ in range(2):
        do(cast, call_about, case=case, kind="rapid-review", **WHEN)
        of_partnership(cast)
    with acting_as(cast.ben.pk):
        assert Meeting.objects.count() == 2
