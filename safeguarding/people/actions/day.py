"""The demonstration's time machine: another day for everybody in it, so that dates can be watched as they come."""

from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.look.languages import day as day_in_words
from safeguarding.people.demonstration import FIRST_DAY
from safeguarding.rules.refusal import Refusal, Refused

DAYS_AHEAD: Final = 366
"""Enough to watch any date come; farther ahead bank holidays are only provisional."""


def set_day(*, day: date, by: Actor, on: date) -> None:
    """Let it be this day for everybody, from now. Nothing that was recorded changes; what is owed is looked at anew.
    Whoever is signed in may, since everybody here is invented."""
    _refuse_outside_demonstration()
    latest = today.real_day() + timedelta(days=DAYS_AHEAD)
    if not FIRST_DAY <= day <= latest:
        raise Refused(
            Refusal(
                _("Choose a day from {first} to {last}: the demonstration knows no others").format(
                    first=day_in_words(FIRST_DAY), last=day_in_words(latest)
                ),
                "day",
            )
        )
    today.set_for_all(day)


def go_back(*, by: Actor, on: date) -> None:
    """Let it be the real day again."""
    _refuse_outside_demonstration()
    today.set_for_all(None)


def _refuse_outside_demonstration() -> None:
    if not settings.DEMONSTRATION:
        raise Refused(Refusal(_("The day is set in the demonstration alone")))
