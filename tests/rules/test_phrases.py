"""The closed list of phrases: what is on it, and how a stranger is refused."""

from datetime import date

import pytest

from safeguarding.rules import phrases
from safeguarding.rules.phrases import EXAMPLES, PHRASES, UnknownPhrase, parse
from safeguarding.rules.text import Text
from safeguarding.rules.workdays import OutsideTheCalendar, calendar


def test_every_family_of_phrases_is_reached_by_an_example():
    assert {parse(words).function for words in EXAMPLES} == {phrase.function for phrase in PHRASES}


def test_every_function_of_the_reference_is_on_the_list():
    assert {phrase.function for phrase in PHRASES} == {
        "working_days_after", "working_days_before", "days_after", "days_before", "clear_days_before", "weeks_after",
        "weeks_before", "months_after", "month_including", "lookback_months", "timeline_months", "public_for_years",
        "every_12_months", "before_date", "by_date", "sequence", "coupled", "asap", "interval", "none",
    }  # fmt: skip


def test_an_unknown_phrase_prints_the_list_and_the_nearest():
    with pytest.raises(UnknownPhrase) as refused:
        parse("wihin 5 working days")
    said = str(refused.value)
    assert said.startswith(
        "unknown period 'wihin 5 working days'; did you mean something like 'within 5 working days'?"
    )
    assert all(phrase.shown in said for phrase in PHRASES)


def test_a_phrase_like_nothing_is_refused_without_a_guess():
    with pytest.raises(UnknownPhrase, match=r"unknown period 'xyzzy'\. The list:"):
        parse("xyzzy")


@pytest.mark.parametrize(
    ("wrong", "cure"),
    [
        ("within 1 months", "'1 months' is written '1 month'"),
        ("within 6 month", "'6 month' is written '6 months'"),
        ("within one working days", "'one working days' is written 'one working day'"),
    ],
)
def test_one_and_many_are_spelled_each_its_own_way(wrong, cure):
    with pytest.raises(UnknownPhrase, match=cure):
        parse(wrong)


@pytest.mark.parametrize("unit", ["working days", "days", "calendar days", "weeks", "months"])
def test_a_forward_period_may_say_of_what(unit):
    start, calendars = date(2026, 3, 13), calendar("england")
    plain = parse(f"within 3 {unit}").due(start, calendars)
    for words in ("of", "of notification", "after"):
        assert parse(f"within 3 {unit} {words}").due(start, calendars) == plain
    with pytest.raises(UnknownPhrase):
        parse(f"within 3 {unit} of the notification")


def test_a_date_that_not_every_year_has_is_refused():
    with pytest.raises(UnknownPhrase, match="'29 February' is not a date of every year"):
        parse("by 29 February")


@pytest.mark.parametrize("words", ["none", "immediately", "regularly", "after receipt of", "none known"])
def test_a_phrase_without_a_period_has_no_date(words):
    period = parse(words)
    assert not period.has_date
    assert period.window(date(2026, 11, 23)) is None
    with pytest.raises(ValueError, match="sets no date"):
        period.due(date(2026, 11, 23), calendar("england"))


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("within 6 months", date(9999, 12, 1)),
        ("within 7 days", date(9999, 12, 30)),
        ("no later than 7 days before", date.min),
        ("before 31 July", date(9999, 8, 1)),
    ],
)
def test_a_date_past_the_last_there_is_is_refused(phrase, day):
    with pytest.raises(OutsideTheCalendar, match="past the last date there is; check the date"):
        parse(phrase).due(day, calendar("england"))


def test_what_is_wrong_with_a_period_is_told_in_both_languages(monkeypatch):
    monkeypatch.setattr(phrases, "SPELT", Text(en="'{given}' is written '{right}'.", cy="('{given}': '{right}')"))
    with pytest.raises(UnknownPhrase) as refused:
        parse("within 1 working days")
    assert refused.value.told.in_("cy") == "('1 working days': '1 working day')"
    assert str(refused.value) == refused.value.told.en
