"""What no single entry of law can see: names that point nowhere, ids twice, versions that overlap."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from safeguarding.rules.duties import Duty
from safeguarding.rules.entries import NEEDS
from safeguarding.rules.lawfile import LawFault, near
from safeguarding.rules.workdays import calendars

if TYPE_CHECKING:
    from safeguarding.rules.procedure import Procedure


def check(procedure: "Procedure") -> None:
    """Raises LawFault at the first thing that is wrong."""
    _unique(procedure)
    _versions(procedure)
    events, bodies = set(procedure.event_by_id), {body.id for body in procedure.bodies}
    duties, nations = {d.id for d in procedure.duties}, {c.nation for c in calendars().calendar}
    decisions = {option.of for option in procedure.options}
    for what, entry_id, key, names, known in _references(procedure, events, bodies, duties, nations, decisions):
        for name in names:
            if name not in known:
                raise LawFault(
                    f"'{name}' is not declared{near(name, known)}",
                    file=f"law/{procedure.id}",
                    entry=f"{what} '{entry_id}'",
                    key=key,
                )


def _references(
    procedure: "Procedure",
    events: set[str],
    bodies: set[str],
    duties: set[str],
    nations: set[str],
    decisions: set[str],
) -> Iterator[tuple[str, str, str, tuple[str, ...], set[str]]]:
    yield "procedure", procedure.id, "begins_with", procedure.header.begins_with, events
    for duty in procedure.duties:
        yield "duty", duty.id, "starts", duty.start_events, events
        yield "duty", duty.id, "ends", duty.end_events, events
        yield "duty", duty.id, "with", duty.only_with, events
        yield "duty", duty.id, "not_with", duty.not_with, events
        yield "duty", duty.id, "ends_not_with", duty.ends_not_with, events
        yield "duty", duty.id, "stops", duty.stops, events
        yield "duty", duty.id, "reopens", duty.reopens, events
        yield "duty", duty.id, "owed_by", (duty.owed_by,), bodies
        yield "duty", duty.id, "owed_to", duty.owed_to, bodies
        yield "duty", duty.id, "calendar", (duty.calendar,), nations
        for example in duty.example:
            yield "duty", duty.id, "example.facts", tuple(example.facts), events
        if duty.period.is_backward and not procedure.event_by_id[duty.starts].is_planned:
            raise LawFault(
                "counts backwards from an event that is not planned; "
                "set planned = true on the event, or count forwards.",
                file=f"law/{procedure.id}",
                entry=f"duty '{duty.id}'",
                key="due",
            )
    for stage in procedure.stages:
        yield "stage", stage.id, "reached_by", stage.reached_by, events
        yield "stage", stage.id, "next", stage.next, events
        yield "stage", stage.id, "reopened_by", stage.reopened_by, events
        yield "stage", stage.id, "who", stage.who, bodies
        yield "stage", stage.id, "options", (stage.options,) if stage.options else (), decisions
    needs = {*NEEDS, *(f"test-{test.id}" for test in procedure.tests)}
    for option in procedure.options:
        yield "option", f"{option.of}.{option.id}", "needs", option.needs, needs
        yield "option", option.id, "records", (option.records,) if option.records else (), events
    for test in procedure.tests:
        yield "test", test.id, "weighed_by", (test.weighed_by,), bodies
    for step in procedure.steps:
        yield "step", step.id, "duty", (step.duty,), duties
        yield "step", step.id, "done_by", (step.done_by,), events
        yield "step", step.id, "who", (step.who,), bodies


def _unique(procedure: "Procedure") -> None:
    lists: dict[str, list[str]] = {
        "body": [b.id for b in procedure.bodies],
        "event": [e.id for e in procedure.events],
        "duty": [f"{d.id} from {d.from_on}" for d in procedure.duties],
        "stage": [s.id for s in procedure.stages],
        "test": [t.id for t in procedure.tests],
        "item": [f"{t.id}.{i.id}" for t in procedure.tests for i in t.item],
        "option": [f"{o.of}.{o.id}" for o in procedure.options],
        "step": [s.id for s in procedure.steps],
    }
    for what, ids in lists.items():
        twice = next((name for place, name in enumerate(ids) if name in ids[:place]), None)
        if twice:
            raise LawFault("is given twice; keep one.", file=f"law/{procedure.id}", entry=f"{what} '{twice}'")


def _versions(procedure: "Procedure") -> None:
    newest: dict[str, Duty] = {}
    for duty in sorted(procedure.duties, key=lambda d: d.from_on):
        before = newest.get(duty.id)
        if before is not None and (before.until_on is None or before.until_on >= duty.from_on):
            raise LawFault(
                f"two versions are in force on {duty.from_on}; give the older one an until before it.",
                file=f"law/{procedure.id}",
                entry=f"duty '{duty.id}'",
                key="until",
            )
        newest[duty.id] = duty
