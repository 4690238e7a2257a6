"""The tables of meetings: the meeting and who is invited (`meeting.py`), what is on it (`agenda.py`), who was in the
room (`room.py`), and what was written of it (`minutes.py`)."""

from safeguarding.meetings.models.agenda import AgendaItem, ItemPaper, MeetingAction, TypedBeside
from safeguarding.meetings.models.meeting import Invitation, Meeting, Quorum, Reply
from safeguarding.meetings.models.minutes import Minutes, MinutesEntry, MinutesPart
from safeguarding.meetings.models.room import Attendance, Interest

__all__ = [
    "AgendaItem",
    "Attendance",
    "Interest",
    "Invitation",
    "ItemPaper",
    "Meeting",
    "MeetingAction",
    "Minutes",
    "MinutesEntry",
    "MinutesPart",
    "Quorum",
    "Reply",
    "TypedBeside",
]
