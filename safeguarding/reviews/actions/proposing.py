"""Putting a decision to the partner bodies: the options of the law, the reasons, and what the family is told. Another
proposal takes the place of the one before, and what was said of that counts no more. Deciding is `deciding.py`'s."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import ChangedMeanwhile, hold
from safeguarding.cases.facts import procedure_of
from safeguarding.cases.models import Case
from safeguarding.reviews.actions.running import refuse_unless_under_way
from safeguarding.reviews.basis import latest_proposal
from safeguarding.reviews.models import ProposedDecision
from safeguarding.rules.procedure import Option
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission

DECISION = "decision"
WITHDRAWING, DEFERRING, JOINING = "criteria-not-met", "more-information", "join-review"
LONGEST_JOINED = 200
Family = ProposedDecision.Family


@dataclass(frozen=True, slots=True)
class Put:
    """What is put to the bodies. `options` are the law's ids, the one that decides first."""

    options: tuple[str, ...]
    reasons: str
    family: str
    family_words: str
    family_on: date | None = None
    deferred_to: date | None = None
    joins: str = ""


def deciding_options(case: Case) -> list[Option]:
    """The options of which one is chosen. That the criteria were never met is no choice here: it is the withdrawal of
    the notification, which has pages of its own."""
    options = procedure_of(case).options_of(DECISION)
    return [one for one in options if not one.goes_with_others and one.id != WITHDRAWING]


def accompanying_options(case: Case) -> list[Option]:
    """The options that may go with any other."""
    return [one for one in procedure_of(case).options_of(DECISION) if one.goes_with_others]


@transaction.atomic
def propose_decision(*, case: Case, put: Put, seen: int, by: Actor, on: date) -> ProposedDecision:
    """Put a decision to the partner bodies. `seen` is the number of the proposal that the person saw, 0 for none."""
    case = hold(case, by=by, to=Permission.DECIDE_REVIEW)
    refuse_unless_under_way(case)
    latest = latest_proposal(case)
    if (latest.number if latest else 0) != seen:
        raise ChangedMeanwhile(Refusal(_("Somebody else has proposed a decision since you opened this page.")))
    for refusal in _refusals(case, put, on):
        raise Refused(refusal)
    return ProposedDecision.objects.create(
        case=case,
        number=seen + 1,
        options=list(put.options),
        reasons=put.reasons.strip(),
        deferred_to=put.deferred_to if DEFERRING in put.options else None,
        joins=put.joins.strip() if JOINING in put.options else "",
        family=put.family,
        family_on=put.family_on if put.family != Family.NOT_TOLD else None,
        family_words=put.family_words.strip(),
        on=on,
        recorded_at=today.now(),
        recorded_by_id=by.person_id,
    )


def _refusals(case: Case, put: Put, on: date) -> Iterator[Refusal]:
    known = {one.id for one in deciding_options(case)}
    with_others = {one.id for one in accompanying_options(case)}
    chosen = [one for one in put.options if one in known]
    if len(chosen) != 1 or set(put.options) - known - with_others:
        yield Refusal(_("Select one decision."), "option")
    if not put.reasons.strip():
        yield Refusal(_("Write the reasons: the partner bodies read them, and they are kept."), "reasons")
    if DEFERRING in chosen and (put.deferred_to is None or put.deferred_to <= on):
        yield Refusal(_("Enter the day to which the decision is put off. It lies ahead; the days count on."), "until")
    if JOINING in chosen and not put.joins.strip():
        yield Refusal(_("Enter which review is joined."), "joins")
    if len(put.joins) > LONGEST_JOINED:
        yield Refusal(_("Use no more than {most} characters.").format(most=LONGEST_JOINED), "joins")
    yield from _refusals_about_the_family(put, on)


def _refusals_about_the_family(put: Put, on: date) -> Iterator[Refusal]:
    if put.family not in Family.values:
        yield Refusal(_("Select whether the family was told, will be told, or is not told."), "family")
    if not put.family_words.strip():
        yield Refusal(_("Write what the family was told or will be, or why it is not told."), "family_words")
    if put.family == Family.TOLD and (put.family_on is None or put.family_on > on):
        yield Refusal(_("Enter the day on which the family was told. It cannot lie ahead."), "family_on")
    if put.family == Family.TO_BE_TOLD and (put.family_on is None or put.family_on < on):
        yield Refusal(_("Enter the day by which the family will be told. It has not passed yet."), "family_on")
