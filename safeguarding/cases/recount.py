"""Counting the dates of every case anew, after a change of the law, of a calendar, or of what was added to either."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import connection

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.dues import owed_in, refresh_dues
from safeguarding.cases.models import Case

REASON = "Counted anew after a change of the law or of a calendar."


@dataclass(frozen=True, slots=True)
class Moved:
    """A date that a recount moves, or moved."""

    reference: str
    duty: str
    was_on: date | None
    is_on: date | None


@dataclass(frozen=True, slots=True)
class NobodySees:
    """A case that nobody who runs it sees today, so that nobody can act on it."""

    reference_key: int


def recount(*, dry_run: bool) -> Iterator[Moved | NobodySees]:
    """Go through every case, each in a transaction that acts as somebody who sees it; say each date that moves."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT case_id, person_id FROM case_stewards(%s)", [today.today()])
        stewards = cursor.fetchall()
    for case_id, person_id in stewards:
        if person_id is None:
            yield NobodySees(case_id)
            continue
        with acting_as(person_id):
            case = Case.objects.select_for_update().get(pk=case_id)
            moved = list(_moves(case))
            if moved and not dry_run:
                refresh_dues(case, by=person_id, reason=REASON)
        yield from moved


def _moves(case: Case) -> Iterator[Moved]:
    stored = {(due.duty, due.body): due.due_on for due in case.dues.all()}
    for one in owed_in(case):
        key = (one.duty.id, one.body)
        if key not in stored or stored[key] != one.due:
            yield Moved(case.reference, one.duty.id, stored.pop(key, None), one.due)
        else:
            stored.pop(key)
    for (duty, _), was_on in stored.items():
        yield Moved(case.reference, duty, was_on, None)
