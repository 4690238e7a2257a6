"""Emergency access: asking for it, the one answer that is given, and ending it. The verbs are in
`actions/emergency.py`."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.cases.actions.emergency import end_emergency_access, use_emergency_access
from safeguarding.cases.doors import open_case_to
from safeguarding.cases.forms import EmergencyForm, NothingAsked
from safeguarding.cases.models import Case
from safeguarding.cases.views.asking import SeeOther, ask, attempt, page_of, posted
from safeguarding.doors import actor_of, open_to
from safeguarding.people.pages import page
from safeguarding.rules.roles import Permission


@open_to(Permission.USE_EMERGENCY_ACCESS)
def emergency(request: HttpRequest) -> HttpResponse:
    form = EmergencyForm(posted(request))
    actor, on = actor_of(request), today.today()
    if request.method == "POST" and attempt(form, lambda given: use_emergency_access(**given, by=actor, on=on)):
        return SeeOther(reverse("cases:emergency_asked", args=[form.cleaned_data["reference"]]))
    return ask(
        request,
        form,
        heading=_("Emergency access"),
        press=_("Let me read it"),
        back=reverse("cases:my_work"),
        intro=(
            _("For when a child may not be safe, and nobody who can open the incident can be reached in time."),
            _("You can read it for four hours, and change nothing."),
        ),
        is_grave=True,
        warning=_("Its lead is told at once. Your name, your reason and each page that you read are kept on record."),
    )


@open_to(Permission.USE_EMERGENCY_ACCESS)
def emergency_asked(request: HttpRequest, reference: str) -> HttpResponse:
    """The same words whether or not there is such an incident."""
    return page(request, "cases/emergency_asked.html", reference=reference)


@open_case_to(Permission.BAR_PERSON)
def emergency_end(request: HttpRequest, case: Case, key: int) -> HttpResponse:
    access = get_object_or_404(case.emergencies.select_related("person"), pk=key)
    form, actor, on = NothingAsked(posted(request)), actor_of(request), today.today()
    if request.method == "POST" and attempt(
        form, lambda _given: end_emergency_access(case=case, access=access, by=actor, on=on)
    ):
        messages.success(request, _("Ended, from this moment"))
        return SeeOther(page_of("incident", case))
    return ask(
        request,
        form,
        case=case,
        heading=_("End the emergency access of %(who)s") % {"who": access.person},
        press=_("End it now"),
        back=page_of("incident", case),
        intro=(access.why,),
        is_grave=True,
    )


urlpatterns: list[URLPattern] = [
    path("emergency-access/", emergency, name="emergency"),
    path("emergency-access/<str:reference>/", emergency_asked, name="emergency_asked"),
    path("cases/<str:reference>/emergency-access/<int:key>/end/", emergency_end, name="emergency_end"),
]
