"""Who was asked and who has answered: the case's page of it, one request with all that happened to it, and the check
half-way. Asking is `choosing.py`'s, each thing done about a request `following_up.py`'s."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.cases.doors import may_here, open_case_to
from safeguarding.cases.models import Case
from safeguarding.cases.views.asking import SeeOther, ask, attempt, posted
from safeguarding.doors import actor_of
from safeguarding.gathering.actions.following_up import missing_lines, record_midpoint
from safeguarding.gathering.answers import as_signed
from safeguarding.gathering.letters import facts_of
from safeguarding.gathering.people_asked import who_answers
from safeguarding.gathering.requests import ORDERS, Standing, requests_of, standing_of
from safeguarding.gathering.scope import prompts_of, scope_of
from safeguarding.gathering.views.forms import HalfWay
from safeguarding.look.languages import spoken
from safeguarding.look.patterns import Contact, Happening
from safeguarding.people.directory import contacts_for
from safeguarding.people.models import Organisation
from safeguarding.rules.asking import agency_kinds
from safeguarding.rules.forms.wording import label
from safeguarding.rules.roles import Permission as P


@open_case_to(P.READ_CASE)
def asked(request: HttpRequest, case: Case) -> HttpResponse:
    """The scope, the prompts, and a table that is sorted by its heads."""
    order = request.GET.get("by", "wanted")
    rows = requests_of(case, on=today.today(), order=order if order in ORDERS else "wanted")
    context = {
        "case": case,
        "scope": scope_of(case),
        "prompts": prompts_of(case),
        "rows": [(row, kind_of(case, row)) for row in rows],
        "open": sum(row.is_open for row in rows),
        "order": order,
        "may_ask": P.ASK_AGENCIES in may_here(request),
        "may_set_steps": actor_of(request).may(P.MANAGE_TEMPLATES),
        "checks": case.midpoint_checks.select_related("recorded_by").order_by("-id"),
    }
    return TemplateResponse(request, "gathering/asked.html", context)


@open_case_to(P.READ_CASE)
def one_request(request: HttpRequest, case: Case, number: int) -> HttpResponse:
    """One request: what was asked, whom to ring there, its answers, and everything that happened."""
    now = the_request(case, number)
    context: dict[str, Any] = {
        "case": case,
        "now": now,
        "kind": kind_of(case, now),
        "facts": facts_of(now.request),
        "questions": now.request.questions.splitlines(),
        "people": people_at(now.request.body, on=today.today()),
        "signed_up": who_answers(now.request.body_id, on=today.today()),
        "answers": [(row, as_signed(row, case.procedure)) for row in reversed(now.returns)],
        "happenings": happenings(now),
        "may_ask": P.ASK_AGENCIES in may_here(request),
    }
    return TemplateResponse(request, "gathering/request.html", context)


@open_case_to(P.ASK_AGENCIES)
def half_way(request: HttpRequest, case: Case) -> HttpResponse:
    """Who is missing is worked out and shown; the rest is written."""
    form, on = HalfWay(posted(request)), today.today()
    if request.method == "POST" and attempt(
        form, lambda given: record_midpoint(case=case, **given, by=actor_of(request), on=on)
    ):
        messages.success(request, _("The check is recorded"))
        return SeeOther(reverse("gathering:asked", args=[case.reference]))
    return ask(
        request, form, case=case, heading=_("Check half-way"), press=_("Record the check"),
        back=reverse("gathering:asked", args=[case.reference]), template="gathering/half_way.html",
        missing=missing_lines(case, on=on),
    )  # fmt: skip


def the_request(case: Case, number: int) -> Standing:
    """A request of the case by its number, as it stands."""
    return standing_of(get_object_or_404(case.information_requests, number=number), on=today.today())


def kind_of(case: Case, now: Standing) -> str:
    """What kind of agency was asked, in words."""
    return label(agency_kinds(case.procedure), now.request.agency_kind, spoken())


def people_at(body: Organisation, *, on: date) -> list[Contact]:
    """Whom to ring at a body by the directory; else what the register says."""
    found = [
        Contact(
            why=body.name,
            name=one.contact.name or one.contact.post,
            role=one.contact.post if one.contact.name else "",
            telephone=one.contact.phone,
            email=one.contact.email,
            note=_("Away, and nobody stands in.") if one.is_away else "",
        )
        for one in contacts_for(body, on=on)
    ]
    if not found and (body.contact_phone or body.contact_email):
        return [Contact(why=body.name, name=body.name, telephone=body.contact_phone, email=body.contact_email)]
    return found


def happenings(now: Standing) -> list[Happening]:
    """Everything that happened to a request, the newest first."""
    request = now.request
    rows = [Happening(_("Asked"), request.on, request.signed_by)]
    rows += [
        Happening(
            str(step.get_what_display()), step.on, step.recorded_by.name, step.words,
            href=reverse("cases:paper", args=[request.case_reference, step.paper.number]) if step.paper else "",
        )
        for step in now.steps
    ]  # fmt: skip
    rows += [
        Happening(_("Version %(n)d signed") % {"n": row.number}, row.on, row.signed_by, str(row.get_how_display()))
        for row in now.returns
    ]
    rows += [
        Happening(_("Call with %(whom)s") % {"whom": call.whom}, call.on, call.recorded_by.name, call.said)
        for call in request.calls.select_related("recorded_by")
    ]
    rows += [
        Happening(_("Reminded by the steps of the partnership"), row.on)
        for row in request.ladder_reminders.all()
        if row.told
    ]
    return sorted(rows, key=lambda one: one.when, reverse=True)


urlpatterns: list[URLPattern] = [
    path("cases/<str:reference>/asked/", asked, name="asked"),
    path("cases/<str:reference>/asked/half-way/", half_way, name="half_way"),
    path("cases/<str:reference>/asked/<int:number>/", one_request, name="request"),
]
