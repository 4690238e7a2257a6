"""Calling a meeting about one case or of a partnership, changing it, and calling it off."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.cases.doors import open_case_to
from safeguarding.cases.models import Case
from safeguarding.cases.views.asking import SeeOther, ask, attempt, posted
from safeguarding.doors import actor_of, open_to
from safeguarding.meetings.actions.calling import (
    ABOUT_A_CASE,
    OF_A_PARTNERSHIP,
    call_about,
    call_meeting,
    call_off,
    change_meeting,
    who_are_invited,
)
from safeguarding.meetings.actions.running import partnerships_of
from safeguarding.meetings.agenda import open_about
from safeguarding.meetings.doors import open_meeting_to
from safeguarding.meetings.forms.calling import Call, CallAbout, Changed, WhyOff
from safeguarding.meetings.forms.words import as_text
from safeguarding.meetings.models import Meeting
from safeguarding.meetings.telling import would_be_told
from safeguarding.meetings.views.asking import ask_of, page_of
from safeguarding.messages.kinds import Kind
from safeguarding.rules.roles import Permission

WHEN = ("kind", "title", "meets_on", "starts_at", "place", "link")


@open_case_to(Permission.HOLD_MEETING)
def about_case(request: HttpRequest, case: Case) -> HttpResponse:
    """Call a meeting about this case; what is open is listed, to be asked there."""
    on, made = today.today(), list[Meeting]()
    form = CallAbout(
        posted(request),
        kinds=ABOUT_A_CASE,
        open_ones=open_about(case, on=on),
        initial={"kind": Meeting.Kind.RAPID_REVIEW, "title": _("Rapid review meeting")},
    )

    def act(given: dict[str, Any]) -> None:
        when = {name: given[name] for name in WHEN}
        made.append(call_about(case=case, asked=as_text(given["asked"]), **when, by=actor_of(request), on=on))

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("The meeting is called. Nobody is told yet: invite people now."))
        return SeeOther(page_of("invite", made[0]))
    return ask(
        request,
        form,
        case=case,
        heading=_("Call a meeting"),
        press=_("Call it"),
        back=reverse("meetings:of_case", args=[case.reference]),
        intro=(_("This incident is its first item, which only those who can open the incident see."),),
    )


@open_to(Permission.RUN_MEETINGS)
def of_partnership(request: HttpRequest) -> HttpResponse:
    """Call a meeting of a partnership, about several incidents or none."""
    made = list[Meeting]()
    form = Call(posted(request), kinds=OF_A_PARTNERSHIP, partnerships=partnerships_of(actor_of(request)))

    def act(given: dict[str, Any]) -> None:
        when = {name: given[name] for name in WHEN}
        made.append(
            call_meeting(partnership=given["partnership"], **when, by=actor_of(request), on=today.today())
        )  # fmt: skip

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("The meeting is called. Nobody is told yet: make the agenda, then invite people."))
        return SeeOther(page_of("one", made[0]))
    return ask(request, form, heading=_("Call a meeting"), press=_("Call it"), back=reverse("meetings:all"))


@open_meeting_to(Permission.RUN_MEETINGS)
def change(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    on = today.today()
    begun = {
        "title": meeting.title,
        "meets_on": meeting.on,
        "starts_at": f"{meeting.starts_at:%H:%M}",
        "place": meeting.place,
        "link": meeting.link,
        "seen": meeting.version,
    }
    form = Changed(posted(request), initial=begun)

    def act(given: dict[str, Any]) -> None:
        change_meeting(meeting=meeting, **given, by=actor_of(request), on=on)

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("The meeting is changed. If its day or time is another, those invited are told."))
        return SeeOther(page_of("one", meeting))
    return ask_of(
        request,
        form,
        meeting,
        heading=_("Change the meeting"),
        intro=(_("If the day or the time is another, those invited are written to, with the new day."),),
        press=_("Change it"),
        previews=would_be_told(
            meeting, kind=Kind.MEETING_CALLED, what="meeting-on", to=who_are_invited(meeting), by=actor_of(request),
            on=on,
        ),
        nobody=_("Nobody is invited yet, so nobody is told."),
    )  # fmt: skip


@open_meeting_to(Permission.RUN_MEETINGS)
def off(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    on, form = today.today(), WhyOff(posted(request))
    if request.method == "POST" and attempt(
        form, lambda given: call_off(meeting=meeting, why=given["why"], by=actor_of(request), on=on)
    ):
        messages.success(request, _("The meeting is called off"))
        return SeeOther(page_of("one", meeting))
    return ask_of(
        request,
        form,
        meeting,
        heading=_("Call the meeting off"),
        press=_("Call it off"),
        is_grave=True,
        previews=would_be_told(
            meeting, kind=Kind.MEETING_CALLED, what="meeting-called-off", to=who_are_invited(meeting),
            by=actor_of(request), on=on,
        ),
        nobody=_("Nobody is invited yet, so nobody is told."),
    )  # fmt: skip


urlpatterns: list[URLPattern] = [
    path("cases/<str:reference>/meetings/call/", about_case, name="call_about"),
    path("meetings/call/", of_partnership, name="call"),
    path("meetings/<str:meeting>/change/", change, name="change"),
    path("meetings/<str:meeting>/off/", off, name="off"),
]
