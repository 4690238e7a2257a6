"""Who is in the room, whether it is enough, and an interest that takes somebody out of it and out of the record."""

from datetime import timedelta

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.models import Bar, Case
from safeguarding.meetings.actions.room import arrive, back_in_room, declare_interest, leave, set_quorum
from safeguarding.meetings.enough import Enough, enough
from safeguarding.meetings.models import Interest, Meeting
from safeguarding.rules.refusal import Refused
from tests.cast import Cast
from tests.meetings.making import EVERYBODY, MON_16_NOV, about, came, do, invited, item_of, plain_item


def counted(cast: Cast, meeting: Meeting) -> Enough:
    with acting_as(cast.ben.pk):
        return enough(meeting, list(meeting.attendances.all()), on=MON_16_NOV)


def test_every_partner_body_of_the_case_is_enough_and_education_is_asked_for(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    came(cast, meeting, pia="ashmere", hal="board")
    two = counted(cast, meeting)
    assert not two.is_enough
    assert [body.code for body in two.missing] == ["ashmere-police"]
    assert two.wants_education
    came(cast, meeting, joe="ashmere-police")
    do(cast, arrive, meeting=meeting, name="Mx Reed", speaks_for_education=True)
    all_three = counted(cast, meeting)
    assert all_three.is_enough
    assert not all_three.wants_education


def test_whoever_left_counts_no_longer_and_may_come_back(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    here = came(cast, meeting, **EVERYBODY)
    for _ in range(2):
        do(cast, leave, attendance=here["joe"])
    assert not counted(cast, meeting).is_enough
    do(cast, arrive, meeting=meeting, person=cast.joe)
    assert counted(cast, meeting).is_enough


def test_a_partnership_sets_how_many_are_enough(cast: Cast, case: Case) -> None:
    meeting, partnership = about(cast, case), cast["ashmere-partnership"]
    came(cast, meeting, pia="ashmere")
    do(cast, set_quorum, partnership=partnership, is_every=False, least=1, asks_education=False)
    assert counted(cast, meeting).is_enough
    assert not counted(cast, meeting).wants_education
    with pytest.raises(Refused, match="number"):
        do(cast, set_quorum, partnership=partnership, is_every=False, least=0, asks_education=True)
    with pytest.raises(Refused):
        do(cast, set_quorum, by="vic", partnership=partnership, is_every=True, least=0, asks_education=True)


def test_nobody_is_here_before_the_day_or_without_being_invited_or_named(cast: Cast, case: Case) -> None:
    tomorrow = about(cast, case, meets_on=MON_16_NOV + timedelta(days=1))
    invited(cast, tomorrow, "pia")
    with pytest.raises(Refused, match="still to come"):
        do(cast, arrive, meeting=tomorrow, person=cast.pia)
    meeting = about(cast, case)
    with pytest.raises(Refused, match="Invite"):
        do(cast, arrive, meeting=meeting, person=cast.pia)
    with pytest.raises(Refused, match="name"):
        do(cast, arrive, meeting=meeting, name=" ")


@pytest.mark.parametrize("name", ["ada", "pia", "vic", "eve"])
def test_nobody_else_writes_down_who_is_here(cast: Cast, case: Case, name: str) -> None:
    meeting = about(cast, case)
    here = came(cast, meeting, **EVERYBODY)
    item = item_of(cast, meeting)
    for verb, given in (
        (arrive, {"meeting": meeting, "name": "Sam"}),
        (leave, {"attendance": here["joe"]}),
        (declare_interest, {"item": item, "attendance": here["joe"], "what": "A cousin"}),
    ):
        with pytest.raises(Refused):
            do(cast, verb, by=name, **given)


def test_an_interest_in_a_case_bars_the_person_with_its_reason(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    here = came(cast, meeting, **EVERYBODY)
    item = item_of(cast, meeting)
    do(cast, declare_interest, item=item, attendance=here["hal"], what="A cousin of the family")
    with acting_as(cast.ben.pk):
        bar, interest = Bar.objects.get(), Interest.objects.get()
    assert (bar.person_id, bar.why) == (cast.hal.pk, "A cousin of the family")
    assert (interest.case_id, interest.in_at) == (case.pk, None)
    with pytest.raises(Refused, match="already"):
        do(cast, declare_interest, item=item, attendance=here["hal"], what="Again")
    with pytest.raises(Refused, match="Write"):
        do(cast, declare_interest, item=item, attendance=here["joe"], what=" ")


def test_out_and_back_in_have_their_times(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    here, item = came(cast, meeting, **EVERYBODY), plain_item(cast, meeting)
    do(cast, declare_interest, item=item, attendance=here["hal"], what="Their own post")
    with acting_as(cast.ben.pk):
        interest = Interest.objects.select_related("item__meeting").get()
        assert not Bar.objects.exists()
    back = do(cast, back_in_room, interest=interest)
    assert interest.out_at <= back.in_at <= today.now()
    assert do(cast, back_in_room, interest=interest).in_at == back.in_at


def test_somebody_who_is_at_another_meeting_declares_nothing_here(cast: Cast, case: Case) -> None:
    here = came(cast, about(cast, case), **EVERYBODY)
    item = item_of(cast, about(cast, case, title="Another"))
    with pytest.raises(Refused, match="at this meeting"):
        do(cast, declare_interest, item=item, attendance=here["joe"], what="A cousin")
