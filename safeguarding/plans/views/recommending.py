"""Writing a recommendation, with earlier ones like it shown before it is written down; changing one; whether it was
accepted."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.cases.views.asking import SeeOther, ask, attempt, posted
from safeguarding.doors import actor_of, open_to
from safeguarding.plans.actions.findings import (
    Wording,
    add_recommendation,
    answer_recommendation,
    change_recommendation,
)
from safeguarding.plans.asked_before import Alike, similar_recommendations
from safeguarding.plans.forms import AnswerRecommendation, RecommendationForm
from safeguarding.plans.models import AgreedAction, Finding, Recommendation
from safeguarding.plans.views.drawing import bodies_to_ask, note_reading, page_of_plan, try_change
from safeguarding.rules.roles import Permission as P


@open_to(P.RUN_PLAN)
def recommend(request: HttpRequest, key: int) -> HttpResponse:
    """The first press looks for earlier ones like it; where there are any they are shown, and the next press saves."""
    finding = get_object_or_404(Finding.objects.select_related("case", "partnership"), pk=key)
    on = today.today()
    alike = _alike(request, finding.partnership_id, finding)
    bodies = bodies_to_ask(finding.partnership, on=on)
    form = RecommendationForm(posted(request), bodies=bodies, alike=alike)
    back = page_of_plan(finding.partnership, finding.case)
    if request.method == "POST" and form.is_valid() and not _were_shown(request, alike):
        form.add_error(None, _("Something like this was recommended before. Read it below, then write yours down."))
    if request.method == "POST" and attempt(
        form,
        lambda given: add_recommendation(finding=finding, wording=_wording(given, alike), by=actor_of(request), on=on),
    ):
        messages.success(request, _("The recommendation is written down"))
        return SeeOther(back)
    note_reading(request, finding.case)
    return _drawn(request, form, alike, finding, _("Write a recommendation"), back)


@open_to(P.RUN_PLAN)
def change(request: HttpRequest, key: int) -> HttpResponse:
    rows = Recommendation.objects.select_related("case", "partnership", "finding")
    held = get_object_or_404(rows, pk=key)
    on = today.today()
    alike = _alike(request, held.partnership_id, held.finding, but=held.pk, text=held.text)
    is_agreed = AgreedAction.objects.filter(action__recommendation=held).exists()
    form = RecommendationForm(
        posted(request),
        bodies=bodies_to_ask(held.partnership, on=on),
        alike=alike,
        is_agreed=is_agreed,
        initial=_as_written(held),
    )

    def act(given: dict[str, Any]) -> Recommendation:
        return change_recommendation(
            recommendation=held,
            wording=_wording(given, alike),
            seen=given["seen"] or 0,
            reason=form.reason,
            by=actor_of(request),
            on=on,
        )

    def version() -> int:
        return Recommendation.objects.get(pk=held.pk).version

    back, what = page_of_plan(held.partnership, held.case), f"recommendation/{held.pk}"
    if request.method == "POST" and try_change(request, form, act, case=held.case, what=what, version=version):
        messages.success(request, _("The recommendation is changed"))
        return SeeOther(back)
    note_reading(request, held.case)
    saved = Recommendation.objects.get(pk=held.pk).text
    return _drawn(request, form, alike, held.finding, _("Change a recommendation"), back, saved=saved)


@open_to(P.RUN_PLAN)
def answer(request: HttpRequest, key: int) -> HttpResponse:
    held = get_object_or_404(Recommendation.objects.select_related("case", "partnership"), pk=key)
    form = AnswerRecommendation(posted(request))
    back = page_of_plan(held.partnership, held.case)
    if request.method == "POST" and attempt(
        form,
        lambda given: answer_recommendation(
            recommendation=held, answer=given["answer"], reason=given["reason"], by=actor_of(request), on=today.today()
        ),
    ):
        messages.success(request, _("The answer is kept"))
        return SeeOther(back)
    note_reading(request, held.case)
    return ask(
        request,
        form,
        case=held.case,
        heading=_("Is the recommendation accepted?"),
        press=_("Keep the answer"),
        back=back,
        intro=(held.text,),
    )


def _alike(
    request: HttpRequest, partnership: int, finding: Finding, *, but: int | None = None, text: str = ""
) -> list[Alike]:
    typed = request.POST.get("text", "")[:4000] if request.method == "POST" else text
    return similar_recommendations(typed, finding.partnership, but=but) if typed.strip() else []


def _were_shown(request: HttpRequest, alike: list[Alike]) -> bool:
    """Whether the page has shown all that was found: nothing is written down before somebody saw it."""
    return not alike or request.POST.get("found", "") == _keys(alike)


def _keys(alike: list[Alike]) -> str:
    return ",".join(str(one.earlier.key or one.earlier.href) for one in alike)


def _wording(given: dict[str, Any], alike: list[Alike]) -> Wording:
    before = given.get("made_before") or ""
    return Wording(
        text=given["text"],
        to=list(given["to"]),
        outcome=given["outcome"],
        kind=given["kind"],
        is_joint=given["is_joint"],
        by_when=given["by_when"],
        strength=given["strength"],
        made_before=Recommendation.objects.filter(pk=int(before)).first() if before else None,
        came_of_it=given.get("came_of_it") or "",
    )


def _as_written(held: Recommendation) -> dict[str, Any]:
    return {
        "text": held.text,
        "to": list(held.made_to.filter(version=held.version).values_list("body_id", flat=True)),
        "is_joint": held.is_joint,
        "outcome": held.outcome,
        "kind": held.kind,
        "by_when": held.by_when,
        "strength": held.strength,
        "made_before": str(held.made_before_id or ""),
        "came_of_it": held.came_of_it,
        "seen": held.version,
    }


def _drawn(
    request: HttpRequest,
    form: RecommendationForm,
    alike: list[Alike],
    finding: Finding,
    heading: str,
    back: str,
    **more: Any,
) -> HttpResponse:
    if form.is_bound:
        typed = request.POST.copy()
        typed.setdefault("seen", "0")
        if (changed := form.data.get("seen")) is not None:
            typed["seen"] = changed
        typed["found"] = _keys(alike)
        form.data = typed
    return ask(
        request,
        form,
        case=finding.case,
        heading=heading,
        press=_("Write it down"),
        back=back,
        template="plans/recommend.html",
        finding=finding,
        alike=alike,
        **more,
    )


urlpatterns: list[URLPattern] = [
    path("plan/findings/<int:key>/recommend/", recommend, name="recommend"),
    path("plan/recommendations/<int:key>/change/", change, name="change_recommendation"),
    path("plan/recommendations/<int:key>/answer/", answer, name="answer_recommendation"),
]
