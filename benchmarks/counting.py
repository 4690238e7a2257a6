"""Counting working days beside numpy.busday_offset and workalendar, one date at a time, as the product does.

Alone: python -m benchmarks.counting.
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

import numpy
from workalendar.europe import UnitedKingdom

from benchmarks.figures import Line, Part, Table, spread
from safeguarding.rules.workdays import calendar

DATES, COUNT, RUNS = 20_000, 15, 5
SLOWER = 20
"""The third way is asked for one date in so many: it takes tens of times longer."""
FIRST, LAST = date(2019, 1, 1), date(2028, 11, 30)


@dataclass(slots=True)
class Way:
    """One way of counting, with what it took and answered."""

    name: str
    count: Callable[[date], date]
    starts: list[date]
    microseconds: list[float]
    answers: list[date]


def measure(*, dates: int = DATES, runs: int = RUNS) -> Part:
    """Every way in turn, so many times over."""
    ways = _ways(dates)
    for _ in range(runs):
        for way in ways:
            _time(way)
    return _told(ways, dates)


def _ways(dates: int) -> list[Way]:
    dice = random.Random(7)
    span = (LAST - FIRST).days
    starts = [FIRST + timedelta(days=dice.randrange(span)) for _ in range(dates)]
    ours, other = calendar("england"), UnitedKingdom()
    theirs = numpy.busdaycalendar(holidays=[numpy.datetime64(day) for day in ours.holidays])

    def with_numpy(start: date) -> date:
        # A start that is no working day rolls back first: day 1 is then the next working day.
        found: date = numpy.busday_offset(start, COUNT, roll="backward", busdaycal=theirs).astype(date)
        return found

    return [
        Way("ours", lambda start: ours.after(start, COUNT), starts, [], []),
        Way("numpy.busday_offset", with_numpy, starts, [], []),
        Way("workalendar", lambda start: other.add_working_days(start, COUNT), starts[: dates // SLOWER or 1], [], []),
    ]


def _time(way: Way) -> None:
    begin = time.process_time()
    way.answers = [way.count(start) for start in way.starts]
    way.microseconds.append((time.process_time() - begin) / len(way.starts) * 1e6)


def _told(ways: list[Way], dates: int) -> Part:
    ours = ways[0]
    part = Part("Counting working days", f"{COUNT} working days on from each of {dates:,} days, one date at a time.")
    table = Table(("Way", "Microseconds a date", "Ratio to ours", "Answers that differ from ours"))
    for way in ways:
        ratio = median(way.microseconds) / median(ours.microseconds)
        differ = sum(a != b for a, b in zip(way.answers, ours.answers, strict=False))
        table.rows.append(
            (way.name, spread(way.microseconds, "µs"), f"{ratio:.1f}", f"{differ} of {len(way.answers):,}")
        )
        if way is not ours:
            told = spread(way.microseconds, "µs")
            part.lines.append(Line(f"Counting: `{way.name}` against ours", "–", told, ratio, None))
    part.tables.append(table)
    return part


def main() -> None:
    from benchmarks.report import told

    print(told(measure()))


if __name__ == "__main__":
    main()
