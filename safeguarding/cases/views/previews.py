"""What a press would send, to whom: shown on the page before a person presses. Writing it is the verb's, and both ask
the same function to whom; `tests/house/test_previews.py` reads both and misses no verb."""

from collections.abc import Iterable
from datetime import date

from safeguarding.actor import Actor
from safeguarding.cases.models import Case
from safeguarding.messages.kinds import Kind
from safeguarding.messages.lines import CASE_PATH, Line
from safeguarding.messages.recipients import is_kept_out
from safeguarding.messages.writing import Preview, preview
from safeguarding.people.models import Person


def would_be_sent(
    case: Case, *, kind: Kind, what: str, to: Iterable[Person], by: Actor, on: date, path: str = ""
) -> list[Preview]:
    """The message to each of these people but the one who acts, and but those who are kept out and get none; with the
    check of each recipient."""
    line = Line(case.reference, what, on, path or CASE_PATH.format(reference=case.reference))
    return [
        preview(kind=kind, to=person, case_id=case.pk, lines=[line], on=on)
        for person in _each_once(to)
        if person.pk != by.person_id and not is_kept_out(person, case_id=case.pk)
    ]


def would_be_sent_of_new(reference: str, *, kind: Kind, what: str, to: Iterable[Person], on: date) -> list[Preview]:
    """The same of what has no incident to check a recipient by: a call that is not saved yet, a proposal."""
    line = Line(reference, what, on)
    return [preview(kind=kind, to=person, lines=[line], on=on) for person in _each_once(to)]


def _each_once(people: Iterable[Person]) -> list[Person]:
    return list({person.pk: person for person in people}.values())
