"""Working days: calendars per nation, counted by bisection. What a phrase of law means is in periods.py.

Holidays come from the package `holidays`; law/calendars.toml adds days proclaimed late and the reach.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays
from pydantic import Field

from safeguarding.rules.lawfile import Entry, LawFault, fit, near, read_toml
from safeguarding.rules.text import Text, composed

LAW = Path(__file__).parent / "law"
LONDON = ZoneInfo("Europe/London")
SATURDAY = 5
WITH_LOCAL_DAYS = Text(en="{calendar}, with local days")


class OutsideTheCalendar(ValueError):
    """A date beyond the reach of the calendars: refused, never guessed. `day` is where the counting began."""

    def __init__(self, sentence: str, day: date) -> None:
        super().__init__(sentence)
        self.day = day


@dataclass(frozen=True, slots=True)
class ProclaimedDay:
    """A bank holiday declared late: the nations it holds in, and the day from which it was known."""

    day: date
    name: str
    nations: tuple[str, ...]
    known_from: date
    source: str = ""


class CalendarEntry(Entry):
    nation: str
    title: Text
    subdivision: str


class ProclaimedEntry(Entry):
    day: date
    title: Text
    nations: tuple[str, ...]
    known_from: date
    source: str


class Calendars(Entry):
    """The file calendars.toml."""

    first_year: int
    known_last_year: int
    last_year: int
    calendar: tuple[CalendarEntry, ...]
    proclaimed: tuple[ProclaimedEntry, ...] = Field(default=())


class Calendar:
    """The working days of one nation (or of one body, after an overlay): made once, then only looked up."""

    __slots__ = (
        "_dates",
        "_ordinals",
        "first",
        "holidays",
        "known_through",
        "last",
        "nation",
        "proclaimed",
        "title",
    )

    def __init__(
        self,
        nation: str,
        title: Text,
        holidays: dict[date, str],
        proclaimed: tuple[ProclaimedDay, ...],
        *,
        first: date,
        known_through: date,
        last: date,
    ) -> None:
        self.nation, self.title, self.holidays, self.proclaimed = nation, title, holidays, proclaimed
        self.first, self.known_through, self.last = first, known_through, last
        away = {day.toordinal() for day in holidays}
        self._ordinals = [
            n for n in range(first.toordinal(), last.toordinal() + 1) if (n - 1) % 7 < SATURDAY and n not in away
        ]
        self._dates = [date.fromordinal(n) for n in self._ordinals]

    def is_working(self, day: date) -> bool:
        self._reach(day)
        return day.weekday() < SATURDAY and day not in self.holidays

    def why_not_working(self, day: date) -> str | None:
        """The holiday's name, "weekend", or nothing on a working day."""
        return "weekend" if day.weekday() >= SATURDAY else self.holidays.get(day)

    def is_provisional(self, day: date) -> bool:
        """Past the last published list: computed from the fixed-date and Easter rules."""
        return day > self.known_through

    def after(self, day: date, count: int) -> date:
        """The count-th working day after a day, which is not itself counted."""
        place = bisect_right(self._ordinals, day.toordinal()) + count - 1
        if day < self.first or place >= len(self._dates):
            raise self._refusal(day)
        return self._dates[place]

    def before(self, day: date, count: int) -> date:
        """The count-th working day before a day, which is not itself counted."""
        place = bisect_left(self._ordinals, day.toordinal()) - count
        if day > self.last or place < 0:
            raise self._refusal(day)
        return self._dates[place]

    def on_or_before(self, day: date) -> date:
        """The day itself when it is a working day, else the last one before it."""
        place = bisect_right(self._ordinals, day.toordinal()) - 1
        if day > self.last or place < 0:
            raise self._refusal(day)
        return self._dates[place]

    def between(self, first: date, last: date) -> int:
        """How many working days lie after `first`, up to and with `last`: what `after` counts, asked the other way."""
        self._reach(first)
        self._reach(last)
        return bisect_right(self._ordinals, last.toordinal()) - bisect_right(self._ordinals, first.toordinal())

    def known_on(self, day: date) -> "Calendar":
        """This calendar as it stood on a day: without the holidays proclaimed later."""
        unknown = frozenset(p for p in self.proclaimed if p.known_from > day)
        return _without(self, unknown) if unknown else self

    def _reach(self, day: date) -> None:
        if not self.first <= day <= self.last:
            raise self._refusal(day)

    def _refusal(self, day: date) -> OutsideTheCalendar:
        return OutsideTheCalendar(
            f"counting from {day.isoformat()} leaves the calendar '{self.title}', which runs from "
            f"{self.first.year} to {self.last.year}; check the date, or extend the years in "
            "rules/law/calendars.toml.",
            day,
        )


@cache
def calendars() -> Calendars:
    """calendars.toml, checked."""
    file = "law/calendars.toml"
    return fit(Calendars, read_toml(LAW / "calendars.toml", name=file), file=file, entry_id="calendars")


@lru_cache(maxsize=256)
def calendar(nation: str, extra: tuple[ProclaimedDay, ...] = ()) -> Calendar:
    """The calendar of a nation, with days proclaimed since the law files were written."""
    law = calendars()
    entry = next((entry for entry in law.calendar if entry.nation == nation), None)
    if entry is None:
        known = (entry.nation for entry in law.calendar)
        raise LawFault(f"no calendar for nation '{nation}'{near(nation, known)}", file="law/calendars.toml")
    years = range(law.first_year, law.last_year + 1)
    days = dict(holidays.country_holidays("GB", subdiv=entry.subdivision, years=years).items())
    shipped = (ProclaimedDay(p.day, p.title.en, p.nations, p.known_from, p.source) for p in law.proclaimed)
    late = tuple(p for p in (*shipped, *extra) if nation in p.nations)
    days.update({p.day: p.name for p in late})
    return Calendar(
        nation,
        entry.title,
        days,
        late,
        first=date(law.first_year, 1, 1),
        known_through=date(law.known_last_year, 12, 31),
        last=date(law.last_year, 12, 31),
    )


@lru_cache(maxsize=256)
def _without(base: Calendar, unknown: frozenset[ProclaimedDay]) -> Calendar:
    gone = {p.day for p in unknown}
    return _changed(base, {day: name for day, name in base.holidays.items() if day not in gone}, base.title)


@lru_cache(maxsize=256)
def overlaid(base: Calendar, added: tuple[tuple[date, str], ...], removed: tuple[date, ...]) -> Calendar:
    """A body's own calendar: local holidays added, bank holidays on which it works removed."""
    kept = {day: name for day, name in base.holidays.items() if day not in removed}
    return _changed(base, kept | dict(added), composed(WITH_LOCAL_DAYS, calendar=base.title))


def _changed(base: Calendar, days: dict[date, str], title: Text) -> Calendar:
    return Calendar(
        base.nation,
        title,
        days,
        base.proclaimed,
        first=base.first,
        known_through=base.known_through,
        last=base.last,
    )


def london_date(instant: datetime) -> date:
    """The day that counts for an instant: the date in Europe/London."""
    if instant.tzinfo is None:
        raise ValueError(f"{instant.isoformat()} has no time zone; add one, like +00:00 or Z.")
    return instant.astimezone(LONDON).date()
