"""What a duty is: a dated, cited rule with worked examples. The rest of a law folder is in entries.py."""

from datetime import date
from typing import Literal

from pydantic import Field, field_validator, model_validator

from safeguarding.rules.lawfile import Entry
from safeguarding.rules.phrases import Period, parse
from safeguarding.rules.text import Text

Force = Literal["statute", "regulation", "guidance", "local"]
Seen = Literal["primary", "secondary", "recalled"]
Word = Literal["open", "due-today", "late", "met", "met-late", "no-period", "unconfirmed", "stopped", "relaxed"]


class Citation(Entry):
    """The authority for a duty: no citation, no rule. A page that carries no date has no year."""

    title: str = Field(min_length=1)
    provision: str = Field(min_length=1)
    year: int | None = None
    force: Force
    seen: Seen
    address: str = ""
    page: str = ""

    def __str__(self) -> str:
        return f"{self.title}, {self.provision} ({self.year or 'undated'})"


class Example(Entry):
    """A worked example: facts, and what follows. `if_confirmed` is the date of the duty once confirmed."""

    facts: dict[str, date]
    due: date | None = None
    act_by: date | None = None
    met: date | None = None
    today: date | None = None
    standing: Word | None = None
    if_confirmed: date | None = None
    note: str = ""

    @model_validator(mode="after")
    def _expects_something(self) -> "Example":
        if self.due is None and self.standing is None:
            raise ValueError("expects nothing; add due = a date, or standing = a word with today = a date.")
        if self.standing is not None and self.today is None:
            raise ValueError("names a standing without the day; add today = a date.")
        return self


class Duty(Entry):
    """One dated rule: who owes what to whom, from which event, by when, on what authority.

    It is owed only where one of `with` is known, and none of `not_with`. Where one of `ends_not_with` is known, `ends`
    is taken to be about another duty's matter, and only `also_ends` meets this one.
    """

    id: str = Field(min_length=1)
    title: Text
    owed_by: str
    owed_to: tuple[str, ...]
    starts: str
    also_starts: tuple[str, ...] = ()
    ends: str
    also_ends: tuple[str, ...] = ()
    due: str
    cite: Citation
    from_on: date = Field(alias="from")
    until_on: date | None = Field(default=None, alias="until")
    is_on: bool = Field(default=True, alias="on")
    is_ours: bool = Field(default=True, alias="ours")
    per: Literal["case", "body", "each"] = "case"
    calendar: str
    remind: tuple[int, ...] = ()
    only_with: tuple[str, ...] = Field(default=(), alias="with")
    not_with: tuple[str, ...] = ()
    ends_not_with: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    reopens: tuple[str, ...] = ()
    lateness_as: Force | None = None
    leaves_days_to_body: bool = False
    is_gate: bool = Field(default=False, alias="gate")
    note: Text | None = None
    example: tuple[Example, ...] = ()

    @field_validator("due")
    @classmethod
    def _is_on_the_list(cls, words: str) -> str:
        parse(words)
        return words

    @model_validator(mode="after")
    def _is_consistent(self) -> "Duty":
        if self.until_on is not None and self.until_on < self.from_on:
            raise ValueError(f"ends on {self.until_on} before it begins on {self.from_on}; correct from or until.")
        if any(days < 0 for days in self.remind):
            raise ValueError("reminds after the date; write days before it, like remind = [5, 2, 0].")
        if not self.runs and not self.remind:
            raise ValueError("can be confirmed, and would then remind nobody; add remind = [2, 0].")
        if not self.example:
            raise ValueError("has no worked example; add example = [ { facts = { ... }, due = ... } ].")
        return self

    @property
    def period(self) -> Period:
        return parse(self.due)

    @property
    def force(self) -> Force:
        return self.cite.force

    @property
    def seen(self) -> Seen:
        return self.cite.seen

    @property
    def judged_as(self) -> Force:
        """What missing the date is: a breach of statute or regulation, outside guidance, late locally."""
        return self.lateness_as or self.cite.force

    @property
    def runs(self) -> bool:
        """As shipped: confirmed by a source and switched on. What does not run shows as unconfirmed."""
        return self.is_on and self.cite.seen != "recalled"

    @property
    def start_events(self) -> tuple[str, ...]:
        return (self.starts, *self.also_starts)

    @property
    def end_events(self) -> tuple[str, ...]:
        return (self.ends, *self.also_ends)

    def in_force(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)
