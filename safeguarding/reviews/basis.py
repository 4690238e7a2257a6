"""What a decision after a rapid review would rest on now: the proposal, what each body says of that very proposal,
the tests, disagreements taken further, earlier decisions. For the pages that ask, and the verb that checks."""

from dataclasses import dataclass, replace
from datetime import date

from safeguarding.cases.actions.assessment import Weighed, outcome_of, unanswered, weighed
from safeguarding.cases.actions.positions import BodyView, views_of_bodies
from safeguarding.cases.facts import procedure_of
from safeguarding.cases.models import Case, Escalation, Position, Question
from safeguarding.reviews.models import DecisionAfterReview, PositionOnProposal, ProposedDecision
from safeguarding.reviews.whole import TEST_B, TEST_C
from safeguarding.rules.procedure import Item, Test
from safeguarding.rules.weighing import Outcome

_ORDER = {Position.View.DISAGREE.value: 0, Position.View.MORE.value: 1, "": 2, Position.View.AGREE.value: 3}


@dataclass(frozen=True, slots=True)
class TestWeighed:
    """One test with its answers, and what they amount to."""

    test: Test
    items: tuple[Weighed, ...]
    outcome: Outcome

    @property
    def left(self) -> list[Item]:
        """What nobody has answered yet."""
        return unanswered(self.items)

    @property
    def deciding(self) -> list[Weighed]:
        return [one for one in self.items if one.item.joins != "aid"]

    @property
    def aids(self) -> list[Item]:
        return [one.item for one in self.items if one.item.joins == "aid"]


@dataclass(frozen=True, slots=True)
class BodyOnProposal:
    """One partner body: what it says of the proposal that stands, and what it said of earlier ones, which does not
    count."""

    view: BodyView
    earlier: tuple[tuple[Position, int], ...]
    """Each with the number of its proposal, newest first; 0 where it was on none."""


@dataclass(frozen=True, slots=True)
class Basis:
    """Everything at once."""

    proposals: tuple[ProposedDecision, ...]
    bodies: tuple[BodyOnProposal, ...]
    test_b: TestWeighed
    test_c: TestWeighed
    escalations: tuple[Escalation, ...]
    decisions: tuple[DecisionAfterReview, ...]
    """Proposals and decisions are newest first."""

    @property
    def proposal(self) -> ProposedDecision | None:
        return self.proposals[0] if self.proposals else None

    @property
    def decision(self) -> DecisionAfterReview | None:
        return self.decisions[0] if self.decisions else None

    @property
    def is_decided(self) -> bool:
        """Whether the proposal that stands has become the decision."""
        proposal, decision = self.proposal, self.decision
        return proposal is not None and decision is not None and decision.proposal_id == proposal.pk

    @property
    def silent(self) -> list[BodyView]:
        """The bodies that have said nothing of this proposal."""
        return [one.view for one in self.bodies if one.view.latest is None]

    @property
    def against(self) -> list[BodyView]:
        """The bodies that do not agree with it, or need more facts."""
        said = [one.view for one in self.bodies if one.view.latest]
        return [one for one in said if one.latest and one.latest.view != Position.View.AGREE]

    @property
    def taken_further(self) -> list[Escalation]:
        """The disagreements about this proposal that were taken further."""
        since = self.proposal.recorded_at if self.proposal else None
        return [one for one in self.escalations if since is None or one.recorded_at >= since]

    @property
    def open_escalation(self) -> Escalation | None:
        return next((one for one in self.escalations if one.settled_on is None), None)


def basis_of(case: Case, *, on: date) -> Basis:
    """Where the decision stands. The same number of queries however much there is."""
    proposals = tuple(ProposedDecision.objects.filter(case=case).select_related("recorded_by").order_by("-number"))
    decisions = DecisionAfterReview.objects.filter(case=case).select_related("recorded_by", "proposal")
    escalations = case.escalations.filter(question=Question.REVIEW).select_related("recorded_by").order_by("id")
    return Basis(
        proposals=proposals,
        bodies=tuple(bodies_on(case, proposals, on=on)),
        test_b=_weighed(case, TEST_B),
        test_c=_weighed(case, TEST_C),
        escalations=tuple(escalations),
        decisions=tuple(decisions.order_by("-number")),
    )


def latest_proposal(case: Case) -> ProposedDecision | None:
    """The proposal that stands: the latest."""
    return ProposedDecision.objects.filter(case=case).order_by("number").last()


def bodies_on(case: Case, proposals: tuple[ProposedDecision, ...], *, on: date) -> list[BodyOnProposal]:
    """Each partner body, disagreement first; only what it said of the newest proposal counts."""
    numbers = {one.pk: one.number for one in proposals}
    links = PositionOnProposal.objects.filter(case=case).values_list("position_id", "proposal_id")
    on_proposal = {position: numbers.get(proposal, 0) for position, proposal in links}
    current = proposals[0] if proposals else None
    found = [_on(view, current, on_proposal) for view in views_of_bodies(case, Question.REVIEW, on=on)]
    return sorted(found, key=lambda one: (_ORDER[one.view.latest.view if one.view.latest else ""], one.view.body.name))


def _on(view: BodyView, current: ProposedDecision | None, on_proposal: dict[int, int]) -> BodyOnProposal:
    number = current.number if current else 0
    counts = tuple(one for one in view.given if on_proposal.get(one.pk, 0) == number and current)
    earlier = tuple((one, on_proposal.get(one.pk, 0)) for one in view.given if one not in counts)
    asked = view.asked if view.asked and current and view.asked.recorded_at >= current.recorded_at else None
    return BodyOnProposal(replace(view, asked=asked, given=counts), earlier)


def _weighed(case: Case, test_id: str) -> TestWeighed:
    test, items = procedure_of(case).test(test_id), tuple(weighed(case, test_id))
    return TestWeighed(test, items, outcome_of(test, items))
