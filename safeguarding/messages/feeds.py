"""A person's calendar feed: a secret address that shows reference and date of what is still to be done, and nothing
else. The dates are asked of the database as the person (`my_dates`), so wall and bars hold. Its page: `views.py`."""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import connection
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.messages.lines import CASE_PATH
from safeguarding.messages.models import Feed
from safeguarding.messages.rows import rows_of

BACK = timedelta(days=31)
"""How far back a date that is not yet recorded as done stays in the calendar."""


@dataclass(frozen=True, slots=True)
class ToKeep:
    """A date that somebody has to keep."""

    reference: str
    due_on: date


def open_feed(*, by: Actor) -> str:
    """Give the person a feed, or a new address in place of the old, which then answers no more. Answers the secret,
    which is shown once and kept nowhere. Called acting as the person."""
    secret = secrets.token_urlsafe(32)
    Feed.objects.update_or_create(
        person_id=by.person_id, defaults={"secret_digest": digest_of(secret), "made_at": today.now()}
    )
    return secret


def end_feed(*, by: Actor) -> bool:
    """End the person's feed; False when there was none."""
    return Feed.objects.filter(person_id=by.person_id).delete()[0] > 0


def person_of(secret: str) -> int | None:
    """Whose feed it is, while they may still sign in. Asked with nobody acting."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT feed_of(%s)", [digest_of(secret)])
        key: int | None = cursor.fetchone()[0]
    return key


def digest_of(secret: str) -> str:
    """What is kept of a secret: it is long and random, so a plain digest is enough."""
    return sha256(secret.encode()).hexdigest()


def dates_of_the_acting_person(day: date) -> list[ToKeep]:
    """The dates still to be kept of every case that the acting person sees."""
    return rows_of(ToKeep, "SELECT * FROM my_dates(%s)", [day - BACK])


def as_calendar(dates: list[ToKeep]) -> bytes:
    """The dates as a calendar of whole days."""
    calendar = Calendar()
    calendar.add("prodid", "-//Safeguarding Reviews//Dates//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Safeguarding Reviews"))
    calendar.add("x-published-ttl", "PT4H")
    for to_keep in dates:
        calendar.add_component(_event(to_keep))
    return bytes(calendar.to_ical())


def _event(to_keep: ToKeep) -> Event:
    """One whole day. Its number is stable and tells nothing; it is busy for nobody."""
    event = Event()
    number = salted_hmac("calendar", f"{to_keep.reference}|{to_keep.due_on}").hexdigest()[:24]
    event.add("uid", f"{number}@{settings.SITE_ADDRESS.split('://')[-1]}")
    event.add("dtstamp", today.now())
    event.add("dtstart", to_keep.due_on)
    event.add("dtend", to_keep.due_on + timedelta(days=1))
    event.add("summary", _("%(reference)s: something is to be done") % {"reference": to_keep.reference})
    event.add("url", f"{settings.SITE_ADDRESS}{CASE_PATH.format(reference=to_keep.reference)}")
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event
