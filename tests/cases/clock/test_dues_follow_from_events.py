"""What is owed is rebuilt from the events, the same every time, and moves only with a reason kept."""

from datetime import date

import pytest
from django.forms.models import model_to_dict

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.corrections import (
    correct_event,
    extend_due,
    pause_progress,
    resume_progress,
    withdraw_event,
)
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import record_event
from safeguarding.cases.models import Case, Due, MovedDue
from safeguarding.rules.refusal import Refused
from tests.cast import Cast
from tests.making import open_incident

pytestmark = pytest.mark.django_db

FRI_13_MAR, MON_16_MAR, FRI_20_MAR, MON_23_MAR = (date(2026, 3, day) for day in (13, 16, 20, 23))
WED_8_APR, THU_9_APR = date(2026, 4, 8), date(2026, 4, 9)


@pytest.fixture
def case(cast: Cast) -> Case:
    with today.turned_to(MON_16_MAR):
        return open_incident(cast, known_on=FRI_13_MAR)


def due_on(case: Case, duty: str) -> date | None:
    return case.dues.get(duty=duty).due_on


def test_the_notification_is_owed_five_working_days_after_the_authority_knew(case: Case, cast: Cast) -> None:
    with acting_as(cast.ada.pk):
        assert due_on(case, "eng-notify-panel") == FRI_20_MAR


def test_dues_deleted_and_rebuilt_are_identical(case: Case, cast: Cast) -> None:
    with acting_as(cast.ada.pk), today.turned_to(FRI_20_MAR):
        record_event(case, "notification_submitted", on=FRI_20_MAR, by=cast.actor("ada"))
        refresh_dues(case, by=cast.ada.pk)
        before = [model_to_dict(due, exclude=["id"]) for due in case.dues.order_by("duty")]
        Due.objects.filter(case=case).delete()
        refresh_dues(case, by=cast.ada.pk)
        assert [model_to_dict(due, exclude=["id"]) for due in case.dues.order_by("duty")] == before
        assert len(before) > 4


def test_a_corrected_start_moves_the_date_and_the_old_one_is_kept_with_the_reason(case: Case, cast: Cast) -> None:
    with acting_as(cast.ben.pk), today.turned_to(MON_16_MAR):
        known = case.events.get(event="incident_known_to_la")
        correct_event(
            case=case, event=known, happened_on=MON_16_MAR, reason="The ward rang on Monday.",
            by=cast.actor("ben"), on=MON_16_MAR,
        )  # fmt: skip
        assert due_on(case, "eng-notify-panel") == MON_23_MAR
        moved = MovedDue.objects.get(case=case, duty="eng-notify-panel")
        assert (moved.was_on, moved.is_on, moved.reason) == (
            FRI_20_MAR,
            MON_23_MAR,
            "The ward rang on Monday.",
        )


def test_a_correction_without_a_reason_is_refused(case: Case, cast: Cast) -> None:
    with acting_as(cast.ben.pk):
        known = case.events.get(event="incident_known_to_la")
    with acting_as(cast.ben.pk), pytest.raises(Refused, match="Write the reason"):
        withdraw_event(case=case, event=known, reason="  ", by=cast.actor("ben"), on=MON_16_MAR)


def test_the_same_event_is_not_corrected_twice(case: Case, cast: Cast) -> None:
    with acting_as(cast.ben.pk), today.turned_to(FRI_20_MAR):
        known = case.events.get(event="incident_known_to_la")
        for_all = {
            "case": case,
            "event": known,
            "by": cast.actor("ben"),
            "on": FRI_20_MAR,
            "reason": "Rung on Monday.",
        }
        correct_event(happened_on=MON_16_MAR, **for_all)
        with pytest.raises(Refused, match="already replaced"):
            correct_event(happened_on=FRI_20_MAR, **for_all)


def test_what_lies_ahead_did_not_happen_yet(case: Case, cast: Cast) -> None:
    with acting_as(cast.ada.pk), today.turned_to(MON_16_MAR), pytest.raises(Refused, match="lies ahead"):
        record_event(case, "notification_submitted", on=FRI_20_MAR, by=cast.actor("ada"))


def test_a_date_of_guidance_is_extended_with_a_reason_and_never_to_an_earlier_day(case: Case, cast: Cast) -> None:
    with acting_as(cast.ben.pk), today.turned_to(FRI_20_MAR):
        record_event(case, "notification_submitted", on=MON_16_MAR, by=cast.actor("ben"))
        refresh_dues(case, by=cast.ben.pk)
        assert due_on(case, "eng-rapid-review") == WED_8_APR
        for_all = {"case": case, "duty": "eng-rapid-review", "by": cast.actor("ben"), "on": FRI_20_MAR}
        with pytest.raises(Refused, match="must be later"):
            extend_due(until=WED_8_APR, reason="Agreed", **for_all)
        extend_due(until=THU_9_APR, reason="Agreed with the Panel.", **for_all)
        assert due_on(case, "eng-rapid-review") == THU_9_APR


def test_a_pause_moves_no_date(case: Case, cast: Cast) -> None:
    with acting_as(cast.ben.pk), today.turned_to(MON_16_MAR):
        before = list(case.dues.values_list("duty", "due_on"))
        for_all = {"case": case, "until": None, "by": cast.actor("ben"), "on": MON_16_MAR}
        pause_progress(reason="A trial is listed.", told="The partners, by email", **for_all)
        refresh_dues(case, by=cast.ben.pk)
        assert list(case.dues.values_list("duty", "due_on")) == before
        with pytest.raises(Refused, match="already paused"):
            pause_progress(reason="Again", told="Nobody yet", **for_all)
        resume_progress(case=case, reason="", by=cast.actor("ben"), on=MON_16_MAR)
        with pytest.raises(Refused, match="not paused"):
            resume_progress(case=case, reason="", by=cast.actor("ben"), on=MON_16_MAR)


@pytest.mark.parametrize("name", ["pia", "hal", "joe"])
def test_a_partner_body_reads_and_does_not_correct(case: Case, cast: Cast, name: str) -> None:
    with acting_as(cast.people[name].pk), pytest.raises(Refused, match="cannot do this"):
        pause_progress(case=case, until=None, reason="Why not", told="Nobody", by=cast.actor(name), on=MON_16_MAR)
