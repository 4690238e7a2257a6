"""What a press would send about a request, and to whom: shown on the page before the press. To whom is asked of the
same functions that the verbs ask."""

from collections.abc import Iterable
from datetime import date

from safeguarding.actor import Actor
from safeguarding.gathering.people_asked import OWN_PATH
from safeguarding.messages.kinds import Kind
from safeguarding.messages.lines import Line
from safeguarding.messages.recipients import is_kept_out
from safeguarding.messages.writing import Preview, preview
from safeguarding.people.models import Person


def would_be_sent_of(
    reference: str,
    *,
    case_id: int,
    kind: Kind,
    what: str,
    to: Iterable[Person],
    by: Actor,
    on: date,
    path: str = "",
) -> list[Preview]:
    """The message to each of these people but the one who acts, and but those who are kept out and get none."""
    line = Line(reference, what, on, path or OWN_PATH.format(reference=reference))
    return [
        preview(kind=kind, to=person, lines=[line], on=on)
        for person in {one.pk: one for one in to}.values()
        if person.pk != by.person_id and not is_kept_out(person, case_id=case_id)
    ]
