"""The day is the one it was turned to, at every hour of London: clocks there change in spring and autumn."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from safeguarding import today

LATE_IN_WINTER = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)
"""Half past eleven at night; in June that moment of the day in UTC is tomorrow already."""
EARLY_IN_SUMMER = datetime(2026, 6, 2, 23, 30, tzinfo=UTC)
"""Half past midnight on the third; in January it is the day before still."""


@pytest.fixture(params=[LATE_IN_WINTER, EARLY_IN_SUMMER], ids=["late in winter", "early in summer"])
def clock(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> datetime:
    """The machine's clock, standing still."""
    moment: datetime = request.param

    class Still(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
            return moment.astimezone(tz)

    monkeypatch.setattr(today, "datetime", Still)
    return moment


@pytest.mark.parametrize("day", [date(2026, 1, 5), date(2026, 6, 2), date(2027, 7, 1), date(2026, 12, 31)])
def test_it_is_the_day_it_was_turned_to(clock: datetime, day: date) -> None:
    with today.turned_to(day):
        assert today.today() == day
        assert today.london(today.now()).time() == today.london(clock).time()
        with today.turned_to(date(2026, 2, 3)):
            assert today.today() == date(2026, 2, 3)
        assert today.today() == day


@pytest.mark.parametrize("day", [date(2026, 1, 5), date(2027, 7, 1)])
def test_it_is_the_day_that_is_set_for_all(clock: datetime, day: date, tmp_path: Path) -> None:
    today.follow(tmp_path / "day")
    try:
        today.set_for_all(day)
        assert today.today() == day
        with today.turned_to(date(2026, 6, 2)):
            assert today.today() == date(2026, 6, 2)
    finally:
        today.follow(None)
