"""The Panel's reply on the side of the case: each reply with its letter, what it asks for and who answers, the answers,
and what was handed to a national review. The Panel's own pages are `panel.py`'s."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.cases.actions.enclosing import is_privileged
from safeguarding.cases.doors import may_here, open_case_to
from safeguarding.cases.facts import procedure_of
from safeguarding.cases.models import Case, Submission
from safeguarding.cases.views.asking import SeeOther, ask, attempt, posted
from safeguarding.doors import actor_of
from safeguarding.look.languages import spoken
from safeguarding.people.pages import page
from safeguarding.reviews.actions.asks import answer_ask, asks_of, hand_over, say_who_answers
from safeguarding.reviews.actions.replying import RAPID_REVIEW, record_reply, reply_options
from safeguarding.reviews.models import PanelAsk
from safeguarding.reviews.views.places import place_of
from safeguarding.reviews.views.sending_forms import (
    Answering,
    HandingOver,
    RecordReply,
    WhoAnswers,
    choices,
    letter_in,
    seen_now,
)
from safeguarding.rules.roles import Permission


@open_case_to(Permission.READ_CASE)
def reply(request: HttpRequest, case: Case) -> HttpResponse:
    """What waits for an answer first, then each reply, then what was handed over."""
    titles = dict(_choices(case))
    replies = list(case.panel_replies.select_related("recipient", "letter", "recorded_by").order_by("pk"))
    asks = asks_of(case)
    return page(
        request,
        "reviews/reply.html",
        case=case,
        sent=_sent(case),
        replies=[(one, [titles.get(option, option) for option in one.options]) for one in replies],
        waiting=[one for one in asks if not hasattr(one, "answer")],
        answered=[one for one in asks if hasattr(one, "answer")],
        handovers=case.national_handovers.order_by("pk"),
        is_national=any("takes-national" in one.options for one in replies),
        may_send=Permission.SEND_REVIEW in may_here(request),
        today=today.today(),
    )


@open_case_to(Permission.SEND_REVIEW)
def record(request: HttpRequest, case: Case, code: str) -> HttpResponse:
    """File the letter of a body that replied, and what it says."""
    submission = next((row for row in _sent(case) if row.recipient.code == code), None)
    if submission is None:
        raise Http404
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = RecordReply(*given, options=_choices(case), initial={"seen": submission.replies.count()})

    def act(typed: dict[str, Any]) -> None:
        record_reply(
            case=case, submission=submission, options=typed["options"], letter=letter_in(form),
            dated_on=typed["dated_on"], asks=form.asks(), seen=typed["seen"], by=actor_of(request), on=today.today(),
        )  # fmt: skip

    if request.method == "POST" and attempt(form, act):
        return SeeOther(place_of("reply", case))
    if request.method == "POST":
        seen_now(form, submission.replies.count())
    return ask(
        request,
        form,
        case=case,
        heading=_("Record a reply"),
        press=_("File the letter"),
        back=place_of("reply", case),
        intro=(_("From: %(body)s. The letter is filed in the case file.") % {"body": submission.recipient},),
    )


@open_case_to(Permission.SEND_REVIEW)
def who_answers(request: HttpRequest, case: Case, number: int) -> HttpResponse:
    """Say who answers one thing that was asked."""
    one = _ask(case, number)
    form = WhoAnswers(posted(request), initial={"who": one.who, "seen": one.who})

    def act(given: dict[str, Any]) -> None:
        say_who_answers(
            case=case, ask=one, who=given["who"], seen=given["seen"], by=actor_of(request), on=today.today()
        )

    if request.method == "POST" and attempt(form, act):
        return SeeOther(place_of("reply", case))
    if request.method == "POST":
        seen_now(form, _ask(case, number).who)
    return ask(
        request,
        form,
        case=case,
        heading=_("Who answers?"),
        press=_("Save"),
        back=place_of("reply", case),
        intro=(one.what,),
    )


@open_case_to(Permission.SEND_REVIEW)
def answer(request: HttpRequest, case: Case, number: int) -> HttpResponse:
    """Record the answer to one thing that was asked, with its paper."""
    one, papers = _ask(case, number), case.papers.filter(file__destroyed_at=None).order_by("number")
    offered = [paper for paper in papers if not is_privileged(paper)]
    form = Answering(posted(request), papers=offered, initial={"answered_by": one.who})

    def act(given: dict[str, Any]) -> None:
        answer_ask(
            case=case, ask=one, text=given["text"], answered_on=given["answered_on"],
            answered_by=given["answered_by"], paper=given["paper"], by=actor_of(request), on=today.today(),
        )  # fmt: skip

    if request.method == "POST" and attempt(form, act):
        return SeeOther(place_of("reply", case))
    return ask(
        request,
        form,
        case=case,
        heading=_("Answer what was asked"),
        press=_("Record the answer"),
        back=place_of("reply", case),
        intro=(one.what, _("The answer stays as you record it. Its paper, if you choose one, is read there too.")),
    )


@open_case_to(Permission.SEND_REVIEW)
def handover(request: HttpRequest, case: Case) -> HttpResponse:
    """Record what was handed to a national review."""
    form = HandingOver(posted(request), initial={"handed_by": actor_of(request).name})

    def act(given: dict[str, Any]) -> None:
        hand_over(case=case, **given, by=actor_of(request), on=today.today())

    if request.method == "POST" and attempt(form, act):
        return SeeOther(place_of("reply", case))
    return ask(
        request,
        form,
        case=case,
        heading=_("Record what was handed to a national review"),
        press=_("Record it"),
        back=place_of("reply", case),
    )


def _choices(case: Case) -> list[tuple[str, str]]:
    return choices(reply_options(procedure_of(case).options), spoken())


def _sent(case: Case) -> list[Submission]:
    return list(case.submissions.filter(what=RAPID_REVIEW).select_related("recipient").order_by("pk"))


def _ask(case: Case, number: int) -> PanelAsk:
    one = next((one for one in asks_of(case) if one.number == number), None)
    if one is None:
        raise Http404
    return one


_CASE = "cases/<str:reference>/rapid-review/"
urlpatterns: list[URLPattern] = [
    path(f"{_CASE}reply/", reply, name="reply"),
    path(f"{_CASE}reply/<slug:code>/record/", record, name="record_reply"),
    path(f"{_CASE}asked/<int:number>/who/", who_answers, name="who_answers"),
    path(f"{_CASE}asked/<int:number>/answer/", answer, name="answer_ask"),
    path(f"{_CASE}national/", handover, name="hand_over"),
]
