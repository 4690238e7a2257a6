"""How a standing reads on a screen, and its colour. Which standing a date has is rules/clock.py's alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from safeguarding.rules.clock import Standing

# Red is kept for a date that the law set and that has passed.
LAW = frozenset({"statute", "regulation", "guidance"})


@dataclass(frozen=True, slots=True)
class Shown:
    """Words for a tag, and the class that colours it. The words say everything; the colour only helps."""

    words: str
    classes: str


def day_words(day: date, today: date) -> str:
    """ "Friday 13 March", with the year where it is another one."""
    return date_format(day, "l j F" if day.year == today.year else "l j F Y")


def short_day(day: date, today: date) -> str:
    """ "13 March", with the year where it is another one."""
    return date_format(day, "j F" if day.year == today.year else "j F Y")


def shown(standing: Standing, *, due: date | None, today: date, force: str = "statute", lasts: bool = False) -> Shown:
    """`force` is the citation's; `lasts`: the date is the first on which something may end."""
    match standing:
        case "open" if due is not None and lasts:
            return Shown(gettext("until at least %(day)s") % {"day": short_day(due, today)}, "govuk-tag--blue")
        case "open" if due is not None:
            return Shown(gettext("to do by %(day)s") % {"day": short_day(due, today)}, "govuk-tag--blue")
        case "due-today":
            return Shown(gettext("today"), "govuk-tag--yellow")
        case "late" if due is not None:
            colour = "govuk-tag--red" if force in LAW else "govuk-tag--orange"
            if lasts:
                return Shown(gettext("ended before its date"), colour)
            return Shown(_past((today - due).days), colour)
        case "met":
            return Shown(gettext("done"), "govuk-tag--green")
        case "met-late":
            return Shown(gettext("done after its date"), "govuk-tag--grey")
        case "unconfirmed":
            return Shown(gettext("unconfirmed"), "govuk-tag--grey")
        case "stopped":
            return Shown(gettext("stopped"), "govuk-tag--grey")
        case "relaxed":
            return Shown(gettext("relaxed nationally"), "govuk-tag--grey")
        case "no-period" | "open" | "late":
            return Shown(gettext("no date set in law"), "govuk-tag--grey")


def _past(days: int) -> str:
    return ngettext("past its date (%(days)d day)", "past its date (%(days)d days)", days) % {"days": days}
