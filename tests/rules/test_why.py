"""Why this date: the words a person reads."""

from datetime import date

import pytest

from safeguarding.rules.clock import Confirmation, Fact, Local, Suspension, obligations
from safeguarding.rules.procedure import load, procedures
from safeguarding.rules.why import why
from tests.rules.days import ENGLAND, FRI_13_MAR, MON_23_NOV, THU_17_DEC, THU_28_JAN_2027, TUE_7_APR


def lines(duty, *facts, today=MON_23_NOV, local=None):
    found = next(o for o in obligations(load(ENGLAND), facts, local or Local()) if o.duty.id == duty)
    return tuple(line.en for line in why(found, load(ENGLAND), today))


def test_the_counting_names_each_day_and_the_holidays_passed_over():
    told = lines("eng-rapid-review", Fact("notification_submitted", FRI_13_MAR), today=date(2026, 4, 1))
    assert told[:4] == (
        "The notification was sent: Friday 13 March 2026.",
        "Rule: within 15 working days.",
        "Calendar: England and Wales bank holidays, known to the end of 2028.",
        "Friday 13 March 2026 is day 0 and is not counted.",
    )
    assert "Friday 3 April 2026: Good Friday, not counted." in told
    assert "Saturday 4 April 2026: weekend, not counted." in told
    assert "Monday 6 April 2026: Easter Monday, not counted." in told
    assert "Tuesday 7 April 2026: working day 15." in told
    assert "To be done by the end of Tuesday 7 April 2026, London time." in told
    assert "On Wednesday 1 April 2026: 6 days left." in told
    assert "To miss this date is outside guidance, and needs a reason." in told


def test_a_substitute_day_is_called_so():
    told = lines("eng-notify-panel", Fact("incident_known_to_la", date(2026, 12, 23)))
    assert "Monday 28 December 2026: Boxing Day, substitute day, not counted." in told


def test_counting_back_goes_back():
    cited = Confirmation(
        "eng-advance-copy-guidance", "WT 2023", "p. 1", 2023, "address", "7 working days", MON_23_NOV, "Ada", MON_23_NOV
    )  # fmt: skip
    told = lines(
        "eng-advance-copy-guidance", Fact("publication_planned", THU_28_JAN_2027), local=Local(confirmations=(cited,))
    )  # fmt: skip
    assert "Wednesday 27 January 2027: working day 1." in told
    assert "Tuesday 19 January 2027: working day 7." in told
    assert any(
        line.startswith("Confirmed locally: WT 2023, p. 1 (2023), 7 working days; checked on Mon") for line in told
    )


def test_a_date_on_a_holiday_says_by_when_to_act():
    told = lines("eng-advance-copy", Fact("publication_planned", date(2027, 5, 10)))
    assert "Monday 3 May 2027 is no working day (May Day): act by Friday 30 April 2027." in told
    assert "To miss this date is a breach of regulation." in told


def test_a_date_that_moved_to_a_day_off_says_so_before_by_when_to_act():
    extended = Fact(
        "duty_extended", FRI_13_MAR, duty="eng-rapid-review", until=date(2026, 4, 12), reason="Agreed with the Panel."
    )
    told = lines("eng-rapid-review", Fact("notification_submitted", FRI_13_MAR), extended, today=date(2026, 4, 1))
    moved = told.index("Moved from Tuesday 7 April 2026 to Sunday 12 April 2026: Agreed with the Panel.")
    assert told[moved + 1] == "Sunday 12 April 2026 is no working day (weekend): act by Friday 10 April 2026."


@pytest.mark.parametrize(
    ("today", "sentence"),
    [(TUE_7_APR, "Tuesday 7 April 2026 is the last day."),
     (date(2026, 4, 8), "On Wednesday 8 April 2026: 1 day past its date."),
     (date(2026, 4, 6), "On Monday 6 April 2026: 1 day left.")],
)  # fmt: skip
def test_the_position_on_the_day_is_told(today, sentence):
    assert sentence in lines("eng-rapid-review", Fact("notification_submitted", FRI_13_MAR), today=today)


