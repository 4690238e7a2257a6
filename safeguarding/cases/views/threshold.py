"""Notify or not: the test item by item, what the partner bodies think, and the decision. The holder's own page is
`positions.py`'s; the verbs are in `actions/assessment.py`, `positions.py` and `decisions.py`."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeguarding import today
from safeguarding.cases.actions.assessment import (
    TEST_A,
    WITHOUT_TEST_A,
    answer_item,
    natures,
    path_of,
    set_nature,
    weighed,
)
from safeguarding.cases.actions.decisions import Basis, basis_of, decide, rested_on, told_of_decision
from safeguarding.cases.doors import may_here, open_case_to
from safeguarding.cases.facts import procedure_of
from safeguarding.cases.models import Case, Decision, Question
from safeguarding.cases.position_words import views_on
from safeguarding.cases.views.asking import SeeOther, page_of
from safeguarding.cases.views.disagreements import Disputed, settle_further, take_further, told_of_it
from safeguarding.cases.views.meanwhile import is_done, seen_now
from safeguarding.cases.views.previews import would_be_sent
from safeguarding.cases.views.threshold_forms import ChooseKind, Decide
from safeguarding.cases.views.weighing import ItemAsked, weigh
from safeguarding.doors import actor_of
from safeguarding.look.languages import spoken
from safeguarding.messages.kinds import Kind
from safeguarding.people.pages import page
from safeguarding.rules.clock import standing
from safeguarding.rules.roles import Permission

OUTCOMES = {"met": gettext_lazy("met"), "not-met": gettext_lazy("not met"), "not-known": gettext_lazy("not known yet")}
OWED = "eng-notify-panel"


@open_case_to(Permission.READ_CASE)
def threshold(request: HttpRequest, case: Case) -> HttpResponse:
    """What to do next, by when, what the bodies think, the test, the decisions: in this order."""
    on, procedure = today.today(), procedure_of(case)
    now = basis_of(case, on=on)
    due = case.dues.filter(duty=OWED).first()
    said = dict(views_on(Question.NOTIFY))
    return page(
        request,
        "cases/threshold.html",
        case=case,
        now=now,
        next_step=_next_step(now),
        due=due,
        due_standing=standing(due.due_on, due.met_on, on) if due and due.stopped_on is None else None,
        bodies=[(one, said.get(one.latest.view) if one.latest else "", _earlier(one, said)) for one in now.bodies],
        items=[one for one in now.items if one.item.joins != "aid"],
        unanswered=next((one.item for one in now.items if one.item.joins != "aid" and one.latest is None), None),
        aids=[one.item.told(spoken()) for one in now.items if one.item.joins == "aid"],
        test=procedure.test(TEST_A),
        test_outcome=OUTCOMES[now.test_a],
        outside=procedure.test(WITHOUT_TEST_A),
        nature=natures(case).get(now.nature, ""),
        path=path_of(now.nature),
        decisions=[
            (one, rested, said) for one, rested in zip(now.decisions, rested_on(case, now.decisions), strict=True)
        ],
        aside=case.set_aside.filter(what__startswith="threshold/").select_related("typed_by"),
        may={permission.name for permission in may_here(request)},
    )


@open_case_to(Permission.ASSESS)
def answer(request: HttpRequest, case: Case, item: str) -> HttpResponse:
    one = next((one for one in weighed(case, TEST_A) if one.item.id == item and one.item.joins != "aid"), None)
    if one is None:
        raise Http404

    def act(given: dict[str, Any]) -> None:
        answer_item(
            case=case, test=TEST_A, item=item, answer=given["answer"], evidence=given["evidence"],
            seen=given["seen"] or 0, by=actor_of(request), on=today.today(),
        )  # fmt: skip

    asking = ItemAsked(TEST_A, _("Test A"), page_of("threshold", case), _("Notify or not"), what="threshold/item")
    return weigh(request, case, one, asking, act)


@open_case_to(Permission.ASSESS)
def kind(request: HttpRequest, case: Case) -> HttpResponse:
    was = case.incident.nature
    form = ChooseKind(request.POST or None, initial={"nature": was, "was": was}, natures=natures(case))

    def verb() -> None:
        given = form.cleaned_data
        set_nature(
            case=case, nature=given["nature"], death_known_on=given["known"], seen=given["was"],
            by=actor_of(request), on=today.today(),
        )  # fmt: skip

    if is_done(request, case, form, verb, what="threshold/kind"):
        return SeeOther(page_of("threshold", case))
    seen_now(form, was=was)
    return page(
        request, "cases/threshold_kind.html", form, case=case, was=natures(case).get(was, ""),
        note=procedure_of(case).test(WITHOUT_TEST_A).note,
    )  # fmt: skip


@open_case_to(Permission.DECIDE)
def decision(request: HttpRequest, case: Case) -> HttpResponse:
    on = today.today()
    form = Decide(request.POST or None, initial={"seen": basis_of(case, on=on).seen})

    def verb() -> None:
        given = form.cleaned_data
        decide(
            case=case, outcome=given["outcome"], reasons=given["reasons"], going_ahead=given["going_ahead"],
            escalated_to=given["escalated_to"], seen=given["seen"] or 0, by=actor_of(request), on=on,
        )  # fmt: skip

    if is_done(request, case, form, verb, what="threshold/decision"):
        messages.success(request, _("The decision is recorded. Whoever takes part has been written to."))
        return SeeOther(page_of("threshold", case))
    now = basis_of(case, on=on)
    seen_now(form, seen=now.seen)
    said = dict(views_on(Question.NOTIFY))
    return page(
        request, "cases/threshold_decide.html", form, case=case, now=now, test_outcome=OUTCOMES[now.test_a],
        bodies=[(one, said.get(one.latest.view) if one.latest else "") for one in now.bodies],
        latest=now.decisions[0] if now.decisions else None, previews=would_be_sent(
            case, kind=Kind.DECIDED, what="decision-recorded", to=told_of_decision(case, on=on), by=actor_of(request),
            on=on,
        ),
        previews_further=told_of_it(request, case, on=on),
    )  # fmt: skip


@open_case_to(Permission.READ_CASE)
def further(request: HttpRequest, case: Case) -> HttpResponse:
    """A disagreement is taken further, by anybody who takes part."""
    return take_further(request, case, _disputed(case))


@open_case_to(Permission.READ_CASE)
def settled(request: HttpRequest, case: Case, key: int) -> HttpResponse:
    """What came of a disagreement that was taken further."""
    return settle_further(request, case, key, _disputed(case))


def _disputed(case: Case) -> Disputed:
    intro = _("The authority may decide to notify at any time, whatever comes of it.")
    return Disputed(Question.NOTIFY, page_of("threshold", case), _("Notify or not"), "threshold", intro)


def _earlier(one: Any, said: dict[str, Any]) -> list[tuple[Any, Any]]:
    return [(position, said.get(position.view)) for position in one.earlier]


def _next_step(now: Basis) -> str:
    """The one thing to do next: its name, for the page's first heading."""
    if now.is_submitted:
        return "sent"
    if now.decisions and now.decisions[0].outcome == Decision.Outcome.NOTIFY:
        return "notify"
    if now.decisions and now.decisions[0].outcome == Decision.Outcome.NOT_NOTIFY:
        return "not-notified"
    if now.needs_test_a and any(one.latest is None for one in now.items if one.item.joins != "aid"):
        return "answer"
    if any(one.asked is None for one in now.silent):
        return "ask"
    return "wait" if now.silent else "decide"


_BASE = "cases/<str:reference>/notify-or-not/"

urlpatterns: list[URLPattern] = [
    path(_BASE, threshold, name="threshold"),
    path(f"{_BASE}test/<slug:item>/", answer, name="threshold_item"),
    path(f"{_BASE}kind/", kind, name="threshold_kind"),
    path(f"{_BASE}decision/", decision, name="threshold_decision"),
    path(f"{_BASE}further/", further, name="threshold_further"),
    path(f"{_BASE}further/<int:key>/", settled, name="threshold_settled"),
]
