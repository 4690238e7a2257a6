"""What each way the law says "by when" means, as arithmetic on dates. The words themselves are in phrases.py.

Calendar-day and month periods are never moved for weekends: act_by says the last working day in time.
"""

from calendar import monthrange
from datetime import date, timedelta

from safeguarding.rules.workdays import Calendar


def working_days_after(start: date, count: int, calendar: Calendar) -> date:
    """The start is day 0; the last day in time is the count-th working day after it."""
    return calendar.after(start, count)


def working_days_before(anchor: date, count: int, calendar: Calendar) -> date:
    return calendar.before(anchor, count)


def days_after(start: date, count: int) -> date:
    return start + timedelta(days=count)


def days_before(anchor: date, count: int) -> date:
    """The day itself is in time."""
    return anchor - timedelta(days=count)


def clear_days_before(anchor: date, count: int) -> date:
    """Neither end counts; weekends and holidays do."""
    return anchor - timedelta(days=count + 1)


def weeks_after(start: date, count: int) -> date:
    return days_after(start, 7 * count)


def weeks_before(anchor: date, count: int) -> date:
    return days_before(anchor, 7 * count)


def months_after(start: date, count: int) -> date:
    """The same day number so many months on, or the last day of a month that lacks it."""
    month = start.month - 1 + count
    year, month = start.year + month // 12, month % 12 + 1
    if not date.min.year <= year <= date.max.year:
        raise OverflowError("there is no such year")
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def month_including(start: date) -> date:
    """One month that begins with the start day: it ends the day before the same number next month."""
    same = months_after(start, 1)
    return same if same.day != start.day else same - timedelta(days=1)


def lookback_months(anchor: date, count: int) -> tuple[date, date]:
    """The window of months preceding: it ends the day before the anchor."""
    return months_after(anchor, -count), anchor - timedelta(days=1)


def timeline_months(anchor: date, count: int) -> tuple[date, date]:
    """The window a timeline covers: from so many months before, to the day itself."""
    return months_after(anchor, -count), anchor


def public_for_years(published: date, count: int) -> date:
    """The first day on which it may come down: the day after the count-th anniversary."""
    return months_after(published, 12 * count) + timedelta(days=1)


def every_12_months(last: date) -> date:
    return months_after(last, 12)


def by_date(start: date, month: int, day: int) -> date:
    """The first such date on or after the start; the day itself is in time."""
    this_year = date(start.year, month, day)
    return this_year if this_year >= start else months_after(this_year, 12)


def before_date(start: date, month: int, day: int) -> date:
    """The last day in time is the day before the date named."""
    named = date(start.year, month, day)
    return (named if named > start else months_after(named, 12)) - timedelta(days=1)


def coupled(start: date) -> date:
    """At the point of, at the same time: the same day."""
    return start


def act_by(due: date, calendar: Calendar) -> date:
    """The due date when it is a working day, else the last working day before it."""
    return calendar.on_or_before(due)


def earliest_after_working_days(sent: date, count: int, calendar: Calendar) -> date:
    """The reverse of working_days_before: the first working day whose count-th one before is not past."""
    return calendar.after(calendar.after(days_before(sent, 1), count), 1)


def earliest_after_days(sent: date, count: int) -> date:
    """The reverse of days_before."""
    return sent + timedelta(days=count)
