"""What a national body that receives here does with rapid reviews: its register of them, the reply to one, and the
letters and answers of both sides. Never the case."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.db.models.fields.json import KeyTransform
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.cases.actions.receiving import received_as, receiving_bodies
from safeguarding.cases.models import Submission
from safeguarding.cases.views.asking import SeeOther, ask, attempt
from safeguarding.cases.views.previews import would_be_sent_of_new
from safeguarding.doors import actor_of, open_to
from safeguarding.files.serving import response_for
from safeguarding.look.languages import spoken
from safeguarding.messages.kinds import Kind
from safeguarding.people.models import Person
from safeguarding.people.pages import page
from safeguarding.reviews.actions.replying import (
    RAPID_REVIEW,
    replies_to,
    reply_here,
    reply_options,
    told_of_reply,
)
from safeguarding.reviews.models import AskAnswer, PanelReply
from safeguarding.reviews.views.sending_forms import ReplyHere, choices, letter_in, seen_now
from safeguarding.rules.procedure import load, procedures
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Permission

MOST = 200
"""Rows of the register at once; its filters narrow it."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the register is narrowed to: the code of an area, the law's id of a decision, replied or not."""

    area: str
    decision: str
    replied: str


@open_to(Permission.READ_RECEIVED)
def register(request: HttpRequest) -> HttpResponse:
    """Every rapid review that was sent here: number, area, when, what was decided, replied or not."""
    actor = actor_of(request)
    asked = Filters(*(request.GET.get(name, "")[:60] for name in ("area", "decision", "replied")))
    bodies = receiving_bodies(actor)
    rows = Submission.objects.filter(recipient__in=bodies, how=Submission.How.HERE, what=RAPID_REVIEW)
    said = {name: KeyTransform(name, "content") for name in ("option_ids", "options")}
    every: list[Any] = list(rows.annotate(**said).defer("content").select_related("sent_from").order_by("-pk"))
    replied = set(PanelReply.objects.filter(submission__in=every).values_list("submission_id", flat=True))
    shown = [row for row in every if _is_asked_for(row, asked, row.pk in replied)]
    return page(
        request,
        "reviews/register.html",
        bodies=bodies,
        rows=[(row, row.pk in replied) for row in shown[:MOST]],
        left_off=max(len(shown) - MOST, 0),
        areas=sorted({(row.sent_from.code, row.sent_from.name) for row in every}, key=lambda area: area[1]),
        decisions=_decisions(every),
        asked=asked,
    )


def _is_asked_for(row: Any, asked: Filters, is_replied: bool) -> bool:
    return (
        asked.area in ("", row.sent_from.code)
        and (not asked.decision or asked.decision in row.option_ids)
        and asked.replied in ("", "yes" if is_replied else "no")
    )


def _decisions(rows: Iterable[Any]) -> list[tuple[str, str]]:
    named = {key: words for row in rows for key, words in zip(row.option_ids, row.options, strict=True)}
    return sorted(named.items(), key=lambda one: one[1])


@open_to(Permission.READ_RECEIVED)
def reply_to(request: HttpRequest, sent: str) -> HttpResponse:
    """What was replied so far and what was answered, and the next reply."""
    row, actor, on = _received(request, sent), actor_of(request), today.today()
    before = replies_to(row)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    options = _choices()
    form = ReplyHere(*given, options=options, initial={"seen": len(before)})

    def act(typed: dict[str, Any]) -> None:
        reply_here(
            submission=row, options=typed["options"], text=typed["text"], letter=letter_in(form), asks=form.asks(),
            seen=typed["seen"], by=actor, on=on,
        )  # fmt: skip

    if request.method == "POST" and attempt(form, act):
        return SeeOther(reverse("reviews:reply_to", args=[sent]))
    if request.method == "POST":
        before = replies_to(row)
        seen_now(form, len(before))
    titles = dict(options)
    return ask(
        request,
        form,
        heading=_("Reply to %(reference)s") % {"reference": row.reference},
        press=_("Send the reply"),
        back=reverse("cases:received_one", args=[sent]),
        template="reviews/reply_to.html",
        row=row,
        replies=[(one, [titles.get(option, option) for option in one.options]) for one in before],
        previews=would_be_sent_of_new(
            row.case_reference, kind=Kind.REPLY_RECEIVED, what="reply-waits", to=_told(row), on=on
        ),
    )


@open_to(Permission.READ_RECEIVED)
def letter(request: HttpRequest, sent: str, number: int) -> HttpResponse:
    """The letter of one reply of the person's own body."""
    row = _received(request, sent)
    own = PanelReply.objects.filter(submission=row, how=PanelReply.How.HERE).select_related("file")
    one = get_object_or_404(own, number=number)
    if one.file.destroyed_at is not None:
        raise Http404
    return cast(HttpResponse, response_for(one.file, reference=sent, number=number))


@open_to(Permission.READ_RECEIVED)
def answer_file(request: HttpRequest, sent: str, number: int) -> HttpResponse:
    """The paper that came with the answer to one thing asked."""
    row = _received(request, sent)
    found = AskAnswer.objects.filter(ask__reply__submission=row, file__destroyed_at=None, file__isnull=False)
    one = get_object_or_404(found.select_related("file"), ask__number=number)
    assert one.file is not None  # noqa: S101 (it was asked for)
    return cast(HttpResponse, response_for(one.file, reference=sent, number=number))


def _received(request: HttpRequest, sent: str) -> Submission:
    row = received_as(actor_of(request), sent)
    if row is None or row.what != RAPID_REVIEW:
        raise Http404
    return row


def _told(row: Submission) -> list[Person]:
    try:
        return told_of_reply(row, on=today.today())
    except Refused:
        return []


def _choices() -> list[tuple[str, str]]:
    """What a reply may say. The receiver does not see the case, nor which law it follows: the law of each is asked."""
    options = [option for name in procedures() for option in reply_options(load(name).options)]
    return list(dict(choices(options, spoken())).items())


urlpatterns: list[URLPattern] = [
    path("rapid-reviews/", register, name="register"),
    path("rapid-reviews/<slug:sent>/reply/", reply_to, name="reply_to"),
    path("rapid-reviews/<slug:sent>/replies/<int:number>/", letter, name="letter"),
    path("rapid-reviews/<slug:sent>/asked/<int:number>/", answer_file, name="answer_file"),
]
