"""Questions of every shape, and a short way to read what is posted for them, for the tests of reading."""

import datetime as dt

from safeguarding.rules.forms.questions import Question
from safeguarding.rules.forms.reading import Reading, read

from .samples import column, option, posted, question

FRI_13_MAR = dt.date(2026, 3, 13)
YES, NO = option("yes"), option("no")
ALL_PRECISIONS = ("exact", "about", "month", "year", "between", "before", "after", "unknown")
WHEN = question("date-with-precision", precisions=ALL_PRECISIONS, past=True)
PEOPLE = question("people", columns=(column("name"), column("living-with", "yes", "no")), max_rows=3)


def reading(asked: Question, **parts: str | list[str]) -> Reading:
    return read(asked, posted(asked, **parts), today=FRI_13_MAR)


def said(found: Reading) -> str:
    assert found.value is None
    assert found.error is not None
    return found.error.en
