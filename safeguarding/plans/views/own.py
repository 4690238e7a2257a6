"""An agency's own actions: what waits for it, past its date first, and one question each, where the link in the message
leads. Nothing else of the case is here."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.cases.views.asking import SeeOther, ask, attempt, posted
from safeguarding.doors import actor_of, open_to
from safeguarding.messages.kinds import Kind
from safeguarding.messages.writing import Preview
from safeguarding.people.pages import page
from safeguarding.plans.actions.answering import send_evidence, write_update
from safeguarding.plans.forms import EvidenceForm, UpdateForm
from safeguarding.plans.how_it_goes import ActionNow, actions_now, still_missing
from safeguarding.plans.models import Action
from safeguarding.plans.telling import PLAN_PATH, would_be_told
from safeguarding.plans.views.drawing import happenings, the_action
from safeguarding.plans.views.showing import as_shown
from safeguarding.plans.whose import LEADING, leads, who_run
from safeguarding.rules.roles import Permission as P


@open_to(P.ANSWER_ACTION)
def own(request: HttpRequest) -> HttpResponse:
    on, bodies = today.today(), actor_of(request).organisations_as(*LEADING)
    found = actions_now(Action.objects.filter(lead_id__in=bodies).order_by("due_on", "pk"))
    there = [one for one in found if not one.is_replaced]
    rows = [(one, one.is_past(on)) for one in there if one.is_open]
    context = {
        "open": sorted(rows, key=lambda one: not one[1]),
        "done": [one for one in there if one.is_done],
        "on": on,
    }
    return TemplateResponse(request, "plans/own.html", context)


@open_to(P.ANSWER_ACTION)
def answer(request: HttpRequest, action: str) -> HttpResponse:
    """How does it go? Everything that its lead needs to answer stands above the question."""
    now, form = _mine(request, action), UpdateForm(posted(request))
    if request.method == "POST" and attempt(
        form, lambda given: write_update(action=now.action, text=given["text"], by=actor_of(request), on=today.today())
    ):
        messages.success(request, _("Thank you. Who runs the plan is told that there is news"))
        return SeeOther(reverse("plans:answer", args=[action]))
    on = today.today()
    return page(
        request,
        "plans/answer.html",
        form,
        now=now,
        action=now.action,
        missing=still_missing(now),
        timeline=happenings(now),
        is_past=now.is_past(on),
        previews=_news(request, now, "action-has-news"),
    )


@open_to(P.ANSWER_ACTION)
def evidence(request: HttpRequest, action: str) -> HttpResponse:
    now = _mine(request, action)
    form = EvidenceForm(posted(request), request.FILES or None, may_attach=now.action.case_id is not None)
    if request.method == "POST" and attempt(
        form,
        lambda given: send_evidence(action=now.action, shown=as_shown(given), by=actor_of(request), on=today.today()),
    ):
        messages.success(request, _("The evidence is sent. Somebody outside your organisation looks at it"))
        return SeeOther(reverse("plans:answer", args=[action]))
    return ask(
        request,
        form,
        heading=_("Send evidence of what was changed"),
        press=_("Send it"),
        back=reverse("plans:answer", args=[action]),
        template="plans/step.html",
        action=now.action,
        previews=_news(request, now, "evidence-waits"),
    )


def _mine(request: HttpRequest, reference: str) -> ActionNow:
    """One that this person's body leads; any other answers as if it were not there."""
    now = the_action(reference)
    if not leads(now.action, actor_of(request)):
        raise Http404
    return now


def _news(request: HttpRequest, now: ActionNow, what: str) -> list[Preview]:
    actor, on = actor_of(request), today.today()
    held = now.action
    to = who_run(held.partnership_id, on=on)
    return list(
        would_be_told(
            held.reference, kind=Kind.ACTION_ANSWERED, what=what, to=to, path=PLAN_PATH, by=actor, on=on,
            case_id=held.case_id,
        )
    )  # fmt: skip


urlpatterns: list[URLPattern] = [
    path("our-actions/", own, name="own"),
    path("our-actions/<str:action>/", answer, name="answer"),
    path("our-actions/<str:action>/evidence/", evidence, name="send_evidence"),
]
