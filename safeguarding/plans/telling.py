"""The messages about an action: its own reference, a date and a link. Whoever leads it is told nothing else of the
case, not even its reference; whoever is kept out of the case is told nothing."""

from collections.abc import Iterable, Sequence
from datetime import date

from safeguarding.actor import Actor
from safeguarding.cases.mine import IsMine
from safeguarding.cases.models import Case
from safeguarding.messages.kinds import Kind
from safeguarding.messages.lines import Line
from safeguarding.messages.recipients import is_kept_out
from safeguarding.messages.writing import Preview, preview, write
from safeguarding.people.models import Person
from safeguarding.plans.models import Action

OWN_PATH = "/our-actions/{reference}/"
"""Where who leads an action answers."""
PLAN_PATH = "/plan/actions/{reference}/"
"""Where who reads the plan finds it."""


def tell(
    action: Action,
    *,
    kind: Kind,
    what: str,
    to: Iterable[Person],
    key: str,
    path: str,
    by: Actor,
    on: date,
    named_on: date | None = None,
) -> None:
    """Write to each of these people but the one who acts; the same is told to the same person once."""
    line = Line(action.reference, what, named_on or on, path.format(reference=action.reference))
    key_of_case = action.case_id
    is_seen = key_of_case is not None and Case.objects.filter(IsMine("id"), pk=key_of_case).exists()
    seen_case = key_of_case if is_seen else None
    for person in to:
        if person.pk == by.person_id or is_kept_out(person, case_id=action.case_id):
            continue
        write(
            kind=kind,
            key=f"{kind}/{action.reference}/{key}/{person.pk}",
            to=person,
            case_id=seen_case,
            lines=[line],
            by=by,
            on=on,
            is_confirmed=True,
        )


def would_be_told(
    reference: str, *, kind: Kind, what: str, to: Iterable[Person], path: str, by: Actor, on: date, case_id: int | None
) -> Sequence[Preview]:
    """What each of them would get, before anybody presses."""
    line = Line(reference, what, on, path.format(reference=reference))
    return [
        preview(kind=kind, to=person, lines=[line], on=on)
        for person in {one.pk: one for one in to}.values()
        if person.pk != by.person_id and not is_kept_out(person, case_id=case_id)
    ]
