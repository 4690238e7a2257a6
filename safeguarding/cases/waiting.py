"""What the page after signing in is made of: things to do under three headings, and the place at which each app says
what of its own waits for somebody. What waits in the cases themselves is found by `work.py`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, Literal

from safeguarding.actor import Actor
from safeguarding.rules.clock import Standing
from safeguarding.rules.roles import Role

A_WEEK: Final = timedelta(days=7)
A_MONTH: Final = timedelta(days=31)
MOST: Final = 100
"""Rows of one list; who has more opens the list of incidents instead."""

OWES: Final[Mapping[Role, frozenset[str]]] = {
    Role.NOTIFIER: frozenset({"local-authority"}),
    Role.MANAGER: frozenset({"safeguarding-partners", "business-unit", "case-review-group"}),
    Role.PARTNER: frozenset({"delegated-partners", "safeguarding-partners"}),
}
"""The bodies of the law files for whom somebody in this role acts from day to day."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do, or that others have to do: in which case, what, by when."""

    reference: str
    what: str
    path: str
    due_on: date | None = None
    standing: Standing = "no-period"
    force: str = "local"
    who: str = ""


@dataclass(slots=True)
class Work:
    """What is shown after signing in, and the next date when nothing waits."""

    today: list[Item] = field(default_factory=list)
    soon: list[Item] = field(default_factory=list)
    waiting: list[Item] = field(default_factory=list)
    next_on: date | None = None
    is_a_month: bool = False
    """`soon` is this month, not this week: for those who come seldom."""

    @property
    def is_quiet(self) -> bool:
        return not (self.today or self.soon or self.waiting)


Where = Literal["today", "soon", "waiting"]
More = Callable[[Actor, date], Iterable[tuple[Where, Item]]]
MORE: Final[list[More]] = []
"""What the apps above add (each in its `ready`): what of theirs waits for a person on a day, and under which heading.
Each asks once or twice, whatever it finds, and answers with no more than MOST of a kind, the first one first."""


def ahead(actor: Actor) -> timedelta:
    """How far `soon` looks: a week, and for those who come seldom a month."""
    return A_MONTH if comes_seldom(actor) else A_WEEK


def by_its_date(item: Item, on: date) -> tuple[Where, Item]:
    """Something to do under its heading: for today where its date has come or it has none, else soon."""
    return ("soon" if item.due_on is not None and item.due_on > on else "today"), item


def comes_seldom(actor: Actor) -> bool:
    return {role for role, _at in actor.roles} & set(OWES) == {Role.PARTNER}
