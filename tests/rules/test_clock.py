"""Facts in, obligations out: each rule of the clock in a sentence."""

from datetime import date

import pytest

from safeguarding.rules.clock import Fact, met_as_told, obligations, standing, standing_of
from safeguarding.rules.procedure import load
from safeguarding.rules.refusal import Refused
from safeguarding.rules.saying import reason_in_words
from tests.rules.days import (
    ENGLAND,
    FRI_13_MAR,
    FRI_15_JAN_2027,
    MON_12_SEP_2022,
    MON_14_DEC,
    MON_23_NOV,
    SCOTLAND,
    THU_15_JUL_2027,
    THU_15_SEP_2022,
    THU_17_DEC,
    THU_24_DEC,
    THU_28_JAN_2027,
    TUE_7_APR,
    TUE_22_DEC,
)


def owed(*facts, procedure=ENGLAND):
    return {obligation.duty.id: obligation for obligation in obligations(load(procedure), facts)}


def all_owed(duty, *facts):
    return [obligation for obligation in obligations(load(ENGLAND), facts) if obligation.duty.id == duty]


def test_the_chain_of_england_runs_from_awareness_to_publication():
    found = owed(
        Fact("incident_known_to_la", THU_17_DEC),
        Fact("notification_submitted", TUE_22_DEC),
        Fact("review_decided", FRI_15_JAN_2027),
    )
    assert found["eng-notify-panel"].due == THU_24_DEC
    assert found["eng-notify-panel"].met_on == TUE_22_DEC
    assert found["eng-rapid-review"].due == FRI_15_JAN_2027
    assert found["eng-complete-review"].due == THU_15_JUL_2027


def test_nothing_is_owed_without_facts():
    assert obligations(load(ENGLAND), ()) == ()


def test_the_same_facts_give_the_same_answer_in_the_order_of_the_law():
    facts = (Fact("notification_submitted", FRI_13_MAR), Fact("incident_known_to_la", FRI_13_MAR))
    first = obligations(load(ENGLAND), facts)
    assert first == obligations(load(ENGLAND), facts) == obligations(load(ENGLAND), facts[::-1])
    order = [duty.id for duty in load(ENGLAND).duties]
    assert [o.duty.id for o in first] == sorted((o.duty.id for o in first), key=order.index)


@pytest.mark.parametrize(
    ("due", "met", "today", "word"),
    [
        (TUE_7_APR, None, date(2026, 4, 6), "open"),
        (TUE_7_APR, None, TUE_7_APR, "due-today"),
        (TUE_7_APR, None, date(2026, 4, 8), "late"),
        (TUE_7_APR, TUE_7_APR, date(2026, 4, 8), "met"),
        (TUE_7_APR, date(2026, 4, 8), date(2026, 4, 8), "met-late"),
        (None, None, date(2036, 4, 8), "no-period"),
        (None, TUE_7_APR, date(2036, 4, 8), "met"),
    ],
)
def test_standing_is_a_matter_of_three_dates(due, met, today, word):
    assert standing(due, met, today) == word


def test_work_done_on_the_start_day_is_in_time():
    found = owed(Fact("incident_known_to_la", FRI_13_MAR), Fact("notification_submitted", FRI_13_MAR))
    assert standing_of(found["eng-notify-panel"], FRI_13_MAR) == "met"


def test_an_end_before_its_start_meets_nothing():
    found = owed(Fact("notification_submitted", FRI_13_MAR), Fact("rapid_review_sent", date(2026, 3, 12)))
    assert found["eng-rapid-review"].met_on is None


def test_the_first_end_counts_and_the_first_start():
    found = owed(
        Fact("notification_submitted", date(2026, 3, 16)),
        Fact("notification_submitted", FRI_13_MAR),
        Fact("rapid_review_sent", date(2026, 4, 9)),
        Fact("rapid_review_sent", TUE_7_APR),
    )
    assert found["eng-rapid-review"].started_on == FRI_13_MAR
    assert found["eng-rapid-review"].met_on == TUE_7_APR


