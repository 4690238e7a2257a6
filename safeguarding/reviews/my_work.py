"""What of a rapid review waits for a person on the page after signing in: a position, a signature, an answer to the
Panel; and, for who runs it, which partner body it waits for."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from safeguarding.actor import Actor
from safeguarding.cases.mine import IsMine
from safeguarding.cases.models import Party, PositionRequest, Question, Submission
from safeguarding.cases.waiting import MOST, Item, Where, ahead, by_its_date
from safeguarding.reviews.models import (
    DecisionAfterReview,
    PanelAsk,
    PositionOnProposal,
    ProposedDecision,
    SignOff,
    SignOffRequest,
)
from safeguarding.rules.clock import standing
from safeguarding.rules.roles import Reach, Role


def positions_on_proposals(actor: Actor, on: date) -> Iterator[tuple[Where, Item]]:
    """A decision is proposed, and a partner body has said nothing of it. Of a holder's own body it is for today: who
    comes seldom reads it in two minutes."""
    own, question = actor.organisations_as(Role.PARTNER), {"question": Question.REVIEW.label}
    for party in _silent(actor, on)[:MOST]:
        if party.organisation_id in own:
            words = _("Your organisation's position: %(question)s") % question
            yield "today", _of_party(party, words, "reviews:position", on)
        else:
            words = _("Position on %(question)s") % question
            yield "waiting", _of_party(party, words, "reviews:decision", on, who=party.organisation.name)


def sign_offs_asked(actor: Actor, on: date) -> Iterator[tuple[Where, Item]]:
    """A partner body was asked to sign off, and has not signed since."""
    own, same = actor.organisations_as(Role.PARTNER), _same_case_and_body()
    asked = SignOffRequest.objects.filter(**same)
    signed = SignOff.objects.filter(**same, void_at__isnull=True)
    sent = Submission.objects.filter(case_id=OuterRef("case_id"), what=Submission.What.RAPID_REVIEW)
    for party in _partner_bodies(actor, on).filter(Exists(asked), ~Exists(signed), ~Exists(sent))[:MOST]:
        is_own = party.organisation_id in own
        who = "" if is_own else party.organisation.name
        words = _("Sign off the rapid review")
        yield "today" if is_own else "waiting", _of_party(party, words, "reviews:sign_off", on, who=who)


def panel_asks(actor: Actor, on: date) -> Iterator[tuple[Where, Item]]:
    """What a reply asks for and nobody has answered, for who runs the case; without a date, at once."""
    managed = actor.organisations_as(Role.MANAGER)
    asks = PanelAsk.objects.filter(IsMine(), answer__isnull=True, case__partnership_id__in=managed)
    asks = asks.filter(Q(wanted_by__isnull=True) | Q(wanted_by__lte=on + ahead(actor)))
    for one in asks.select_related("case", "reply__recipient").order_by("wanted_by", "pk")[:MOST]:
        words = _("Answer what %(body)s asked") % {"body": one.reply.recipient}
        path = reverse("reviews:answer_ask", args=[one.case.reference, one.number])
        how = standing(one.wanted_by, None, on)
        yield by_its_date(Item(one.case.reference, words, path, one.wanted_by, how), on)


def _of_party(party: Party, what: str, page: str, on: date, who: str = "") -> Item:
    wanted_by: date | None = getattr(party, "wanted_by", None)
    reference = party.case.reference
    how = standing(wanted_by, None, on)
    return Item(reference, what, reverse(page, args=[reference]), wanted_by, how, who=who)


def _silent(actor: Actor, on: date) -> "QuerySet[Party]":
    """The bodies that have said nothing of the proposal that stands, which is not decided yet; with the date by which
    they were asked since, if they were."""
    latest = ProposedDecision.objects.filter(case_id=OuterRef("case_id")).order_by("-number")
    asked = PositionRequest.objects.filter(
        case_id=OuterRef("case_id"), body_id=OuterRef("organisation_id"), question=Question.REVIEW,
        recorded_at__gte=OuterRef("proposed_at"),
    )  # fmt: skip
    bodies = _partner_bodies(actor, on).annotate(
        proposal=Subquery(latest.values("pk")[:1]), proposed_at=Subquery(latest.values("recorded_at")[:1])
    )
    bodies = bodies.annotate(wanted_by=Subquery(asked.order_by("-id").values("wanted_by")[:1]))
    said = PositionOnProposal.objects.filter(
        proposal_id=OuterRef("proposal"), position__body_id=OuterRef("organisation_id")
    )
    decided = DecisionAfterReview.objects.filter(proposal_id=OuterRef("proposal"))
    return bodies.filter(~Exists(said), ~Exists(decided), proposal__isnull=False).order_by("wanted_by", "pk")


def _partner_bodies(actor: Actor, on: date) -> "QuerySet[Party]":
    """The partner bodies of cases: the person's own, and every one where the person runs the case."""
    mine = Q(organisation_id__in=actor.organisations_as(Role.PARTNER))
    mine |= Q(case__partnership_id__in=actor.organisations_as(Role.MANAGER))
    bodies = Party.objects.on(on).filter(IsMine(), mine, reach=Reach.PARTNER)
    return bodies.select_related("case", "organisation").order_by("pk")


def _same_case_and_body() -> dict[str, OuterRef]:
    return {"case_id": OuterRef("case_id"), "body_id": OuterRef("organisation_id")}
