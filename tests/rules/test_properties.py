"""Properties of counting, for any start and any count."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from safeguarding.rules import periods
from safeguarding.rules.workdays import calendar

NATIONS = st.sampled_from(("england", "wales", "scotland", "northern-ireland"))
DAYS = st.dates(date(2015, 1, 1), date(2055, 12, 31))
COUNTS = st.integers(1, 60)


@given(NATIONS, DAYS, COUNTS)
def test_a_working_day_due_is_a_working_day(nation, start, count):
    days = calendar(nation)
    assert days.is_working(days.after(start, count))
    assert days.is_working(days.before(start, count))


@given(NATIONS, DAYS, COUNTS)
def test_one_more_day_is_never_earlier(nation, start, count):
    days = calendar(nation)
    assert days.after(start, count + 1) > days.after(start, count)
    assert days.before(start, count + 1) < days.before(start, count)
    assert days.after(start + timedelta(days=1), count) >= days.after(start, count)


@given(NATIONS, DAYS, COUNTS)
def test_counting_back_undoes_counting_on_from_a_working_day(nation, start, count):
    days = calendar(nation)
    worked = days.on_or_before(start)
    assert days.before(days.after(worked, count), count) == worked


@given(NATIONS, DAYS, COUNTS)
def test_the_days_between_hold_exactly_the_count(nation, start, count):
    days = calendar(nation)
    due = days.after(start, count)
    between = (start + timedelta(days=n) for n in range(1, (due - start).days + 1))
    assert sum(days.is_working(day) for day in between) == count


@given(DAYS, st.integers(1, 30))
def test_the_earliest_publication_is_the_first_working_day_whose_advance_copy_is_in_time(sent, count):
    days = calendar("england")
    planned = periods.earliest_after_working_days(sent, count, days)
    assert days.before(planned, count) >= sent
    assert days.before(days.before(planned, 1), count) < sent


@given(DAYS, st.integers(1, 60))
def test_months_on_keep_the_day_or_take_the_last(start, count):
    due = periods.months_after(start, count)
    assert (due.year * 12 + due.month) - (start.year * 12 + start.month) == count
    assert due.day == start.day or (due.day < start.day and (due + timedelta(days=1)).day == 1)


@given(DAYS)
def test_a_month_that_includes_its_first_day_is_one_day_shorter_or_ends_the_month(start):
    last, same = periods.month_including(start), periods.months_after(start, 1)
    assert last == same - timedelta(days=1) if same.day == start.day else last == same


@given(NATIONS, DAYS)
def test_the_day_to_act_by_is_worked_and_never_after_the_date(nation, due):
    days = calendar(nation)
    last = periods.act_by(due, days)
    assert last <= due
    assert days.is_working(last)
    assert (last == due) == days.is_working(due)
