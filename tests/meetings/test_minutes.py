"""Minutes: drawn up from what was typed, sent to those who attended, answered, agreed, and corrected beside."""

from datetime import date, timedelta
from typing import Any

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.models import Case
from safeguarding.meetings.actions.live import add_action, keep_beside, record_held
from safeguarding.meetings.actions.minutes import (
    agree_minutes,
    answer_minutes,
    correct_minutes,
    draw_minutes,
    send_minutes,
)
from safeguarding.meetings.actions.room import declare_interest
from safeguarding.meetings.minutes import document_of
from safeguarding.meetings.models import Meeting, Minutes, MinutesEntry
from safeguarding.messages.models import Message
from safeguarding.rules.refusal import Refused
from tests.cast import Cast
from tests.meetings.making import (
    EVERYBODY,
    MARKER,
    MON_16_NOV,
    about,
    came,
    do,
    held,
    item_of,
    plain_item,
    sent,
    typed,
)


def said_to(cast: Cast, name: str, minutes: Minutes) -> str:
    """The document as somebody reads it, all of it as one text."""
    with acting_as(cast.people[name].pk):
        shown = Minutes.objects.select_related("meeting", "recorded_by").get(pk=minutes.pk)
        parts, entries = list(shown.parts.order_by("number")), list(shown.entries.order_by("id"))
        return str(document_of(shown, parts, entries, hidden=2 - len(parts)))


def with_two_items(cast: Cast, case: Case) -> Meeting:
    """About the case, and about the dates of next year."""
    meeting = about(cast, case)
    item = typed(cast, item_of(cast, meeting))
    do(cast, add_action, item=item, what=f"Ring {MARKER}", lead_body=cast["board"], by_when=date(2026, 12, 1))
    typed(cast, plain_item(cast, meeting), notes="In March", decision="March")
    return meeting


def test_minutes_say_who_was_there_what_was_decided_and_what_is_to_be_done(cast: Cast, case: Case) -> None:
    minutes = sent(cast, with_two_items(cast, case))
    said = said_to(cast, "pia", minutes)
    for words in ("Pia P.", f"Decided: {MARKER}", f"Ring {MARKER}", "1 December 2026", "March", "not agreed yet"):
        assert words in said, words
    assert minutes.room["was_enough"] is True


def test_those_who_attended_are_told_and_nobody_else(cast: Cast, case: Case) -> None:
    sent(cast, about(cast, case))
    with acting_as(cast.ben.pk):
        messages = Message.objects.filter(kind="minutes-to-agree")
        assert {message.recipient_id for message in messages} == {cast.people[name].pk for name in EVERYBODY}
        assert all(MARKER not in str(message.lines) for message in messages)


def test_whoever_does_not_see_the_case_reads_the_rest_and_that_an_item_is_not_shown(cast: Cast, case: Case) -> None:
    meeting = with_two_items(cast, case)
    here = came(cast, meeting, kit="ashmere-hospital", **EVERYBODY)
    do(cast, declare_interest, item=item_of(cast, meeting), attendance=here["hal"], what="A cousin")
    do(cast, record_held, meeting=meeting)
    minutes = do(cast, draw_minutes, meeting=meeting, seen=0)
    do(cast, send_minutes, minutes=minutes)
    for name in ("kit", "hal"):
        said = said_to(cast, name, minutes)
        assert MARKER not in said
        assert "cousin" not in said
        assert "An item is not shown to you." in said
        assert "In March" in said
    assert "Hal H. declared an interest (A cousin)" in said_to(cast, "pia", minutes)


def test_drawn_up_again_until_agreed_and_only_from_what_the_page_showed(cast: Cast, case: Case) -> None:
    meeting = held(cast, about(cast, case))
    first = do(cast, draw_minutes, meeting=meeting, seen=0)
    with pytest.raises(ChangedMeanwhile):
        do(cast, draw_minutes, meeting=meeting, seen=0)
    second = do(cast, draw_minutes, meeting=meeting, seen=1)
    with pytest.raises(Refused, match="Newer"):
        do(cast, send_minutes, minutes=first)
    do(cast, send_minutes, minutes=second)
    with pytest.raises(Refused, match="already"):
        do(cast, send_minutes, minutes=second)


