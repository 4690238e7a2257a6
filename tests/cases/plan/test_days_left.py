"""The days of the rapid review: which day it is, the forecast in words, ticking a step, replanning, a pause."""

from datetime import date

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.corrections import pause_progress
from safeguarding.cases.actions.steps import replan_step, tick_step
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import record_event
from safeguarding.cases.models import Case, Step
from safeguarding.cases.plan import Plan, plan
from safeguarding.rules.refusal import Refused
from tests.cast import Cast
from tests.making import open_incident
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

# Notified on Monday 23 November 2026: the fifteenth working day after is Monday 14 December.
FRI_20_NOV, MON_23_NOV, THU_26_NOV, MON_30_NOV = (date(2026, 11, day) for day in (20, 23, 26, 30))
TUE_1_DEC, MON_14_DEC = date(2026, 12, 1), date(2026, 12, 14)


@pytest.fixture
def case(cast: Cast) -> Case:
    with today.turned_to(MON_23_NOV):
        case = open_incident(cast, known_on=FRI_20_NOV)
        with acting_as(cast.ada.pk):
            record_event(case, "notification_submitted", on=MON_23_NOV, by=cast.actor("ada"))
            refresh_dues(case, by=cast.ada.pk)
    return case


def planned(cast: Cast, case: Case, on: date) -> Plan:
    with acting_as(cast.ben.pk), today.turned_to(on):
        found = plan(case, on=on)
    assert found is not None
    return found


def shown(cast: Cast, case: Case, on: date, name: str = "ben") -> str:
    with today.turned_to(on):
        return signed_in(cast.people[name]).get(f"/cases/{case.reference}/days/").content.decode()


def tick(cast: Cast, case: Case, step: str, on: date, by: str = "ben") -> None:
    with acting_as(cast.people[by].pk), today.turned_to(on):
        tick_step(case=case, step=step, done_on=on, by=cast.actor(by), on=on)


def replan(cast: Cast, case: Case, step: str, working_days: int, note: str = "One trust is closed") -> None:
    with acting_as(cast.ben.pk), today.turned_to(THU_26_NOV):
        replan_step(case=case, step=step, working_days=working_days, note=note, by=cast.actor("ben"), on=THU_26_NOV)


@pytest.mark.parametrize(("on", "number"), [(MON_23_NOV, 0), (THU_26_NOV, 3), (MON_30_NOV, 5), (MON_14_DEC, 15)])
def test_the_day_of_sending_is_day_0_and_the_last_is_the_fifteenth(
    cast: Cast, case: Case, on: date, number: int
) -> None:
    found = planned(cast, case, on)
    assert (found.day_number, found.days_in_all, found.owed.due) == (number, 15, MON_14_DEC)


def test_the_page_says_day_and_date_and_what_holds_it_up(cast: Cast, case: Case) -> None:
    page = shown(cast, case, THU_26_NOV)
    assert "Working day 3 of 15. To be sent by Monday 14 December 2026." in page.replace("\n", " ").replace(
        ".  To", ". To"
    )
    assert "Letters to agencies" in page[page.index("What is holding us") :][:200]


def test_the_forecast_is_today_and_the_working_days_left_and_running_behind_is_said(cast: Cast, case: Case) -> None:
    # 1 + 9 + 2 + 3 working days from Thursday 26 November.
    found = planned(cast, case, THU_26_NOV)
    assert found.forecast.working_days_left == 15
    assert found.forecast.on == date(2026, 12, 17)
    assert "Running behind" in shown(cast, case, THU_26_NOV)


def test_a_step_ticked_records_its_event_and_brings_the_forecast_nearer(cast: Cast, case: Case) -> None:
    tick(cast, case, "letters", MON_23_NOV)
    found = planned(cast, case, MON_23_NOV)
    assert found.forecast.working_days_left == 14
    assert found.forecast.on == date(2026, 12, 11)
    with acting_as(cast.ben.pk):
        assert case.events.filter(event="agency_letters_sent", on=MON_23_NOV).count() == 1
    assert "Running behind" not in shown(cast, case, MON_23_NOV)


