"""Events written down and read back as the rules' facts. What follows from them is in `dues.py`."""

from collections.abc import Iterable
from datetime import date, time

from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.models import Case, Event
from safeguarding.look.languages import day, spoken
from safeguarding.people.models import Organisation
from safeguarding.rules.facts import Fact, faults
from safeguarding.rules.procedure import Procedure, load
from safeguarding.rules.refusal import Refusal, Refused


def procedure_of(case: Case) -> Procedure:
    """The law that a case follows."""
    return load(case.procedure)


def record_event(
    case: Case,
    event: str,
    *,
    on: date,
    by: Actor,
    at: time | None = None,
    supersedes: Event | None = None,
    duty: str = "",
    until: date | None = None,
    reason: str = "",
    told: str = "",
    body: Organisation | None = None,
) -> Event:
    """Write down that something happened. A planned event may lie ahead; anything else that does is refused. `told`
    says who was told of it, where that is part of the record.

    Raises `Refused` when the law knows no such event or the facts would contradict themselves.
    """
    procedure = procedure_of(case)
    new = Event(
        case=case,
        event=event,
        on=on,
        at=at,
        supersedes=supersedes,
        duty=duty,
        until=until,
        reason=reason,
        told=told,
        body=body,
        recorded_at=today.now(),
        recorded_on=today.today(),
        recorded_by_id=by.person_id,
    )
    _refuse_impossible(procedure, case, new)
    new.save()
    return new


def facts_of(case: Case) -> tuple[Fact, ...]:
    """Everything that happened, in the order in which it was recorded."""
    return as_facts(case.events.select_related("body").order_by("id"))


def as_facts(events: Iterable[Event]) -> tuple[Fact, ...]:
    """Event rows as the rules take them."""
    return tuple(map(_fact, events))


def facts_of_each(keys: Iterable[int]) -> dict[int, list[Fact]]:
    """What the stages of several cases are judged by: which event, when, and what it took the place of. Nothing else
    is read of each, since a list has hundreds."""
    found: dict[int, list[Fact]] = {key: [] for key in keys}
    told = Event.objects.filter(case_id__in=found).order_by("id")
    for key, event, on, number, supersedes in told.values_list("case_id", "event", "on", "id", "supersedes_id"):
        found[key].append(Fact(event, on, id=str(number), supersedes=str(supersedes or "")))
    return found


def _fact(event: Event) -> Fact:
    return Fact(
        event=event.event,
        on=event.on,
        at=today.london_moment(event.on, event.at) if event.at else None,
        id=str(event.pk or "new"),
        supersedes=str(event.supersedes_id or ""),
        duty=event.duty,
        until=event.until,
        reason=event.reason,
        recorded_on=event.recorded_on,
        body=event.body.code if event.body else "",
    )


def _refuse_impossible(procedure: Procedure, case: Case, new: Event) -> None:
    found = faults(procedure, (*facts_of(case), _fact(new)), spoken())
    if found:
        raise Refused(found[0])
    is_planned = procedure.event_by_id[new.event].is_planned
    if new.on > today.today() and not is_planned:
        raise Refused(Refusal(_("{on} lies ahead. Give the day on which it happened.").format(on=day(new.on)), "on"))