def test_a_planned_day_may_be_met_before_it_and_the_newest_plan_counts():
    found = owed(
        Fact("publication_planned", date(2027, 2, 25)),
        Fact("publication_planned", THU_28_JAN_2027),
        Fact("report_sent", date(2027, 1, 19)),
    )
    assert found["eng-advance-copy"].due == date(2027, 1, 21)
    assert standing_of(found["eng-advance-copy"], THU_28_JAN_2027) == "met"


def test_an_unconfirmed_duty_shows_and_never_runs():
    found = owed(Fact("publication_planned", THU_28_JAN_2027))["eng-advance-copy-guidance"]
    assert (found.due, found.confirmed) == (None, False)
    assert standing_of(found, date(2030, 1, 1)) == "unconfirmed"


def test_a_decision_not_to_notify_stops_the_clock_without_meeting_it():
    known, no = Fact("incident_known_to_la", THU_17_DEC), Fact("decided_not_to_notify", date(2026, 12, 18))
    stopped = owed(known, no)["eng-notify-panel"]
    assert (stopped.stopped_on, stopped.stopped_by) == (date(2026, 12, 18), "decided_not_to_notify")
    assert (stopped.met_on, stopped.days_past_when_stopped) == (None, 0)
    assert standing_of(stopped, date(2027, 3, 1)) == "stopped"
    again = owed(known, no, Fact("decided_to_notify", date(2026, 12, 18)))["eng-notify-panel"]
    assert standing_of(again, date(2027, 3, 1)) == "late"
    earlier = owed(known, Fact("decided_to_notify", date(2026, 12, 18)), no)["eng-notify-panel"]
    assert earlier.stopped_on == date(2026, 12, 18)


def test_a_duty_stopped_after_its_date_says_how_far_past_it_was():
    found = owed(Fact("incident_known_to_la", THU_17_DEC), Fact("decided_not_to_notify", date(2026, 12, 30)))
    assert found["eng-notify-panel"].days_past_when_stopped == 6
    assert found["eng-agree-notification"].days_past_when_stopped == 0


def test_a_notification_sent_after_a_decision_not_to_is_late_from_awareness():
    found = owed(
        Fact("incident_known_to_la", THU_17_DEC),
        Fact("decided_not_to_notify", date(2026, 12, 18)),
        Fact("notification_submitted", date(2027, 1, 12)),
    )["eng-notify-panel"]
    assert (found.stopped_on, standing_of(found, date(2027, 2, 1))) == (None, "met-late")


def test_a_stop_before_the_start_stops_nothing():
    found = owed(Fact("decided_not_to_notify", FRI_13_MAR), Fact("incident_known_to_la", THU_17_DEC))
    assert found["eng-notify-panel"].stopped_on is None


def test_withdrawal_ends_the_rapid_review_and_leaves_the_notification_met():
    found = owed(
        Fact("incident_known_to_la", MON_23_NOV),
        Fact("notification_submitted", MON_23_NOV),
        Fact("notification_withdrawn", date(2026, 12, 1)),
    )
    assert standing_of(found["eng-rapid-review"], MON_14_DEC) == "stopped"
    assert standing_of(found["eng-notify-panel"], MON_14_DEC) == "met"


def test_withdrawal_stops_telling_and_agreeing_too():
    known = Fact("incident_known_to_la", MON_23_NOV)
    found = owed(known, Fact("notification_submitted", MON_23_NOV), Fact("notification_withdrawn", date(2026, 12, 1)))
    for name in ("eng-tell-partners", "eng-agree-notification"):
        assert (found[name].stopped_on, found[name].stopped_by) == (date(2026, 12, 1), "notification_withdrawn")
    assert found["eng-tell-partners"].days_past_when_stopped == 1


def test_a_review_is_finished_by_its_report_or_by_the_information_published_in_its_place():
    decided = Fact("review_decided", FRI_15_JAN_2027)
    withheld, told = Fact("withholding_decided", date(2027, 5, 3)), Fact("information_published", date(2027, 6, 1))
    assert owed(decided, withheld)["eng-complete-review"].stopped_on == date(2027, 5, 3)
    found = owed(decided, withheld, told, Fact("report_published", date(2027, 8, 2)))["eng-complete-review"]
    assert (found.met_on, found.stopped_on) == (date(2027, 6, 1), None)


