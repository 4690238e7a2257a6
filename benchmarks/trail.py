"""What the audit costs: verbs with its triggers on and off, in turn, committed each time. On the small database, which
ends afterwards: what is measured leaves incidents behind."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from statistics import median

from django.db import connections

from benchmarks.figures import Line, Part, Table, spread
from benchmarks.signing_in import Somebody
from safeguarding import today
from safeguarding.actor import Actor, acting_as
from safeguarding.cases.actions.first_call import ChildMentioned, take_first_call
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import record_event
from safeguarding.cases.generation import OWNER
from safeguarding.cases.models import Case
from safeguarding.people.actors import actor_for
from safeguarding.people.models import Organisation

Verb = Callable[[], float]


@contextmanager
def no_trail() -> Iterator[None]:
    """Until the block ends, nothing of this database is audited. The benchmark's own database alone."""
    tables = audited()
    _alter(tables, "DISABLE")
    try:
        yield
    finally:
        _alter(tables, "ENABLE")


def audited() -> list[str]:
    """Every table whose changes are written to the audit."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'audit' ORDER BY 1")
        return [str(row[0]) for row in cursor.fetchall()]


def measure(notifier: Somebody, *, rounds: int, each: int) -> Part:
    """With, without, with, without …, so many turns of a few of each verb."""
    actor = actor_for(notifier.person)
    part = Part(
        "The audit on against off",
        f"Verbs as the application runs them, each committed: {each} with the triggers, {each} without, {rounds} times "
        "over.",
    )
    table = Table(("Verb", "With the audit", "Without", "Ratio"))
    for name, verb in _verbs(notifier, actor):
        on, off = _in_turn(verb, rounds, each)
        ratio = median(on) / median(off)
        table.rows.append((name, spread(on, "ms", digits=1), spread(off, "ms", digits=1), f"{ratio:.2f}"))
        part.lines.append(Line(f"The audit: {name}, on against off", "–", spread(on, "ms", digits=1), ratio, None))
    part.tables.append(table)
    return part


def _verbs(notifier: Somebody, actor: Actor) -> Sequence[tuple[str, Verb]]:
    """Each makes what it needs first, so that nothing grows from turn to turn, and then takes its seconds."""
    authority = Organisation.objects.get(pk=notifier.organisation.pk)

    def event() -> float:
        opened = _call(authority, actor)
        return _took(lambda: _event(opened, actor))

    return (
        ("taking a first call", lambda: _took(lambda: _call(authority, actor))),
        ("recording an event and counting anew", event),
    )


def _call(authority: Organisation, actor: Actor) -> Case:
    with acting_as(actor.person_id):
        return take_first_call(
            authority=authority,
            known_on=today.today(),
            children=[ChildMentioned(name="Rowan Ashby"), ChildMentioned()],
            summary="An invented call",
            given={},
            form_version="1",
            by=actor,
            on=today.today(),
        )


def _event(case: Case, actor: Actor) -> None:
    with acting_as(actor.person_id):
        record_event(case, "children_made_safe", on=today.today(), by=actor)
        refresh_dues(case, by=actor.person_id)


def _in_turn(verb: Verb, rounds: int, each: int) -> tuple[list[float], list[float]]:
    """Milliseconds with the audit, and without."""
    on: list[float] = []
    off: list[float] = []
    for _ in range(rounds):
        on += _several(verb, each)
        with no_trail():
            off += _several(verb, each)
    return on, off


def _several(verb: Verb, each: int) -> list[float]:
    verb()  # the first after a change of the triggers plans its statements anew
    return [verb() * 1000 for _ in range(each)]


def _took(act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def _alter(tables: Sequence[str], verb: str) -> None:
    with connections[OWNER].cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} {verb} TRIGGER audit")
