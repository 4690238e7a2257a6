"""With whom an action past its date is taken up, and when: in steps of working days, once each. The steps are a
partnership's own; these hold until it says otherwise. Who the people are is `plans/reminding.py`'s."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from safeguarding.rules.workdays import Calendar

With = Literal["lead", "manager", "holder"]


@dataclass(frozen=True, slots=True)
class Steps:
    """After how many working days past the date with whom: who leads again, who runs the plan, who holds the position
    of the body that leads."""

    lead: int = 5
    manager: int = 15
    holder: int = 30

    @property
    def is_in_order(self) -> bool:
        """Each step comes after the one before."""
        return 0 < self.lead < self.manager < self.holder <= MOST


MOST: Final = 120
"""Working days. Whoever waits longer than this has stopped waiting."""


def steps_come(due_on: date, on: date, steps: Steps, days: Calendar) -> Sequence[With]:
    """The steps that have come by a day, the first one first; none while the date has not passed."""
    if on <= due_on:
        return ()
    each: tuple[tuple[With, int], ...] = (("lead", steps.lead), ("manager", steps.manager), ("holder", steps.holder))
    return tuple(who for who, after in each if days.after(due_on, after) <= on)
