"""Recording the decision after a rapid review: the proposal that stands becomes the decision, with its reasons and what
it rested on. A later one replaces it. What is proposed is `proposing.py`'s, positions are `saying.py`'s."""

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.decisions import told_of_decision
from safeguarding.cases.actions.holding import ChangedMeanwhile, hold
from safeguarding.cases.actions.positions import escalate
from safeguarding.cases.actions.recipients import write_about
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import procedure_of, record_event
from safeguarding.cases.models import Case, Question
from safeguarding.look.languages import spoken
from safeguarding.messages.kinds import Kind
from safeguarding.reviews.actions.proposing import DECISION, DEFERRING
from safeguarding.reviews.actions.running import refuse_unless_under_way, was_sent
from safeguarding.reviews.actions.signing import void_sign_offs
from safeguarding.reviews.basis import Basis, basis_of
from safeguarding.reviews.models import DecisionAfterReview, ProposedDecision
from safeguarding.rules.facts import WITHDRAWN
from safeguarding.rules.procedure import Option
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission

DECISION_PATH = "/cases/{reference}/rapid-review/decision/"


@transaction.atomic
def decide_review(
    *,
    case: Case,
    proposal: int,
    reasons: str,
    going_ahead: str = "",
    escalated_to: str = "",
    by: Actor,
    on: date,
) -> DecisionAfterReview:
    """Record that the proposal of this number is the decision. Test B must be answered. A missing position needs a
    reason (`going_ahead`); a body that does not agree needs such a reason, or that the disagreement was taken further
    (`escalated_to` takes it now). Whoever signed the text before is told that their sign-off holds no longer."""
    case = hold(case, by=by, to=Permission.DECIDE_REVIEW)
    refuse_unless_under_way(case)
    now = basis_of(case, on=on)
    put = _the_one_seen(now, proposal)
    for refusal in _refusals(case, now, put, reasons, going_ahead, escalated_to, on):
        raise Refused(refusal)
    if escalated_to.strip() and now.open_escalation is None:
        escalate(case=case, question=Question.REVIEW, to_whom=escalated_to, why=reasons, by=by, on=on)
        now = basis_of(case, on=on)
    decided = DecisionAfterReview.objects.create(
        case=case,
        number=now.decision.number + 1 if now.decision else 1,
        proposal=put,
        reasons=reasons.strip(),
        going_ahead=going_ahead.strip(),
        basis=_kept(now),
        on=on,
        recorded_at=today.now(),
        recorded_by_id=by.person_id,
    )
    _record(case, put, by=by, on=on)
    void_sign_offs(case, by, on)
    write_about(
        case,
        kind=Kind.DECIDED,
        what="decision-recorded",
        to=told_of_decision(case, on=on),
        key=f"after-review-{decided.number}",
        path=DECISION_PATH.format(reference=case.reference),
        by=by,
        on=on,
    )
    return decided


def chosen_options(case: Case, put: ProposedDecision) -> list[Option]:
    """The law's own entries for what was proposed: what each records, and what it needs."""
    known = {one.id: one for one in procedure_of(case).options_of(DECISION)}
    return [known[one] for one in put.options]


def _the_one_seen(now: Basis, number: int) -> ProposedDecision:
    if now.proposal is None:
        raise Refused(Refusal(_("Nothing is proposed yet. Propose a decision, and ask the partner bodies.")))
    if now.proposal.number != number:
        raise ChangedMeanwhile(Refusal(_("Another decision was proposed since you opened this page. Read it first.")))
    if now.is_decided:
        raise ChangedMeanwhile(Refusal(_("This is recorded as the decision already.")))
    return now.proposal


def _refusals(
    case: Case, now: Basis, put: ProposedDecision, reasons: str, going_ahead: str, escalated_to: str, on: date
) -> Iterator[Refusal]:
    needs = {need for option in chosen_options(case, put) for need in option.needs}
    if "test-local-criteria" in needs and now.test_b.left:
        what = "; ".join(item.text.in_(spoken()) for item in now.test_b.left)
        yield Refusal(_("Test B is not answered yet: {what}. Answer each item, if only “Not known”.").format(what=what))
    if "reasons" in needs and not reasons.strip():
        yield Refusal(_("Write the reasons: they are kept with the decision."), "reasons")
    if "positions" in needs and not now.bodies:
        yield Refusal(_("No partner body takes part, so none can say what it thinks. Add the partner bodies first."))
    if "positions" in needs and now.silent and not going_ahead.strip():
        names = ", ".join(one.body.name for one in now.silent)
        yield Refusal(
            _("{names}: no position on this proposal yet. Record it, or write why it is decided without.").format(
                names=names
            ),
            "going_ahead",
        )
    is_taken_further = bool(now.taken_further or escalated_to.strip())
    if "escalation-if-split" in needs and now.against and not is_taken_further and not going_ahead.strip():
        names = ", ".join(one.body.name for one in now.against)
        yield Refusal(
            _("{names}: not in agreement. Enter to whom it is taken, or write why it is decided all the same.").format(
                names=names
            ),
            "escalated_to",
        )
    if put.deferred_to is not None and put.deferred_to <= on:
        yield Refusal(_("The day to which it would be put off has passed. Propose another."))


def _kept(now: Basis) -> dict[str, list[int]]:
    items = (*now.test_b.items, *now.test_c.items)
    said = [one.view.latest for one in now.bodies]
    return {
        "answers": [one.latest.pk for one in items if one.latest],
        "positions": [one.pk for one in said if one],
        "escalations": [one.pk for one in now.taken_further],
        "silent": [one.body.pk for one in now.silent],
    }


def _record(case: Case, put: ProposedDecision, *, by: Actor, on: date) -> None:
    """What the law says each option records. Before anything was sent, the decision that it replaces holds no more;
    afterwards both are facts."""
    options = chosen_options(case, put)
    if not was_sent(case):
        _withdraw_what_was_decided(case, by=by, on=on)
    for option in options:
        until = put.deferred_to if option.id == DEFERRING else None
        record_event(case, option.records, on=on, until=until, reason=put.joins, by=by)
    refresh_dues(case, by=by.person_id, reason=_("A decision was recorded."))


def _withdraw_what_was_decided(case: Case, *, by: Actor, on: date) -> None:
    names = {one.records for one in procedure_of(case).options_of(DECISION)} - {"notification_withdrawn"}
    for row in case.events.filter(event__in=names, superseded_by__isnull=True).order_by("id"):
        record_event(case, WITHDRAWN, on=on, by=by, supersedes=row, reason=_("It was decided again."))
