"""A proposal as an agency's lead would write it, for tests about something else than one answer."""

from typing import Any

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.proposals import save_draft, send_proposal, start_proposal
from safeguarding.cases.models import Proposal, ProposalDraft
from tests.cast import Cast

INCIDENT: dict[str, Any] = {
    "children-safe": "yes",
    "immediate-steps": "The children are with their aunt. The ward sister is seeing to it.",
    "proposer-organisation": "Ashmere hospital",
    "proposer-kind": "another",
    "proposer-name": "Kit K.",
    "proposer-role": "Named nurse",
    "proposer-phone": "0113 496 0000",
    "proposer-email": "kit@example.invalid",
    "what-happened": "Brought in with a broken arm that nobody can explain.",
    "incident-date": {"precision": "about", "on": "2026-11-12"},
    "incident-area": "ashmere",
    "agency-knew": "2026-11-13T08:00",
    "outcome": "seriously-harmed",
    "abuse-or-neglect": "suspected",
    "abuse-or-neglect-why": "The account does not fit the injury.",
    "lead-name": "Kit K.",
    "lead-agrees": "yes",
    "lead-signed-on": "2026-11-13",
}
CHILD: dict[str, Any] = {
    "surname": "Vale",
    "forenames": "Rowan",
    "date-of-birth": {"precision": "exact", "on": "2019-03-04"},
    "home-area": "calder",
}


def draft(
    cast: Cast, *, by: str = "kit", incident: dict[str, Any] | None = None, complete: bool = True
) -> ProposalDraft:
    actor = cast.actor(by)
    with acting_as(actor.person_id):
        made = start_proposal(agency=cast["ashmere-hospital"], by=actor, on=today.today())
        if not complete:
            return made
        said = {**INCIDENT, **(incident or {})}
        made = save_draft(draft=made, answers=said, child=None, seen=1, by=actor, on=today.today())
        return save_draft(draft=made, answers=CHILD, child=1, seen=2, by=actor, on=today.today())


def propose(cast: Cast, **given: Any) -> Proposal:
    made = draft(cast, **given)
    actor = cast.actor("kit")
    with acting_as(actor.person_id):
        return send_proposal(token=str(made.token), by=actor, on=today.today())
