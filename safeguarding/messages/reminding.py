"""Reminders: what the law's offsets owe by now, one combined message a person, each reminder once. The offsets are
the law's (`rules/procedure.py`), which of them are owed is asked of the database (`reminders_owed`), and a row of
`Reminder` a case, duty, date and offset makes a second one impossible."""

import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from itertools import groupby

from django.db import IntegrityError, connection

from safeguarding.actor import acting_as
from safeguarding.messages.hours import is_daytime
from safeguarding.messages.kinds import Kind
from safeguarding.messages.lines import CASE_PATH, Line
from safeguarding.messages.models import Reminder
from safeguarding.messages.rows import rows_of
from safeguarding.messages.writing import write
from safeguarding.people.models import Person
from safeguarding.rules.procedure import load, procedures

logger = logging.getLogger(__name__)

AUTHORITY = "local-authority"


@dataclass(frozen=True, slots=True)
class Owed:
    """A reminder owed by now. `is_latest` is the one to send; the others were skipped and are covered by it. `act_by`
    is the last day on which somebody can act: earlier than a date on which nobody works."""

    recipient_id: int
    case_id: int
    duty: str
    due_on: date
    act_by: date
    days_before: int
    is_latest: bool


@cache
def offsets() -> str:
    """The law's offsets, a row each, as the database is given them."""
    rows = [
        {
            "duty": duty.id,
            "days": days,
            "from_on": duty.from_on.isoformat(),
            "until_on": duty.until_on.isoformat() if duty.until_on else None,
            "is_authoritys": duty.owed_by == AUTHORITY,
        }
        for name in procedures()
        for duty in load(name).duties
        for days in duty.remind
    ]
    return json.dumps(rows)


def owed_by(day: date) -> list[Owed]:
    """Every reminder owed by this day and not yet on record, by recipient."""
    return rows_of(Owed, "SELECT * FROM reminders_owed(%s, %s::jsonb)", [day, offsets()])


def remind(day: date, now: datetime) -> int:
    """Write what is owed by now, one message a person; nothing at night. Answers how many messages."""
    if not is_daytime(now):
        return 0
    written = 0
    for person_id, owed in groupby(owed_by(day), key=lambda reminder: reminder.recipient_id):
        try:
            written += _remind_one(person_id, tuple(owed), day)
        except IntegrityError:
            # Another worker was quicker with one of them; the next tick asks again what is left.
            logger.info("reminders of person %s were written by another worker", person_id)
    return written


def _remind_one(person_id: int, owed: Sequence[Owed], day: date) -> int:
    """All that one person is owed, in one transaction acting as them: the wall judges each case once more."""
    with acting_as(person_id, on=day):
        references = _references({reminder.case_id for reminder in owed})
        seen = [reminder for reminder in owed if reminder.case_id in references]
        latest = [reminder for reminder in seen if reminder.is_latest]
        if not latest:
            return 0
        cases = {reminder.case_id for reminder in latest}
        message = write(
            kind=Kind.REMINDER,
            key=_key(person_id, seen),
            to=Person.objects.get(pk=person_id),
            case_id=cases.pop() if len(cases) == 1 else None,
            lines=list(_lines(latest, references, day)),
            by=None,
            on=day,
            is_confirmed=True,
        )
        if message is None:
            return 0
        Reminder.objects.bulk_create(
            Reminder(
                case_id=reminder.case_id,
                duty=reminder.duty,
                due_on=reminder.due_on,
                days_before=reminder.days_before,
                recipient_id=person_id,
                message=message,
                is_covered=not reminder.is_latest,
            )
            for reminder in seen
        )
    return 1


def _lines(latest: Sequence[Owed], references: dict[int, str], day: date) -> Iterator[Line]:
    for reminder in sorted(latest, key=lambda one: (one.due_on, references[one.case_id])):
        # While it can be acted upon, the last day for it is named; after that, the date that is owed.
        on = reminder.act_by if day <= reminder.act_by else reminder.due_on
        what = "to-be-done" if on > day else "was-to-be-done"
        if on == day:
            what = "to-be-done-today"
        reference = references[reminder.case_id]
        yield Line(reference, what, on, CASE_PATH.format(reference=reference))


def _references(case_ids: set[int]) -> dict[int, str]:
    """The references of the cases that the acting person sees."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, reference FROM cases_case WHERE id = ANY(%s)", [sorted(case_ids)])
        return dict(cursor.fetchall())


def _key(person_id: int, owed: Sequence[Owed]) -> str:
    """The same for the same reminders, so that two workers write one message."""
    parts = sorted(f"{one.case_id}/{one.duty}/{one.due_on}/{one.days_before}" for one in owed)
    return f"reminder/{person_id}/{sha256('|'.join(parts).encode()).hexdigest()}"
