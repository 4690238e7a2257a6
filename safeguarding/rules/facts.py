"""Facts: what happened, on which day. Which of them stand after corrections, and which cannot be used.

What follows from them is in clock.py and phases.py; the Event rows that hold them are in safeguarding/cases.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from safeguarding.rules.echo import echoed
from safeguarding.rules.lawfile import near
from safeguarding.rules.procedure import Procedure
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.workdays import london_date

EXTENDED, LOCALLY_DATED, PAUSED, RESUMED, WITHDRAWN = (
    "duty_extended",
    "local_date_set",
    "progress_paused",
    "progress_resumed",
    "fact_withdrawn",
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One dated happening. `on` is the London date; of a planned event, the day it is planned for.

    `supersedes` names the id of the fact that this one corrects; `body` the body it is about, where a duty
    runs once for each; `duty` and `until` belong to an extension or a local date, `until` also to a pause with a known
    end.
    """

    event: str
    on: date
    at: datetime | None = None
    id: str = ""
    supersedes: str = ""
    duty: str = ""
    until: date | None = None
    reason: str = ""
    recorded_on: date | None = None
    body: str = ""


def standing_facts(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts that hold: those that nothing replaced or withdrew, in the order given."""
    gone = {fact.supersedes for fact in facts if fact.supersedes}
    known = {fact.id for fact in facts if fact.id}
    for name in gone - known:
        raise Refused(
            Refusal(f"'{echoed(name)}' is corrected, but no fact has that id{near(name, known)}", "supersedes")
        )
    return tuple(fact for fact in facts if fact.event != WITHDRAWN and (not fact.id or fact.id not in gone))


def earlier_values(fact: Fact, facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """What this fact replaced, newest first: its history."""
    by_id = {other.id: other for other in facts if other.id}
    chain: list[Fact] = []
    while fact.supersedes in by_id and by_id[fact.supersedes] not in chain:
        fact = by_id[fact.supersedes]
        chain.append(fact)
    return tuple(chain)


def faults(procedure: Procedure, facts: Sequence[Fact]) -> tuple[Refusal, ...]:
    """Everything that makes these facts unusable: each with its place and what would cure it."""
    seen: dict[str, Fact] = {}
    replaced: set[str] = set()
    found: list[Refusal] = []
    for place, fact in enumerate(facts, start=1):
        for key, sentence in _faults_of(procedure, fact, seen, replaced):
            found.append(Refusal(sentence, f"facts[{place}].{key}"))
        if fact.id:
            seen[fact.id] = fact
        if fact.supersedes:
            replaced.add(fact.supersedes)
    return tuple(found)


def _faults_of(
    procedure: Procedure, fact: Fact, seen: dict[str, Fact], replaced: set[str]
) -> Iterator[tuple[str, str]]:
    if fact.event not in procedure.event_by_id:
        yield (
            "event",
            f"there is no event '{echoed(fact.event)}' in {procedure.id}{near(fact.event, procedure.event_by_id)}",
        )
    if fact.id and fact.id in seen:
        yield "id", f"'{echoed(fact.id)}' is already the id of an earlier fact; give each fact its own."
    if fact.at is not None and london_date(fact.at) != fact.on:
        yield "at", f"is {london_date(fact.at)} in London, but on says {fact.on}; correct one of them."
    yield from _faults_of_correction(fact, seen, replaced)
    if fact.event == EXTENDED:
        yield from _faults_of_extension(procedure, fact)
    if fact.event == LOCALLY_DATED:
        yield from _faults_of_local_date(procedure, fact)
    if not fact.reason.strip():
        if fact.event in (EXTENDED, LOCALLY_DATED, PAUSED, WITHDRAWN):
            yield "reason", f"is empty; {fact.event} needs the reason in words."
        elif fact.supersedes:
            yield "reason", "is empty; a correction needs the reason in words."


def _faults_of_correction(fact: Fact, seen: dict[str, Fact], replaced: set[str]) -> Iterator[tuple[str, str]]:
    if fact.event == WITHDRAWN and not fact.supersedes:
        yield "supersedes", "is missing; name the id of the fact that is withdrawn."
    if not fact.supersedes:
        return
    earlier = seen.get(fact.supersedes)
    if earlier is None:
        yield "supersedes", f"no earlier fact has the id '{echoed(fact.supersedes)}'{near(fact.supersedes, seen)}"
    elif fact.supersedes in replaced:
        yield "supersedes", f"'{echoed(fact.supersedes)}' was already replaced; name the fact that replaced it."
    elif fact.event not in (WITHDRAWN, earlier.event):
        yield (
            "supersedes",
            (
                f"replaces '{earlier.event}' by '{echoed(fact.event)}'; "
                "withdraw the first with fact_withdrawn and record the other."
            ),
        )


def _faults_of_extension(procedure: Procedure, fact: Fact) -> Iterator[tuple[str, str]]:
    if fact.until is None:
        yield "until", "is missing; say to which day the date is extended."
    versions = [duty for duty in procedure.duties if duty.id == fact.duty]
    if not versions:
        known = (duty.id for duty in procedure.duties)
        yield "duty", f"there is no duty '{echoed(fact.duty)}' in {procedure.id}{near(fact.duty, known)}"
    elif not can_be_extended(procedure, fact.duty):
        yield "duty", f"'{echoed(fact.duty)}' has no date that anybody may extend: {_why_not(procedure, fact.duty)}."


def _faults_of_local_date(procedure: Procedure, fact: Fact) -> Iterator[tuple[str, str]]:
    if fact.until is None:
        yield "until", "is missing; say which day is the local date."
    versions = [duty for duty in procedure.duties if duty.id == fact.duty]
    if not versions:
        known = (duty.id for duty in procedure.duties)
        yield "duty", f"there is no duty '{echoed(fact.duty)}' in {procedure.id}{near(fact.duty, known)}"
    elif not can_be_dated_locally(procedure, fact.duty):
        yield "duty", f"'{echoed(fact.duty)}' has a date of its own; extend that, or leave the local date out."


def can_be_dated_locally(procedure: Procedure, duty_id: str) -> bool:
    """What the law gives no period may be given a day here: it is local, and never called a breach."""
    return any(duty.id == duty_id and duty.runs and not duty.period.has_date for duty in procedure.duties)


def can_be_extended(procedure: Procedure, duty_id: str) -> bool:
    """Guidance and local dates may be extended with a reason; a period of statute or regulation may not."""
    return any(
        duty.id == duty_id
        and duty.period.has_date
        and not duty.period.is_floor
        and duty.judged_as in ("guidance", "local")
        for duty in procedure.duties
    )


def _why_not(procedure: Procedure, duty_id: str) -> str:
    duty = procedure.duty(duty_id)
    return f"its period is set by {duty.judged_as}" if duty.period.has_date else "it has no fixed period"
