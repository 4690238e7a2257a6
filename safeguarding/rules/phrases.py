"""The closed list of ways a law file may say "by when". What each means as arithmetic is in periods.py.

An unknown phrase stops the load, prints this list and names the nearest match.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache

from safeguarding.rules import periods
from safeguarding.rules.refusal import Unusable
from safeguarding.rules.text import Text, composed
from safeguarding.rules.workdays import Calendar, OutsideTheCalendar

WORDS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
NUMBER = rf"(?P<n>[1-9]\d{{0,2}}|{'|'.join(WORDS[1:])})"
DAY_OF_YEAR = rf"(?P<day>[1-9]|[12]\d|3[01]) (?P<month>{'|'.join(m.title() for m in MONTHS)})"
UNKNOWN = Text(en="unknown period '{period}'{near} The list: {known}.")
LIKE = Text(en="; did you mean something like '{example}'?")
SPELT = Text(en="'{given}' is written '{right}'.")
NOT_YEARLY = Text(en="'{day}' is not a date of every year.")
Reckoner = Callable[[date, "Period", Calendar], date]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One family of phrases: the function it names, how it is written, and a pattern for it."""

    function: str
    shown: str
    pattern: re.Pattern[str]
    reckon: Reckoner | None = None
    is_backward: bool = False


def _phrase(function: str, shown: str, pattern: str, reckon: Reckoner | None = None, *, back: bool = False) -> Phrase:
    return Phrase(function, shown, re.compile(pattern), reckon, back)


@dataclass(frozen=True, slots=True)
class Period:
    """A phrase as one duty uses it, with its number or date."""

    phrase: str
    function: str
    count: int = 0
    month: int = 0
    day: int = 0
    is_backward: bool = False
    reckon: Reckoner | None = None

    @property
    def has_date(self) -> bool:
        return self.reckon is not None

    @property
    def is_floor(self) -> bool:
        """The date is the first on which something may end, not the last on which it may be done."""
        return self.function == "public_for_years"

    @property
    def counts_working_days(self) -> bool:
        return self.function in ("working_days_after", "working_days_before")

    def due(self, start: date, calendar: Calendar) -> date:
        """The last day in time; of a floor, the first day free. Only for a phrase that has a date."""
        if self.reckon is None:
            raise ValueError(f"'{self.phrase}' sets no date; ask has_date first.")
        try:
            return self.reckon(start, self, calendar)
        except OverflowError:
            sentence = f"'{self.phrase}' from {start.isoformat()} is past the last date there is; check the date."
            raise OutsideTheCalendar(sentence, start) from None

    def window(self, anchor: date) -> tuple[date, date] | None:
        """The window of a look-back or a timeline; nothing for other phrases."""
        if self.function == "lookback_months":
            return periods.lookback_months(anchor, self.count)
        return periods.timeline_months(anchor, self.count) if self.function == "timeline_months" else None


def _unit(word: str) -> str:
    """One or many: "1 month", "6 months". Both are matched here; parse refuses the wrong one."""
    return rf"(?P<unit>{word}s?)"


