"""The minutes that stand as a file to keep, with the parts that the person sees, as PDF and as Word."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from safeguarding.documents.contents import Document
from safeguarding.documents.pdf import to_pdf
from safeguarding.documents.word import to_word
from safeguarding.meetings.doors import open_meeting
from safeguarding.meetings.models import Meeting
from safeguarding.meetings.views.asking import to_save
from safeguarding.meetings.views.minutes import document_read, entries_of, last_or_404


@open_meeting
def as_pdf(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    return to_save(to_pdf(_read(request, meeting)), kind="pdf", name=f"{meeting.reference}-minutes")


@open_meeting
def as_word(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    return to_save(to_word(_read(request, meeting)), kind="docx", name=f"{meeting.reference}-minutes")


def _read(request: HttpRequest, meeting: Meeting) -> Document:
    last = last_or_404(meeting)
    return document_read(request, last, entries_of(last))


urlpatterns: list[URLPattern] = [
    path("meetings/<str:meeting>/minutes.pdf", as_pdf, name="minutes_as_pdf"),
    path("meetings/<str:meeting>/minutes.docx", as_word, name="minutes_as_word"),
]
