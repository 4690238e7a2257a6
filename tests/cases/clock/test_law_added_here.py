"""What an administrator adds to the law takes effect, with its citation; open cases are counted anew on request."""

from datetime import date

import pytest
from django.core.management import call_command

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.law import (
    Citation,
    add_local_day,
    confirm_duty,
    end_addition,
    proclaim_holiday,
    suspend_duty,
)
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import record_event
from safeguarding.cases.models import Case, LawConfirmation, MovedDue
from safeguarding.rules.refusal import Refused
from tests.cast import Cast
from tests.making import ENGLAND, open_incident

pytestmark = pytest.mark.django_db

MON_1_JUN, TUE_2_JUN, THU_4_JUN, MON_8_JUN, TUE_9_JUN = (date(2026, 6, day) for day in (1, 2, 4, 8, 9))
RECALLED = "eng-explain-delay"
OFF = "eng-panel-reply"

CITATION = Citation(
    title="Panel guidance for safeguarding partners",
    provision="page 31",
    year=2025,
    address="https://guidance.example/panel-2025",
    period="15 working days after the rapid review is sent",
    due="within 15 working days",
    checked_on=MON_1_JUN,
    effective_from=MON_1_JUN,
)


@pytest.fixture
def case(cast: Cast) -> Case:
    with today.turned_to(TUE_2_JUN):
        return open_incident(cast, known_on=MON_1_JUN)


def confirm(cast: Cast, duty: str = OFF, by: str = "ann", citation: Citation = CITATION) -> LawConfirmation:
    with acting_as(cast.people[by].pk), today.turned_to(TUE_2_JUN):
        return confirm_duty(procedure=ENGLAND, duty=duty, citation=citation, by=cast.actor(by), on=TUE_2_JUN)


def test_a_duty_that_is_off_drives_nothing_until_confirmed_and_then_does(cast: Cast, case: Case) -> None:
    with acting_as(cast.ben.pk), today.turned_to(TUE_9_JUN):
        record_event(case, "notification_submitted", on=TUE_2_JUN, by=cast.actor("ben"))
        record_event(case, "rapid_review_sent", on=THU_4_JUN, by=cast.actor("ben"))
        refresh_dues(case, by=cast.ben.pk)
        before = case.dues.get(duty=OFF)
        assert (before.due_on, before.is_confirmed) == (None, False)
    confirm(cast)
    with acting_as(cast.ben.pk), today.turned_to(TUE_9_JUN):
        refresh_dues(case, by=cast.ben.pk)
        after = case.dues.get(duty=OFF)
        assert (after.due_on, after.is_confirmed) == (date(2026, 6, 25), True)


def test_a_duty_is_confirmed_once_and_only_if_it_was_not(cast: Cast) -> None:
    confirm(cast)
    with pytest.raises(Refused, match="confirmed already"):
        confirm(cast)
    with pytest.raises(Refused, match="already on"):
        confirm(cast, duty="eng-notify-panel")
    with pytest.raises(Refused, match="no duty"):
        confirm(cast, duty="eng-invented")


def test_a_citation_ended_by_one_is_replaced_by_another(cast: Cast) -> None:
    first = confirm(cast)
    with acting_as(cast.ann.pk):
        end_addition(addition=first, by=cast.actor("ann"), on=TUE_2_JUN)
        with pytest.raises(Refused, match="ended already"):
            end_addition(addition=first, by=cast.actor("ann"), on=TUE_2_JUN)
    confirm(cast)


@pytest.mark.parametrize("missing", ["title", "provision", "address", "period"])
def test_no_citation_no_rule(cast: Cast, missing: str) -> None:
    from dataclasses import replace

    with pytest.raises(Refused, match=missing):
        confirm(cast, citation=replace(CITATION, **{missing: " "}))


@pytest.mark.parametrize("name", ["ada", "ben", "pia", "kit", "cleo", "eve"])
def test_nobody_but_an_administrator_adds_to_the_law(cast: Cast, name: str) -> None:
    with pytest.raises(Refused, match="Only an administrator"):
        confirm(cast, by=name)


def test_a_holiday_proclaimed_late_moves_open_dates_when_counted_anew(
    cast: Cast, case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    with acting_as(cast.ann.pk), today.turned_to(TUE_2_JUN):
        proclaim_holiday(
            day=THU_4_JUN, name="A day of thanks", nations=("england",), known_from=TUE_2_JUN,
            source="A proclamation", by=cast.actor("ann"), on=TUE_2_JUN,
        )  # fmt: skip
    with today.turned_to(TUE_2_JUN):
        call_command("recompute", "--dry-run")
        assert f"{case.reference}  eng-notify-panel  2026-06-08 -> 2026-06-09" in capsys.readouterr().out
        with acting_as(cast.ben.pk):
            assert case.dues.get(duty="eng-notify-panel").due_on == MON_8_JUN
        call_command("recompute")
    with acting_as(cast.ben.pk):
        assert case.dues.get(duty="eng-notify-panel").due_on == TUE_9_JUN
        assert MovedDue.objects.filter(case=case, duty="eng-notify-panel", is_on=TUE_9_JUN).count() == 1
    with today.turned_to(TUE_2_JUN):
        capsys.readouterr()
        call_command("recompute")
        assert "0 dates changed" in capsys.readouterr().out


def test_a_day_is_proclaimed_once_for_each_nation(cast: Cast) -> None:
    with acting_as(cast.ann.pk), today.turned_to(TUE_2_JUN):
        for_all = {
            "day": THU_4_JUN, "name": "A day of thanks", "known_from": TUE_2_JUN, "source": "A proclamation",
            "by": cast.actor("ann"), "on": TUE_2_JUN,
        }  # fmt: skip
        proclaim_holiday(nations=("england", "wales"), **for_all)
        proclaim_holiday(nations=("scotland",), **for_all)
        with pytest.raises(Refused, match="4 June 2026 is already recorded for Scotland bank holidays"):
            proclaim_holiday(nations=("scotland", "northern-ireland"), **for_all)


def test_a_relaxed_duty_shows_as_relaxed_and_not_as_met(cast: Cast, case: Case) -> None:
    with acting_as(cast.ann.pk):
        suspend_duty(
            procedure=ENGLAND, duty="eng-tell-partners", from_on=MON_1_JUN, until_on=None,
            authority="The department, letter of 1 June", reason="", by=cast.actor("ann"), on=TUE_2_JUN,
        )  # fmt: skip
    with acting_as(cast.ben.pk), today.turned_to(TUE_2_JUN):
        refresh_dues(case, by=cast.ben.pk)
        due = case.dues.get(duty="eng-tell-partners")
        assert due.is_relaxed
        assert due.met_on is None


def test_a_bodys_own_holiday_never_lengthens_a_national_period(cast: Cast, case: Case) -> None:
    with acting_as(cast.ann.pk):
        for_all = {"body": cast["ashmere"], "name": "Council day", "by": cast.actor("ann"), "on": TUE_2_JUN}
        add_local_day(day=THU_4_JUN, is_working=False, authority="Cabinet", **for_all)
        with pytest.raises(Refused, match="already recorded"):
            add_local_day(day=THU_4_JUN, is_working=True, authority="Cabinet", **for_all)
        with pytest.raises(Refused, match="who decided"):
            add_local_day(day=MON_8_JUN, is_working=True, authority="", **for_all)
    with acting_as(cast.ben.pk), today.turned_to(TUE_2_JUN):
        refresh_dues(case, by=cast.ben.pk)
        assert case.dues.get(duty="eng-notify-panel").due_on == MON_8_JUN
