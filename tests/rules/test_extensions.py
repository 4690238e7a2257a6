"""An extension extends a duty that is owed, to a later day; anything else is told in a sentence."""

from datetime import date

import pytest

from safeguarding.commands.clock import answer
from safeguarding.commands.question import BadInput
from safeguarding.rules.clock import Fact
from safeguarding.rules.extensions import faults_of_extensions
from safeguarding.rules.procedure import load
from tests.rules.days import ENGLAND, FRI_13_MAR, FRI_15_JAN_2027, MON_23_NOV, SCOTLAND, THU_15_JUL_2027

DECIDED = Fact("review_decided", FRI_15_JAN_2027, id="1")
JUNE, OCTOBER = date(2027, 6, 1), date(2027, 10, 15)


def extended(until=OCTOBER, on=JUNE, duty="eng-complete-review", **more):
    return Fact("duty_extended", on, duty=duty, until=until, reason="An inquest.", **more)


def said(*facts, procedure=ENGLAND):
    return [f"{fault.place}: {fault}" for fault in faults_of_extensions(load(procedure), facts)]


def test_a_later_day_for_what_is_owed_is_no_fault():
    assert said(DECIDED, extended(), extended(until=date(2027, 12, 1))) == []


def test_the_start_may_be_written_after_the_extension():
    assert said(extended(), DECIDED) == []


def test_a_later_correction_of_the_start_makes_no_fault_of_an_extension():
    corrected = Fact("review_decided", date(2027, 5, 31), supersedes="1", reason="The minutes say so.")
    assert said(DECIDED, extended(), corrected) == []


def test_an_extension_that_was_withdrawn_is_not_judged():
    withdrawn = Fact("fact_withdrawn", JUNE, supersedes="2", reason="Another case.")
    assert said(DECIDED, extended(until=THU_15_JUL_2027, id="2"), withdrawn) == []


def test_a_duty_owed_by_each_body_is_extended_for_the_one_that_is_named():
    asked = Fact("agency_information_requested", date(2019, 3, 4), body="school")
    more = {"duty": "sco-return-information-2015", "on": date(2019, 3, 5), "until": date(2019, 4, 1)}
    assert said(asked, extended(**more, body="school"), procedure=SCOTLAND) == []
    assert "is not owed here" in said(asked, extended(**more, body="trust"), procedure=SCOTLAND)[0]


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ([extended()], "facts[1].duty: 'eng-complete-review' is not owed here, so it has no date to extend; add "),
        ([DECIDED, extended(until=THU_15_JUL_2027)], "facts[2].until: 2027-07-15 is not later than the date now, "),
        ([DECIDED, extended(), extended(until=date(2027, 8, 1))], "facts[3].until: 2027-08-01 is not later than the "),
        (
            [DECIDED, Fact("report_published", date(2027, 5, 3)), extended()],
            "facts[3].duty: 'eng-complete-review' is no longer owed on 2027-06-01; correct the day",
        ),
        (
            [Fact("rapid_review_sent", FRI_13_MAR), Fact("national_review_decided", FRI_13_MAR),
             extended(duty="eng-nat-complete", on=MON_23_NOV)],
            "facts[3].duty: 'eng-nat-complete' is unconfirmed, so it has no date to extend",
        ),
    ],
)  # fmt: skip
def test_an_extension_of_nothing_is_told_with_its_cure(facts, sentence):
    assert len(said(*facts)) == 1
    assert said(*facts)[0].startswith(sentence)


def test_the_clock_command_refuses_it():
    facts = [{"event": "duty_extended", "on": "2026-03-14", "duty": "eng-complete-review", "until": "2026-12-01",
              "reason": "x"}]  # fmt: skip
    with pytest.raises(BadInput, match=r"^fact 1 \(duty_extended\), key 'duty': 'eng-complete-review' is not owed"):
        answer({"procedure": ENGLAND, "facts": facts, "today": "2026-04-01"})
