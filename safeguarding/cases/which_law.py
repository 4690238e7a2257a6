"""Which version of the law and of the calendar gave a date. It is kept with the date, so that a superseded rule or
another library of holidays never passes for the one by which it was counted."""

from datetime import date
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version

from django.utils.translation import gettext as _

from safeguarding.cases.models import Due
from safeguarding.look.languages import day
from safeguarding.rules.clock import Obligation
from safeguarding.rules.workdays import Calendar

HOLIDAYS_RELEASE = version("holidays")


def pinned(one: Obligation) -> dict[str, date | str | None]:
    """What a date was counted by, as it is kept with it. No calendar has a part where there is no date."""
    has_date = one.due is not None
    return {
        "law_from": one.duty.from_on,
        "calendar": calendar_version(one.calendar) if has_date else "",
        "holidays_release": HOLIDAYS_RELEASE if has_date else "",
    }


@lru_cache(maxsize=512)
def calendar_version(days: Calendar) -> str:
    """The nation with a short digest of its holidays over the years that are published: the same for the same days."""
    known = sorted(day.isoformat() for day in days.holidays if days.first <= day <= days.known_through)
    span = f"{days.first}/{days.known_through}/{','.join(known)}"
    return f"{days.nation}-{sha256(span.encode()).hexdigest()[:12]}"


def is_counted_by(due: Due, one: Obligation) -> bool:
    """Whether the date that is kept was counted by the law and the calendar of today."""
    now = pinned(one)
    return (due.law_from, due.calendar) == (now["law_from"], now["calendar"])


def counted_by(due: Due, one: Obligation, *, on: date) -> str:
    """In plain words, with what a date was counted; empty where nothing is kept."""
    if due.law_from is None or not due.calendar:
        return ""
    if not is_counted_by(due, one):
        return _(
            "The date kept was counted by another version of the law or of the calendar (%(version)s); it is counted "
            "anew with the next change of this incident, or of the law."
        ) % {"version": _version(due)}  # fmt: skip
    return _(
        "Counted with the bank holidays of %(nation)s as known on %(known)s, by the version of the duty that is in "
        "force from %(from)s (%(version)s)."
    ) % {
        "nation": _nation(one.calendar.nation),
        "known": day(due.met_on or due.stopped_on or on),
        "from": day(due.law_from),
        "version": _version(due),
    }  # fmt: skip


def _version(due: Due) -> str:
    return f"{due.duty}, {due.law_from:%Y-%m-%d}; {due.calendar}; holidays {due.holidays_release}"


def _nation(nation: str) -> str:
    return {
        "england": _("England and Wales"),
        "wales": _("England and Wales"),
        "scotland": _("Scotland"),
        "northern-ireland": _("Northern Ireland"),
    }.get(nation, nation)
