"""Bank holidays against a second source: the official lists for 2019 to 2028, typed from them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguarding.rules import workdays
from safeguarding.rules.lawfile import LawFault
from safeguarding.rules.workdays import OutsideTheCalendar, calendar, london_date

# Month-day of every weekday that is a bank holiday.
ENGLAND = {
    2019: "0101 0419 0422 0506 0527 0826 1225 1226",
    2020: "0101 0410 0413 0508 0525 0831 1225 1228",
    2021: "0101 0402 0405 0503 0531 0830 1227 1228",
    2022: "0103 0415 0418 0502 0602 0603 0829 0919 1226 1227",
    2023: "0102 0407 0410 0501 0508 0529 0828 1225 1226",
    2024: "0101 0329 0401 0506 0527 0826 1225 1226",
    2025: "0101 0418 0421 0505 0526 0825 1225 1226",
    2026: "0101 0403 0406 0504 0525 0831 1225 1228",
    2027: "0101 0326 0329 0503 0531 0830 1227 1228",
    2028: "0103 0414 0417 0501 0529 0828 1225 1226",
}
SCOTLAND = {
    2019: "0101 0102 0419 0506 0527 0805 1202 1225 1226",
    2020: "0101 0102 0410 0508 0525 0803 1130 1225 1228",
    2021: "0101 0104 0402 0503 0531 0802 1130 1227 1228",
    2022: "0103 0104 0415 0502 0602 0603 0801 0919 1130 1226 1227",
    2023: "0102 0103 0407 0501 0508 0529 0807 1130 1225 1226",
    2024: "0101 0102 0329 0506 0527 0805 1202 1225 1226",
    2025: "0101 0102 0418 0505 0526 0804 1201 1225 1226",
    2026: "0101 0102 0403 0504 0525 0615 0803 1130 1225 1228",
    2027: "0101 0104 0326 0503 0531 0802 1130 1227 1228",
    2028: "0103 0104 0414 0501 0529 0807 1130 1225 1226",
}
NORTHERN_IRELAND = {
    2019: "0101 0318 0419 0422 0506 0527 0712 0826 1225 1226",
    2020: "0101 0317 0410 0413 0508 0525 0713 0831 1225 1228",
    2021: "0101 0317 0402 0405 0503 0531 0712 0830 1227 1228",
    2022: "0103 0317 0415 0418 0502 0602 0603 0712 0829 0919 1226 1227",
    2023: "0102 0317 0407 0410 0501 0508 0529 0712 0828 1225 1226",
    2024: "0101 0318 0329 0401 0506 0527 0712 0826 1225 1226",
    2025: "0101 0317 0418 0421 0505 0526 0714 0825 1225 1226",
    2026: "0101 0317 0403 0406 0504 0525 0713 0831 1225 1228",
    2027: "0101 0317 0326 0329 0503 0531 0712 0830 1227 1228",
    2028: "0103 0317 0414 0417 0501 0529 0712 0828 1225 1226",
}
LISTS = {"england": ENGLAND, "wales": ENGLAND, "scotland": SCOTLAND, "northern-ireland": NORTHERN_IRELAND}


@pytest.mark.parametrize("nation", LISTS)
@pytest.mark.parametrize("year", range(2019, 2029))
def test_every_weekday_bank_holiday_agrees_with_the_official_list(nation, year):
    days = calendar(nation)
    found = [day for day in sorted(days.holidays) if day.year == year and day.weekday() < 5]
    assert " ".join(f"{day:%m%d}" for day in found) == LISTS[nation][year]


def test_saint_davids_day_is_a_working_day_in_wales():
    assert calendar("wales").is_working(date(2027, 3, 1))


def test_christmas_eve_and_new_years_eve_are_working_days():
    assert calendar("england").is_working(date(2026, 12, 24))
    assert calendar("scotland").is_working(date(2026, 12, 31))


def test_an_unknown_nation_is_named_with_the_nearest():
    with pytest.raises(LawFault, match="no calendar for nation 'wale'; did you mean 'wales'"):
        calendar("wale")


@pytest.mark.parametrize(
    ("count", "day"),
    [
        ("after", date(2060, 12, 30)),
        ("after", date(2009, 12, 31)),
        ("before", date(2010, 1, 4)),
        ("before", date(2061, 1, 1)),
    ],
)
def test_counting_past_the_reach_is_refused_with_the_cure(count, day):
    with pytest.raises(OutsideTheCalendar, match=r"2010 to 2060; check the date, or extend the years") as refused:
        getattr(calendar("england"), count)(day, 5)
    assert refused.value.day == day


@pytest.mark.parametrize("day", [date(2009, 12, 31), date(2061, 1, 1), date.max])
def test_a_day_beyond_the_reach_is_neither_working_nor_not(day):
    with pytest.raises(OutsideTheCalendar):
        calendar("england").is_working(day)
    with pytest.raises(OutsideTheCalendar):
        calendar("england").on_or_before(day)


def test_a_date_past_the_published_lists_is_provisional():
    days = calendar("england")
    assert days.is_provisional(date(2029, 1, 2))
    assert not days.is_provisional(date(2028, 12, 31))


def test_the_day_that_counts_is_the_date_in_london():
    assert london_date(datetime.fromisoformat("2026-07-05T23:30:00+00:00")) == date(2026, 7, 6)
    with pytest.raises(ValueError, match="has no time zone"):
        london_date(datetime.fromisoformat("2026-07-05T23:30:00"))


def test_a_calendar_is_made_once():
    assert calendar("england") is calendar("england")
    assert workdays.calendars().known_last_year == 2028


def test_why_a_day_is_not_worked_is_told():
    days = calendar("england")
    assert days.why_not_working(date(2026, 4, 3)) == "Good Friday"
    assert days.why_not_working(date(2026, 4, 4)) == "weekend"
    assert days.why_not_working(date(2026, 4, 7)) is None


@given(st.dates(date(2019, 1, 1), date(2027, 6, 30)), st.integers(0, 60))
def test_between_is_what_after_counts(day: date, count: int) -> None:
    england = calendar("england")
    if count:
        assert england.between(day, england.after(day, count)) == count
    assert england.between(day, day) == 0
