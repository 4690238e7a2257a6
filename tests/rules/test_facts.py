"""Which facts can be used, and what is said of those that cannot."""

from datetime import date, datetime

import pytest

from safeguarding.rules import facts as rules_facts
from safeguarding.rules.clock import Fact
from safeguarding.rules.facts import can_be_extended, earlier_values, faults, standing_facts
from safeguarding.rules.procedure import load
from safeguarding.rules.text import Text
from tests.rules.days import ENGLAND, FRI_13_MAR, MON_23_NOV

KNOWN = Fact("incident_known_to_la", FRI_13_MAR, id="1")


def said(*facts):
    return [f"{fault.place}: {fault}" for fault in faults(load(ENGLAND), facts)]


def test_good_facts_have_no_fault():
    at = datetime.fromisoformat("2026-03-13T09:30:00+00:00")
    assert said(Fact("incident_known_to_la", FRI_13_MAR, at=at, id="1"), Fact("progress_resumed", FRI_13_MAR)) == []


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ([Fact("notification_submited", FRI_13_MAR)], "facts[1].event: there is no event 'notification_submited' in "),
        ([KNOWN, KNOWN], "facts[2].id: '1' is already the id of an earlier fact"),
        (
            [Fact("review_decided", FRI_13_MAR, at=datetime.fromisoformat("2026-07-05T23:30:00+00:00"))],
            "facts[1].at: is 2026-07-06 in London, but on says 2026-03-13",
        ),
        ([Fact("fact_withdrawn", FRI_13_MAR, reason="x")], "facts[1].supersedes: is missing; name the id"),
        (
            [Fact("review_decided", FRI_13_MAR, supersedes="9", reason="x")],
            "facts[1].supersedes: no earlier fact has the id '9'",
        ),
        (
            [KNOWN, Fact("review_decided", FRI_13_MAR, supersedes="1", reason="x")],
            "facts[2].supersedes: replaces 'incident_known_to_la' by 'review_decided'; withdraw the first",
        ),
        (
            [KNOWN, *(Fact("incident_known_to_la", FRI_13_MAR, supersedes="1", reason="x") for _ in range(2))],
            "facts[3].supersedes: '1' was already replaced",
        ),
        (
            [KNOWN, Fact("fact_withdrawn", FRI_13_MAR, supersedes="1")],
            "facts[2].reason: is empty; fact_withdrawn needs the reason in words.",
        ),
        (
            [KNOWN, Fact("incident_known_to_la", MON_23_NOV, supersedes="1", reason=" ")],
            "facts[2].reason: is empty; a correction needs the reason in words.",
        ),
        ([Fact("progress_paused", FRI_13_MAR)], "facts[1].reason: is empty"),
        (
            [Fact("duty_extended", FRI_13_MAR, duty="eng-rapid-review", reason="x")],
            "facts[1].until: is missing; say to which day",
        ),
        (
            [Fact("duty_extended", FRI_13_MAR, duty="eng-rapid-revue", until=MON_23_NOV, reason="x")],
            "facts[1].duty: there is no duty 'eng-rapid-revue'",
        ),
        (
            [Fact("duty_extended", FRI_13_MAR, duty="eng-advance-copy", until=MON_23_NOV, reason="x")],
            "facts[1].duty: 'eng-advance-copy' has no date that anybody may extend: its period is set by regulation.",
        ),
        (
            [Fact("duty_extended", FRI_13_MAR, duty="eng-explain-delay", until=MON_23_NOV, reason="x")],
            "facts[1].duty: 'eng-explain-delay' has no date that anybody may extend: it has no fixed period.",
        ),
    ],
)
def test_a_fact_that_cannot_be_used_says_where_and_what_would_cure_it(facts, sentence):
    assert len(said(*facts)) == 1
    assert said(*facts)[0].startswith(sentence)


def test_only_guidance_and_local_dates_can_be_extended():
    procedure = load(ENGLAND)
    assert can_be_extended(procedure, "eng-notify-panel")  # statute, its period guidance
    assert can_be_extended(procedure, "eng-complete-review")
    assert not can_be_extended(procedure, "eng-keep-public")
    assert not can_be_extended(procedure, "eng-yearly-report")


def test_what_was_replaced_stays_in_history_newest_first():
    second = Fact("incident_known_to_la", MON_23_NOV, id="2", supersedes="1")
    third = Fact("incident_known_to_la", date(2026, 11, 20), id="3", supersedes="2")
    assert earlier_values(third, (KNOWN, second, third)) == (second, KNOWN)
    assert standing_facts((KNOWN, second, third)) == (third,)


def test_a_ring_of_corrections_ends():
    one = Fact("review_decided", FRI_13_MAR, id="a", supersedes="b")
    two = Fact("review_decided", FRI_13_MAR, id="b", supersedes="a")
    assert earlier_values(one, (one, two)) == (two, one)


def test_a_fault_is_told_in_the_language_of_whoever_reads_it(monkeypatch):
    monkeypatch.setattr(rules_facts, "NO_UNTIL", Text(en="is missing", cy="(missing)"))
    extended = Fact("duty_extended", FRI_13_MAR, duty="eng-rapid-review", reason="x")
    assert [str(fault) for fault in faults(load(ENGLAND), [extended], "cy")][:1] == ["(missing)"]
    assert [str(fault) for fault in faults(load(ENGLAND), [extended])][:1] == ["is missing"]
