"""The days of the rapid review: which day it is, the steps as a row, the forecast, and what it waits for."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.cases.actions.steps import replan_step, tick_step
from safeguarding.cases.doors import may_here, open_case_to
from safeguarding.cases.facts import procedure_of
from safeguarding.cases.forms import Done, Replan
from safeguarding.cases.models import Case
from safeguarding.cases.plan import Day, plan
from safeguarding.cases.views.asking import SeeOther, ask, attempt, page_of, posted
from safeguarding.doors import actor_of
from safeguarding.look.languages import spoken
from safeguarding.look.patterns import DayCell
from safeguarding.rules.clock import standing_of
from safeguarding.rules.entries import Step
from safeguarding.rules.roles import Permission


@open_case_to(Permission.READ_CASE)
def days(request: HttpRequest, case: Case) -> HttpResponse:
    on, procedure = today.today(), procedure_of(case)
    found = plan(case, on=on)
    context: dict[str, Any] = {
        "case": case,
        "plan": found,
        "may_plan": Permission.PLAN_STEPS in may_here(request),
        "may_pause": Permission.CORRECT_CLOCK in may_here(request),
    }
    if found is not None:
        context |= {
            "cells": cells(found.days),
            "standing": standing_of(found.owed, on),
            "steps": [(step, procedure.body(step.planned.step.who).title.in_(spoken())) for step in found.steps],
            "behind": [step for step in found.steps if step.is_behind(on)],
            "runs_past": found.forecast.runs_past(found.owed.due),
        }
    return TemplateResponse(request, "cases/days.html", context)


def cells(found: Sequence[Day]) -> list[DayCell]:
    """The days as the shared pattern draws them."""
    return [DayCell(day.on, day.number, day.why_off, day.steps) for day in found]


@open_case_to(Permission.PLAN_STEPS)
def tick(request: HttpRequest, case: Case, step: str) -> HttpResponse:
    planned, on = _step(case, step), today.today()
    form = Done(posted(request), initial={"done_on": on})
    if request.method == "POST" and attempt(
        form,
        lambda given: tick_step(
            case=case, step=step, done_on=given["done_on"], note=given["note"], by=actor_of(request), on=on
        ),
    ):
        messages.success(request, _("Recorded as done"))
        return SeeOther(page_of("plan", case))
    title = planned.title.in_(spoken())
    return ask(
        request,
        form,
        case=case,
        heading=_("Done: %(step)s") % {"step": title},
        press=_("Record it as done"),
        back=page_of("plan", case),
    )


@open_case_to(Permission.PLAN_STEPS)
def replan(request: HttpRequest, case: Case, step: str) -> HttpResponse:
    planned, on = _step(case, step), today.today()
    form = Replan(posted(request))
    if request.method == "POST" and attempt(
        form,
        lambda given: replan_step(
            case=case,
            step=step,
            working_days=given["working_days"],
            note=given["note"],
            by=actor_of(request),
            on=on,
        ),
    ):
        messages.success(request, _("The forecast has changed. No date that is owed has"))
        return SeeOther(page_of("plan", case))
    return ask(
        request,
        form,
        case=case,
        heading=_("How long it still takes: %(step)s") % {"step": planned.title.in_(spoken())},
        press=_("Change the forecast"),
        back=page_of("plan", case),
    )


def _step(case: Case, step: str) -> Step:
    found = next((one for one in procedure_of(case).steps if one.id == step), None)
    if found is None or plan(case, on=today.today()) is None:
        raise Http404
    return found


urlpatterns: list[URLPattern] = [
    path("cases/<str:reference>/days/", days, name="plan"),
    path("cases/<str:reference>/days/<slug:step>/done/", tick, name="tick_step"),
    path("cases/<str:reference>/days/<slug:step>/working-days/", replan, name="replan_step"),
]
