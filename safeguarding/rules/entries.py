"""Entries of a law folder but duties (duties.py): events, bodies, tests, options, stages, steps."""

from datetime import date
from typing import Literal

from pydantic import Field

from safeguarding.rules.duties import Citation, Seen
from safeguarding.rules.lawfile import Entry
from safeguarding.rules.text import Text

RECALLED = Text(en="recalled, unconfirmed")


class Event(Entry):
    """A dated happening that somebody records. The day of a planned event is the day it is planned for."""

    id: str
    title: Text
    is_planned: bool = Field(default=False, alias="planned")


class Body(Entry):
    """A body that owes or is owed: the role, not the organisation that fills it."""

    id: str
    title: Text
    is_national: bool = Field(default=False, alias="national")


class Item(Entry):
    """One item of a test, answered yes, no or not known, with evidence, who and when.

    `seen` is given where it differs from the test's own citation.
    """

    id: str
    text: Text
    joins: Literal["and", "or", "aid"] = "and"
    seen: Seen | None = None

    def told(self, language: str = "en") -> str:
        """The text as it is shown: nobody reads what is only remembered without being told so."""
        words = self.text.in_(language)
        return f"{words} ({RECALLED.in_(language)})" if self.seen == "recalled" else words


class Test(Entry):
    """A list of things to be weighed or met before a decision."""

    id: str
    title: Text
    weighed_by: str
    cite: Citation
    is_binding: bool = Field(alias="binding")
    item: tuple[Item, ...]
    note: Text | None = None

    __test__ = False  # not a test of pytest's


NEEDS = frozenset(
    {
        "date",
        "decider",
        "escalation-if-split",
        "evidence",
        "legal-advice",
        "letter",
        "positions",
        "proportionality",
        "reasons",
        "review-date",
        "told-family",
    }
)
"""What an option may need before it is recorded, besides a test weighed: test- and the test's id."""


class Option(Entry):
    """One choice of a decision or a reply. What it `needs` is on a closed list."""

    id: str
    of: str
    title: Text
    seen: Seen | Literal["product"]
    records: str = ""
    needs: tuple[str, ...] = ()
    goes_with_others: bool = False
    note: Text | None = None


class Stage(Entry):
    """One stage of the thread: reached by an event, with what may happen next."""

    id: str
    number: int
    title: Text
    who: tuple[str, ...]
    what: Text
    outputs: tuple[Text, ...] = ()
    options: str = ""
    reached_by: tuple[str, ...]
    next: tuple[str, ...]
    is_end: bool = Field(default=False, alias="end")
    reopened_by: tuple[str, ...] = ()


class Step(Entry):
    """A step of a plan under a duty: from which working day to which, and the event that finishes it."""

    id: str
    duty: str
    title: Text
    who: str
    from_day: int = Field(ge=1)
    to_day: int = Field(ge=1)
    working_days: int = Field(ge=1)
    done_by: str


class Remind(Entry):
    """A reminder owed: so many calendar days before the date of a duty."""

    duty: str
    days_before: int


class Header(Entry):
    """procedure.toml: what the folder is."""

    title: Text
    review: Text
    scheme: Text
    from_on: date = Field(alias="from")
    begins_with: tuple[str, ...]
    source: Text