def test_a_report_must_stay_public_and_coming_down_too_soon_cannot_be_mended():
    keep = owed(Fact("report_published", THU_28_JAN_2027))["eng-keep-public"]
    assert standing_of(keep, date(2028, 1, 28)) == "open"
    assert standing_of(keep, date(2028, 1, 29)) == "met"
    gone = owed(Fact("report_published", THU_28_JAN_2027), Fact("public_period_ended", date(2027, 12, 1)))
    assert standing_of(gone["eng-keep-public"], date(2040, 1, 1)) == "late"
    kept = owed(Fact("report_published", THU_28_JAN_2027), Fact("public_period_ended", date(2028, 1, 29)))
    assert standing_of(kept["eng-keep-public"], date(2028, 1, 29)) == "met"
    later = owed(Fact("report_published", THU_28_JAN_2027), Fact("public_period_ended", date(2030, 1, 1)))
    days = [date(2028, 1, 28), date(2028, 1, 29), date(2031, 1, 1)]
    assert [met_as_told(keep, day) for day in days] == [None, days[1], days[1]]
    assert met_as_told(gone["eng-keep-public"], date(2040, 1, 1)) == date(2027, 12, 1)
    assert met_as_told(later["eng-keep-public"], days[0]) == days[1]


def test_a_national_duty_needs_a_national_review():
    planned = Fact("publication_planned", THU_28_JAN_2027)
    assert "eng-nat-advance-copy" not in owed(planned)
    for event in ("national_review_decided", "national_review_started"):
        assert owed(planned, Fact(event, MON_23_NOV))["eng-nat-advance-copy"].due == date(2027, 1, 21)


def test_a_local_report_taken_down_does_not_take_down_the_national_one():
    both = (Fact("report_published", THU_28_JAN_2027), Fact("national_report_published", THU_28_JAN_2027))
    found = owed(*both, Fact("public_period_ended", date(2028, 2, 1)))
    assert found["eng-keep-public"].met_on == date(2028, 2, 1)
    assert found["eng-nat-keep-public"].met_on is None
    alone = owed(both[1], Fact("public_period_ended", date(2028, 2, 1)))
    assert alone["eng-nat-keep-public"].met_on == date(2028, 2, 1)


def test_each_request_is_answered_for_itself():
    found = all_owed(
        "eng-answer-request",
        Fact("information_requested", MON_23_NOV, body="school"),
        Fact("information_requested", MON_23_NOV, body="trust"),
        Fact("information_requested", date(2026, 12, 1), body="school"),
        Fact("information_returned", date(2026, 12, 2), body="school"),
    )
    assert [(o.body, o.started_on, o.met_on) for o in found] == [
        ("school", MON_23_NOV, date(2026, 12, 2)),
        ("trust", MON_23_NOV, None),
        ("school", date(2026, 12, 1), None),
    ]


def test_a_duty_owed_once_a_body_starts_once_for_each():
    facts = (
        Fact("agency_information_requested", MON_23_NOV, body="school"),
        Fact("agency_information_requested", date(2026, 11, 30), body="school"),
        Fact("agency_information_requested", date(2026, 11, 30), body="trust"),
    )
    found = [o for o in obligations(load(SCOTLAND), facts) if o.duty.id == "sco-return-information"]
    assert [(o.body, o.started_on) for o in found] == [("school", MON_23_NOV), ("trust", date(2026, 11, 30))]


def test_each_yearly_report_starts_the_next_twelve_months():
    found = all_owed(
        "eng-yearly-report",
        Fact("previous_yearly_report_published", date(2025, 9, 30)),
        Fact("yearly_report_published", date(2026, 9, 29)),
    )
    assert [(o.due, o.met_on) for o in found] == [
        (date(2026, 9, 30), date(2026, 9, 29)),
        (date(2027, 9, 29), None),
    ]


