"""The year that is counted: England's figures run to the end of March, by the day on which an incident was opened."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

APRIL = 4
FIRST = 2018
"""The scheme began in June of this year."""


@dataclass(frozen=True, slots=True)
class Year:
    """A year to 31 March, named by the year in which it ends."""

    ends_in: int

    @property
    def first(self) -> date:
        return date(self.ends_in - 1, APRIL, 1)

    @property
    def last(self) -> date:
        return date(self.ends_in, APRIL - 1, 31)

    def __str__(self) -> str:
        return _("Year to 31 March %(year)s") % {"year": self.ends_in}


def year_of(day: date) -> Year:
    """The year in which a day lies."""
    return Year(day.year + (day.month >= APRIL))


def year_asked(text: str, *, on: date) -> Year:
    """The year that an address names, or the present one."""
    return next((one for one in years(on) if str(one.ends_in) == text), year_of(on))


def years(on: date) -> list[Year]:
    """Every year there can be figures for, the latest first."""
    return [Year(one) for one in range(year_of(on).ends_in, FIRST, -1)]
