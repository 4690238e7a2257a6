"""`safeguarding clock FILE|-`: facts in JSON, what is owed in JSON. Bad input: exit 2 and one sentence.

The arithmetic is in rules/clock.py, the reading of the question in question.py.
"""

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from safeguarding.commands.printing import WRONG, Words, as_json, to_the_end
from safeguarding.commands.question import BadInput, day_of, facts_of, object_of, procedure_of, read
from safeguarding.rules.clock import Fact, Obligation, met_as_told, obligations, plain_standing
from safeguarding.rules.echo import LONGEST_PATH, echoed
from safeguarding.rules.extensions import faults_of_extensions
from safeguarding.rules.facts import faults, standing_facts
from safeguarding.rules.phases import phase
from safeguarding.rules.procedure import Procedure, version
from safeguarding.rules.why import why
from safeguarding.rules.workdays import OutsideTheCalendar

KEYS = ("procedure", "facts", "today")


def main(argv: Sequence[str]) -> int:
    """Print what is owed; 0 when it could be told, 2 when the input is wrong."""
    parser = Words(prog="safeguarding clock", description="What is owed, by when and why.")
    parser.add_argument("file", metavar="FILE", nargs="?", help="a JSON file, or - for standard input")
    name = parser.parse_args(argv).file
    if name is None:
        print("safeguarding clock: no file was named; name a JSON file, or - for standard input.", file=sys.stderr)
        return WRONG
    return to_the_end(lambda: _answered(name))


def _answered(name: str) -> int:
    called = "standard input" if name == "-" else echoed(name, LONGEST_PATH)
    try:
        asked = question_of(read(name))
        print(as_json(answer_to(asked)))
    except BadInput as fault:
        print(f"{called}: {fault}", file=sys.stderr)
        return WRONG
    if early := _before_the_law(asked):
        print(f"{called}: {early}", file=sys.stderr)
    return 0


class Question(NamedTuple):
    """What was asked, fit to be answered."""

    procedure: Procedure
    facts: tuple[Fact, ...]
    today: date


def answer(asked: object) -> dict[str, Any]:
    """The answer to one question already parsed from JSON."""
    return answer_to(question_of(asked))


def question_of(asked: object) -> Question:
    question = object_of(asked, KEYS, "", required=KEYS)
    procedure = procedure_of(question["procedure"])
    today = day_of(question["today"], "key 'today'")
    facts = facts_of(question["facts"])
    for fault in faults(procedure, facts):
        raise BadInput(f"{_place(fault.place, facts)}: {fault.sentence}")
    for place, fact in enumerate(facts, start=1):
        if fact.on > today and not procedure.event(fact.event).is_planned:
            raise BadInput(
                f"{_named(place, fact)}, key 'on': {fact.on} is after today, {today}; "
                "give the day on which it happened, or a later key 'today'."
            )
    return Question(procedure, facts, today)


def answer_to(question: Question) -> dict[str, Any]:
    """The phase, what is owed, and apart from it what stopped unmet."""
    procedure, facts, today = question
    try:
        for fault in faults_of_extensions(procedure, facts):
            raise BadInput(f"{_place(fault.place, facts)}: {fault.sentence}")
        owed = obligations(procedure, facts)
        return {
            "phase": phase(procedure, facts).stage.id,
            "dues": [_due(one, procedure, today) for one in owed if one.stopped_on is None],
            "stopped": [
                _due(one, procedure, today) | {"stopped": one.stopped_on.isoformat()}
                for one in owed
                if one.stopped_on is not None
            ],
        }
    except OutsideTheCalendar as beyond:
        raise BadInput(f"{_beyond(question, beyond.day)}: {beyond}") from None


def _beyond(question: Question, day: date) -> str:
    """The entry from which the counting left the calendars: an extension to that day, else the start itself."""
    places = {id(fact): place for place, fact in enumerate(question.facts, start=1)}
    holding = standing_facts(question.facts)
    for fact in holding:
        if fact.until == day:
            return f"{_named(places[id(fact)], fact)}, key 'until'"
    for fact in holding:
        if _leaves_the_calendar(question.procedure, fact):
            return f"{_named(places[id(fact)], fact)}, key 'on'"
    return "key 'facts'"


def _leaves_the_calendar(procedure: Procedure, fact: Fact) -> bool:
    """Whether what this fact alone starts is counted past the calendars."""
    try:
        obligations(procedure, (replace(fact, supersedes=""),))
    except OutsideTheCalendar:
        return True
    return False


def _before_the_law(question: Question) -> str:
    """Why nothing is owed, where everything happened before any duty was in force."""
    procedure, facts, _ = question
    if not facts or any(version(procedure, fact.on) for fact in facts):
        return ""
    first = min(duty.from_on for duty in procedure.duties)
    return f"no duty of {procedure.id} was in force on any of these days; its first day is {first}."


def _due(obligation: Obligation, procedure: Procedure, today: date) -> dict[str, Any]:
    duty, met_on = obligation.duty, met_as_told(obligation, today)
    return {
        "duty": duty.id,
        "title": duty.title.en,
        "owed_by": duty.owed_by,
        "owed_to": ", ".join(duty.owed_to),
        "due": obligation.due.isoformat() if obligation.due else None,
        "met": met_on.isoformat() if met_on else None,
        "standing": plain_standing(obligation, today),
        "force": duty.force,
        "seen": duty.seen,
        "why": [line.en for line in why(obligation, procedure, today)],
    }


def _place(place: str, facts: Sequence[Fact]) -> str:
    """facts[2].event as: fact 2 (rapid_review_sent), key 'event'."""
    number, key = place.removeprefix("facts[").split("].")
    return f"{_named(int(number), facts[int(number) - 1])}, key '{key}'"


def _named(place: int, fact: Fact) -> str:
    return f"fact {place} ({echoed(fact.event)})"
