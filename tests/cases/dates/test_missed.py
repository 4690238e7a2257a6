"""A breach is named of law alone, and only to those who owe it."""

from datetime import date

import pytest

from safeguarding import today
from safeguarding.cases.models import Case, Due
from safeguarding.cases.overview import owed
from safeguarding.cases.views.dates import missed
from safeguarding.rules.procedure import load
from tests.making import ENGLAND

MON_2_MAR, FRI_27_MAR = date(2026, 3, 2), date(2026, 3, 27)
ADVANCE_COPY = "eng-advance-copy"
PARTNERS = frozenset({"safeguarding-partners"})


def late(duty: str) -> str:
    due = Due(case=Case(procedure=ENGLAND), duty=duty, started_on=MON_2_MAR, due_on=MON_2_MAR)
    return missed(owed(due, load(ENGLAND), on=FRI_27_MAR), PARTNERS)


def test_a_period_of_regulation_that_has_passed_is_a_breach_to_those_who_owe_it() -> None:
    assert late(ADVANCE_COPY) == "A breach of regulation."


def test_to_anybody_else_it_is_past_its_date_and_no_more() -> None:
    due = Due(case=Case(procedure=ENGLAND), duty=ADVANCE_COPY, started_on=MON_2_MAR, due_on=MON_2_MAR)
    assert missed(owed(due, load(ENGLAND), on=FRI_27_MAR), frozenset()) == ""


@pytest.mark.parametrize(
    ("duty", "words"),
    [
        ("eng-rapid-review", "Outside guidance: a reason is needed."),
        ("eng-rapid-review-plan", "Late against the local plan."),
    ],
)
def test_guidance_and_local_plans_are_never_breached(duty: str, words: str) -> None:
    assert late(duty) == words


def test_a_date_that_has_not_passed_says_nothing() -> None:
    due = Due(case=Case(procedure=ENGLAND), duty=ADVANCE_COPY, started_on=MON_2_MAR, due_on=today.today())
    assert missed(owed(due, load(ENGLAND), on=MON_2_MAR), PARTNERS) == ""
