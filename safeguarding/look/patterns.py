"""What the shared patterns of screens are given: steps, happenings, days, people to ring.

The tags are in templatetags/patterns.py, the markup in templates/patterns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way: done, passed over because a later one was reached without it, the present one, or still to
    come."""

    name: str
    place: Literal["done", "passed-over", "now", "next"]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of a timeline. `when` is a day or an aware moment; `href` leads to more."""

    title: str
    when: date | datetime
    by: str = ""
    words: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class DayCell:
    """One calendar day of a counted period. `number` counts working days; a day off says why instead."""

    on: date
    number: int | None = None
    why_off: str = ""
    steps: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to ring: why them, and who answers when they do not."""

    why: str
    name: str
    role: str = ""
    telephone: str = ""
    email: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Copyable:
    """One field of a sheet to copy into another body's form. `limit` is that form's own, in characters."""

    key: str
    label: str
    text: str
    limit: int | None = None
    is_entered: bool = False
    is_missing: bool = False

    @property
    def characters(self) -> int:
        return len(self.text)

    @property
    def is_too_long(self) -> bool:
        return self.limit is not None and self.characters > self.limit