def test_a_case_keeps_the_version_of_a_duty_under_which_it_started():
    found = all_owed(
        "eng-rapid-review",
        Fact("incident_known_to_la", date(2019, 3, 27)),
        Fact("notification_submitted", date(2019, 4, 3)),
    )
    assert [(o.started_on, o.confirmed) for o in found] == [(date(2019, 3, 27), False)]


@pytest.mark.parametrize("sent", [date(2019, 4, 1), date(2022, 9, 1), date(2025, 5, 27), FRI_13_MAR])
def test_a_notification_alone_opens_one_rapid_review_whichever_edition_of_the_guidance_holds(sent):
    for facts in ([], [Fact("incident_known_to_la", sent)]):
        found = all_owed("eng-rapid-review", *facts, Fact("notification_submitted", sent))
        assert [(o.started_on, o.started_by, o.confirmed) for o in found] == [(sent, "notification_submitted", True)]


def test_awareness_in_the_first_months_of_the_scheme_shows_the_rapid_review_and_drives_no_date():
    found = all_owed("eng-rapid-review", Fact("incident_known_to_la", date(2018, 11, 5)))
    assert [(o.due, o.confirmed) for o in found] == [(None, False)]


def test_nothing_starts_before_the_law_was_in_force():
    assert owed(Fact("incident_known_to_la", date(2018, 6, 28))) == {}


@pytest.mark.parametrize("sent", [date(2018, 11, 5), date(2024, 3, 1), MON_23_NOV])
def test_a_care_leavers_death_opens_no_rapid_review_whether_or_not_that_is_said(sent):
    """Under 18 the death goes by test A and is recorded as a child's: then the rapid review is owed."""
    death = (Fact("incident_known_to_la", sent), Fact("death_known_to_la", sent), Fact("notification_submitted", sent))
    assert "eng-rapid-review" in owed(*death)
    found = owed(*death, Fact("death_was_of_care_leaver", sent))
    assert not {"eng-rapid-review", "eng-rapid-review-plan"} & set(found)


def test_a_care_leavers_death_opens_no_rapid_review():
    found = owed(
        Fact("death_known_to_la", MON_23_NOV),
        Fact("death_was_of_care_leaver", MON_23_NOV),
        Fact("no_rapid_review_owed", MON_23_NOV),
        Fact("notification_submitted", date(2026, 11, 24)),
    )
    assert found["eng-notify-care-leaver-death"].met_on == date(2026, 11, 24)
    assert not {"eng-rapid-review", "eng-rapid-review-plan", "eng-notify-looked-after-death"} & set(found)


def test_a_corrected_start_moves_the_date_and_keeps_the_first():
    facts = (
        Fact("incident_known_to_la", THU_17_DEC, id="1"),
        Fact("incident_known_to_la", date(2026, 12, 16), id="2", supersedes="1", reason="The call was a day earlier."),
        Fact("incident_known_to_la", date(2026, 12, 15), id="3", supersedes="2"),
    )
    found = owed(*facts)["eng-notify-panel"]
    assert found.due == date(2026, 12, 22)
    assert [(move.from_on, move.to_on, str(reason_in_words(move))) for move in found.moved] == [
        (THU_24_DEC, date(2026, 12, 23), "The call was a day earlier."),
        (date(2026, 12, 23), date(2026, 12, 22), "The start was corrected from 2026-12-16 to 2026-12-15."),
    ]


def test_a_correction_that_moves_no_date_is_no_move():
    found = owed(
        Fact("incident_known_to_la", date(2026, 11, 21), id="1"),
        Fact("incident_known_to_la", date(2026, 11, 20), id="2", supersedes="1"),
    )
    assert found["eng-notify-panel"].moved == ()


def test_a_withdrawn_fact_starts_nothing():
    found = owed(
        Fact("incident_known_to_la", THU_17_DEC, id="1"),
        Fact("fact_withdrawn", THU_17_DEC, supersedes="1", reason="Another child was meant."),
    )
    assert found == {}


