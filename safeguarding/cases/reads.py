"""Who read which case of an organisation, and when: for its data protection officer, who sees no case. Only what the
chain of reads holds: a reference, a person, a moment, the name of a page."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from safeguarding.messages.rows import rows_of

UNUSUAL_SINCE = timedelta(days=28)
MANY = 25
"""Reading more different cases than this on one day is unusual."""


@dataclass(frozen=True, slots=True)
class Read:
    """One reading of a case. `reasons` says what is unusual in it: night, weekend, many, kept-out."""

    id: int
    reference: str
    at: datetime
    person_id: int
    page: str | None
    reasons: list[str]


def reads(*, since: datetime, most: int, is_unusual: bool, before: int | None = None) -> list[Read]:
    """The readings since a moment in the cases of the organisations at which the acting person is data protection
    officer, newest first; `before` is the key of the last one of the page before."""
    query = "SELECT * FROM reads_of_my_organisations(%s, %s, %s, %s, %s)"
    return rows_of(Read, query, [since, before, most, is_unusual, MANY])
