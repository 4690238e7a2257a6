"""Finishing an incident: what still stands in the way, what goes on in the plan and whose it is, then one press. And
opening it again, with the reason."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.cases.doors import open_case_to
from safeguarding.cases.models import Case
from safeguarding.cases.views.asking import SeeOther, ask, attempt, page_of, posted
from safeguarding.doors import actor_of
from safeguarding.plans.actions.ending import finish_case, undo_finish
from safeguarding.plans.forms import FinishCaseForm, UndoForm
from safeguarding.plans.open_items import open_items
from safeguarding.plans.outstanding import finished_by, outstanding
from safeguarding.rules.roles import Permission


@open_case_to(Permission.FINISH_CASE)
def finish(request: HttpRequest, case: Case) -> HttpResponse:
    on = today.today()
    if request.method != "POST" and finished_by(case) is not None:
        return SeeOther(reverse("plans:undo_finish", args=[case.reference]))
    form = FinishCaseForm(posted(request), initial={"finished_on": on})
    if request.method == "POST" and attempt(
        form,
        lambda given: finish_case(
            case=case, finished_on=given["finished_on"], words=given["words"], by=actor_of(request), on=on
        ),
    ):
        messages.success(request, _("The incident is finished. What is left in the plan goes on"))
        return SeeOther(page_of("incident", case))
    return ask(
        request,
        form,
        case=case,
        heading=_("Finish this incident"),
        press=_("Finish it"),
        back=page_of("incident", case),
        template="plans/finish.html",
        missing=outstanding(case),
        left=open_items(case.partnership, on=on, case=case),
    )


@open_case_to(Permission.FINISH_CASE)
def undo(request: HttpRequest, case: Case) -> HttpResponse:
    form, finished = UndoForm(posted(request)), finished_by(case)
    if request.method == "POST" and attempt(
        form, lambda given: undo_finish(case=case, reason=given["reason"], by=actor_of(request), on=today.today())
    ):
        messages.success(request, _("The incident is open again"))
        return SeeOther(page_of("incident", case))
    return ask(
        request,
        form,
        case=case,
        heading=_("Open this incident again"),
        press=_("Open it again"),
        back=page_of("incident", case),
        template="plans/undo.html",
        finished=finished,
    )


urlpatterns: list[URLPattern] = [
    path("cases/<str:reference>/finish/", finish, name="finish"),
    path("cases/<str:reference>/finish/undo/", undo, name="undo_finish"),
]
