"""Past its date, an action is taken up in steps, once each, with a named person, and can be left alone for a while."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.conflicts import bar_person
from safeguarding.cases.models import Case
from safeguarding.messages.models import Message
from safeguarding.messages.ticking import tick
from safeguarding.plans.actions.judging import recheck_effect
from safeguarding.plans.actions.running import set_steps, stop_reminders
from safeguarding.plans.models import Action
from safeguarding.plans.reminding import remind_of_plans
from safeguarding.rules.past_date import Steps
from safeguarding.rules.refusal import Refused
from tests.cast import Cast
from tests.making import make_incident
from tests.messages.making import noon
from tests.plans.making import TUE_2_JUN, WED_1_JUL, accepted, finished, planned, shown

pytestmark = pytest.mark.django_db

WED_8_JUL, WED_22_JUL, WED_12_AUG = date(2026, 7, 8), date(2026, 7, 22), date(2026, 8, 12)


@pytest.fixture
def case(cast: Cast) -> Case:
    with today.turned_to(TUE_2_JUN):
        return make_incident(cast)


@pytest.fixture
def action(cast: Cast, case: Case) -> Iterator[Action]:
    with today.turned_to(TUE_2_JUN):
        yield planned(cast, case)


def reminded(day: date) -> int:
    with today.turned_to(day):
        return remind_of_plans(day, noon(day))


def got(cast: Cast, name: str, kind: str = "action-past-date") -> list[str]:
    with acting_as(cast.people[name].pk):
        found = Message.objects.filter(kind=kind, recipient=cast.people[name]).order_by("pk")
        return [one.lines[0]["what"] for one in found]


def test_the_lead_again_then_who_runs_the_plan_then_who_holds_the_position(cast: Cast, case: Case) -> None:
    with today.turned_to(TUE_2_JUN):
        planned(cast, case, lead=cast["ashmere-police"])
    assert reminded(WED_1_JUL) == 0
    assert reminded(WED_8_JUL) == 1
    assert reminded(WED_8_JUL) == 0
    assert got(cast, "joe") == ["action-was-due"]
    assert reminded(WED_22_JUL) == 1
    assert got(cast, "ben") == ["action-taken-up"]
    assert reminded(WED_12_AUG) == 1
    assert reminded(WED_12_AUG) == 0
    assert got(cast, "joe") == ["action-was-due", "action-taken-up"]


def test_a_step_that_an_outage_skipped_is_covered_by_the_next(cast: Cast, action: Action) -> None:
    assert reminded(WED_22_JUL) == 1
    assert got(cast, "kit") == []


def test_an_agency_that_is_no_partner_body_is_taken_up_with_who_runs_the_plan(cast: Cast, action: Action) -> None:
    assert [reminded(day) for day in (WED_8_JUL, WED_22_JUL, WED_12_AUG)] == [1, 1, 1]
    assert got(cast, "ben") == ["action-taken-up", "action-taken-up"]


def test_a_named_lead_is_written_to_alone(cast: Cast, case: Case) -> None:
    with today.turned_to(TUE_2_JUN):
        planned(cast, case, lead=cast["ashmere"], lead_person=cast.pia)
    assert reminded(WED_8_JUL) == 1
    assert got(cast, "pia") == ["action-was-due"]
    assert got(cast, "ada") == []


def test_nobody_is_written_to_at_night_or_after_it_is_done(cast: Cast, action: Action) -> None:
    with today.turned_to(WED_8_JUL):
        assert remind_of_plans(WED_8_JUL, datetime(2026, 7, 8, 1, tzinfo=UTC)) == 0
    with today.turned_to(TUE_2_JUN):
        accepted(cast, shown(cast, action))
        finished(cast, action)
    assert reminded(WED_8_JUL) == 0


def test_one_action_is_left_alone_until_a_day(cast: Cast, action: Action) -> None:
    ben = cast.actor("ben")
    with today.turned_to(WED_1_JUL), acting_as(ben.person_id):
        with pytest.raises(Refused, match="Write the reason"):
            stop_reminders(action=action, until_on=WED_22_JUL, reason="", by=ben, on=WED_1_JUL)
        with pytest.raises(Refused, match="later day"):
            stop_reminders(action=action, until_on=WED_1_JUL, reason="On leave", by=ben, on=WED_1_JUL)
        stop_reminders(action=action, until_on=WED_22_JUL, reason="On leave", by=ben, on=WED_1_JUL)
    assert reminded(WED_8_JUL) == 0
    assert reminded(WED_22_JUL) == 1


def test_a_partnership_sets_its_own_steps(cast: Cast, action: Action) -> None:
    ben = cast.actor("ben")
    with today.turned_to(TUE_2_JUN), acting_as(ben.person_id):
        with pytest.raises(Refused, match="larger than the one before"):
            set_steps(partnership=action.partnership, steps=Steps(9, 3, 30), by=ben, on=TUE_2_JUN)
        set_steps(partnership=action.partnership, steps=Steps(1, 5, 10), by=ben, on=TUE_2_JUN)
    assert reminded(WED_8_JUL) == 1
    assert got(cast, "ben") == ["action-taken-up"]


def test_whoever_is_kept_out_is_told_nothing(cast: Cast, case: Case, action: Action) -> None:
    ben = cast.actor("ben")
    with today.turned_to(TUE_2_JUN), acting_as(ben.person_id):
        bar_person(case=case, person=cast.kit, why="A relative", by=ben, on=TUE_2_JUN)
    assert reminded(WED_8_JUL) == 0


def test_an_effect_to_be_looked_at_again_is_said_once(cast: Cast, action: Action) -> None:
    with today.turned_to(TUE_2_JUN):
        accepted(cast, shown(cast, action), by="joe", made_a_difference=True, recheck_on=WED_8_JUL)
        finished(cast, action)
    assert reminded(WED_1_JUL) == 0
    assert [reminded(WED_8_JUL), reminded(WED_8_JUL), reminded(WED_22_JUL)] == [2, 0, 0]
    assert got(cast, "joe", "recheck-due") == got(cast, "ben", "recheck-due") == ["recheck-wanted"]
    joe = cast.actor("joe")
    with today.turned_to(WED_22_JUL), acting_as(joe.person_id):
        recheck_effect(action=action, holds=False, words="Lower again", by=joe, on=WED_22_JUL)
    assert reminded(WED_22_JUL) == 1  # open again, and past its date


def test_a_tick_does_it(cast: Cast, action: Action) -> None:
    with today.turned_to(WED_8_JUL):
        done = tick(WED_8_JUL, noon(WED_8_JUL))
    assert done is not None
    assert done["messages about actions"] == 1