def test_a_step_is_ticked_once(cast: Cast, case: Case) -> None:
    tick(cast, case, "letters", MON_23_NOV)
    with pytest.raises(Refused, match="already recorded as done"):
        tick(cast, case, "letters", MON_23_NOV)


def test_replanning_moves_the_forecast_with_its_note_and_no_date(cast: Cast, case: Case) -> None:
    replan(cast, case, "answers", 12)
    found = planned(cast, case, THU_26_NOV)
    assert found.forecast.working_days_left == 18
    assert found.owed.due == MON_14_DEC
    assert "One trust is closed (Ben B., 26 November)" in shown(cast, case, THU_26_NOV)


@pytest.mark.parametrize("working_days", [0, -3, 61, 10**9])
def test_a_senseless_number_of_days_is_refused(cast: Cast, case: Case, working_days: int) -> None:
    with pytest.raises(Refused, match="from 1 to 60"):
        replan(cast, case, "answers", working_days)


def test_replanning_needs_a_note_and_a_step_that_is_to_do(cast: Cast, case: Case) -> None:
    with pytest.raises(Refused, match="Write why"):
        replan(cast, case, "answers", 3, note=" ")
    tick(cast, case, "answers", THU_26_NOV)
    with pytest.raises(Refused, match="is done"):
        replan(cast, case, "answers", 3)
    with pytest.raises(Refused, match="no such step"):
        replan(cast, case, "no-such-step", 3)


def test_a_pause_is_shown_with_its_reason_and_without_an_end_there_is_no_forecast(cast: Cast, case: Case) -> None:
    with acting_as(cast.ben.pk), today.turned_to(THU_26_NOV):
        pause_progress(
            case=case, until=None, reason="Charges are awaited", told="All bodies", by=cast.actor("ben"), on=THU_26_NOV
        )
    page = shown(cast, case, MON_30_NOV)
    assert "Paused since 26 November 2026: Charges are awaited" in page
    assert "No forecast while work is paused" in page
    assert planned(cast, case, MON_30_NOV).owed.due == MON_14_DEC


def test_before_anything_is_sent_the_days_have_not_begun(cast: Cast) -> None:
    with today.turned_to(MON_23_NOV):
        case = open_incident(cast, known_on=FRI_20_NOV)
    assert "It is not recorded yet." in shown(cast, case, MON_23_NOV)


def test_a_partner_sees_the_steps_and_ticks_none(cast: Cast, case: Case) -> None:
    page = shown(cast, case, THU_26_NOV, name="hal")
    assert "Takes longer or less" not in page
    with pytest.raises(Refused, match="You cannot do this"):
        tick(cast, case, "letters", THU_26_NOV, by="hal")
    assert signed_in(cast.hal).get(f"/cases/{case.reference}/days/letters/done/").status_code == 403


def test_through_the_pages_a_step_is_ticked_and_another_replanned(cast: Cast, case: Case) -> None:
    with today.turned_to(TUE_1_DEC):
        browser = signed_in(cast.ben)
        base = f"/cases/{case.reference}/days"
        done = {"done_on-day": "26", "done_on-month": "11", "done_on-year": "2026", "note": "By post and email"}
        assert browser.post(f"{base}/letters/done/", done).status_code == 303
        typed = {"working_days": "four", "note": "One trust"}
        page = browser.post(f"{base}/answers/working-days/", typed).content.decode()
        assert "Enter a whole number, such as 3" in page
        assert "One trust" in page
        assert browser.post(f"{base}/answers/working-days/", typed | {"working_days": "4"}).status_code == 303
    with acting_as(cast.ben.pk):
        assert list(Step.objects.filter(case=case).values_list("step", "done_on", "working_days")) == [
            ("letters", THU_26_NOV, None),
            ("answers", None, 4),
        ]


def test_a_day_ahead_is_no_day_on_which_a_step_was_done(cast: Cast, case: Case) -> None:
    with today.turned_to(MON_23_NOV):
        done = {"done_on-day": "26", "done_on-month": "11", "done_on-year": "2026"}
        page = signed_in(cast.ben).post(f"/cases/{case.reference}/days/letters/done/", done).content.decode()
    assert "lies ahead" in page
