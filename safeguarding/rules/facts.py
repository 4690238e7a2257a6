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
from safeguarding.rules.saying import FORCES
from safeguarding.rules.text import Text, composed
from safeguarding.rules.workdays import london_date

EXTENDED, LOCALLY_DATED, PAUSED, RESUMED, WITHDRAWN = (
    "duty_extended",
    "local_date_set",
    "progress_paused",
    "progress_resumed",
    "fact_withdrawn",
)
NO_SUCH_ID = Text(en="'{id}' is corrected, but no fact has that id{near}")
NO_EVENT = Text(en="there is no event '{event}' in {procedure}{near}")
SAME_ID = Text(en="'{id}' is already the id of an earlier fact; give each fact its own.")
OTHER_DAY = Text(en="is {day} in London, but on says {on}; correct one of them.")
NO_REASON = Text(en="is empty; {event} needs the reason in words.")
NO_REASON_TO_CORRECT = Text(en="is empty; a correction needs the reason in words.")
WITHDRAWS_NOTHING = Text(en="is missing; name the id of the fact that is withdrawn.")
NONE_EARLIER = Text(en="no earlier fact has the id '{id}'{near}")
REPLACED = Text(en="'{id}' was already replaced; name the fact that replaced it.")
BY_ANOTHER = Text(en="replaces '{earlier}' by '{event}'; withdraw the first with fact_withdrawn and record the other.")
NO_UNTIL = Text(en="is missing; say to which day the date is extended.")
NO_DUTY = Text(en="there is no duty '{duty}' in {procedure}{near}")
NOT_EXTENDED = Text(en="'{duty}' has no date that anybody may extend: {why}.")
NO_LOCAL_DAY = Text(en="is missing; say which day is the local date.")
HAS_A_DATE = Text(en="'{duty}' has a date of its own; extend that, or leave the local date out.")
SET_BY, NOT_FIXED = Text(en="its period is set by {force}"), Text(en="it has no fixed period")


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
        told = composed(NO_SUCH_ID, id=echoed(name), near=_near(name, known))
        raise Refused(Refusal(told.en, "supersedes"))
    return tuple(fact for fact in facts if fact.event != WITHDRAWN and (not fact.id or fact.id not in gone))


def earlier_values(fact: Fact, facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """What this fact replaced, newest first: its history."""
    by_id = {other.id: other for other in facts if other.id}
    chain: list[Fact] = []
    while fact.supersedes in by_id and by_id[fact.supersedes] not in chain:
        fact = by_id[fact.supersedes]
        chain.append(fact)
    return tuple(chain)


def faults(procedure: Procedure, facts: Sequence[Fact], language: str = "en") -> tuple[Refusal, ...]:
    """Everything that makes these facts unusable: each with its place and what would cure it."""
    seen: dict[str, Fact] = {}
    replaced: set[str] = set()
    found: list[Refusal] = []
    for place, fact in enumerate(facts, start=1):
        for key, told in _faults_of(procedure, fact, seen, replaced):
            found.append(Refusal(told.in_(language), f"facts[{place}].{key}"))
        if fact.id:
            seen[fact.id] = fact
        if fact.supersedes:
            replaced.add(fact.supersedes)
    return tuple(found)


def _faults_of(
    procedure: Procedure, fact: Fact, seen: dict[str, Fact], replaced: set[str]
) -> Iterator[tuple[str, Text]]:
    if fact.event not in procedure.event_by_id:
        near_it = _near(fact.event, procedure.event_by_id)
        yield "event", composed(NO_EVENT, event=echoed(fact.event), procedure=procedure.id, near=near_it)
    if fact.id and fact.id in seen:
        yield "id", composed(SAME_ID, id=echoed(fact.id))
    if fact.at is not None and london_date(fact.at) != fact.on:
        yield "at", composed(OTHER_DAY, day=str(london_date(fact.at)), on=str(fact.on))
    yield from _faults_of_correction(fact, seen, replaced)
    if fact.event == EXTENDED:
        yield from _faults_of_extension(procedure, fact)
    if fact.event == LOCALLY_DATED:
        yield from _faults_of_local_date(procedure, fact)
    if not fact.reason.strip():
        if fact.event in (EXTENDED, LOCALLY_DATED, PAUSED, WITHDRAWN):
            yield "reason", composed(NO_REASON, event=fact.event)
        elif fact.supersedes:
            yield "reason", NO_REASON_TO_CORRECT


def _faults_of_correction(fact: Fact, seen: dict[str, Fact], replaced: set[str]) -> Iterator[tuple[str, Text]]:
    if fact.event == WITHDRAWN and not fact.supersedes:
        yield "supersedes", WITHDRAWS_NOTHING
    if not fact.supersedes:
        return
    earlier = seen.get(fact.supersedes)
    if earlier is None:
        found = composed(NONE_EARLIER, id=echoed(fact.supersedes), near=_near(fact.supersedes, seen))
        yield "supersedes", found
    elif fact.supersedes in replaced:
        yield "supersedes", composed(REPLACED, id=echoed(fact.supersedes))
    elif fact.event not in (WITHDRAWN, earlier.event):
        yield "supersedes", composed(BY_ANOTHER, earlier=earlier.event, event=echoed(fact.event))


def _faults_of_extension(procedure: Procedure, fact: Fact) -> Iterator[tuple[str, Text]]:
    if fact.until is None:
        yield "until", NO_UNTIL
    versions = [duty for duty in procedure.duties if duty.id == fact.duty]
    if not versions:
        known = (duty.id for duty in procedure.duties)
        near_it = _near(fact.duty, known)
        yield "duty", composed(NO_DUTY, duty=echoed(fact.duty), procedure=procedure.id, near=near_it)
    elif not can_be_extended(procedure, fact.duty):
        yield "duty", composed(NOT_EXTENDED, duty=echoed(fact.duty), why=_why_not(procedure, fact.duty))


def _faults_of_local_date(procedure: Procedure, fact: Fact) -> Iterator[tuple[str, Text]]:
    if fact.until is None:
        yield "until", NO_LOCAL_DAY
    versions = [duty for duty in procedure.duties if duty.id == fact.duty]
    if not versions:
        near_it = _near(fact.duty, (duty.id for duty in procedure.duties))
        yield "duty", composed(NO_DUTY, duty=echoed(fact.duty), procedure=procedure.id, near=near_it)
    elif not can_be_dated_locally(procedure, fact.duty):
        yield "duty", composed(HAS_A_DATE, duty=echoed(fact.duty))


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


def _why_not(procedure: Procedure, duty_id: str) -> Text:
    duty = procedure.duty(duty_id)
    return composed(SET_BY, force=FORCES[duty.judged_as]) if duty.period.has_date else NOT_FIXED


def _near(word: str, known: Iterable[object]) -> Text:
    return Text(en=near(word, known))
