"""What a partner body says of one proposal: asked for by a link, given by its holder, or recorded from an email. The
verbs are those of `cases`; here each is tied to the proposal that the person saw."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import ChangedMeanwhile, hold
from safeguarding.cases.actions.positions import ON_PROPOSAL_PATH, ask_for_positions, give_position, record_position
from safeguarding.cases.models import Case, Paper, Position, PositionRequest, Question
from safeguarding.people.models import Organisation
from safeguarding.reviews.basis import basis_of, latest_proposal
from safeguarding.reviews.models import PositionOnProposal, ProposedDecision
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission


@transaction.atomic
def ask_on_proposal(*, case: Case, wanted_by: date | None, by: Actor, on: date) -> list[PositionRequest]:
    """Ask every partner body that has said nothing of the proposal that stands."""
    case = hold(case, by=by, to=Permission.RECORD_POSITION)
    now = basis_of(case, on=on)
    if now.proposal is None:
        raise Refused(Refusal(_("Nothing is proposed yet. Propose a decision, then ask.")))
    silent = [one.body for one in now.silent]
    if not silent:
        raise Refused(Refusal(_("Every partner body has answered on this proposal.")))
    return ask_for_positions(
        case=case, question=Question.REVIEW, bodies=silent, wanted_by=wanted_by, path=ON_PROPOSAL_PATH,
        since=now.proposal.recorded_at, by=by, on=on,
    )  # fmt: skip


@transaction.atomic
def say_on_proposal(
    *, case: Case, proposal: int, body: Organisation, view: str, reasons: str, seen: int, by: Actor, on: date
) -> Position:
    """A holder says what their body thinks of a proposal, by its number. Raises `ChangedMeanwhile` when another was
    proposed since. `seen` is the key of the body's position that the person saw, 0 for none."""
    case = hold(case, by=by, to=Permission.GIVE_POSITION)
    standing = _the_one_seen(case, proposal)
    given = give_position(
        case=case, question=Question.REVIEW, body=body, view=view, reasons=reasons, seen=seen, by=by, on=on
    )
    return _on(standing, given)


@transaction.atomic
def record_on_proposal(
    *,
    case: Case,
    proposal: int,
    body: Organisation,
    view: str,
    reasons: str,
    held_by: str,
    email: Paper,
    seen: int,
    by: Actor,
    on: date,
) -> Position:
    """Record what a body thinks of a proposal from an email that is in the case file."""
    case = hold(case, by=by, to=Permission.RECORD_POSITION)
    standing = _the_one_seen(case, proposal)
    given = record_position(
        case=case, question=Question.REVIEW, body=body, view=view, reasons=reasons, held_by=held_by, email=email,
        seen=seen, by=by, on=on,
    )  # fmt: skip
    return _on(standing, given)


def _the_one_seen(case: Case, number: int) -> ProposedDecision:
    standing = latest_proposal(case)
    if standing is None:
        raise Refused(Refusal(_("Nothing is proposed yet, so there is nothing to answer.")))
    if standing.number != number:
        raise ChangedMeanwhile(
            Refusal(_("Another decision was proposed since you opened this page. It is shown now: read it first."))
        )
    return standing


def _on(proposal: ProposedDecision, position: Position) -> Position:
    PositionOnProposal.objects.create(case_id=proposal.case_id, position=position, proposal=proposal)
    return position