def test_not_drawn_up_before_it_was_held_or_while_two_texts_wait(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    with pytest.raises(Refused, match="held"):
        do(cast, draw_minutes, meeting=meeting, seen=0)
    held(cast, meeting)
    do(cast, keep_beside, item=item_of(cast, meeting), notes="Mine", decision="", token="t")
    with pytest.raises(Refused, match="Settle"):
        do(cast, draw_minutes, meeting=meeting, seen=0)


def test_those_who_attended_answer_and_nobody_else(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    minutes = sent(cast, meeting)
    item = item_of(cast, meeting)
    do(cast, answer_minutes, by="pia", minutes=minutes, is_right=True)
    do(cast, answer_minutes, by="joe", minutes=minutes, is_right=False, item=item, text="It was Tuesday")
    with pytest.raises(Refused, match="Write"):
        do(cast, answer_minutes, by="joe", minutes=minutes, is_right=False, item=item)
    for name in ("ben", "ada", "vic", "eve"):
        with pytest.raises(Refused):
            do(cast, answer_minutes, by=name, minutes=minutes, is_right=True)
    with acting_as(cast.pia.pk):
        assert not MinutesEntry.objects.filter(what="asks").exists()
    with acting_as(cast.ben.pk):
        assert MinutesEntry.objects.filter(what__in=("agrees", "asks")).count() == 2


def test_agreed_minutes_never_change_and_a_correction_stands_beside_them(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    minutes = sent(cast, meeting)
    item = item_of(cast, meeting)
    with pytest.raises(Refused, match="not agreed yet"):
        do(cast, correct_minutes, minutes=minutes, text="It was Tuesday", item=item)
    do(cast, agree_minutes, minutes=minutes, agreed_on=MON_16_NOV)
    for verb, given in (
        (draw_minutes, {"meeting": meeting, "seen": 1}),
        (send_minutes, {"minutes": minutes}),
        (agree_minutes, {"minutes": minutes, "agreed_on": MON_16_NOV}),
        (add_action, {"item": item, "what": "One more"}),
        (declare_interest, {"item": item, "attendance": None, "what": "x"}),
    ):
        with pytest.raises(Refused, match="agreed"):
            do(cast, verb, **given)
    with pytest.raises(Refused, match="agreed"):
        typed(cast, item)
    before = said_to(cast, "pia", minutes)
    do(cast, correct_minutes, minutes=minutes, text="It was Tuesday", item=item)
    after = said_to(cast, "pia", minutes)
    assert "It was Tuesday" not in before
    assert "It was Tuesday" in after


@pytest.mark.parametrize("wrong", [MON_16_NOV - timedelta(days=1), MON_16_NOV + timedelta(days=1)])
def test_a_day_of_agreement_lies_between_the_meeting_and_today(cast: Cast, case: Case, wrong: date) -> None:
    minutes = sent(cast, about(cast, case))
    with pytest.raises(Refused, match="day"):
        do(cast, agree_minutes, minutes=minutes, agreed_on=wrong)


def test_agreed_before_they_were_sent_is_refused(cast: Cast, case: Case) -> None:
    meeting = held(cast, about(cast, case))
    minutes = do(cast, draw_minutes, meeting=meeting, seen=0)
    with pytest.raises(Refused, match="Send"):
        do(cast, agree_minutes, minutes=minutes, agreed_on=MON_16_NOV)


@pytest.mark.parametrize("name", ["ada", "pia", "vic", "eve"])
def test_nobody_else_draws_up_sends_agrees_or_corrects(cast: Cast, case: Case, name: str) -> None:
    meeting = about(cast, case)
    minutes = sent(cast, meeting)
    verbs: list[tuple[Any, dict[str, Any]]] = [
        (draw_minutes, {"meeting": meeting, "seen": 1}),
        (send_minutes, {"minutes": minutes}),
        (agree_minutes, {"minutes": minutes, "agreed_on": today.today()}),
        (correct_minutes, {"minutes": minutes, "text": "x"}),
    ]
    for verb, given in verbs:
        with pytest.raises(Refused):
            do(cast, verb, by=name, **given)
