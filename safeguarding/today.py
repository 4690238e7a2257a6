"""The only reader of the clock. A page, job, command or test asks here which day it is, and tests and the
demonstration's time machine turn it here: tests for a block, the time machine for every process of a demonstration, by
a file that each of them follows. What a day means for a period lives in `rules/`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

_turned_by: ContextVar[timedelta] = ContextVar("turned_by", default=timedelta())
_followed: Path | None = None


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _days_later(datetime.now(UTC), _days_followed()) + _turned_by.get()


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
        _turned_by.set(_days_later(now(), day - today()) - now())
    else:
        _turned_by.set(london_moment(day, at) - now())
    try:
        yield
    finally:
        _turned_by.reset(token)


def follow(file: Path | None) -> None:
    """From now on it is as many days later as the file says, in every process that follows it; none is followed unless
    told, and in production nobody tells (`ground/apps.py`)."""
    global _followed
    _followed = file


def set_for_all(day: date | None) -> None:
    """Let it be `day` wherever the file is followed, and a day later tomorrow; None goes back to the real day."""
    if _followed is None:
        raise RuntimeError("No file is followed: the day is set in the demonstration alone.")
    if day is None:
        _followed.unlink(missing_ok=True)
        return
    beside = _followed.with_name(f"{_followed.name}.new")
    beside.write_text(str((day - real_day()).days), encoding="utf-8")
    beside.replace(_followed)


def real_day() -> date:
    """The date in London, however the day is turned: for the time machine itself, and for nothing that counts."""
    return datetime.now(UTC).astimezone(LONDON).date()


def is_set_for_all() -> bool:
    """Whether the followed file says another day than the real one."""
    return bool(_days_followed())


def _days_later(moment: datetime, days: timedelta) -> datetime:
    """So many days later when clocks in London show the same: a day on which they are changed is shorter or longer."""
    return (london(moment) + days).astimezone(UTC)


def _days_followed() -> timedelta:
    """Asked for with every look at the clock, so the file is read again only when it has changed."""
    if _followed is None:
        return timedelta()
    try:
        changed = _followed.stat()
    except FileNotFoundError:
        return timedelta()
    return _read(_followed, changed.st_mtime_ns, changed.st_ino)


@lru_cache(maxsize=1)
def _read(file: Path, _changed_at: int, _which: int) -> timedelta:
    return timedelta(days=int(file.read_text(encoding="utf-8")))