def test_done_and_done_late_are_told():
    sent = Fact("notification_submitted", FRI_13_MAR)
    assert "Done on Tuesday 7 April 2026." in lines("eng-rapid-review", sent, Fact("rapid_review_sent", TUE_7_APR))
    late = lines("eng-rapid-review", sent, Fact("rapid_review_sent", date(2026, 4, 9)))
    assert "Done on Thursday 9 April 2026, 2 days past the date." in late


def test_what_has_no_date_tells_the_time_taken():
    told = lines("eng-explain-decision", Fact("review_decided", FRI_13_MAR), today=date(2026, 3, 14))
    assert told[1].startswith("Unconfirmed: it is remembered, its text not checked.")
    assert told[2] == "1 day since the start."
    told = lines("eng-send-decision", Fact("rapid_review_signed_off", FRI_13_MAR), today=date(2026, 3, 12))
    assert told[1:3] == ("Rule: as soon as complete.", "No date is fixed: the time taken is shown.")
    assert not any("since the start" in line for line in told)
    told = lines("eng-appoint-reviewer", Fact("review_decided", FRI_13_MAR))
    assert told[1] == "The law fixes no period: the time taken is shown."


def test_a_duty_switched_off_says_so():
    told = lines("eng-copy-notification", Fact("notification_submitted", FRI_13_MAR))
    assert told[1].startswith("Unconfirmed: it is switched off as shipped.")


def test_a_stop_is_told():
    told = lines(
        "eng-notify-panel", Fact("incident_known_to_la", THU_17_DEC), Fact("decided_not_to_notify", THU_17_DEC)
    )
    assert told[-1] == (
        "It was decided not to notify, with reasons: stopped on Thursday 17 December 2026; no longer owed."
    )


def test_a_stop_does_not_hide_that_the_date_had_passed():
    told = lines(
        "eng-notify-panel",
        Fact("incident_known_to_la", THU_17_DEC),
        Fact("decided_not_to_notify", date(2027, 1, 4)),
        today=date(2027, 2, 1),
    )
    assert told[-1] == (
        "It was decided not to notify, with reasons: stopped 11 days past its date, on Monday 4 January 2027; "
        "no longer owed."
    )


def test_what_may_not_come_down_yet_is_told():
    told = lines("eng-keep-public", Fact("report_published", THU_28_JAN_2027), today=date(2028, 1, 28))
    assert "It may end from Saturday 29 January 2028." in told
    assert not any("act by" in line for line in told)


def test_a_move_a_suspension_and_a_provisional_date_are_told():
    relaxed = Local(suspensions=(Suspension("eng-rapid-review", date(2020, 1, 1), None, "The Department"),))
    told = lines(
        "eng-rapid-review",
        Fact("notification_submitted", date(2029, 3, 1)),
        Fact("duty_extended", date(2029, 3, 2), duty="eng-rapid-review", until=date(2029, 4, 28), reason="A trial."),
        local=relaxed,
    )
    assert "Provisional: bank holidays after 2028 are not yet published." in told
    assert "Moved from Thursday 22 March 2029 to Saturday 28 April 2029: A trial." in told
    assert "Relaxed nationally for this date: shown as relaxed, not as met." in told
    assert "Saturday 28 April 2029 is no working day (weekend): act by Friday 27 April 2029." in told


@pytest.mark.parametrize("name", procedures())
def test_every_example_of_the_law_can_be_told(name):
    procedure = load(name)
    for duty in procedure.duties:
        for example in duty.example:
            facts = [Fact(event, on) for event, on in example.facts.items()]
            for found in obligations(procedure, facts):
                told = why(found, procedure, MON_23_NOV)
                assert all(line.en.endswith(".") and "overdue" not in line.en for line in told)
