"""The meetings of a case, of the partnerships that somebody runs, and those that a person is invited to; and when
enough bodies are there."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.cases.doors import may_here, open_case_to
from safeguarding.cases.models import Case
from safeguarding.cases.views.asking import SeeOther, ask, attempt, posted
from safeguarding.doors import actor_of, open_to
from safeguarding.meetings.actions.room import set_quorum
from safeguarding.meetings.actions.running import partnerships_of
from safeguarding.meetings.enough import setting_of
from safeguarding.meetings.forms.room import EnoughSetting
from safeguarding.meetings.models import Attendance, Invitation, Meeting, Reply
from safeguarding.people.doors import open_to_signed_in
from safeguarding.rules.roles import Permission

MOST = 50


@open_case_to(Permission.READ_CASE)
def of_case(request: HttpRequest, case: Case) -> HttpResponse:
    """The meetings with this case on their agenda that the person sees."""
    shown = Meeting.objects.filter(items__case=case).distinct().order_by("-on", "-starts_at")
    context = {"case": case, "meetings": shown, "may_call": Permission.HOLD_MEETING in may_here(request)}
    return TemplateResponse(request, "meetings/of_case.html", context)


@open_to(Permission.RUN_MEETINGS)
def all_meetings(request: HttpRequest) -> HttpResponse:
    """Every meeting of the partnerships that the person runs: those ahead, then those that were."""
    on = today.today()
    mine = Meeting.objects.filter(partnership__in=partnerships_of(actor_of(request))).select_related("partnership")
    return TemplateResponse(request, "meetings/all.html", lists(mine, on))


@open_to_signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """The meetings that the person is invited to by name, or was at, with what they answered."""
    person = actor_of(request).person_id
    invited = Invitation.objects.filter(meeting=OuterRef("pk"), person_id=person, withdrawn_at=None)
    here = Attendance.objects.filter(meeting=OuterRef("pk"), person_id=person)
    replies = Prefetch("replies", Reply.objects.filter(recorded_by_id=person).order_by("-id"), to_attr="mine")
    shown = Meeting.objects.filter(Exists(invited) | Exists(here)).prefetch_related(replies)
    return TemplateResponse(request, "meetings/mine.html", lists(shown, today.today()))


def lists(meetings: "QuerySet[Meeting]", on: date) -> dict[str, list[Meeting]]:
    """Those ahead, the next one first, and those before, the last one first."""
    return {
        "ahead": list(meetings.filter(on__gte=on, held_on=None, called_off_on=None)[:MOST]),
        "before": [one for one in meetings.order_by("-on", "-starts_at")[:MOST] if not (one.is_ahead and one.on >= on)],
    }


@open_to(Permission.RUN_MEETINGS)
def enough_setting(request: HttpRequest) -> HttpResponse:
    """When the person's partnership says that enough bodies are there. Whoever runs several sets it for the first."""
    run = partnerships_of(actor_of(request))
    if not run:
        raise PermissionDenied
    now = setting_of(run[0])
    begun = {
        "which": "every" if now.is_every else "least",
        "least": now.least or None,
        "asks_education": now.asks_education,
    }
    form = EnoughSetting(posted(request), initial=begun)
    if request.method == "POST" and attempt(
        form,
        lambda given: set_quorum(
            partnership=run[0],
            is_every=given["which"] == "every",
            least=given["least"] or 0,
            asks_education=given["asks_education"],
            by=actor_of(request),
            on=today.today(),
        ),
    ):
        messages.success(request, _("Saved. Every meeting counts by it from now on"))
        return SeeOther(reverse("meetings:all"))
    return ask(
        request,
        form,
        heading=_("When enough bodies are there"),
        press=_("Save"),
        back=reverse("meetings:all"),
        intro=(str(run[0]), _("Until it is set, every partner body must be there, and education is asked for.")),
    )


urlpatterns: list[URLPattern] = [
    path("cases/<str:reference>/meetings/", of_case, name="of_case"),
    path("meetings/", all_meetings, name="all"),
    path("meetings/mine/", mine, name="mine"),
    path("meetings/enough/", enough_setting, name="enough"),
]
