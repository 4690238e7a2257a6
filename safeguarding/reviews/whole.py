"""The rapid review as one whole: its sections in words, the decision with what it rests on, and who signed. What is
sent, read through, and signed is this; its fingerprint tells one text from another."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One question of a section, with its answer in words; empty where nobody has answered."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class SectionText:
    """One section as it stands. `number` is its place in the rapid review, from 1."""

    id: str
    number: int
    title: str
    text: tuple[Paragraph, ...]

    @property
    def is_empty(self) -> bool:
        return not any(one.text for one in self.text)


@dataclass(frozen=True, slots=True)
class ItemWeighed:
    """One item of a test: `test` is its title, `answer` in words, empty where nobody has answered."""

    test: str
    item: str
    answer: str
    evidence: str


@dataclass(frozen=True, slots=True)
class PositionHeld:
    """What a partner body thinks of the decision: `view` in words."""

    body: str
    view: str
    reasons: str
    held_by: str
    on: date


@dataclass(frozen=True, slots=True)
class DecidedReview:
    """The decision as it was recorded, with what it rested on then. `option_ids` are the law's own."""

    on: date
    recorded_by: str
    option_ids: tuple[str, ...]
    options: tuple[str, ...]
    reasons: str
    family_told: str
    deferred_to: date | None
    going_ahead: str
    positions: tuple[PositionHeld, ...]
    tests: tuple[ItemWeighed, ...]


@dataclass(frozen=True, slots=True)
class SignedBy:
    """A partner body's sign-off of exactly this text."""

    body: str
    name: str
    on: date


@dataclass(frozen=True, slots=True)
class WholeReview:
    """The rapid review of one incident, as it stands now."""

    reference: str
    sections: tuple[SectionText, ...]
    decision: DecidedReview | None
    signed: tuple[SignedBy, ...]
    unsigned: tuple[str, ...]
    """The partner bodies that have not signed this text, by name."""
    fingerprint: str

    @property
    def is_signed_off(self) -> bool:
        """Whether every partner body of the case has signed this very text."""
        return self.decision is not None and bool(self.signed) and not self.unsigned

    @property
    def empty_sections(self) -> tuple[SectionText, ...]:
        return tuple(one for one in self.sections if one.is_empty)
