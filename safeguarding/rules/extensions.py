"""Whether an extension extends anything: a duty that is owed, to a day past its date. Its own keys are facts.py's.

The verb of the cases asks what is owed now; here the facts are a whole history, read as it was written.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from safeguarding.rules.clock import obligations
from safeguarding.rules.facts import EXTENDED, Fact
from safeguarding.rules.owed import Obligation
from safeguarding.rules.procedure import Procedure
from safeguarding.rules.refusal import Refusal


def faults_of_extensions(procedure: Procedure, facts: Sequence[Fact]) -> Iterator[Refusal]:
    """For facts without other faults: each extension that extends nothing, with its place and the cure."""
    replaced = {fact.supersedes for fact in facts if fact.supersedes}
    for place, fact in enumerate(facts, start=1):
        if fact.event == EXTENDED and not (fact.id and fact.id in replaced):
            for key, sentence in _faults(fact, _owed_then(procedure, facts, place - 1)):
                yield Refusal(sentence, f"facts[{place}].{key}")


def _owed_then(procedure: Procedure, facts: Sequence[Fact], place: int) -> list[Obligation]:
    """The obligations that an extension may be about, by what was written before it: a later correction of the start
    makes no fault of it. Where nothing before it started the duty, by whatever else is known."""
    extension = facts[place]
    others = [fact for later, fact in enumerate(facts) if later < place or fact.event != EXTENDED]
    for known in (facts[:place], others):
        found = [o for o in obligations(procedure, known) if o.duty.id == extension.duty and _is_about(extension, o)]
        if found:
            return found
    return []


def _is_about(extension: Fact, owed: Obligation) -> bool:
    return owed.duty.per == "case" or extension.body in ("", owed.body)


def _faults(extension: Fact, owed: list[Obligation]) -> Iterator[tuple[str, str]]:
    still = [one for one in owed if _is_still_owed(one, extension.on)]
    dates = [one.due for one in still if one.due is not None]
    if not owed:
        yield "duty", f"'{extension.duty}' is not owed here, so it has no date to extend; add the event that starts it."
    elif not still:
        yield "duty", f"'{extension.duty}' is no longer owed on {extension.on}; correct the day, or leave it out."
    elif not dates:
        yield "duty", f"'{extension.duty}' is unconfirmed, so it has no date to extend; leave the extension out."
    elif extension.until is not None and extension.until <= min(dates):
        yield "until", f"{extension.until} is not later than the date now, {min(dates)}; give a later day."


def _is_still_owed(owed: Obligation, on: date) -> bool:
    closed_on = owed.met_on or owed.stopped_on
    return closed_on is None or closed_on >= on
