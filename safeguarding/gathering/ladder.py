"""The steps of reminding that hold for a partnership and a kind of agency: its own, else the law's default; and on
which day each falls. Taking a step is `reminding.py`'s, changing them `actions/ladder.py`'s."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safeguarding.gathering.models import Ladder
from safeguarding.people.models import Organisation
from safeguarding.rules.asking import asking
from safeguarding.rules.workdays import OutsideTheCalendar, calendar

WHOM: dict[str, Promise] = {
    "contact": _("The first to ring there, or who covers for them"),
    "deputy": _("Their deputy"),
    "lead": _("The safeguarding lead there"),
    "partner": _("Who holds the position of the partner body that can help"),
}
"""Whom a step can remind."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One step: working days after the date (below nought, before it), and whom."""

    days: int
    whom: str

    def falls_on(self, wanted_by: date, nation: str) -> date | None:
        """The day on which the step is taken; none beyond the known calendar."""
        days = calendar(nation)
        try:
            if self.days == 0:
                return wanted_by
            return days.before(wanted_by, -self.days) if self.days < 0 else days.after(wanted_by, self.days)
        except OutsideTheCalendar:
            return None


def ladder_of(partnership: Organisation | int, kind: str, procedure: str) -> list[Rung]:
    """The steps that hold for this kind of agency: its own, else those for every kind, else the law's default."""
    rows = _rows(partnership)
    row = rows.get(kind) or rows.get("")
    return _rungs(row) if row is not None else default_ladder(procedure)


def own_ladder(partnership: Organisation | int, kind: str) -> Ladder | None:
    """What the partnership set for exactly this kind, if it did and did not go back since."""
    return _rows(partnership).get(kind)


def default_ladder(procedure: str) -> list[Rung]:
    """The steps that hold until a partnership sets its own."""
    return [Rung(one.days, one.whom) for one in asking(procedure).steps]


def _rows(partnership: Organisation | int) -> dict[str, Ladder]:
    """The latest of each kind; one without steps has gone back to what holds otherwise."""
    key = partnership if isinstance(partnership, int) else partnership.pk
    rows = {row.agency_kind: row for row in Ladder.objects.filter(partnership_id=key).order_by("id")}
    return {kind: row for kind, row in rows.items() if row.steps}


def _rungs(row: Ladder) -> list[Rung]:
    return sorted((Rung(one["days"], one["whom"]) for one in row.steps), key=lambda rung: (rung.days, rung.whom))
