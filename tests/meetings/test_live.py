"""What is typed in the meeting: saved as one goes, both texts kept when two type at once, actions, and that it was held
as a fact of the incident."""

from datetime import date, timedelta

import pytest

from safeguarding.actor import acting_as
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.actions.steps import tick_step
from safeguarding.cases.models import Case
from safeguarding.meetings.actions.live import (
    HELD,
    LONGEST,
    add_action,
    keep_beside,
    record_held,
    settle_beside,
    take_back_action,
    write_item,
)
from safeguarding.meetings.into_plan import into_plan
from safeguarding.meetings.models import AgendaItem, MeetingAction, TypedBeside
from safeguarding.rules.refusal import Refused
from tests.cast import Cast
from tests.meetings.making import MON_16_NOV, about, came, do, held, item_of, of_partnership, plain_item


def write(cast: Cast, item: AgendaItem, notes: str, *, seen: int, token: str = "") -> AgendaItem:
    saved: AgendaItem = do(cast, write_item, item=item, notes=notes, decision="", seen=seen, token=token)
    return saved


def test_one_page_saves_again_and_again(cast: Cast, case: Case) -> None:
    item = item_of(cast, about(cast, case))
    for place, notes in enumerate(("The", "The school", "The school rang")):
        saved = write(cast, item, notes, seen=1, token="mine")
        assert (saved.notes, saved.version) == (notes, place + 2)
    assert write(cast, item, "The school rang", seen=1, token="theirs").version == 4


def test_two_who_type_at_once_both_keep_their_words(cast: Cast, case: Case) -> None:
    item = item_of(cast, about(cast, case))
    write(cast, item, "First", seen=1, token="mine")
    for notes in ("Second", "Second, and more"):
        with pytest.raises(ChangedMeanwhile):
            write(cast, item, notes, seen=1, token="theirs")
        do(cast, keep_beside, item=item, notes=notes, decision="", token="theirs")
    with acting_as(cast.ben.pk):
        beside = TypedBeside.objects.select_related("item__case", "item__meeting").get()
    assert beside.notes == "Second, and more"
    both = do(cast, settle_beside, beside=beside, is_added=True)
    assert both.notes == "First\n\nSecond, and more"
    with pytest.raises(Refused, match="already"):
        do(cast, settle_beside, beside=beside, is_added=False)


def test_a_text_left_out_stays_on_record(cast: Cast, case: Case) -> None:
    item = item_of(cast, about(cast, case))
    kept = do(cast, keep_beside, item=item, notes="Left", decision="", token="")
    assert do(cast, settle_beside, beside=kept, is_added=False).notes == ""
    with acting_as(cast.ben.pk):
        assert TypedBeside.objects.get().settled_by_id == cast.ben.pk


def test_more_than_can_be_kept_is_refused(cast: Cast, case: Case) -> None:
    with pytest.raises(Refused, match="fewer"):
        write(cast, item_of(cast, about(cast, case)), "x" * (LONGEST + 1), seen=1)


@pytest.mark.parametrize("name", ["ada", "pia", "vic", "eve"])
def test_nobody_else_types(cast: Cast, case: Case, name: str) -> None:
    meeting = about(cast, case)
    item = item_of(cast, meeting)
    for verb, given in (
        (write_item, {"notes": "x", "decision": "", "seen": 1}),
        (keep_beside, {"notes": "x", "decision": "", "token": ""}),
        (add_action, {"what": "x"}),
    ):
        with pytest.raises(Refused):
            do(cast, verb, by=name, item=item, **given)
    with pytest.raises(Refused):
        do(cast, record_held, by=name, meeting=meeting)


def test_an_action_says_what_who_and_by_when_and_goes_into_the_plan(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    by_when = date(2026, 12, 1)
    action = do(
        cast, add_action, item=item_of(cast, meeting), what="Ring the school", lead_body=cast["board"],
        lead_person="Hal", by_when=by_when,
    )  # fmt: skip
    with acting_as(cast.ben.pk):
        action = MeetingAction.objects.select_related("meeting__partnership", "case", "item__meeting").get(pk=action.pk)
        taken = into_plan(action)
    assert taken is not None
    assert (taken.case, taken.lead_body, taken.by_when) == (action.case, cast["board"], by_when)
    assert taken.source == meeting.reference
    do(cast, take_back_action, action=action)
    back = do(cast, take_back_action, action=action)
    assert into_plan(back) is None


def test_an_action_without_words_or_before_the_meeting_is_refused(cast: Cast, case: Case) -> None:
    item = item_of(cast, about(cast, case))
    with pytest.raises(Refused, match="what"):
        do(cast, add_action, item=item, what=" ")
    with pytest.raises(Refused, match="before"):
        do(cast, add_action, item=item, what="x", by_when=MON_16_NOV - timedelta(days=1))


def events(cast: Cast, case: Case) -> int:
    with acting_as(cast.ben.pk):
        return case.events.filter(event=HELD).count()


def test_a_rapid_review_meeting_that_was_held_is_a_fact_of_the_incident(cast: Cast, notified: Case) -> None:
    meeting = held(cast, about(cast, notified))
    assert meeting.held_on == MON_16_NOV
    assert events(cast, notified) == 1
    with pytest.raises(Refused, match="already"):
        do(cast, record_held, meeting=meeting)


def test_a_step_that_was_ticked_before_is_not_recorded_twice(cast: Cast, notified: Case) -> None:
    do(cast, tick_step, case=notified, step="meeting", done_on=MON_16_NOV)
    held(cast, about(cast, notified))
    assert events(cast, notified) == 1


def test_another_kind_of_meeting_is_no_such_fact(cast: Cast, notified: Case) -> None:
    held(cast, about(cast, notified, kind="review-panel"))
    assert events(cast, notified) == 0


def test_not_held_before_its_day_or_with_nobody_there(cast: Cast, case: Case) -> None:
    with pytest.raises(Refused, match="still to come"):
        do(cast, record_held, meeting=about(cast, case, meets_on=MON_16_NOV + timedelta(days=1)))
    with pytest.raises(Refused, match="who was there"):
        do(cast, record_held, meeting=of_partnership(cast))


def test_an_item_about_no_case_is_typed_in_as_well(cast: Cast) -> None:
    meeting = of_partnership(cast)
    item = plain_item(cast, meeting)
    came(cast, meeting, pia="ashmere")
    assert write(cast, item, "Agreed for March", seen=1).notes == "Agreed for March"
