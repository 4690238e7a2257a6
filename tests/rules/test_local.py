"""What a body or an administrator adds: citations, suspensions, its own days, days proclaimed late."""

from datetime import date
from pathlib import Path

import pytest

from safeguarding.rules.clock import (
    Confirmation,
    Fact,
    Local,
    Overlay,
    ProclaimedDay,
    Suspension,
    obligations,
    standing_of,
)
from safeguarding.rules.phrases import UnknownPhrase
from safeguarding.rules.procedure import load, read
from safeguarding.rules.saying import reason_in_words
from safeguarding.rules.workdays import LAW, calendar
from tests.rules.days import (
    ENGLAND,
    FRI_27_NOV,
    MON_12_SEP_2022,
    MON_23_NOV,
    SCOTLAND,
    THU_11_JUN,
    THU_15_SEP_2022,
    THU_28_JAN_2027,
    WED_24_MAR_2027,
)  # fmt: skip


def citation(duty, effective_from, **more):
    return Confirmation(
        duty=duty, title="Working Together to Safeguard Children 2023", provision="chapter 5, paragraph 1", year=2023,
        address="https://www.gov.uk/", period="seven working days before", checked_on=MON_23_NOV, person="Ada",
        effective_from=effective_from, **more,
    )  # fmt: skip


def owed(duty, facts, local, procedure=ENGLAND):
    return next(o for o in obligations(load(procedure), facts, local) if o.duty.id == duty)


PLANNED = (Fact("publication_planned", THU_28_JAN_2027),)
GUIDANCE = "eng-advance-copy-guidance"


def test_a_citation_makes_a_recalled_duty_run():
    found = owed(GUIDANCE, PLANNED, Local(confirmations=(citation(GUIDANCE, MON_23_NOV),)))
    assert (found.due, found.confirmed, found.confirmation.person) == (date(2027, 1, 19), True, "Ada")
    assert standing_of(found, date(2027, 1, 20)) == "late"


def test_a_citation_never_backdates_a_breach():
    found = owed(GUIDANCE, PLANNED, Local(confirmations=(citation(GUIDANCE, date(2027, 1, 20)),)))
    assert standing_of(found, date(2027, 1, 25)) == "unconfirmed"
    assert found.due is None


@pytest.mark.parametrize(
    ("entered_on", "due"),
    [(date(2027, 1, 20), None), (date(2027, 1, 19), date(2027, 1, 19)), (MON_23_NOV, date(2027, 1, 19))],
)
def test_a_day_typed_far_back_never_backdates_a_breach(entered_on, due):
    cited = citation(GUIDANCE, date(2018, 6, 29), entered_on=entered_on)
    found = owed(GUIDANCE, PLANNED, Local(confirmations=(cited,)))
    assert (found.due, found.confirmed) == (due, due is not None)


def test_a_citation_may_set_another_period():
    local = Local(confirmations=(citation("eng-panel-reply", MON_23_NOV, due="within 15 working days"),))
    found = owed("eng-panel-reply", (Fact("rapid_review_sent", MON_23_NOV),), local)
    assert (found.due, found.phrase) == (date(2026, 12, 14), "within 15 working days")
    with pytest.raises(UnknownPhrase):
        citation("eng-panel-reply", MON_23_NOV, due="quickly")


def test_a_citation_without_a_period_confirms_the_step_alone():
    local = Local(confirmations=(citation("eng-explain-decision", MON_23_NOV), citation(GUIDANCE, MON_23_NOV)))
    found = owed("eng-explain-decision", (Fact("review_decided", FRI_27_NOV),), local)
    assert standing_of(found, FRI_27_NOV) == "no-period"


def test_a_citation_of_another_duty_confirms_nothing():
    local = Local(confirmations=(citation("eng-panel-reply", MON_23_NOV),))
    assert not owed(GUIDANCE, PLANNED, local).confirmed


def test_a_citation_lacking_a_part_is_refused():
    with pytest.raises(ValueError, match="The citation for eng-panel-reply has no person"):
        Confirmation("eng-panel-reply", "Title", "p. 1", 2025, "address", "none", MON_23_NOV, " ", MON_23_NOV)
    with pytest.raises(ValueError, match="The citation for a duty has no duty"):
        Confirmation("", "Title", "p. 1", 2025, "address", "none", MON_23_NOV, "Ada", MON_23_NOV)


def relaxing(until):
    return Local(suspensions=(Suspension("eng-rapid-review", date(2026, 12, 1), until, "The Department"),))


def test_a_suspended_duty_shows_as_relaxed_never_as_met():
    sent = (Fact("notification_submitted", MON_23_NOV),)
    assert standing_of(owed("eng-rapid-review", sent, relaxing(date(2026, 12, 31))), date(2027, 2, 1)) == "relaxed"
    assert standing_of(owed("eng-rapid-review", sent, relaxing(None)), date(2027, 2, 1)) == "relaxed"
    assert standing_of(owed("eng-rapid-review", sent, relaxing(date(2026, 12, 13))), date(2027, 2, 1)) == "late"
    other = owed("eng-rapid-review-plan", sent, relaxing(None))
    assert standing_of(other, date(2027, 2, 1)) == "late"


def test_what_was_done_in_time_is_met_in_spite_of_a_suspension():
    facts = (Fact("notification_submitted", MON_23_NOV), Fact("rapid_review_sent", date(2026, 12, 14)))
    assert standing_of(owed("eng-rapid-review", facts, relaxing(None)), date(2027, 2, 1)) == "met"
    late = (facts[0], Fact("rapid_review_sent", date(2026, 12, 15)))
    assert standing_of(owed("eng-rapid-review", late, relaxing(None)), date(2027, 2, 1)) == "relaxed"


