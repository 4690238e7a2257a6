"""`safeguarding clock FILE|-`: facts in JSON, what is owed in JSON. Bad input: exit 2 and one sentence.

The arithmetic is in rules/clock.py, the reading of the question in question.py.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from typing import Any

from safeguarding.commands.question import BadInput, day_of, facts_of, object_of, procedure_of, read
from safeguarding.rules.clock import Fact, Obligation, met_as_told, obligations, plain_standing
from safeguarding.rules.facts import faults
from safeguarding.rules.phases import phase
from safeguarding.rules.procedure import Procedure
from safeguarding.rules.why import why
from safeguarding.rules.workdays import OutsideTheCalendar

KEYS = ("procedure", "facts", "today")


def main(argv: Sequence[str]) -> int:
    """Print what is owed; 0 when it could be told, 2 when the input is wrong."""
    parser = argparse.ArgumentParser(prog="safeguarding clock", description="What is owed, by when and why.")
    parser.add_argument("file", metavar="FILE", help="a JSON file, or - for standard input")
    name = parser.parse_args(argv).file
    try:
        print(json.dumps(answer(read(name)), ensure_ascii=False, indent=2))
    except BadInput as fault:
        print(f"{'standard input' if name == '-' else name}: {fault}", file=sys.stderr)
        return 2
    return 0


def answer(asked: object) -> dict[str, Any]:
    """The phase, what is owed, and apart from it what stopped unmet, for one question already parsed from JSON."""
    question = object_of(asked, KEYS, "", required=KEYS)
    procedure = procedure_of(question["procedure"])
    today = day_of(question["today"], "key 'today'")
    facts = facts_of(question["facts"])
    for fault in faults(procedure, facts):
        raise BadInput(f"{_place(fault.place, facts)}: {fault.sentence}")
    try:
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
        raise BadInput(f"{_beyond(facts, beyond.day)}: {beyond}") from None


def _beyond(facts: Sequence[Fact], day: date) -> str:
    """The entry whose date the calendars do not reach."""
    for place, fact in enumerate(facts, start=1):
        for key in ("on", "until"):
            if getattr(fact, key) == day:
                return f"fact {place} ({fact.event}), key '{key}'"
    return "key 'facts'"


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
        "why": list(why(obligation, procedure, today)),
    }


def _place(place: str, facts: Sequence[Fact]) -> str:
    """facts[2].event as: fact 2 (rapid_review_sent), key 'event'."""
    number, key = place.removeprefix("facts[").split("].")
    return f"fact {number} ({facts[int(number) - 1].event[:60]}), key '{key}'"
