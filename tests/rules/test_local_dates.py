"""What the law sets no period for may be given a day here: local, and never a breach; the latest that was set holds."""

from datetime import date

import pytest

from safeguarding.rules.clock import Fact, obligations, standing_of
from safeguarding.rules.facts import can_be_dated_locally, faults
from safeguarding.rules.procedure import load
from safeguarding.rules.why import why
from tests.rules.days import ENGLAND

PROCEDURE = load(ENGLAND)
STARTED, SET, DAY = date(2026, 11, 2), date(2026, 11, 9), date(2026, 12, 1)
BEGUN = Fact("rapid_review_commissioned", STARTED, id="1")
WEIGH = "eng-weigh-local-criteria"


def dated(until: date | None = DAY, on: date = SET, duty: str = WEIGH, reason: str = "As agreed", **more: str) -> Fact:
    return Fact("local_date_set", on, duty=duty, until=until, reason=reason, **more)


def owed(*facts: Fact):  # type: ignore[no-untyped-def]
    return next(one for one in obligations(PROCEDURE, facts) if one.duty.id == WEIGH)


def test_it_is_shown_as_local_and_stands_like_any_date() -> None:
    one = owed(BEGUN, dated())
    assert (one.due, one.judged_as, one.duty.judged_as) == (DAY, "local", "regulation")
    assert standing_of(one, date(2026, 12, 2)) == "late"
    assert standing_of(owed(BEGUN, dated(), Fact("local_criteria_recorded", DAY)), DAY) == "met"


def test_without_one_nothing_is_late() -> None:
    one = owed(BEGUN)
    assert (one.due, one.judged_as) == (None, "regulation")
    assert standing_of(one, date(2027, 12, 2)) == "no-period"


def test_the_latest_holds_and_the_earlier_are_kept_with_the_reason() -> None:
    one = owed(BEGUN, dated(), dated(date(2026, 12, 8), reason="The chair fell ill"))
    assert one.due == date(2026, 12, 8)
    assert [(move.from_on, move.to_on, move.reason) for move in one.moved] == [
        (DAY, date(2026, 12, 8), "The chair fell ill")
    ]


def test_one_that_was_withdrawn_or_set_before_the_start_counts_for_nothing() -> None:
    gone = Fact("fact_withdrawn", SET, supersedes="2", reason="Another incident")
    assert owed(BEGUN, dated(id="2"), gone).due is None
    assert owed(BEGUN, dated(on=date(2026, 11, 1))).due is None


def test_no_working_day_has_a_day_to_act_by() -> None:
    assert owed(BEGUN, dated(date(2026, 12, 5))).act_by == date(2026, 12, 4)


def test_the_working_says_that_it_is_ours() -> None:
    said = [line.en for line in why(owed(BEGUN, dated()), PROCEDURE, SET)]
    assert "The law fixes no period: the time taken is shown." in said
    assert "A local date was set on Monday 9 November 2026: As agreed" in said
    assert "To be done by the end of Tuesday 1 December 2026, London time." in said
    assert not any("breach" in line for line in said)


@pytest.mark.parametrize(
    ("fact", "place"),
    [
        (dated(until=None), "facts[2].until"),
        (dated(reason=" "), "facts[2].reason"),
        (dated(duty="eng-rapid-review"), "facts[2].duty"),
        (dated(duty="eng-weigh"), "facts[2].duty"),
    ],
)
def test_one_that_cannot_be_used_is_told_with_its_place(fact: Fact, place: str) -> None:
    assert [fault.place for fault in faults(PROCEDURE, (BEGUN, fact))] == [place]


def test_only_what_runs_without_a_date_may_have_one() -> None:
    assert can_be_dated_locally(PROCEDURE, WEIGH)
    assert not can_be_dated_locally(PROCEDURE, "eng-notify-panel")
    assert not can_be_dated_locally(PROCEDURE, "eng-panel-reply")
