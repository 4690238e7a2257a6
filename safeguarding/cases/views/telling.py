"""Who must be told that it was notified, and who was: partners and home areas. The verbs: `actions/telling.py`."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.cases.actions.holding import ChangedMeanwhile, set_aside
from safeguarding.cases.actions.notification import was_submitted
from safeguarding.cases.actions.telling import ToTell, add_home_area, record_told, tell_here, to_be_told
from safeguarding.cases.doors import may_here, open_case_to
from safeguarding.cases.models import Case
from safeguarding.cases.views.asking import SeeOther, ask, attempt, page_of
from safeguarding.cases.views.notification_forms import Telling
from safeguarding.cases.whom_to_ring import other_areas
from safeguarding.doors import actor_of
from safeguarding.messages.kinds import Kind
from safeguarding.messages.lines import CASE_PATH, Line
from safeguarding.messages.writing import preview
from safeguarding.people.pages import page
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Permission

ASIDE = "told/"
TELLS = "eng-tell-partners"


@open_case_to(Permission.READ_CASE)
def told(request: HttpRequest, case: Case) -> HttpResponse:
    """Every body that must be told, with how and when it was; by when; and what to do for each."""
    return page(
        request,
        "cases/told.html",
        case=case,
        listed=to_be_told(case, on=today.today()),
        is_sent=was_submitted(case),
        due=case.dues.filter(duty=TELLS, stopped_on__isnull=True).first(),
        may_tell=Permission.TELL in may_here(request),
        other_areas=other_areas(case, on=today.today()),
        aside=case.set_aside.filter(what__startswith=ASIDE).select_related("typed_by").order_by("id"),
    )


@open_case_to(Permission.TELL)
def record(request: HttpRequest, case: Case, code: str) -> HttpResponse:
    """Record how and when a body was told, outside this service."""
    one = _one(case, code)
    form = Telling(request.POST if request.method == "POST" else None, initial={"told_on": today.today()})

    def act(given: dict[str, Any]) -> None:
        try:
            record_told(
                case=case, body=one.body, how=given["how"], told_on=given["told_on"], by=actor_of(request),
                on=today.today(),
            )  # fmt: skip
        except ChangedMeanwhile:
            typed = {"how": given["how"], "told_on": given["told_on"].isoformat()}
            set_aside(case, what=f"{ASIDE}{code}", text=typed, by=actor_of(request))
            raise

    if request.method == "POST" and attempt(form, act):
        return SeeOther(page_of("told", case))
    return ask(
        request,
        form,
        heading=_("Record how %(body)s was told") % {"body": one.body},
        press=_("Record that they were told"),
        back=page_of("told", case),
        case=case,
    )


@open_case_to(Permission.TELL)
def here(request: HttpRequest, case: Case, code: str) -> HttpResponse:
    """Who would be written to, word for word, and what they would then see; and the press that does it."""
    one, on = _one(case, code), today.today()
    refusal = ""
    if request.method == "POST":
        act = add_home_area if "only-let-in" in request.POST else tell_here
        try:
            act(case=case, body=one.body, by=actor_of(request), on=on)
        except Refused as refused:
            refusal = refused.refusal.sentence
        else:
            return SeeOther(page_of("told", case))
    line = Line(case.reference, "notified", on, CASE_PATH.format(reference=case.reference))
    letters = [preview(kind=Kind.TOLD, to=person, lines=[line], on=on) for person in one.readers]
    errors = [{"text": refusal}] if refusal else []
    shown = {"case": case, "one": one, "letters": letters, "errors": errors}
    return TemplateResponse(request, "cases/tell_here.html", shown)


def _one(case: Case, code: str) -> ToTell:
    one = next((one for one in to_be_told(case, on=today.today()) if one.body.code == code), None)
    if one is None:
        raise Http404
    return one


_CASE = "cases/<str:reference>/told/"
urlpatterns: list[URLPattern] = [
    path(_CASE, told, name="told"),
    path(f"{_CASE}<slug:code>/record/", record, name="record_told"),
    path(f"{_CASE}<slug:code>/here/", here, name="tell_here"),
]
