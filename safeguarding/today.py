"""The only reader of the clock. A page, job, command or test asks here which day it is, and tests and the
demonstration's time machine turn it here. What a day means for a period lives in `rules/`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

_turned_by: ContextVar[timedelta] = ContextVar("turned_by", default=timedelta())


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC) + _turned_by.get()


def today() -> date:
    """The day that counts for every period: the date in London."""
    return now().astimezone(LONDON).date()


def london(moment: datetime) -> datetime:
    """The same moment as a clock on the wall in London shows it."""
    return moment.astimezone(LONDON)


def london_moment(on: date, at: time) -> datetime:
    """The aware moment at which clocks in London show `at` on `on`."""
    return datetime.combine(on, at, LONDON)


@contextmanager
def turned_to(day: date, at: time | None = None) -> Iterator[None]:
    """Until the block ends it is `day`, at the present time of day or `at` that time in London. For tests, the
    demonstration and its time machine."""
    token = _turned_by.set(timedelta())
    if at is None:
        _turned_by.set(timedelta(days=(day - today()).days))
    else:
        _turned_by.set(london_moment(day, at) - now())
    try:
        yield
    finally:
        _turned_by.reset(token)
