"""Where a case is, and what may happen next."""

from datetime import date

from safeguarding.rules.clock import Fact
from safeguarding.rules.phases import may_follow, phase
from safeguarding.rules.procedure import load
from tests.rules.days import ENGLAND, FRI_13_MAR, FRI_20_NOV, FRI_27_NOV, MON_14_DEC, MON_23_NOV, SCOTLAND


def at(*facts, procedure=ENGLAND):
    return phase(load(procedure), facts)


def test_before_any_fact_a_case_is_at_the_first_stage():
    here = at()
    assert (here.stage.id, here.since, here.reached, here.is_over) == ("awareness", None, (), False)


def test_the_furthest_stage_counts_whatever_is_recorded_after():
    here = at(
        Fact("incident_known_to_la", FRI_13_MAR),
        Fact("notification_submitted", FRI_20_NOV),
        Fact("position_recorded", MON_23_NOV),
        Fact("position_recorded", FRI_20_NOV),
    )
    assert (here.stage.id, here.since) == ("notification", FRI_20_NOV)
    assert [stage.id for stage in here.reached] == ["awareness", "threshold-talk", "notification"]
    assert "rapid_review_commissioned" in [event.id for event in here.next_events]


def test_a_decision_not_to_notify_is_an_end_that_can_be_reopened():
    known, no = Fact("incident_known_to_la", FRI_13_MAR), Fact("decided_not_to_notify", FRI_20_NOV)
    assert (at(known, no).stage.id, at(known, no).since, at(known, no).is_over) == ("not-notified", FRI_20_NOV, True)
    assert at(known, no, Fact("decided_to_notify", MON_23_NOV)).stage.id == "threshold-talk"
    assert at(known, no, Fact("partners_told", MON_23_NOV)).stage.id == "not-notified"


def test_a_withdrawal_ends_the_thread():
    facts = (Fact("notification_submitted", FRI_20_NOV), Fact("notification_withdrawn", MON_23_NOV))
    assert at(*facts).stage.id == "withdrawn"


def test_a_withdrawn_entry_takes_the_case_back():
    facts = (
        Fact("incident_known_to_la", FRI_13_MAR),
        Fact("notification_submitted", FRI_20_NOV, id="1"),
        Fact("fact_withdrawn", FRI_20_NOV, supersedes="1", reason="Sent for another child."),
    )
    assert at(*facts).stage.id == "awareness"


def test_scotland_has_stages_of_its_own():
    assert at(Fact("review_referred", MON_23_NOV), procedure=SCOTLAND).stage.id == "notification"
    assert at(Fact("no_review_decided", MON_23_NOV), procedure=SCOTLAND).is_over


def test_what_belongs_here_or_earlier_may_follow():
    facts = (Fact("incident_known_to_la", FRI_13_MAR), Fact("notification_submitted", FRI_20_NOV))
    assert may_follow(load(ENGLAND), facts, "rapid_review_commissioned") is None
    assert may_follow(load(ENGLAND), facts, "children_made_safe") is None
    assert may_follow(load(ENGLAND), facts, "incident_known_to_la") is None


def test_what_comes_too_early_is_refused_in_a_sentence():
    refused = may_follow(load(ENGLAND), (Fact("incident_known_to_la", FRI_13_MAR),), "report_published")
    assert str(refused) == "It is too early for this: the case is at 'Awareness'. (The report was published.)"


def test_nothing_follows_an_end_but_what_reopens_it():
    facts = (Fact("incident_known_to_la", FRI_13_MAR), Fact("decided_not_to_notify", FRI_27_NOV))
    refused = may_follow(load(ENGLAND), facts, "agency_letters_sent")
    assert str(refused).startswith("This cannot be recorded now: not notified.")
    assert may_follow(load(ENGLAND), facts, "decided_to_notify") is None


def test_a_later_thread_goes_on_to_its_close():
    assert at(Fact("plan_closed", MON_14_DEC)).stage.id == "close"
    assert at(Fact("plan_closed", date(2027, 1, 4)), Fact("case_closed", MON_14_DEC)).since == MON_14_DEC