LOCAL_FIVE = """[[duty]]
id = "sco-local-five"
title = { en = "Reply locally" }
owed_by = "child-protection-committee"
owed_to = ["agency"]
starts = "review_referred"
ends = "plan_agreed"
due = "within 5 working days"
from = 2020-01-01
FORCE
example = [ { facts = { review_referred = 2026-11-27 }, due = 2026-12-07 } ]
"""
CITE = 'cite = { title = "Protocol", provision = "p. 1", year = 2020, force = "FORCE", seen = "primary" }'


def with_five_days(folder: Path, force: str, more: str = ""):
    """Scotland's procedure with one duty of five working days added: a folder of data, and nothing else."""
    source = LAW / SCOTLAND
    (folder / "duties").mkdir()
    for path in [*source.glob("*.toml"), *source.glob("duties/*.toml")]:
        (folder / path.relative_to(source)).write_text(path.read_text())
    (folder / "duties" / "9-local.toml").write_text(LOCAL_FIVE.replace("FORCE", CITE.replace("FORCE", force) + more))
    return read(folder, SCOTLAND)


REMOVED = Overlay("child-protection-committee", removed=(date(2026, 11, 30),), authority="Council minute")
ADDED = Overlay("child-protection-committee", added=((date(2026, 12, 2), "Local holiday"),))
EASTER = Overlay("child-protection-committee", added=((date(2027, 3, 29), "Easter Monday"),))
ELSEWHERE = Overlay("agency", added=((date(2026, 12, 2), "Local holiday"),))
EXPIRED = Overlay("child-protection-committee", removed=(date(2026, 11, 30),), until_on=date(2025, 12, 31))


@pytest.mark.parametrize(
    ("start", "overlay", "due"),
    [
        (FRI_27_NOV, None, date(2026, 12, 7)),
        (FRI_27_NOV, REMOVED, date(2026, 12, 4)),
        (FRI_27_NOV, ADDED, date(2026, 12, 8)),
        (FRI_27_NOV, ELSEWHERE, date(2026, 12, 7)),
        (FRI_27_NOV, EXPIRED, date(2026, 12, 7)),
        (WED_24_MAR_2027, None, date(2027, 4, 1)),
        (WED_24_MAR_2027, EASTER, date(2027, 4, 2)),
    ],
)
def test_local_days_move_a_local_duty(tmp_path, start, overlay, due):
    procedure = with_five_days(tmp_path, "local")
    local = Local(overlays=(overlay,) if overlay else ())
    found = [
        o for o in obligations(procedure, [Fact("review_referred", start)], local) if o.duty.id == "sco-local-five"
    ]
    assert found[0].due == due


@pytest.mark.parametrize("force", ["statute", "regulation", "guidance"])
def test_local_days_never_move_a_period_of_law_or_plain_guidance(tmp_path, force):
    facts = [Fact("review_referred", FRI_27_NOV)]
    found = obligations(with_five_days(tmp_path, force), facts, Local(overlays=(REMOVED,)))
    assert next(o.due for o in found if o.duty.id == "sco-local-five") == date(2026, 12, 7)


def test_local_days_move_guidance_that_leaves_the_day_to_the_body(tmp_path):
    procedure = with_five_days(tmp_path, "guidance", "\nleaves_days_to_body = true")
    found = obligations(procedure, [Fact("review_referred", FRI_27_NOV)], Local(overlays=(REMOVED,)))
    assert next(o.due for o in found if o.duty.id == "sco-local-five") == date(2026, 12, 4)


EVERYWHERE = ("england", "wales", "scotland", "northern-ireland")


def test_a_day_proclaimed_after_release_moves_open_clocks_and_not_closed_ones():
    day = ProclaimedDay(date(2026, 12, 7), "A one-off holiday", EVERYWHERE, date(2026, 12, 1), "Royal Proclamation")
    local = Local(days_proclaimed=(day,))
    sent = Fact("notification_submitted", MON_23_NOV)
    still = owed("eng-rapid-review", (sent,), local)
    assert still.due == date(2026, 12, 15)
    assert [(move.from_on, move.to_on) for move in still.moved] == [(date(2026, 12, 14), date(2026, 12, 15))]
    assert "2026-12-07 (A one-off holiday)" in str(reason_in_words(still.moved[0]))
    closed = owed("eng-rapid-review", (sent, Fact("rapid_review_sent", FRI_27_NOV)), local)
    assert (closed.due, closed.moved) == (date(2026, 12, 14), ())


@pytest.mark.parametrize(
    ("nation", "start", "before", "after", "day"),
    [
        ("england", MON_12_SEP_2022, date(2022, 9, 19), date(2022, 9, 20), date(2022, 9, 19)),
        ("england", THU_15_SEP_2022, date(2022, 9, 22), date(2022, 9, 23), date(2022, 9, 19)),
        ("scotland", THU_11_JUN, date(2026, 6, 18), date(2026, 6, 19), date(2026, 6, 15)),
    ],
)
def test_five_days_before_and_after_the_declaration(nation, start, before, after, day):
    days = calendar(nation)
    known_from = next(p.known_from for p in days.proclaimed if p.day == day)
    assert days.known_on(date.fromordinal(known_from.toordinal() - 1)).after(start, 5) == before
    assert days.known_on(known_from).after(start, 5) == after == days.after(start, 5)


def test_an_empty_addition_changes_nothing():
    facts = (Fact("notification_submitted", MON_23_NOV),)
    assert obligations(load(ENGLAND), facts, Local()) == obligations(load(ENGLAND), facts)
