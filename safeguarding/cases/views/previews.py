"""What a press would send, to whom: shown on the page before a person presses. Writing it is the verb's."""

from collections.abc import Iterable
from datetime import date

from safeguarding.actor import Actor
from safeguarding.cases.models import Case
from safeguarding.messages.kinds import Kind
from safeguarding.messages.lines import CASE_PATH, Line
from safeguarding.messages.writing import Preview, preview
from safeguarding.people.models import Person


def would_be_sent(
    case: Case, *, kind: Kind, what: str, to: Iterable[Person], by: Actor, on: date, path: str = ""
) -> list[Preview]:
    """The message to each of these people but the one who acts, with the check of each recipient."""
    line = Line(case.reference, what, on, path or CASE_PATH.format(reference=case.reference))
    others = [person for person in to if person.pk != by.person_id]
    return [preview(kind=kind, to=person, case_id=case.pk, lines=[line], on=on) for person in others]
