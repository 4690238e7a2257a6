"""One meeting: when and where, its agenda and papers, who is invited and what they answered; inviting, answering, and
the file for a calendar."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from safeguarding import today
from safeguarding.cases.views.asking import SeeOther, attempt, posted
from safeguarding.doors import actor_of
from safeguarding.meetings.actions.agenda import not_shown
from safeguarding.meetings.actions.inviting import (
    Outside,
    answer_invitation,
    bodies_of,
    invite,
    who_may_be_invited,
    withdraw_invitation,
)
from safeguarding.meetings.bundle import readable
from safeguarding.meetings.calendar import as_calendar
from safeguarding.meetings.doors import may_run, open_meeting, open_meeting_to, reads
from safeguarding.meetings.forms.calling import Answer, Whom
from safeguarding.meetings.minutes import not_shown_in_words
from safeguarding.meetings.models import AgendaItem, Invitation, Meeting, Reply
from safeguarding.meetings.telling import would_be_told
from safeguarding.meetings.views.asking import ask_of, page_of
from safeguarding.messages.kinds import Kind
from safeguarding.people.models import HeldRole, Person
from safeguarding.rules.roles import Permission


@open_meeting
def one(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Everything about a meeting that the person may see."""
    items = reads(request, items_of(meeting))
    invited = list(meeting.invitations.filter(withdrawn_at=None).select_related("body"))
    replies = latest_replies(meeting)
    hidden = len(not_shown(meeting))
    context = {
        "meeting": meeting,
        "items": [(item, readable(item.papers.all())) for item in items],
        "has_papers": any(readable(item.papers.all()) for item in items),
        "hidden": not_shown_in_words(hidden) if hidden else "",
        "invited": [(invitation, replies.get(invitation.pk)) for invitation in invited],
        "mine": next((one for one in invited if one.person_id == actor_of(request).person_id), None),
        "may_run": may_run(request),
        "minutes": meeting.minutes.order_by("number").last(),
        "is_its_day": meeting.on <= today.today(),
    }
    return TemplateResponse(request, "meetings/one.html", context)


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """The items that the acting person is shown, with their papers."""
    found = meeting.items.select_related("case").prefetch_related("papers__paper__file")
    return list(found.order_by("number"))


def latest_replies(meeting: Meeting) -> dict[int, Reply]:
    """The latest answer to each invitation."""
    return {reply.invitation_id: reply for reply in meeting.replies.order_by("id")}


@open_meeting_to(Permission.RUN_MEETINGS)
def invite_people(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    actor, on = actor_of(request), today.today()
    people = who_may_be_invited(meeting, on=on)
    at = bodies_of_people(people)
    form = Whom(
        posted(request),
        people=[(person, at.get(person.pk, "")) for person in people],
        bodies=bodies_of(meeting, on=on),
    )

    def act(given: dict[str, Any]) -> None:
        outside = [Outside(given["name"], given["email"], given["body"])] if given["name"] else []
        invite(meeting=meeting, people=given["people"], outside=outside, by=actor, on=on)

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("They are invited. Those who sign in here were written to"))
        return SeeOther(page_of("one", meeting))
    # Everybody on the list would get the same words: one example says them.
    example = [person for person in people if person.pk != actor.person_id][:1]
    return ask_of(
        request,
        form,
        meeting,
        heading=_("Invite people"),
        press=_("Invite them"),
        example=would_be_told(meeting, kind=Kind.MEETING_CALLED, what="meeting-on", to=example, by=actor, on=on),
    )


def bodies_of_people(people: list[Person]) -> dict[int, str]:
    """Where each of these people holds a role."""
    found: dict[int, list[str]] = {}
    held = HeldRole.objects.on(today.today()).filter(person__in=people).select_related("organisation").order_by("pk")
    for role in held:
        found.setdefault(role.person_id, []).append(str(role.organisation))
    return {person: ", ".join(dict.fromkeys(at)) for person, at in found.items()}


@require_POST
@open_meeting_to(Permission.RUN_MEETINGS)
def withdraw(request: HttpRequest, meeting: Meeting, key: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation.objects.select_related("meeting"), pk=key, meeting=meeting)
    withdraw_invitation(invitation=invitation, by=actor_of(request), on=today.today())
    messages.success(request, _("The invitation is taken back. Nobody is told of that from here"))
    return SeeOther(page_of("one", meeting))


@open_meeting
def answer(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Coming, apologies, or somebody instead: of whoever is invited by name."""
    actor = actor_of(request)
    if not meeting.invitations.filter(person_id=actor.person_id, withdrawn_at=None).exists():
        raise Http404
    form = Answer(posted(request))
    if request.method == "POST" and attempt(
        form, lambda given: answer_invitation(meeting=meeting, **given, by=actor, on=today.today())
    ):
        messages.success(request, _("Your answer is saved. You can change it until the meeting"))
        return SeeOther(page_of("one", meeting))
    return ask_of(request, form, meeting, heading=_("Answer the invitation"), press=_("Send the answer"))


@open_meeting
def calendar_file(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    response = HttpResponse(as_calendar(meeting), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{meeting.reference}.ics"'
    response["Cache-Control"] = "private, no-store"
    return response


urlpatterns: list[URLPattern] = [
    path("meetings/<str:meeting>/", one, name="one"),
    path("meetings/<str:meeting>/invite/", invite_people, name="invite"),
    path("meetings/<str:meeting>/invitations/<int:key>/withdraw/", withdraw, name="withdraw"),
    path("meetings/<str:meeting>/answer/", answer, name="answer"),
    path("meetings/<str:meeting>/calendar.ics", calendar_file, name="calendar"),
]
