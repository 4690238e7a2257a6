"""Minutes on the screen and on paper: drawn up, sent, answered, agreed, corrected. What they say is
`meetings/minutes.py`'s."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.cases.views.asking import SeeOther, attempt, posted
from safeguarding.documents.contents import Document
from safeguarding.doors import actor_of
from safeguarding.meetings.actions.agenda import not_shown
from safeguarding.meetings.actions.minutes import (
    agree_minutes,
    answer_minutes,
    correct_minutes,
    draw_minutes,
    send_minutes,
    who_attended,
)
from safeguarding.meetings.doors import may_run, open_meeting, open_meeting_to, reads
from safeguarding.meetings.forms.minutes import AgreedOn, AsTheyAre, Correction, ToAnswer
from safeguarding.meetings.into_plan import not_in_plan
from safeguarding.meetings.minutes import document_of
from safeguarding.meetings.models import Meeting, Minutes, MinutesEntry
from safeguarding.meetings.telling import MINUTES_PATH, would_be_told
from safeguarding.meetings.views.asking import ask_of, page_of
from safeguarding.messages.kinds import Kind
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Permission

What = MinutesEntry.What


@open_meeting
def minutes(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The minutes that stand, with the parts that the person sees; for whoever runs it, what is next to do."""
    if request.method == "POST":
        return _draw(request, meeting)
    last = last_of(meeting)
    if last is None and not may_run(request):
        raise Http404
    entries = entries_of(last) if last else []
    context = {
        "meeting": meeting,
        "minutes": last,
        "document": document_read(request, last, entries) if last else None,
        "answers": [one for one in entries if one.what in (What.AGREES, What.ASKS)],
        "is_sent": any(one.what == What.SENT for one in entries),
        "is_agreed": any(one.what == What.AGREED for one in entries),
        "may_run": may_run(request),
        "for_plan": may_run(request) and bool(not_in_plan(meeting)),
        "may_answer": meeting.attendances.filter(person_id=actor_of(request).person_id).exists(),
    }
    return TemplateResponse(request, "meetings/minutes.html", context)


def last_of(meeting: Meeting) -> Minutes | None:
    """The minutes drawn up last, of those that the person sees."""
    found: Minutes | None = meeting.minutes.select_related("recorded_by").order_by("number").last()
    if found is not None:
        found.meeting = meeting
    return found


def entries_of(last: Minutes) -> list[MinutesEntry]:
    """What became of the minutes, as far as the person sees it."""
    return list(last.entries.select_related("recorded_by", "item").order_by("id"))


def document_read(request: HttpRequest, last: Minutes, entries: list[MinutesEntry]) -> Document:
    """The minutes with the parts that the person sees. That these are read goes on record."""
    parts = list(last.parts.select_related("item__case").order_by("number"))
    reads(request, [part.item for part in parts])
    return document_of(last, parts, entries, hidden=len(not_shown(last.meeting)))


def _draw(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Draw them up anew from what was typed."""
    seen = request.POST.get("seen", "")
    number = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 5 else 0
    try:
        draw_minutes(meeting=meeting, seen=number, by=actor_of(request), on=today.today())
    except Refused as refused:
        messages.error(request, refused.refusal.sentence)
    else:
        messages.success(request, _("The minutes are drawn up. Nobody has them yet: read them, then send them"))
    return SeeOther(page_of("minutes", meeting))


def last_or_404(meeting: Meeting) -> Minutes:
    """The same, or no such page."""
    last = last_of(meeting)
    if last is None:
        raise Http404
    return last


@open_meeting_to(Permission.RUN_MEETINGS)
def send(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Send the minutes to those who attended: what goes to whom is shown first."""
    last, actor, on = last_or_404(meeting), actor_of(request), today.today()
    form = AsTheyAre(posted(request))
    if request.method == "POST" and attempt(form, lambda given: send_minutes(minutes=last, by=actor, on=on)):
        messages.success(request, _("The minutes are sent"))
        return SeeOther(page_of("minutes", meeting))
    to = who_attended(meeting)
    return ask_of(
        request,
        form,
        meeting,
        heading=_("Send the minutes"),
        press=_("Send them"),
        back=page_of("minutes", meeting),
        intro=(_("Each reads the parts of those incidents that they can open. The message holds nothing of them."),),
        previews=would_be_told(
            meeting,
            kind=Kind.MINUTES_TO_AGREE,
            what="minutes-written",
            to=to,
            by=actor,
            on=on,
            path=MINUTES_PATH,
        ),
        nobody=_("Nobody else who attended signs in here, so nobody is written to."),
    )


@open_meeting
def answer(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Somebody who attended agrees, or asks for a correction."""
    last, actor = last_or_404(meeting), actor_of(request)
    if not meeting.attendances.filter(person_id=actor.person_id).exists():
        raise Http404
    form = ToAnswer(posted(request), items=meeting.items.order_by("number"))

    def act(given: dict[str, Any]) -> None:
        is_right = given["is_right"] == "yes"
        answer_minutes(
            minutes=last, is_right=is_right, item=given["item"], text=given["text"], by=actor, on=today.today()
        )

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("Your answer is saved"))
        return SeeOther(page_of("minutes", meeting))
    heading, back = _("Are the minutes right?"), page_of("minutes", meeting)
    return ask_of(request, form, meeting, heading=heading, press=_("Save the answer"), back=back)


@open_meeting_to(Permission.RUN_MEETINGS)
def agree(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """On which day the minutes were agreed. They never change afterwards."""
    last, form = last_or_404(meeting), AgreedOn(posted(request), initial={"agreed_on": today.today()})
    if request.method == "POST" and attempt(
        form,
        lambda given: agree_minutes(
            minutes=last, agreed_on=given["agreed_on"], by=actor_of(request), on=today.today()
        ),
    ):  # fmt: skip
        messages.success(request, _("The minutes are agreed"))
        return SeeOther(page_of("minutes", meeting))
    return ask_of(
        request,
        form,
        meeting,
        heading=_("The minutes are agreed"),
        press=_("Record it"),
        back=page_of("minutes", meeting),
        warning=_("Agreed minutes never change. What is wrong in them is corrected beside them."),
    )


@open_meeting_to(Permission.RUN_MEETINGS)
def correct(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """A correction beside agreed minutes."""
    last, form = last_or_404(meeting), Correction(posted(request), items=meeting.items.order_by("number"))

    def act(given: dict[str, Any]) -> None:
        correct_minutes(minutes=last, **given, by=actor_of(request), on=today.today())

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("The correction stands beside the minutes"))
        return SeeOther(page_of("minutes", meeting))
    heading, back = _("Correct the minutes"), page_of("minutes", meeting)
    return ask_of(request, form, meeting, heading=heading, press=_("Write the correction"), back=back)


urlpatterns: list[URLPattern] = [
    path("meetings/<str:meeting>/minutes/", minutes, name="minutes"),
    path("meetings/<str:meeting>/minutes/send/", send, name="send_minutes"),
    path("meetings/<str:meeting>/minutes/answer/", answer, name="answer_minutes"),
    path("meetings/<str:meeting>/minutes/agreed/", agree, name="agree_minutes"),
    path("meetings/<str:meeting>/minutes/correct/", correct, name="correct_minutes"),
]
