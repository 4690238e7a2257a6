"""Reads the questions that ask for a day, a time, or a day less than exact. How one day is typed: `dates.py`."""

import datetime as dt
from collections.abc import Mapping

from safeguarding.rules.forms.dates import PARTS_OF, not_future, read_day, read_time
from safeguarding.rules.forms.faults import Fault
from safeguarding.rules.forms.fields import DAY, UNTIL, Typed, parts
from safeguarding.rules.forms.questions import Question
from safeguarding.rules.forms.taking import only
from safeguarding.rules.forms.wording import PRECISION_WORDS


def read_date(question: Question, shown: Typed, today: dt.date) -> str | None:
    on = read_day([only(shown, part) for part in DAY], DAY)
    if on and question.past:
        not_future(on, today, "day")
    return on


def read_date_and_time(question: Question, shown: Typed, today: dt.date) -> str | None:
    on, at = read_date(question, shown, today), only(shown, "time")
    if at and not on:
        raise Fault("no-day-for-time", "day")
    return f"{on}T{read_time(at, 'time')}" if at else on


def read_time_alone(question: Question, shown: Typed, today: dt.date) -> str | None:
    text = only(shown)
    return read_time(text, "value") if text else None


def read_date_with_precision(question: Question, shown: Typed, today: dt.date) -> Mapping[str, str] | None:
    texts = {part: only(shown, part) for part in parts(question)}
    precision = texts.pop("precision")
    if not precision:
        if any(texts.values()):
            raise Fault("which-precision", "precision")
        return None
    known = [p for p in question.precisions if p == precision]
    if not known:
        raise Fault("not-listed", "precision")
    wanted = PARTS_OF[known[0]]
    for part, text in texts.items():
        if text and part not in wanted:
            raise Fault("left-over", part, precision=PRECISION_WORDS[known[0]])
    return {"precision": precision} | _days(question, texts, wanted, today)


def _days(question: Question, texts: Mapping[str, str], wanted: tuple[str, ...], today: dt.date) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, of_one in (("on", DAY), ("until", UNTIL)):
        if names := [part for part in wanted if part in of_one]:
            on = read_day([texts[name] for name in names], names)
            if on is None:
                raise Fault("enter", names[0])
            if question.past:
                not_future(on, today, names[0])
            found[key] = on
    if found.get("until", "9") < found.get("on", ""):
        raise Fault("order", "until_day")
    return found
