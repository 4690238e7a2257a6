"""What is added to the shipped law: citations, suspensions, a body's own days, days proclaimed late.

Each carries its authority. None of them can lengthen a period of statute or regulation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from safeguarding.rules.phrases import parse
from safeguarding.rules.procedure import Duty
from safeguarding.rules.refusal import Unusable
from safeguarding.rules.text import Text, composed
from safeguarding.rules.workdays import Calendar, ProclaimedDay, calendar, overlaid

INCOMPLETE = Text(en="The citation for {duty} has no {part}; every part is needed.")
A_DUTY = Text(en="a duty")
PARTS: Mapping[str, Text] = {
    "duty": Text(en="duty"),
    "title": Text(en="title"),
    "provision": Text(en="provision"),
    "address": Text(en="address"),
    "period": Text(en="period"),
    "person": Text(en="person"),
}
"""The parts of a citation that are written in words, and what each is called."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The citation by which an administrator switches on a duty that ships recalled or off.

    `period` is the period in a short note, shown beside the date. `due` is a phrase of the closed list, given
    only where the source sets another period. `entered_on` is the day on which it was written down: a date before
    it, or before `effective_from`, is never counted, whatever day was typed.
    """

    duty: str
    title: str
    provision: str
    year: int
    address: str
    period: str
    checked_on: date
    person: str
    effective_from: date
    due: str = ""
    entered_on: date = date.min

    @property
    def counts_from(self) -> date:
        """The first day whose dates it may drive."""
        return max(self.effective_from, self.entered_on)

    def __post_init__(self) -> None:
        for name in PARTS:
            if not getattr(self, name).strip():
                raise Unusable(composed(INCOMPLETE, duty=self.duty or A_DUTY, part=PARTS[name]))
        if self.due:
            parse(self.due)


@dataclass(frozen=True, slots=True)
class Suspension:
    """A national body relaxed a duty for a range of dates: shown as relaxed, never as met."""

    duty: str
    from_on: date
    until_on: date | None
    authority: str
    reason: str = ""

    def covers(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


@dataclass(frozen=True, slots=True)
class Overlay:
    """A body's own days: holidays it adds (day and name) and bank holidays on which it works."""

    body: str
    added: tuple[tuple[date, str], ...] = ()
    removed: tuple[date, ...] = ()
    authority: str = ""
    entered_by: str = ""
    from_on: date = date.min
    until_on: date = date.max


@dataclass(frozen=True, slots=True)
class Local:
    """Everything local at once."""

    confirmations: tuple[Confirmation, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    overlays: tuple[Overlay, ...] = ()
    days_proclaimed: tuple[ProclaimedDay, ...] = ()


def calendar_for(duty: Duty, local: Local, body: str = "") -> Calendar:
    """The calendar of the duty's owner, with the owner's own days where the duty lets them count."""
    base = calendar(duty.calendar, local.days_proclaimed)
    if not (duty.force == "local" or (duty.force == "guidance" and duty.leaves_days_to_body)):
        return base
    own = [overlay for overlay in local.overlays if overlay.body in (duty.owed_by, body)]
    if not own:
        return base
    added = tuple(day for o in own for day in o.added if o.from_on <= day[0] <= o.until_on)
    removed = tuple(day for o in own for day in o.removed if o.from_on <= day <= o.until_on)
    return overlaid(base, added, removed)
