"""The decision after a rapid review: what is proposed, what each body says of it, both tests, the decision. The verbs
are in `actions/weighing.py`, `proposing.py` and `deciding.py`; positions have pages of their own (`saying.py`)."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.decisions import told_of_decision
from safeguarding.cases.doors import may_here, open_case_to
from safeguarding.cases.models import Case, Question
from safeguarding.cases.position_words import views_on
from safeguarding.cases.views.asking import SeeOther
from safeguarding.cases.views.disagreements import Disputed, settle_further, take_further, told_of_it
from safeguarding.cases.views.meanwhile import is_done, seen_now
from safeguarding.cases.views.previews import would_be_sent
from safeguarding.cases.views.threshold import OUTCOMES
from safeguarding.cases.views.weighing import ItemAsked, weigh
from safeguarding.doors import actor_of
from safeguarding.look.languages import spoken
from safeguarding.messages.kinds import Kind
from safeguarding.messages.writing import Preview
from safeguarding.people.pages import page
from safeguarding.reviews.actions.deciding import DECISION_PATH, decide_review
from safeguarding.reviews.actions.proposing import Put, accompanying_options, deciding_options, propose_decision
from safeguarding.reviews.actions.running import is_under_way
from safeguarding.reviews.actions.signing import SIGN_OFF_PATH, people_who_signed
from safeguarding.reviews.actions.weighing import weigh_item
from safeguarding.reviews.basis import Basis, TestWeighed, basis_of
from safeguarding.reviews.models import ProposedDecision
from safeguarding.reviews.views.forms import Propose, Record
from safeguarding.reviews.views.section_pages import answered_here
from safeguarding.reviews.views.writing import owed_by
from safeguarding.reviews.whole import TEST_B, TEST_C, family_in_words, option_titles
from safeguarding.rules.roles import Permission

ASIDE = "review"


@open_case_to(Permission.READ_CASE)
def decision(request: HttpRequest, case: Case) -> HttpResponse:
    """What to do next and by when, the proposal, what the bodies say of it, the tests, decisions: in this order."""
    answered_here(case)
    now = basis_of(case, on=today.today())
    said = dict(views_on(Question.REVIEW))
    return page(
        request,
        "reviews/decision.html",
        case=case,
        now=now,
        is_under_way=is_under_way(case),
        next_step=_next_step(now),
        due=owed_by(case),
        put=in_words(case, now.proposal),
        earlier=[in_words(case, one) for one in now.proposals[1:]],
        bodies=bodies_in_words(now, said),
        tests=[tested(now.test_b), tested(now.test_c)],
        decisions=[(one, in_words(case, one.proposal)) for one in now.decisions],
        aside=case.set_aside.filter(what__startswith=f"{ASIDE}/", settled_at__isnull=True).select_related("typed_by"),
        may={permission.name for permission in may_here(request)},
    )


@open_case_to(Permission.DECIDE_REVIEW)
def test_item(request: HttpRequest, case: Case, test: str, criterion: str) -> HttpResponse:
    """One item of test B or C, with its evidence."""
    answered_here(case)
    now = basis_of(case, on=today.today())
    tests = {TEST_B: now.test_b, TEST_C: now.test_c}
    one = next((one for one in tests[test].deciding if one.item.id == criterion), None) if test in tests else None
    if one is None:
        raise Http404

    def act(given: dict[str, Any]) -> None:
        weigh_item(
            case=case, test=test, item=criterion, answer=given["answer"], evidence=given["evidence"],
            seen=given["seen"] or 0, by=actor_of(request), on=today.today(),
        )  # fmt: skip

    title = tests[test].test.title.in_(spoken())
    asking = ItemAsked(test, title, address(case), _("The decision"), what=f"{ASIDE}/{test}")
    return weigh(request, case, one, asking, act)


@open_case_to(Permission.DECIDE_REVIEW)
def propose(request: HttpRequest, case: Case) -> HttpResponse:
    """Put a decision to the partner bodies."""
    answered_here(case)
    now = basis_of(case, on=today.today())
    form = Propose(
        request.POST or None, initial=_begun(now), deciding=deciding_options(case), also=accompanying_options(case)
    )

    def verb() -> None:
        given = form.cleaned_data
        put = Put(
            options=(given["option"], *given["also"]), reasons=given["reasons"], family=given["family"],
            family_words=given["family_words"], family_on=given["family_on"], deferred_to=given["until"],
            joins=given["joins"],
        )  # fmt: skip
        propose_decision(case=case, put=put, seen=given["seen"] or 0, by=actor_of(request), on=today.today())

    if is_done(request, case, form, verb, what=f"{ASIDE}/proposal"):
        messages.success(request, _("It is proposed. Nobody has been written to: ask the partner bodies now."))
        return SeeOther(address(case))
    now = basis_of(case, on=today.today())
    seen_now_keeping(form, seen=now.proposal.number if now.proposal else 0)
    return page(request, "reviews/propose.html", form, case=case, put=in_words(case, now.proposal))


@open_case_to(Permission.DECIDE_REVIEW)
def record(request: HttpRequest, case: Case) -> HttpResponse:
    """The proposal becomes the decision: with what stands against it shown first."""
    answered_here(case)
    on, actor = today.today(), actor_of(request)
    now = basis_of(case, on=on)
    if now.proposal is None:
        return SeeOther(address(case))
    form = Record(request.POST or None, initial={"reasons": now.proposal.reasons, "proposal": now.proposal.number})

    def verb() -> None:
        given = form.cleaned_data
        decide_review(
            case=case, proposal=given["proposal"] or 0, reasons=given["reasons"], going_ahead=given["going_ahead"],
            escalated_to=given["escalated_to"], by=actor, on=on,
        )  # fmt: skip

    if is_done(request, case, form, verb, what=f"{ASIDE}/decision"):
        messages.success(request, _("The decision is recorded. Whoever takes part has been written to."))
        return SeeOther(address(case))
    now = basis_of(case, on=on)
    seen_now(form, proposal=now.proposal.number if now.proposal else 0)
    return page(
        request, "reviews/record.html", form, case=case, now=now, put=in_words(case, now.proposal),
        bodies=bodies_in_words(now, dict(views_on(Question.REVIEW))), previews=_told(case, by=actor, on=on),
        previews_further=told_of_it(request, case, on=on), previews_void=_told_of_void(case, by=actor, on=on),
    )  # fmt: skip


@open_case_to(Permission.READ_CASE)
def further(request: HttpRequest, case: Case) -> HttpResponse:
    """A disagreement on the decision is taken further, by anybody who takes part."""
    answered_here(case)
    return take_further(request, case, _disputed(case))


@open_case_to(Permission.READ_CASE)
def settled(request: HttpRequest, case: Case, key: int) -> HttpResponse:
    """What came of it."""
    return settle_further(request, case, key, _disputed(case))


def address(case: Case) -> str:
    """The page of the decision."""
    return reverse("reviews:decision", args=[case.reference])


def in_words(case: Case, proposal: ProposedDecision | None) -> dict[str, Any] | None:
    """A proposal as people read it."""
    if proposal is None:
        return None
    return {
        "row": proposal,
        "options": option_titles(case, proposal.options),
        "family": family_in_words(proposal),
    }


def bodies_in_words(now: Basis, said: dict[str, Any]) -> list[dict[str, Any]]:
    """Each body with what it says of this proposal, and what it said of earlier ones."""
    return [
        {
            "view": one.view,
            "says": said.get(one.view.latest.view) if one.view.latest else "",
            "before": [(position, said.get(position.view)) for position in one.view.earlier],
            "earlier": [(position, said.get(position.view), number) for position, number in one.earlier],
        }
        for one in now.bodies
    ]


def tested(one: TestWeighed) -> dict[str, Any]:
    """A test with what its answers amount to, in words."""
    return {"weighed": one, "outcome": OUTCOMES[one.outcome], "aids": [item.told(spoken()) for item in one.aids]}


def seen_now_keeping(form: Any, *, seen: int) -> None:
    """As `seen_now`, for a form in which several boxes may be ticked under one name."""
    if form.is_bound:
        form.data = form.data.copy()
        form.data["seen"] = str(seen)


def _begun(now: Basis) -> dict[str, Any]:
    """Another proposal begins as the one that stands."""
    put = now.proposal
    if put is None:
        return {"seen": 0}
    return {
        "seen": put.number, "option": put.options[0], "also": put.options[1:], "until": put.deferred_to,
        "joins": put.joins, "reasons": put.reasons, "family": put.family, "family_on": put.family_on,
        "family_words": put.family_words,
    }  # fmt: skip


def _told(case: Case, *, by: Actor, on: date) -> list[Preview]:
    path = DECISION_PATH.format(reference=case.reference)
    people = told_of_decision(case, on=on)
    return would_be_sent(case, kind=Kind.DECIDED, what="decision-recorded", to=people, by=by, on=on, path=path)


def _told_of_void(case: Case, *, by: Actor, on: date) -> list[Preview]:
    path = SIGN_OFF_PATH.format(reference=case.reference)
    people = people_who_signed(case)
    return would_be_sent(case, kind=Kind.SIGN_OFF_VOID, what="sign-off-no-longer", to=people, by=by, on=on, path=path)


def _disputed(case: Case) -> Disputed:
    return Disputed(Question.REVIEW, address(case), _("The decision"), ASIDE)


def _next_step(now: Basis) -> str:
    """The one thing to do next: its name, for the page's first heading."""
    if now.is_decided:
        return "sign"
    if now.test_b.left:
        return "answer"
    if now.proposal is None:
        return "propose"
    if any(one.asked is None for one in now.silent):
        return "ask"
    return "wait" if now.silent else "record"


_CASE = "cases/<str:reference>/rapid-review/decision/"
urlpatterns: list[URLPattern] = [
    path(_CASE, decision, name="decision"),
    path(f"{_CASE}test/<slug:test>/<slug:criterion>/", test_item, name="test_item"),
    path(f"{_CASE}proposal/", propose, name="propose"),
    path(f"{_CASE}record/", record, name="record"),
    path(f"{_CASE}further/", further, name="further"),
    path(f"{_CASE}further/<int:key>/", settled, name="settled"),
]
