"""The administrator's pages of the law: every duty with how it was seen, citations that switch one on, what is relaxed,
days of bodies, holidays proclaimed late. No case is shown; that dates are counted anew is."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from safeguarding import today
from safeguarding.cases.actions import law
from safeguarding.cases.actions.law import Addition, Citation
from safeguarding.cases.law_forms import CitationForm, HolidayForm, LocalDayForm, SuspensionForm
from safeguarding.cases.models import LateHoliday, LawConfirmation, LawRecount, LawSuspension, LocalDay
from safeguarding.cases.views.asking import SeeOther, ask, attempt, posted
from safeguarding.doors import actor_of, open_to
from safeguarding.look.languages import spoken
from safeguarding.rules.procedure import Duty, Procedure, load, procedures, version
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Permission
from safeguarding.rules.saying import SOURCES

ADDED: dict[str, type[Addition]] = {
    "confirmation": LawConfirmation,
    "suspension": LawSuspension,
    "local-day": LocalDay,
    "holiday": LateHoliday,
}
"""What was added, as addresses name it."""


@open_to(Permission.MANAGE_LAW)
def overview(request: HttpRequest) -> HttpResponse:
    """The procedures, what was added here, and when dates were last counted."""
    context = {
        "procedures": [load(one) for one in procedures()],
        "suspensions": _in_force(LawSuspension),
        "local_days": _in_force(LocalDay, "body"),
        "holidays": _in_force(LateHoliday),
        "counted": LawRecount.objects.filter(finished_at__isnull=False).select_related("asked_by").first(),
        "counting": LawRecount.objects.filter(finished_at__isnull=True),
    }
    return TemplateResponse(request, "cases/law.html", context)


@open_to(Permission.MANAGE_LAW)
def duties(request: HttpRequest, nation: str, name: str) -> HttpResponse:
    """The duties in force today, those that nothing confirms first."""
    procedure = _procedure(nation, name)
    cited = {one.duty: one for one in _in_force(LawConfirmation, "entered_by").filter(procedure=procedure.id)}
    rows = [(duty, SOURCES[duty.seen].in_(spoken()), cited.get(duty.id)) for duty in version(procedure, today.today())]
    context = {
        "procedure": procedure,
        "unconfirmed": [row for row in rows if not row[0].runs and row[2] is None],
        "cited": [row for row in rows if row[2] is not None],
        "confirmed": [row for row in rows if row[0].runs],
    }
    return TemplateResponse(request, "cases/duties.html", context)


@open_to(Permission.MANAGE_LAW)
def confirm(request: HttpRequest, nation: str, name: str, duty: str) -> HttpResponse:
    procedure = _procedure(nation, name)
    known = _duty(procedure.duties, duty)
    back = reverse("cases:duties", args=[nation, name])

    def act(given: dict[str, Any]) -> None:
        law.confirm_duty(
            procedure=procedure.id, duty=duty, citation=Citation(**given), by=actor_of(request), on=today.today()
        )

    return _added(
        request,
        CitationForm(posted(request)),
        act,
        heading=_("Confirm with a citation"),
        press=_("Confirm it"),
        back=back,
        intro=(
            f"{known.title.in_(spoken())} ({known.id})",
            _("As shipped: %(due)s; %(seen)s.") % {"due": known.due, "seen": SOURCES[known.seen].in_(spoken())},
            _("Once confirmed it shows as confirmed locally, with this citation beside it, and drives dates and "
              "reminders from the day you give. It never makes a date late that had passed before."),
        ),
    )  # fmt: skip


@open_to(Permission.MANAGE_LAW)
def relax(request: HttpRequest, nation: str, name: str) -> HttpResponse:
    procedure = _procedure(nation, name)

    def act(given: dict[str, Any]) -> None:
        law.suspend_duty(procedure=procedure.id, by=actor_of(request), on=today.today(), **given)

    return _added(
        request,
        SuspensionForm(posted(request), duties=version(procedure, today.today())),
        act,
        heading=_("A duty was relaxed nationally"),
        press=_("Record it"),
        back=reverse("cases:law"),
        intro=(_("Dates in this range then show as relaxed nationally, never as done. Nobody is reminded of them."),),
    )


@open_to(Permission.MANAGE_LAW)
def local_day(request: HttpRequest) -> HttpResponse:
    def act(given: dict[str, Any]) -> None:
        is_working = given.pop("is_working") == "yes"
        law.add_local_day(is_working=is_working, by=actor_of(request), on=today.today(), **given)

    return _added(
        request,
        LocalDayForm(posted(request)),
        act,
        heading=_("A body's own day"),
        press=_("Record it"),
        back=reverse("cases:law"),
        intro=(
            _("It bears on local plans, and on guidance that leaves the day to the body. A period of statute or "
              "regulation is never made longer by it."),
        ),
    )  # fmt: skip


@open_to(Permission.MANAGE_LAW)
def holiday(request: HttpRequest) -> HttpResponse:
    def act(given: dict[str, Any]) -> None:
        nations = tuple(given.pop("nations"))
        law.proclaim_holiday(nations=nations, by=actor_of(request), on=today.today(), **given)

    return _added(
        request,
        HolidayForm(posted(request)),
        act,
        heading=_("A bank holiday was proclaimed"),
        press=_("Record it"),
        back=reverse("cases:law"),
        intro=(
            _("Every open date whose counting spans the day moves. What was done before is judged by the calendar "
              "that was known then."),
        ),
    )  # fmt: skip


@require_POST
@open_to(Permission.MANAGE_LAW)
def end(request: HttpRequest, what: str, key: int) -> HttpResponse:
    if what not in ADDED:
        raise Http404
    model: Any = ADDED[what]
    addition: Addition = get_object_or_404(model, pk=key)
    try:
        law.end_addition(addition=addition, by=actor_of(request), on=today.today())
    except Refused as refused:
        messages.error(request, refused.refusal.sentence)
    else:
        messages.success(request, _("Ended. It stays on record. Dates are being counted anew"))
    return SeeOther(reverse("cases:law"))


def _added(
    request: HttpRequest, form: forms.Form, act: Callable[[dict[str, Any]], None], *, back: str, **words: Any
) -> HttpResponse:
    """The page of one addition. What follows is the same for each: dates are counted anew, in the background."""
    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("Recorded. Dates are being counted anew"))
        return SeeOther(back)
    warning = _("The dates of every open case are counted anew by it, everywhere. Dates that move keep the one before.")
    return ask(request, form, back=back, warning=warning, **words)


def _procedure(nation: str, name: str) -> Procedure:
    if f"{nation}/{name}" not in procedures():
        raise Http404
    return load(f"{nation}/{name}")


def _duty(duties: tuple[Duty, ...], key: str) -> Duty:
    found = [one for one in duties if one.id == key]
    if not found:
        raise Http404
    return found[-1]


def _in_force(model: type[Any], *beside: str) -> Any:
    return model.objects.filter(ended_at__isnull=True).select_related("entered_by", *beside)


urlpatterns: list[URLPattern] = [
    path("law/", overview, name="law"),
    path("law/days/add/", local_day, name="law_local_day"),
    path("law/holidays/add/", holiday, name="law_holiday"),
    path("law/<str:what>/<int:key>/end/", end, name="law_end"),
    path("law/<str:nation>/<str:name>/", duties, name="duties"),
    path("law/<str:nation>/<str:name>/relax/", relax, name="law_relax"),
    path("law/<str:nation>/<str:name>/<str:duty>/confirm/", confirm, name="law_confirm"),
]
