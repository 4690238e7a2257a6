"""One action: what it is for, how it goes, its evidence and what finishing still needs; and every step that is taken
with it by who runs the plan or judges it. The lead's own page is `own.py`'s."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.models import Case
from safeguarding.cases.views.asking import SeeOther, ask, attempt, posted
from safeguarding.doors import actor_of, open_to
from safeguarding.messages.kinds import Kind
from safeguarding.messages.writing import Preview
from safeguarding.people.models import Organisation
from safeguarding.plans.actions.acting import Task, add_action, change_action
from safeguarding.plans.actions.answering import record_evidence, record_update
from safeguarding.plans.actions.judging import accept_evidence, finish_action, recheck_effect
from safeguarding.plans.actions.running import stop_reminders
from safeguarding.plans.forms import (
    HOLDS,
    NOT_YET,
    SHOWS,
    ActionForm,
    EvidenceForm,
    FinishForm,
    JudgeForm,
    RecheckForm,
    StopForm,
    UpdateForm,
)
from safeguarding.plans.how_it_goes import still_missing
from safeguarding.plans.models import Action, Evidence, Recommendation
from safeguarding.plans.telling import OWN_PATH, PLAN_PATH, would_be_told
from safeguarding.plans.views.drawing import (
    bodies_to_lead,
    happenings,
    note_reading,
    page_of_action,
    page_of_plan,
    people_to_lead,
    the_action,
    try_change,
)
from safeguarding.plans.views.showing import as_shown
from safeguarding.plans.whose import may_judge, runs, who_lead, who_run
from safeguarding.rules.roles import Permission as P

EXAMPLE = "P-2026-001"
"""Stands for a reference that is not given yet, where a message is shown beforehand."""


@open_to(P.READ_PLAN)
def action(request: HttpRequest, action: str) -> HttpResponse:
    now, actor, on = the_action(action), actor_of(request), today.today()
    judges = may_judge(now.action, actor, on=on)
    waiting = [(one, judges and one.recorded_by_id != actor.person_id) for one in now.evidence]
    context = {
        "now": now,
        "action": now.action,
        "missing": still_missing(now),
        "evidence": [(one, now.judged.get(one.pk), may and one.pk not in now.judged) for one, may in waiting],
        "timeline": happenings(now),
        "runs": runs(now.action.partnership_id, actor),
        "judges": judges,
        "stopped": now.stopped_until(on),
        "is_past": now.is_past(on),
        "recheck_is_due": now.is_recheck_due(on),
        "back": page_of_plan(now.action.partnership, None),
    }
    note_reading(request, now.action.case)
    return TemplateResponse(request, "plans/action.html", context)


@open_to(P.RUN_PLAN)
def add(request: HttpRequest, key: int) -> HttpResponse:
    """An action for a recommendation. Its lead is told."""
    rows = Recommendation.objects.select_related("case", "partnership")
    made = get_object_or_404(rows, pk=key)
    actor, on = actor_of(request), today.today()
    form = _form(request, made.partnership, initial={"outcome": made.outcome, "due_on": made.by_when})
    if request.method == "POST" and attempt(
        form,
        lambda given: add_action(
            partnership=made.partnership, case=made.case, recommendation=made, task=_task(given), by=actor, on=on
        ),
    ):
        messages.success(request, _("The action is in the plan. Its lead is told by reference"))
        return SeeOther(page_of_plan(made.partnership, made.case))
    note_reading(request, made.case)
    return ask(
        request,
        form,
        case=made.case,
        heading=_("Write an action"),
        press=_("Put it into the plan"),
        back=page_of_plan(made.partnership, made.case),
        intro=(made.text,),
        template="plans/acting.html",
        previews=_given(made.partnership, made.case, form, actor),
    )


@open_to(P.RUN_PLAN)
def change(request: HttpRequest, action: str) -> HttpResponse:
    now, actor, on = the_action(action), actor_of(request), today.today()
    held = now.action
    form = _form(request, held.partnership, is_agreed=now.agreed_on is not None, initial=_as_written(held))

    def act(given: dict[str, Any]) -> Action:
        return change_action(
            action=held, task=_task(given), seen=given["seen"] or 0, reason=form.reason, by=actor, on=on
        )

    def version() -> int:
        return Action.objects.get(pk=held.pk).version

    what = f"action/{held.reference}"
    if request.method == "POST" and try_change(request, form, act, case=held.case, what=what, version=version):
        messages.success(request, _("The action is changed"))
        return SeeOther(page_of_plan(held.partnership, held.case))
    note_reading(request, held.case)
    return ask(
        request,
        form,
        heading=_("Change %(action)s") % {"action": held.reference},
        press=_("Save"),
        back=page_of_action(held),
        template="plans/acting.html",
        previews=_given(held.partnership, held.case, form, actor),
        saved=Action.objects.get(pk=held.pk).text,
    )


def _form(request: HttpRequest, partnership: Organisation, **more: Any) -> ActionForm:
    on = today.today()
    bodies = bodies_to_lead(partnership, on=on)
    return ActionForm(posted(request), bodies=bodies, people=people_to_lead(bodies, on=on), **more)


def _task(given: dict[str, Any]) -> Task:
    named = ("text", "lead", "due_on", "outcome", "measure", "baseline", "lead_person", "lead_post")
    return Task(**{name: given[name] for name in named})


def _as_written(held: Action) -> dict[str, Any]:
    named = ("text", "lead", "due_on", "outcome", "measure", "baseline", "lead_person", "lead_post")
    return {**{name: getattr(held, name) for name in named}, "seen": held.version}


def _given(partnership: Organisation, case: Case | None, form: ActionForm, by: Actor) -> list[Preview]:
    """Whoever leads gets the same words: one example says them, at the first body that may be chosen."""
    on = today.today()
    people = people_to_lead(bodies_to_lead(partnership, on=on), on=on)
    example = [one for one in people if one.pk != by.person_id][:1]
    return list(
        would_be_told(
            EXAMPLE, kind=Kind.ACTION_GIVEN, what="action-yours", to=example, path=OWN_PATH, by=by, on=on,
            case_id=case.pk if case else None,
        )
    )  # fmt: skip


@open_to(P.RUN_PLAN)
def update(request: HttpRequest, action: str) -> HttpResponse:
    """What the lead said at a meeting or on the telephone."""
    held, form = the_action(action).action, UpdateForm(posted(request))
    if request.method == "POST" and attempt(
        form,
        lambda given: record_update(action=held, text=given["text"], by=actor_of(request), on=today.today()),
    ):
        messages.success(request, _("The news is kept"))
        return SeeOther(page_of_action(held))
    return _ask(request, form, held, _("Write down how it goes"), _("Keep it"), previews=_news(held, request))


@open_to(P.RUN_PLAN)
def evidence(request: HttpRequest, action: str) -> HttpResponse:
    held = the_action(action).action
    form = EvidenceForm(posted(request), request.FILES or None, may_attach=held.case_id is not None)
    if request.method == "POST" and attempt(
        form,
        lambda given: record_evidence(action=held, shown=as_shown(given), by=actor_of(request), on=today.today()),
    ):
        messages.success(request, _("The evidence is kept. Somebody else says whether it is enough"))
        return SeeOther(page_of_action(held))
    return _ask(request, form, held, _("Put in evidence"), _("Keep it"), previews=_news(held, request))


def _news(held: Action, request: HttpRequest) -> list[Preview]:
    actor, on = actor_of(request), today.today()
    to = who_run(held.partnership_id, on=on)
    return list(
        would_be_told(
            held.reference, kind=Kind.ACTION_ANSWERED, what="action-has-news", to=to, path=PLAN_PATH, by=actor, on=on,
            case_id=held.case_id,
        )
    )  # fmt: skip


@open_to(P.ACCEPT_EVIDENCE)
def judge(request: HttpRequest, action: str, key: int) -> HttpResponse:
    """Whether a piece of evidence is enough, and whether it shows a difference."""
    held = the_action(action).action
    sent = get_object_or_404(Evidence.objects.select_related("action__lead", "recorded_by"), action=held, pk=key)
    form = JudgeForm(posted(request))
    if request.method == "POST" and attempt(
        form,
        lambda given: accept_evidence(
            evidence=sent,
            is_accepted=given["said"] != NOT_YET,
            made_a_difference=given["said"] == SHOWS,
            reason=given["reason"],
            recheck_on=given["recheck_on"],
            by=actor_of(request),
            on=today.today(),
        ),
    ):
        messages.success(request, _("What it shows is kept"))
        return SeeOther(page_of_action(held))
    return _ask(
        request, form, held, _("Is this evidence enough?"), _("Say so"), template="plans/judge.html", evidence=sent
    )


@open_to(P.RUN_PLAN)
def finish(request: HttpRequest, action: str) -> HttpResponse:
    """Say that it is done; or what is still missing, in words."""
    now, form = the_action(action), FinishForm(posted(request))
    if request.method == "POST" and attempt(
        form,
        lambda given: finish_action(action=now.action, words=given["words"], by=actor_of(request), on=today.today()),
    ):
        messages.success(request, _("The action is done"))
        return SeeOther(page_of_action(now.action))
    intro = tuple(_("Still missing: %(what)s") % {"what": one} for one in still_missing(now))
    return _ask(request, form, now.action, _("Say that it is done"), _("It is done"), intro=intro)


@open_to(P.ACCEPT_EVIDENCE)
def recheck(request: HttpRequest, action: str) -> HttpResponse:
    now, form, actor, on = the_action(action), RecheckForm(posted(request)), actor_of(request), today.today()
    held = now.action
    if request.method == "POST" and attempt(
        form,
        lambda given: recheck_effect(
            action=held,
            holds=given["holds"] == HOLDS,
            words=given["words"],
            again_on=given["again_on"],
            by=actor,
            on=on,
        ),
    ):
        messages.success(request, _("What was found is kept"))
        return SeeOther(page_of_action(held))
    previews = would_be_told(
        held.reference, kind=Kind.ACTION_REOPENED, what="action-open-again", to=who_lead(held, on=on), path=OWN_PATH,
        by=actor, on=on, case_id=held.case_id,
    )  # fmt: skip
    intro = (_("If it does not hold, the action is open again, and its lead is told."),)
    return _ask(request, form, held, _("Look at it again"), _("Keep it"), intro=intro, previews=list(previews))


@open_to(P.RUN_PLAN)
def stop(request: HttpRequest, action: str) -> HttpResponse:
    """Nobody is told for a while that it is past its date."""
    held, form = the_action(action).action, StopForm(posted(request))
    if request.method == "POST" and attempt(
        form,
        lambda given: stop_reminders(
            action=held, until_on=given["until_on"], reason=given["reason"], by=actor_of(request), on=today.today()
        ),
    ):
        messages.success(request, _("Nobody is reminded of it until then"))
        return SeeOther(page_of_action(held))
    return _ask(request, form, held, _("Send no reminders for a while"), _("Send none until then"))


def _ask(request: HttpRequest, form: Any, held: Action, heading: str, press: str, **more: Any) -> HttpResponse:
    note_reading(request, held.case)
    more.setdefault("intro", ())
    more.setdefault("template", "plans/step.html")
    return ask(request, form, heading=heading, press=press, back=page_of_action(held), action=held, **more)


urlpatterns: list[URLPattern] = [
    path("plan/recommendations/<int:key>/act/", add, name="add_action"),
    path("plan/actions/<str:action>/", action, name="action"),
    path("plan/actions/<str:action>/change/", change, name="change_action"),
    path("plan/actions/<str:action>/update/", update, name="update"),
    path("plan/actions/<str:action>/evidence/", evidence, name="evidence"),
    path("plan/actions/<str:action>/evidence/<int:key>/", judge, name="judge"),
    path("plan/actions/<str:action>/finish/", finish, name="finish_action"),
    path("plan/actions/<str:action>/look-again/", recheck, name="recheck"),
    path("plan/actions/<str:action>/no-reminders/", stop, name="stop_reminders"),
]
