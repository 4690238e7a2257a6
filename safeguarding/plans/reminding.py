"""Taking up what is past its date: to a named person, in steps, once each; and saying when an effect is to be looked at
again. Which step has come is `rules/past_date.py`'s; a tick calls `remind_of_plans`, however long it was away."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from safeguarding.actor import acting_as
from safeguarding.cases.actions.recipients import holders_at
from safeguarding.messages.hours import is_daytime
from safeguarding.messages.kinds import Kind
from safeguarding.messages.lines import Line
from safeguarding.messages.rows import rows_of
from safeguarding.messages.writing import write
from safeguarding.people.models import Organisation, Person
from safeguarding.plans.models import Action
from safeguarding.plans.telling import OWN_PATH, PLAN_PATH
from safeguarding.plans.whose import leads_of, who_run
from safeguarding.rules.past_date import Steps, With, steps_come
from safeguarding.rules.roles import Role
from safeguarding.rules.workdays import calendar

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Past:
    """An open action past its date, as the database tells it to nobody in particular: keys and dates."""

    id: int
    reference: str
    case_id: int | None
    partnership_id: int
    lead_id: int
    lead_person_id: int | None
    due_on: date
    lead_after: int | None
    manager_after: int | None
    holder_after: int | None

    @property
    def steps(self) -> Steps:
        if self.lead_after is None or self.manager_after is None or self.holder_after is None:
            return Steps()
        return Steps(self.lead_after, self.manager_after, self.holder_after)


@dataclass(frozen=True, slots=True)
class Recheckable:
    """An effect that is to be looked at again."""

    id: int
    reference: str
    case_id: int | None
    partnership_id: int
    due_on: date
    asked_id: int


@dataclass(frozen=True, slots=True)
class Owed:
    """One message that is owed to one person by now."""

    key: str
    person: Person
    action_id: int
    kind: Kind
    line: Line


def remind_of_plans(day: date, now: datetime) -> int:
    """Write what is owed by now and was never written; nothing at night. Answers how many messages."""
    if not is_daytime(now):
        return 0
    owed = {one.key: one for one in (*past_their_date(day), *to_look_at_again(day))}
    return sum(_write(owed[key], day) for key in _not_written(owed))


def past_their_date(day: date) -> Iterator[Owed]:
    """The latest step that has come for each action: an earlier one that an outage skipped is covered by it."""
    days, bodies = calendar("england"), _Bodies()
    for past in rows_of(Past, "SELECT * FROM actions_past_date(%s)", [day]):
        come = steps_come(past.due_on, day, past.steps, days)
        if come:
            yield from _taken_up(past, come[-1], bodies, day)


def to_look_at_again(day: date) -> Iterator[Owed]:
    """Who runs the plan, and who said that a difference was made, are told once."""
    bodies = _Bodies()
    for due in rows_of(Recheckable, "SELECT * FROM rechecks_due(%s)", [day]):
        line = Line(due.reference, "recheck-wanted", due.due_on, PLAN_PATH.format(reference=due.reference))
        asked = Person.objects.filter(pk=due.asked_id, is_active=True)
        people = {one.pk: one for one in (*bodies.managers(due.partnership_id, day), *asked)}
        for person in people.values():
            key = f"{Kind.RECHECK_DUE}/{due.reference}/{due.due_on}/{person.pk}"
            yield Owed(key, person, due.id, Kind.RECHECK_DUE, line)


def _taken_up(past: Past, step: With, bodies: "_Bodies", day: date) -> Iterator[Owed]:
    is_lead = step == "lead"
    path = OWN_PATH if step != "manager" else PLAN_PATH
    what = "action-was-due" if is_lead else "action-taken-up"
    line = Line(past.reference, what, past.due_on, path.format(reference=past.reference))
    for person in bodies.to_take_it_up(past, step, day):
        key = f"{Kind.ACTION_PAST_DATE}/{past.reference}/{past.due_on}/{step}/{person.pk}"
        yield Owed(key, person, past.id, Kind.ACTION_PAST_DATE, line)


class _Bodies:
    """Whom to write to at each body, asked once a body."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, int], list[Person]] = defaultdict(list)

    def to_take_it_up(self, past: Past, step: With, day: date) -> list[Person]:
        if step == "manager":
            return self.managers(past.partnership_id, day)
        if step == "holder":
            return self._once("holder", past.lead_id, lambda: _holders(past.lead_id, past.partnership_id, day))
        named = Person.objects.filter(pk=past.lead_person_id, is_active=True).first() if past.lead_person_id else None
        return [named] if named else self._once("lead", past.lead_id, lambda: _leads(past.lead_id, day))

    def managers(self, partnership: int, day: date) -> list[Person]:
        return self._once("manager", partnership, lambda: who_run(partnership, on=day))

    def _once(self, what: str, key: int, find) -> list[Person]:  # type: ignore[no-untyped-def]
        if (what, key) not in self._found:
            self._found[what, key] = find()
        return self._found[what, key]


def _leads(body: int, day: date) -> list[Person]:
    return leads_of(Organisation.objects.get(pk=body), on=day)


def _holders(body: int, partnership: int, day: date) -> list[Person]:
    """Who holds the position of the body that leads; where it is no partner body, those who run the plan again."""
    return holders_at([body], Role.PARTNER, on=day) or who_run(partnership, on=day)


def _not_written(keys: Iterable[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT messages_not_written(%s)", [sorted(keys)])
        return [key for (key,) in cursor.fetchall()]


def _write(owed: Owed, day: date) -> int:
    """In a transaction acting as who is written to: the wall judges once more whether they see the action."""
    with acting_as(owed.person.pk, on=day):
        if not Action.objects.filter(pk=owed.action_id).exists():
            return 0
        written = write(
            kind=owed.kind, key=owed.key, to=owed.person, lines=[owed.line], by=None, on=day, is_confirmed=True
        )
    return int(written is not None)
