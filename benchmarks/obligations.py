"""How long obligations and standing of ten thousand cases with full histories take on one core.

Alone: python -m benchmarks.obligations. The first run reckons every date anew; later ones find some remembered.
"""

import random
import time
from datetime import date, timedelta
from statistics import median

from benchmarks.figures import Line, Part, Table, spread
from safeguarding.rules.clock import Fact, obligations, standing_of
from safeguarding.rules.procedure import load

BUDGET = 1.0  # seconds for 10,000 cases
FIRST, LAST, TODAY = date(2019, 1, 7), date(2026, 11, 20), date(2026, 11, 23)
HISTORY = (
    ("first_call_taken", 0), ("incident_known_to_la", 0), ("children_made_safe", 0), ("position_recorded", 2),
    ("threshold_agreed", 3), ("decided_to_notify", 3), ("notification_submitted", 4), ("partners_told", 4),
    ("home_area_told", 5), ("rapid_review_commissioned", 6), ("agency_letters_sent", 7),
    ("agency_return_received", 15), ("agency_returns_in", 19), ("rapid_review_meeting_held", 21),
    ("local_criteria_recorded", 22), ("rapid_review_signed_off", 24), ("rapid_review_sent", 25),
    ("review_decided", 25), ("panel_reply_received", 40), ("start_notice_sent", 41), ("reviewer_appointed", 60),
    ("review_started", 62), ("information_requested", 65), ("information_requested", 66),
    ("information_requested", 67), ("information_returned", 80), ("information_returned", 85),
    ("practitioner_event_held", 120), ("delay_foreseen", 150), ("delay_reasons_sent", 152),
    ("report_drafted", 180), ("report_accepted", 210), ("publication_planned", 240), ("report_sent", 230),
    ("report_published", 240), ("nspcc_deposited", 245), ("plan_closed", 400),
)  # fmt: skip


def histories(cases: int, *, seed: int = 7) -> list[tuple[Fact, ...]]:
    """Cases with every stage behind them, spread over eight years, no two alike."""
    dice = random.Random(seed)
    span = (LAST - FIRST).days
    made = []
    for case in range(cases):
        start = FIRST + timedelta(days=dice.randrange(span))
        facts = [
            Fact(event, start + timedelta(days=after + dice.randrange(3)), id=f"{case}-{place}")
            for place, (event, after) in enumerate(HISTORY)
        ]
        facts.append(
            Fact(
                "duty_extended",
                start + timedelta(days=150),
                duty="eng-complete-review",
                until=start + timedelta(days=300),
                reason="The inquest had to end first.",
            )
        )
        if case % 5 == 0:  # one in five has a corrected start
            known = facts[1]
            facts.append(Fact(known.event, known.on - timedelta(days=1), id=f"{case}-c", supersedes=known.id))
        made.append(tuple(facts))
    return made


def measure(*, cases: int = 10_000, runs: int = 5) -> Part:
    """Processor seconds of each run over all the histories."""
    procedure = load("england/child-safeguarding-practice-review")
    made = histories(cases)
    obligations(procedure, made[0])  # the law is loaded once, not once a case
    spent = []
    owed = late = 0
    for _ in range(runs):
        begin = time.process_time()
        owed = late = 0
        for facts in made:
            for obligation in obligations(procedure, facts):
                owed += 1
                late += standing_of(obligation, TODAY) in ("late", "met-late")
        spent.append(time.process_time() - begin)
    allowed = BUDGET * cases / 10_000
    part = Part(
        "Obligations and standing",
        f"{cases:,} cases with {sum(map(len, made)):,} facts on one core; {owed:,} obligations, {late:,} past their "
        "date.",
    )
    table = Table(("Run", "Processor seconds", "Microseconds a case", "Of the budget"))
    for name, seconds in (("the first", spent[0]), ("median of all", median(spent))):
        table.rows.append((name, f"{seconds:.3f}", f"{seconds / cases * 1e6:.0f}", f"{seconds / allowed:.2f}"))
    part.tables.append(table)
    ratio = median(spent) / allowed
    what = f"Obligations and standing of {cases:,} cases, full histories, one core"
    part.lines.append(Line(what, f"≤ {allowed:g} s", spread(spent, "s"), ratio, ratio <= 1))
    return part


def main() -> None:
    from benchmarks.report import told

    print(told(measure()))


if __name__ == "__main__":
    main()
