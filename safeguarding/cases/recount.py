"""Counting the dates of every case anew, after a change of the law, of a calendar, or of what was added to either.
What differs, and why a date moved, is `changes.py`'s."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.utils.functional import Promise

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.leading import sees
from safeguarding.cases.actions.recipients import who_run
from safeguarding.cases.changes import LAW, in_words, key_of
from safeguarding.cases.dues import changes_in, keep
from safeguarding.cases.models import Case, MovedDue
from safeguarding.messages.kinds import Kind
from safeguarding.messages.lines import CASE_PATH, Line
from safeguarding.messages.writing import write
from safeguarding.people.models import Person


@dataclass(frozen=True, slots=True)
class Changed:
    """What a recount changes, or changed, of one date: it moved, was relaxed, was confirmed, or no longer is."""

    reference: str
    duty: str
    words: str


@dataclass(frozen=True, slots=True)
class NobodySees:
    """A case that nobody who runs it sees today, so that nobody can act on it."""

    reference_key: int


def recount(*, dry_run: bool, why: str | Promise = LAW, by: int | None = None) -> Iterator[Changed | NobodySees]:
    """Go through every case, each in a transaction that acts as somebody who sees it; say what changes of each date.
    `why` is kept with a date that moves, where nothing more precise is known of it; `by` is the key of the person
    whose change of the law is the cause. Whoever is concerned is told of a date that moved."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT case_id, person_id FROM case_stewards(%s)", [today.today()])
        stewards = cursor.fetchall()
    for case_id, person_id in stewards:
        if person_id is None:
            yield NobodySees(case_id)
            continue
        with acting_as(person_id):
            case = Case.objects.select_for_update(of=("self",)).select_related("lead").get(pk=case_id)
            found = changes_in(case)
            if found and not dry_run:
                still_open = {key_of(one.due) for one in found if one.is_open}
                moved = keep(case, found, by=by or person_id, recounted=str(why))
                _tell(case, [one for one in moved if (one.duty, one.body, one.started_on) in still_open])
        yield from (Changed(case.reference, one.due.duty, in_words(one)) for one in found if one.is_seen)


def _tell(case: Case, moved: list[MovedDue]) -> None:
    """Write that dates moved to whoever is reminded of them: one message each, and the same moves once. Nobody writes
    it, so that somebody in whose place the recount acts is told too."""
    if not moved:
        return
    path, on = CASE_PATH.format(reference=case.reference), today.today()
    said = dict.fromkeys(("date-moved" if move.is_on else "date-no-longer", move.is_on) for move in moved)
    for person in _whom_to_tell(case):
        write(
            kind=Kind.DATE_MOVED,
            key=f"{Kind.DATE_MOVED}/{case.reference}/{moved[0].pk}/{person.pk}",
            to=person,
            case_id=case.pk,
            lines=[Line(case.reference, what, day, path) for what, day in said],
            by=None,
            on=on,
        )


def _whom_to_tell(case: Case) -> list[Person]:
    """The lead, while they may still see the case; else the managers and notifiers who run it."""
    on = today.today()
    if case.lead is not None and case.lead.is_active and sees(case.lead, case, on=on):
        return [case.lead]
    return who_run(case, on=on)