PHRASES: tuple[Phrase, ...] = (
    _phrase(
        "working_days_after",
        "within N working days (of something, after)",
        rf"(?:within )?{NUMBER} {_unit('working day')}(?: of(?: [a-z]+)?| after)?",
        lambda start, p, cal: periods.working_days_after(start, p.count, cal),
    ),
    _phrase(
        "working_days_before",
        "no later than N working days before",
        rf"(?:no later than|at least) {NUMBER} {_unit('working day')} before",
        lambda start, p, cal: periods.working_days_before(start, p.count, cal),
        back=True,
    ),
    _phrase(
        "days_after",
        "within N days (of something, after), within N calendar days",
        rf"(?:within )?{NUMBER} {_unit('(?:calendar )?day')}(?: of(?: [a-z]+)?| after)?",
        lambda start, p, _: periods.days_after(start, p.count),
    ),
    _phrase(
        "days_before",
        "no later than N days before, N days prior",
        rf"(?:no later than |at least )?{NUMBER} {_unit('day')} (?:before|prior)",
        lambda start, p, _: periods.days_before(start, p.count),
        back=True,
    ),
    _phrase(
        "clear_days_before",
        "N clear days before",
        rf"(?:at least )?{NUMBER} {_unit('clear day')} before",
        lambda start, p, _: periods.clear_days_before(start, p.count),
        back=True,
    ),
    _phrase(
        "weeks_after",
        "within N weeks (of something, after)",
        rf"(?:within )?{NUMBER} {_unit('week')}(?: of(?: [a-z]+)?| after)?",
        lambda start, p, _: periods.weeks_after(start, p.count),
    ),
    _phrase(
        "weeks_before",
        "no later than N weeks before",
        rf"(?:no later than|at least) {NUMBER} {_unit('week')} before",
        lambda start, p, _: periods.weeks_before(start, p.count),
        back=True,
    ),
    _phrase(
        "months_after",
        "within N months (of something, after)",
        rf"(?:within )?{NUMBER} {_unit('month')}(?: of(?: [a-z]+)?| after)?",
        lambda start, p, _: periods.months_after(start, p.count),
    ),
    _phrase(
        "month_including",
        "one month beginning with, one month from and including",
        r"(?:within )?(?:one|1) month (?:beginning with(?: the day)?|from and including)",
        lambda start, p, _: periods.month_including(start),
    ),
    _phrase(
        "lookback_months",
        "any date during the N months preceding",
        rf"any date during the {NUMBER} {_unit('month')} preceding",
    ),
    _phrase("timeline_months", "N months before (the window of a timeline)", rf"{NUMBER} {_unit('month')} before"),
    _phrase(
        "public_for_years",
        "for at least N years following, for a minimum of N years following",
        rf"for (?:at least |a minimum of )?{NUMBER} {_unit('year')} following",
        lambda start, p, _: periods.public_for_years(start, p.count),
    ),
    _phrase(
        "every_12_months",
        "at least once in every 12-month period",
        r"at least once in every 12-month period|at least once a year",
        lambda start, p, _: periods.every_12_months(start),
    ),
    _phrase(
        "before_date",
        "before 31 July",
        rf"before {DAY_OF_YEAR}",
        lambda start, p, _: periods.before_date(start, p.month, p.day),
    ),
    _phrase(
        "by_date",
        "by 30 September",
        rf"by {DAY_OF_YEAR}",
        lambda start, p, _: periods.by_date(start, p.month, p.day),
    ),
    _phrase("sequence", "after receipt of, subject to consultation", r"after receipt of|subject to consultation"),
    _phrase(
        "coupled",
        "same day, at the point of, at the same time",
        r"same day|at the point of(?: [a-z]+)?|at the same time",
        lambda start, p, _: periods.coupled(start),
    ),
    _phrase(
        "asap",
        "immediately, as soon as reasonably practicable, as soon as complete, as soon as determined",
        r"immediately|as soon as (?:reasonably practicable|practicable|possible|complete|determined)",
    ),
    _phrase(
        "interval",
        "at regular intervals, regularly, periodically",
        r"at regular intervals|regularly|periodic(?:ally)?",
    ),
    _phrase("none", "none, no fixed period, no fixed period known", r"none(?: known)?|no fixed period(?: known)?"),
)


class UnknownPhrase(Unusable):
    """A period that is not on the list."""


@cache
def parse(words: str) -> Period:
    """The period that the words name, or UnknownPhrase with the nearest match and the whole list."""
    for phrase in PHRASES:
        found = phrase.pattern.fullmatch(words)
        if found:
            return _period(words, phrase, found.groupdict())
    known = "; ".join(phrase.shown for phrase in PHRASES)
    raise UnknownPhrase(composed(UNKNOWN, period=words, near=_nearest(words), known=known))


def _period(words: str, phrase: Phrase, parts: dict[str, str | None]) -> Period:
    number = parts.get("n") or ""
    unit = parts.get("unit") or ""
    count = WORDS.index(number) if number in WORDS else int(number or 0)
    if unit and (count == 1) == unit.endswith("s"):
        right = unit.rstrip("s") if count == 1 else f"{unit}s"
        raise UnknownPhrase(composed(SPELT, given=f"{number} {unit}", right=f"{number} {right}"))
    day, month = _day_of_year(parts)
    return Period(words, phrase.function, count, month, day, phrase.is_backward, phrase.reckon)


def _day_of_year(parts: dict[str, str | None]) -> tuple[int, int]:
    if not parts.get("month"):
        return 0, 0
    day, month = int(parts["day"] or 0), MONTHS.index((parts["month"] or "").lower()) + 1
    try:
        date(2027, month, day)  # an ordinary year: a yearly date must exist in each
    except ValueError:
        raise UnknownPhrase(composed(NOT_YEARLY, day=f"{day} {parts['month']}")) from None
    return day, month


EXAMPLES = (
    "within 5 working days",
    "no later than 7 working days before",
    "within 7 days",
    "within 14 days after",
    "no later than 7 days before",
    "7 clear days before",
    "within 2 weeks",
    "at least 2 weeks before",
    "within 6 months",
    "one month beginning with",
    "any date during the 6 months preceding",
    "12 months before",
    "for at least 1 year following",
    "at least once in every 12-month period",
    "before 31 July",
    "by 30 September",
    "after receipt of",
    "subject to consultation",
    "same day",
    "at the point of",
    "at the same time",
    "immediately",
    "as soon as reasonably practicable",
    "as soon as complete",
    "as soon as determined",
    "at regular intervals",
    "regularly",
    "periodically",
    "none",
    "no fixed period",
    "no fixed period known",
)


def _nearest(words: str) -> Text | str:
    match = get_close_matches(words.lower(), EXAMPLES, n=1, cutoff=0.4)
    return composed(LIKE, example=match[0]) if match else "."
