"""Days and times as people type them: 13 / 3 / 2026, 13 / March / 2026, 2:30pm; and days less than exact.

Dates are told in words by `wording.py`; the day is passed in, no clock is read.
"""

import datetime as dt
import re
from collections.abc import Sequence

from safeguarding.rules.forms.faults import Fault
from safeguarding.rules.forms.fields import DAY, UNTIL
from safeguarding.rules.forms.questions import Precision
from safeguarding.rules.text import Text

MONTHS = tuple(
    Text(en=name)
    for name in (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    )
)  # fmt: skip
MONTH_NUMBER = {
    spelling.lower(): number for number, month in enumerate(MONTHS, 1) for spelling in (month.en, month.en[:3])
} | {"sept": 9}
EARLIEST = 1900
# Which parts of a date each precision has; between has two whole dates.
PARTS_OF: dict[Precision, tuple[str, ...]] = {
    "exact": DAY,
    "about": DAY,
    "month": DAY[1:],
    "year": DAY[2:],
    "between": (*DAY, *UNTIL),
    "before": DAY,
    "after": DAY,
    "unknown": (),
}
TIME = re.compile(r"([0-9]{1,2})(?:[:.]?([0-9]{2}))?\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE)
WORDS_FOR_TIMES = {"midnight": "00:00", "midday": "12:00", "noon": "12:00"}


def read_day(texts: Sequence[str], names: Sequence[str]) -> str | None:
    """ "2026-03-13", or less where fewer parts are asked for ("2026-03", "2026"); None where all are blank.

    The names are those parts, day first: ("day", "month", "year"), ("month", "year") or ("year",).
    """
    if not any(texts):
        return None
    for name, text in zip(names, texts, strict=True):
        if not text:
            raise Fault(f"no-{name.removeprefix('until_')}", name)
    padded = ["1"] * (3 - len(texts)) + list(texts)
    year = _year(padded[2], names[-1])
    month = _number(padded[1]) or MONTH_NUMBER.get(padded[1].lower())
    try:
        on = dt.date(year, month or 0, _number(padded[0]) or 0)
    except ValueError:
        raise Fault("real-date", names[0]) from None
    return on.isoformat()[: (0, 4, 7, 10)[len(texts)]]


def _year(text: str, name: str) -> int:
    if not re.fullmatch("[0-9]+", text):
        raise Fault("real-date", name)
    if len(text) != 4:
        raise Fault("four-digits", name)
    if int(text) < EARLIEST:
        raise Fault("too-early", name)
    return int(text)


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch("[0-9]{1,2}", text) else None


def read_time(text: str, name: str) -> str:
    """14:30 from 14:30, 14.30, 1430, 2:30pm, 2pm or midday; a bare hour could be either half of the day."""
    if text.lower() in WORDS_FOR_TIMES:
        return WORDS_FOR_TIMES[text.lower()]
    found = TIME.fullmatch(text)
    if not found or not (found[2] or found[3]):
        raise Fault("time", name)
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half and not 1 <= hour <= 12:
        raise Fault("time", name)
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour > 23 or minute > 59:
        raise Fault("time", name)
    return f"{hour:02}:{minute:02}"


def not_future(on: str, today: dt.date, name: str) -> None:
    """Refuses a day, month or year of which not even the first day has come."""
    if on > today.isoformat()[: len(on)]:
        raise Fault("future", name)
