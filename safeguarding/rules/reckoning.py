"""One period on one calendar, reckoned once for each start and remembered. The facts are in clock.py.

A calendar has editions, one for each holiday proclaimed late. A closed clock keeps the one it closed under.
"""

from bisect import bisect_right
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from safeguarding.rules.periods import act_by
from safeguarding.rules.phrases import Period, parse
from safeguarding.rules.workdays import Calendar


class Reckoned(NamedTuple):
    """A date and what goes with it. Provisional: it counts working days past the last published list."""

    due: date | None
    act_by: date | None
    is_provisional: bool
    calendar: Calendar


class Reckoner:
    """Dates of one period on one calendar. From `settled_on` every holiday of that calendar was known."""

    __slots__ = ("_known_froms", "_memory", "calendar", "edition", "period", "phrase", "settled_on", "undated")

    def __init__(self, period: Period, calendar: Calendar) -> None:
        self.period, self.calendar = period, calendar
        # Only counted working days can be moved by a holiday declared late.
        late = calendar.proclaimed if period.counts_working_days else ()
        self._known_froms = sorted({p.known_from for p in late})
        self.edition = len(self._known_froms)
        self.settled_on = max(self._known_froms, default=date.min)
        self._memory: dict[tuple[date, int], Reckoned] = {}
        self.phrase = period.phrase
        # What every start comes to where the law sets no period.
        self.undated = None if period.has_date else Reckoned(None, None, False, calendar)

    def edition_on(self, day: date) -> int:
        return self.edition if day >= self.settled_on else bisect_right(self._known_froms, day)

    def reckon(self, start: date, edition: int) -> Reckoned:
        if self.undated is not None:
            return self.undated
        key = (start, edition)
        known = self._memory.get(key)
        if known is None:
            known = self._memory[key] = self._reckon(start, self.calendar_of(edition))
        return known

    def dated(self, due: date, edition: int) -> Reckoned:
        """A date given from outside, such as an extension, with the last working day before it."""
        calendar = self.calendar_of(edition)
        is_provisional = self.period.counts_working_days and calendar.is_provisional(due)
        return Reckoned(due, act_by(due, calendar), is_provisional, calendar)

    def calendar_of(self, edition: int) -> Calendar:
        if edition == self.edition:
            return self.calendar
        return self.calendar.known_on(self._known_froms[edition - 1] if edition else date.min)

    def _reckon(self, start: date, calendar: Calendar) -> Reckoned:
        due = self.period.due(start, calendar)
        if self.period.counts_working_days:
            return Reckoned(due, due, calendar.is_provisional(due), calendar)
        return Reckoned(due, due if self.period.is_floor else act_by(due, calendar), False, calendar)


@lru_cache(maxsize=1024)
def reckoner(phrase: str, calendar: Calendar) -> Reckoner:
    return Reckoner(parse(phrase), calendar)
