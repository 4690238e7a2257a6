"""Messages about a meeting: its reference, its date and a link. What is on it is told to nobody."""

from collections.abc import Iterable
from datetime import date

from safeguarding.actor import Actor
from safeguarding.meetings.models import Meeting
from safeguarding.messages.kinds import Kind
from safeguarding.messages.lines import Line
from safeguarding.messages.writing import Preview, preview, write
from safeguarding.people.models import Person

PATH = "/meetings/{reference}/"
MINUTES_PATH = "/meetings/{reference}/minutes/"


def line_of(reference: str, what: str, meets_on: date, *, path: str = PATH) -> Line:
    return Line(reference, what, meets_on, path.format(reference=reference))


def tell(
    meeting: Meeting, *, kind: Kind, what: str, to: Iterable[Person], key: str, by: Actor, on: date, path: str = PATH
) -> None:
    """Write one message to each of these people, but not to whoever acts; the same `key` is told once."""
    line = line_of(meeting.reference, what, meeting.on, path=path)
    for person in to:
        if person.pk != by.person_id:
            write(kind=kind, key=f"{kind}/{meeting.reference}/{key}/{person.pk}", to=person, lines=[line], by=by, on=on)


def would_be_told(
    meeting: Meeting,
    *,
    kind: Kind,
    what: str,
    to: Iterable[Person],
    by: Actor,
    on: date,
    path: str = PATH,
) -> list[Preview]:
    """The message to each of these people as it would go out."""
    line = line_of(meeting.reference, what, meeting.on, path=path)
    return [preview(kind=kind, to=person, lines=[line], on=on) for person in to if person.pk != by.person_id]
