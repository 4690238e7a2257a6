"""Counting working days beside numpy.busday_offset and workalendar, one date at a time, as the product does.

Run: python benchmarks/counting.py. Prints microseconds a date, the ratio to ours, and where an answer differs.
"""

import random
import time
from collections.abc import Callable
from datetime import date, timedelta

import numpy
from workalendar.europe import UnitedKingdom

from safeguarding.rules.workdays import calendar

DATES, COUNT = 20_000, 15
FIRST, LAST = date(2019, 1, 1), date(2028, 11, 30)


def timed(count: Callable[[date], date], starts: list[date]) -> tuple[float, list[date]]:
    """Seconds, the best of three, and the answers."""
    best, answers = float("inf"), []
    for _ in range(3):
        begin = time.process_time()
        answers = [count(start) for start in starts]
        best = min(best, time.process_time() - begin)
    return best, answers


def main() -> None:
    dice = random.Random(7)
    span = (LAST - FIRST).days
    starts = [FIRST + timedelta(days=dice.randrange(span)) for _ in range(DATES)]
    ours_days = calendar("england")
    theirs = numpy.busdaycalendar(holidays=[numpy.datetime64(day) for day in ours_days.holidays])
    other = UnitedKingdom()

    def with_numpy(start: date) -> date:
        # A start that is no working day rolls back first: day 1 is then the next working day.
        found = numpy.busday_offset(start, COUNT, roll="backward", busdaycal=theirs)
        return found.astype(date)

    ours, right = timed(lambda start: ours_days.after(start, COUNT), starts)
    rows = [("ours", ours, right), ("numpy.busday_offset", *timed(with_numpy, starts))]
    slow = starts[: DATES // 20]
    spent, answers = timed(lambda start: other.add_working_days(start, COUNT), slow)
    rows.append(("workalendar", spent * DATES / len(slow), answers))
    for name, seconds, found in rows:
        differ = sum(a != b for a, b in zip(found, right, strict=False))
        each = seconds / DATES * 1e6
        print(f"{name:20} {each:8.2f} microseconds, {seconds / ours:6.1f} x ours, {differ} of {len(found)} differ")


if __name__ == "__main__":
    main()
