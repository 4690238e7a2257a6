"""When an action past its date is taken up, and with whom."""

from datetime import date

import pytest

from safeguarding.rules.past_date import MOST, Steps, steps_come
from safeguarding.rules.workdays import calendar

WED_1_JUL, WED_8_JUL, TUE_7_JUL, WED_22_JUL, WED_12_AUG = (
    date(2026, 7, 1), date(2026, 7, 8), date(2026, 7, 7), date(2026, 7, 22), date(2026, 8, 12),
)  # fmt: skip
ENGLAND = calendar("england")


@pytest.mark.parametrize(
    ("on", "come"),
    [
        (WED_1_JUL, ()),
        (TUE_7_JUL, ()),
        (WED_8_JUL, ("lead",)),
        (WED_22_JUL, ("lead", "manager")),
        (WED_12_AUG, ("lead", "manager", "holder")),
    ],
)
def test_the_steps_come_by_working_days(on: date, come: tuple[str, ...]) -> None:
    assert steps_come(WED_1_JUL, on, Steps(), ENGLAND) == come


@pytest.mark.parametrize(
    ("steps", "is_in_order"),
    [(Steps(), True), (Steps(5, 5, 30), False), (Steps(0, 15, 30), False), (Steps(5, 15, MOST + 1), False)],
)
def test_each_step_comes_after_the_one_before(steps: Steps, is_in_order: bool) -> None:
    assert steps.is_in_order is is_in_order
