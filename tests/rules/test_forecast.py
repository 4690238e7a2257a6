"""When the unfinished steps would end: a forecast that a pause moves, beside a date that it never does."""

from datetime import date

from safeguarding.rules.clock import Fact, obligations
from safeguarding.rules.forecast import forecast, plan_of
from safeguarding.rules.procedure import load
from tests.rules.days import ENGLAND, FRI_27_NOV, MON_14_DEC, MON_23_NOV

SENT = Fact("notification_submitted", MON_23_NOV)
LETTERS = Fact("agency_letters_sent", date(2026, 11, 24))


def plan(*facts):
    return next(o for o in obligations(load(ENGLAND), (SENT, *facts)) if o.duty.id == "eng-rapid-review-plan")


def seen(today, *facts):
    return forecast(plan(*facts), load(ENGLAND), (SENT, *facts), today)


def test_on_the_first_day_the_plan_ends_when_it_is_owed():
    found = seen(MON_23_NOV)
    assert (found.on, found.working_days_left, found.runs_past(MON_14_DEC)) == (MON_14_DEC, 15, False)


def test_a_finished_step_is_not_counted_again():
    found = seen(FRI_27_NOV, LETTERS)
    assert [step.id for step in found.unfinished] == ["answers", "meeting", "sign-off"]
    assert (found.on, found.runs_past(MON_14_DEC)) == (date(2026, 12, 17), True)
    assert not found.runs_past(None)


def test_with_everything_done_nothing_is_left():
    done = (
        LETTERS,
        Fact("agency_returns_in", FRI_27_NOV),
        Fact("rapid_review_meeting_held", FRI_27_NOV),
        Fact("rapid_review_signed_off", FRI_27_NOV),
    )
    assert (seen(FRI_27_NOV, *done).on, seen(FRI_27_NOV, *done).unfinished) == (FRI_27_NOV, ())


def test_a_pause_without_an_end_leaves_no_forecast():
    found = seen(FRI_27_NOV, Fact("progress_paused", FRI_27_NOV, reason="Police asked."))
    assert (found.on, found.paused_since, found.paused_because) == (None, FRI_27_NOV, "Police asked.")
    assert not found.runs_past(MON_14_DEC)


def test_a_pause_with_an_end_moves_the_forecast_and_not_the_date():
    pause = Fact("progress_paused", FRI_27_NOV, until=MON_14_DEC, reason="Police asked.")
    found = seen(FRI_27_NOV, pause)
    assert (found.on, found.paused_since) == (date(2027, 1, 7), FRI_27_NOV)
    assert plan(pause).due == MON_14_DEC
    assert seen(MON_14_DEC, pause).paused_since is None


def test_what_was_resumed_is_not_paused_nor_what_is_paused_later():
    pause, resume = Fact("progress_paused", MON_23_NOV, reason="x"), Fact("progress_resumed", date(2026, 11, 25))
    assert seen(FRI_27_NOV, pause, resume).paused_since is None
    assert seen(date(2026, 11, 24), pause, resume).paused_since == MON_23_NOV
    assert seen(MON_23_NOV, Fact("progress_paused", FRI_27_NOV, reason="x")).paused_since is None


def test_the_steps_have_days_of_their_own():
    steps = plan_of(plan(LETTERS), load(ENGLAND), (SENT, LETTERS))
    assert [(s.step.id, s.from_on, s.to_on, s.done_on) for s in steps] == [
        ("letters", date(2026, 11, 24), date(2026, 11, 24), date(2026, 11, 24)),
        ("answers", date(2026, 11, 25), date(2026, 12, 7), None),
        ("meeting", date(2026, 12, 7), date(2026, 12, 9), None),
        ("sign-off", date(2026, 12, 9), MON_14_DEC, None),
    ]


def test_a_partnership_may_have_steps_of_its_own():
    one = load(ENGLAND).steps[0].model_copy(update={"working_days": 4, "to_day": 4})
    found = forecast(plan(), load(ENGLAND), (SENT,), MON_23_NOV, steps=(one,))
    assert (found.on, found.working_days_left) == (FRI_27_NOV, 4)
    assert [s.to_on for s in plan_of(plan(), load(ENGLAND), (SENT,), steps=(one,))] == [FRI_27_NOV]
