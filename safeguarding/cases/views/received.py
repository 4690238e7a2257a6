"""What a national body that receives here sees: a list of what was sent to it, each as it went with its papers, and the
acknowledgement. Never the case. The verbs are in `actions/receiving.py`."""

from typing import Any, cast

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse

from safeguarding import today
from safeguarding.cases.actions.receiving import (
    acknowledge,
    paper_received,
    received_as,
    receiving_bodies,
    told_of_receipt,
)
from safeguarding.cases.actions.receiving import received as received_by
from safeguarding.cases.models import Submission
from safeguarding.cases.views.asking import SeeOther, attempt
from safeguarding.cases.views.notification_forms import Acknowledging
from safeguarding.cases.views.previews import would_be_sent_of_new
from safeguarding.doors import actor_of, open_to
from safeguarding.files.serving import response_for
from safeguarding.messages.kinds import Kind
from safeguarding.people.pages import page
from safeguarding.rules.roles import Permission

A_PAGE = 25


@open_to(Permission.READ_RECEIVED)
def received(request: HttpRequest) -> HttpResponse:
    """What was sent, newest first, by key: nothing whole is counted."""
    actor = actor_of(request)
    text = request.GET.get("before", "")
    before = int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
    rows = received_by(actor, before=before, most=A_PAGE)
    return page(
        request,
        "cases/received.html",
        bodies=receiving_bodies(actor),
        rows=rows[:A_PAGE],
        older=rows[A_PAGE - 1].pk if len(rows) > A_PAGE else None,
    )


@open_to(Permission.READ_RECEIVED)
def received_one(request: HttpRequest, sent: str) -> HttpResponse:
    """One thing that was sent, as it went, and its acknowledgement."""
    actor = actor_of(request)
    row = received_as(actor, sent)
    if row is None:
        raise Http404
    form = Acknowledging(request.POST if request.method == "POST" else None)

    def act(given: dict[str, Any]) -> None:
        acknowledge(submission=row, note=given["note"], by=actor, on=today.today())

    if request.method == "POST" and attempt(form, act):
        return SeeOther(reverse("cases:received_one", args=[sent]))
    if request.method == "GET":
        _record_read(row)
    return page(
        request,
        "cases/received_one.html",
        form,
        row=received_as(actor, sent),
        sections=row.content["sections"],
        papers=row.papers.select_related("file"),
        previews=would_be_sent_of_new(
            row.case_reference,
            kind=Kind.ACKNOWLEDGED,
            what="receipt-acknowledged",
            to=told_of_receipt(row),
            on=today.today(),
        ),
    )


@open_to(Permission.READ_RECEIVED)
def received_paper(request: HttpRequest, sent: str, number: int) -> HttpResponse:
    """A paper that came with it: exactly this file, and no other of the case. That it was read is on record there."""
    paper = paper_received(actor_of(request), sent, number)
    if paper is None:
        raise Http404
    if paper.file.destroyed_at is not None or (paper.is_covered and request.GET.get("open") != "yes"):
        return SeeOther(reverse("cases:received_one", args=[sent]))
    # What streams is no HttpResponse to Python's types, and is one to the door.
    return cast(HttpResponse, response_for(paper.file, reference=sent, number=number))


def _record_read(row: Submission) -> None:
    """In the chain of reads of the case that it came from, although the reader does not see that case."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_read(%s, %s)", [row.case_id, f"received {row.reference}"])


urlpatterns: list[URLPattern] = [
    path("received/", received, name="received"),
    path("received/<slug:sent>/", received_one, name="received_one"),
    path("received/<slug:sent>/papers/<int:number>/", received_paper, name="received_paper"),
]
