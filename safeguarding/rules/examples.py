"""Runs the worked examples that lie beside each duty: the specification of the law files."""

from collections.abc import Iterator
from datetime import date

from safeguarding.rules.clock import Fact, Obligation, obligations, standing_of
from safeguarding.rules.local import Confirmation, Local
from safeguarding.rules.procedure import Duty, Example, Procedure


def broken_examples(procedure: Procedure) -> tuple[str, ...]:
    """A sentence for each example whose expectation the rules do not meet."""
    return tuple(
        f"law/{procedure.id}, duty '{duty.id}', example {place}: {fault}"
        for duty in procedure.duties
        for place, example in enumerate(duty.example, start=1)
        for fault in _faults(procedure, duty, example)
    )


def _faults(procedure: Procedure, duty: Duty, example: Example) -> Iterator[str]:
    owed = _owed(procedure, duty, example, Local())
    if owed is None:
        yield "its facts do not start the duty; check the events and the dates from and until."
        return
    yield from _differences(owed, example)
    if example.if_confirmed:
        confirmed = _owed(procedure, duty, example, Local(confirmations=(_citation(duty),)))
        if confirmed is None or confirmed.due != example.if_confirmed:
            found = confirmed.due if confirmed else None
            yield f"if_confirmed says {example.if_confirmed}, the rules say {found}; correct one."


def _differences(owed: Obligation, example: Example) -> Iterator[str]:
    pairs = (
        ("due", example.due, owed.due),
        ("act_by", example.act_by, owed.act_by),
        ("met", example.met, owed.met_on),
    )
    for key, said, found in pairs:
        if said is not None and said != found:
            yield f"{key} says {said}, the rules say {found}; correct one."
    if example.standing and example.today:
        found_word = standing_of(owed, example.today)
        if found_word != example.standing:
            yield f"standing says {example.standing}, the rules say {found_word}; correct one."


def _owed(procedure: Procedure, duty: Duty, example: Example, local: Local) -> Obligation | None:
    facts = [Fact(event, on) for event, on in example.facts.items()]
    return next((o for o in obligations(procedure, facts, local) if o.duty is duty), None)


def _citation(duty: Duty) -> Confirmation:
    """The shipped citation as if an administrator had checked it from the first day."""
    return Confirmation(
        duty.id,
        duty.cite.title,
        duty.cite.provision,
        duty.cite.year or duty.from_on.year,
        "as shipped",
        duty.due,
        date.min,
        "an example",
        effective_from=date.min,
    )
