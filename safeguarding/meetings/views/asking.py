"""What the pages of one meeting share: a form drawn, the way back, an item by its number, a file to keep."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from safeguarding.cases.views.asking import ask
from safeguarding.files.kinds import KINDS
from safeguarding.meetings.doors import reads
from safeguarding.meetings.models import AgendaItem, Meeting


def page_of(name: str, meeting: Meeting, *more: Any) -> str:
    """The address of a page of a meeting."""
    return reverse(f"meetings:{name}", args=[meeting.reference, *more])


def ask_of(
    request: HttpRequest,
    form: forms.Form,
    meeting: Meeting,
    *,
    heading: str,
    press: str,
    back: str = "",
    template: str = "meetings/ask.html",
    **more: Any,
) -> HttpResponse:
    """One form about a meeting."""
    return ask(
        request,
        form,
        heading=heading,
        press=press,
        back=back or page_of("one", meeting),
        template=template,
        meeting=meeting,
        **more,
    )


def item_at(request: HttpRequest, meeting: Meeting, number: int) -> AgendaItem:
    """The item of this number, if it is shown to the person; that it is read goes on record. Else there is no such
    page."""
    found = meeting.items.select_related("case", "saved_by").filter(number=number).first()
    if found is None:
        raise Http404
    found.meeting = meeting
    return reads(request, [found])[0]


def to_save(content: bytes, *, kind: str, name: str) -> HttpResponse:
    """A file made for the person, under a name that nobody typed; it stays in no cache."""
    response = HttpResponse(content, content_type=KINDS[kind].media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