def test_a_correction_of_nothing_is_refused():
    with pytest.raises(Refused, match="no fact has that id; did you mean 'a1'"):
        owed(Fact("incident_known_to_la", THU_17_DEC, id="a1"), Fact("review_decided", THU_17_DEC, supersedes="a2"))


def test_an_extension_keeps_what_the_date_was_and_why():
    found = owed(
        Fact("review_decided", FRI_15_JAN_2027),
        Fact(
            "duty_extended", date(2027, 6, 1), duty="eng-complete-review", until=date(2027, 10, 16), reason="Inquest."
        ),
        Fact("duty_extended", date(2027, 6, 2), duty="eng-complete-review", until=date(2027, 8, 1), reason="Shorter."),
        Fact("duty_extended", date(2027, 6, 2), duty="eng-rapid-review", until=date(2027, 12, 1), reason="Another."),
    )["eng-complete-review"]
    assert (found.due, found.act_by, found.extended_from) == (
        date(2027, 10, 16),
        date(2027, 10, 15),
        THU_15_JUL_2027,
    )
    assert found.moved == ((THU_15_JUL_2027, date(2027, 10, 16), "Inquest."),)
    assert standing_of(found, date(2027, 8, 1)) == "open"


def test_no_extension_moves_a_period_of_regulation():
    found = owed(
        Fact("publication_planned", THU_28_JAN_2027),
        Fact("duty_extended", MON_23_NOV, duty="eng-advance-copy", until=THU_28_JAN_2027, reason="Busy."),
    )
    assert found["eng-advance-copy"].due == date(2027, 1, 21)


def test_a_pause_never_moves_a_date():
    found = owed(
        Fact("notification_submitted", MON_23_NOV),
        Fact("progress_paused", date(2026, 11, 30), reason="Police asked."),
    )
    assert found["eng-rapid-review"].due == MON_14_DEC


@pytest.mark.parametrize(
    ("aware", "known_then", "now"),
    [(MON_12_SEP_2022, date(2022, 9, 20), date(2022, 9, 20)), (THU_15_SEP_2022, date(2022, 9, 23), date(2022, 9, 23)),
     (date(2022, 9, 9), date(2022, 9, 16), date(2022, 9, 16))],
)  # fmt: skip
def test_a_holiday_known_before_the_start_moves_nothing(aware, known_then, now):
    found = owed(Fact("incident_known_to_la", aware))["eng-notify-panel"]
    assert (found.due, found.moved) == (now, ())
    assert known_then == now


def test_a_holiday_declared_after_the_start_moves_an_open_clock_and_says_so():
    found = owed(Fact("notification_submitted", date(2026, 1, 30)), procedure=ENGLAND)["eng-rapid-review"]
    assert found.moved == ()  # Scotland's day is not England's
    aware = owed(Fact("incident_known_to_la", date(2022, 9, 9)), Fact("review_decided", date(2022, 9, 9)))
    assert aware["eng-complete-review"].moved == ()  # months do not count working days
    fifteen = owed(Fact("notification_submitted", date(2022, 9, 2)))["eng-rapid-review"]
    assert [(move.from_on, move.to_on, str(reason_in_words(move))) for move in fifteen.moved] == [
        (
            date(2022, 9, 23),
            date(2022, 9, 26),
            "Declared a bank holiday after the start: 2022-09-19 (State Funeral of Queen Elizabeth II).",
        ),
    ]


def test_a_clock_closed_before_the_declaration_keeps_its_date():
    found = owed(Fact("notification_submitted", date(2022, 9, 2)), Fact("rapid_review_sent", date(2022, 9, 9)))
    assert found["eng-rapid-review"].due == date(2022, 9, 23)
    assert found["eng-rapid-review"].moved == ()


def test_a_date_past_the_published_lists_is_provisional():
    assert owed(Fact("notification_submitted", date(2029, 3, 1)))["eng-rapid-review"].provisional
    assert not owed(Fact("notification_submitted", FRI_13_MAR))["eng-rapid-review"].provisional
