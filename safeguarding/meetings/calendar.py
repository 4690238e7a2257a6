"""One meeting as a calendar file: its reference, its day and hour, and the link. What it is about and where it is are
read here, after signing in."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from safeguarding import today
from safeguarding.meetings.models import Meeting
from safeguarding.meetings.telling import PATH

AN_HOUR = timedelta(hours=1)


def as_calendar(meeting: Meeting) -> bytes:
    """The file that a calendar takes; read again after a change it moves the entry, or cancels it."""
    calendar = Calendar()
    calendar.add("prodid", "-//Safeguarding Reviews//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if meeting.called_off_on else "PUBLISH")
    calendar.add_component(_event(meeting))
    return bytes(calendar.to_ical())


def _event(meeting: Meeting) -> Event:
    begins: datetime = today.london_moment(meeting.on, meeting.starts_at)
    event = Event()
    number = salted_hmac("meeting", meeting.reference).hexdigest()[:24]
    event.add("uid", f"{number}@{settings.SITE_ADDRESS.split('://')[-1]}")
    event.add("sequence", meeting.version + bool(meeting.called_off_on))
    event.add("dtstamp", today.now())
    event.add("dtstart", begins)
    event.add("dtend", begins + AN_HOUR)
    event.add("summary", _("%(reference)s: meeting") % {"reference": meeting.reference})
    event.add("url", f"{settings.SITE_ADDRESS}{PATH.format(reference=meeting.reference)}")
    event.add("status", "CANCELLED" if meeting.called_off_on else "CONFIRMED")
    event.add("class", "PRIVATE")
    return event
