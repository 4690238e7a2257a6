"""One page for each thing that is done about a request: remind, write down a call, ask again, withdraw, make a letter,
record an answer that came another way. The verbs are in `actions/`."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.papers import file_paper
from safeguarding.cases.doors import open_case_to
from safeguarding.cases.models import Case
from safeguarding.cases.views.asking import SeeOther, ask, attempt, posted
from safeguarding.doors import actor_of
from safeguarding.gathering.actions.asking import make_request_letter
from safeguarding.gathering.actions.following_up import (
    ask_again,
    log_call,
    remind_agency,
    reminder_words,
    withdraw_request,
)
from safeguarding.gathering.actions.recording import record_answer, record_nothing_held
from safeguarding.gathering.models import AgencyReturn
from safeguarding.gathering.people_asked import who_answers
from safeguarding.gathering.requests import Standing
from safeguarding.gathering.views.asked import the_request
from safeguarding.gathering.views.forms import AskAgain, LogCall, RecordAnswer, RecordNothingHeld, Withdraw
from safeguarding.gathering.views.previews import would_be_sent_of
from safeguarding.messages.kinds import Kind
from safeguarding.messages.writing import Preview
from safeguarding.rules.roles import Permission as P

Given = dict[str, Any]


@open_case_to(P.ASK_AGENCIES)
def remind(request: HttpRequest, case: Case, number: int) -> HttpResponse:
    """One press, with what it sends and to whom above it."""
    now, actor = the_request(case, number), actor_of(request)
    previews = _to_the_agency(now, Kind.INFORMATION_REMINDER, reminder_words(now), actor)
    return _page(
        request, case, now, forms.Form(posted(request)), _("Remind %(body)s"), _("Remind them"),
        _("They are reminded"),
        lambda _given: remind_agency(case=case, asked=now.request, by=actor, on=today.today()), previews=previews,
    )  # fmt: skip


@open_case_to(P.ASK_AGENCIES)
def again(request: HttpRequest, case: Case, number: int) -> HttpResponse:
    now, actor = the_request(case, number), actor_of(request)
    return _page(
        request, case, now, AskAgain(posted(request)), _("Ask %(body)s again"), _("Ask again"),
        _("They are asked again"),
        lambda given: ask_again(case=case, asked=now.request, **given, by=actor, on=today.today()),
        previews=_to_the_agency(now, Kind.INFORMATION_ASKED, "information-wanted", actor),
    )  # fmt: skip


@open_case_to(P.ASK_AGENCIES)
def withdraw(request: HttpRequest, case: Case, number: int) -> HttpResponse:
    now, actor = the_request(case, number), actor_of(request)
    return _page(
        request, case, now, Withdraw(posted(request)), _("Withdraw what was asked of %(body)s"), _("Withdraw it"),
        _("It is withdrawn"),
        lambda given: withdraw_request(case=case, asked=now.request, **given, by=actor, on=today.today()),
    )  # fmt: skip


@open_case_to(P.ASK_AGENCIES)
def call(request: HttpRequest, case: Case, number: int) -> HttpResponse:
    now, actor = the_request(case, number), actor_of(request)
    form = LogCall(posted(request), initial={"called_on": today.today()})
    return _page(
        request, case, now, form, _("A call with %(body)s"), _("Keep the call"), _("The call is kept"),
        lambda given: log_call(case=case, asked=now.request, **given, by=actor, on=today.today()),
    )  # fmt: skip


@open_case_to(P.ASK_AGENCIES)
def letter(request: HttpRequest, case: Case, number: int) -> HttpResponse:
    """The request as a Word letter in the case file, for whoever is not reached here."""
    now, actor = the_request(case, number), actor_of(request)
    return _page(
        request, case, now, forms.Form(posted(request)), _("A letter to %(body)s"), _("Make the letter"),
        _("The letter is in the case file. Open it, read it, then send it yourself"),
        lambda _given: make_request_letter(case=case, asked=now.request, by=actor, on=today.today()),
    )  # fmt: skip


@open_case_to(P.ASK_AGENCIES)
def record(request: HttpRequest, case: Case, number: int) -> HttpResponse:
    """An answer that came on paper or by email; the file is kept with it."""
    now, actor = the_request(case, number), actor_of(request)
    form = RecordAnswer(posted(request), request.FILES or None, initial={"seen": len(now.returns)})
    return _page(
        request, case, now, form, _("Record the answer of %(body)s"), _("Record the answer"),
        _("The answer is recorded"),
        lambda given: _record(case, now, given, by=actor),
    )  # fmt: skip


@open_case_to(P.ASK_AGENCIES)
def nothing_held(request: HttpRequest, case: Case, number: int) -> HttpResponse:
    now, actor = the_request(case, number), actor_of(request)
    form = RecordNothingHeld(posted(request), initial={"seen": len(now.returns)})
    return _page(
        request, case, now, form, _("%(body)s holds nothing"), _("Record it"), _("It is recorded"),
        lambda given: record_nothing_held(
            case=case, asked=now.request, **{**given, "seen": given["seen"] or 0}, by=actor, on=today.today()
        ),
    )  # fmt: skip


def _record(case: Case, now: Standing, given: Given, *, by: Actor) -> AgencyReturn:
    """Paper and answer, both or neither."""
    on = today.today()
    with transaction.atomic():
        paper = file_paper(
            case=case,
            name=given["file"].name,
            stream=given["file"],
            title=_("Answer to %(reference)s") % {"reference": now.request.reference},
            originator=str(now.request.body),
            marking=given["marking"],
            onward_sharing=given["onward_sharing"],
            to=P.ASK_AGENCIES,
            by=by,
            on=on,
        )
        return record_answer(
            case=case, asked=now.request, signed_by=given["signed_by"], signed_on=given["signed_on"],
            summary=given["summary"], paper=paper, seen=given["seen"] or 0, by=by, on=on,
        )  # fmt: skip


def _to_the_agency(now: Standing, kind: Kind, what: str, actor: Actor) -> list[Preview]:
    on = today.today()
    people = who_answers(now.request.body_id, on=on)
    return would_be_sent_of(
        now.request.reference, case_id=now.request.case_id, kind=kind, what=what, to=people, by=actor, on=now.wanted_by
    )


def _page(
    request: HttpRequest,
    case: Case,
    now: Standing,
    form: forms.Form,
    heading: str,
    press: str,
    done: str,
    act: Callable[[Given], object],
    *,
    previews: list[Preview] | None = None,
) -> HttpResponse:
    """One form about one request; back to its page afterwards."""
    back = reverse("gathering:request", args=[case.reference, now.request.number])
    if request.method == "POST" and attempt(form, act):
        messages.success(request, done)
        return SeeOther(back)
    return ask(
        request,
        form,
        case=case,
        heading=heading % {"body": now.request.body},
        press=press,
        back=back,
        previews=previews,
    )


_ONE = "cases/<str:reference>/asked/<int:number>"
urlpatterns: list[URLPattern] = [
    path(f"{_ONE}/remind/", remind, name="remind"),
    path(f"{_ONE}/again/", again, name="again"),
    path(f"{_ONE}/withdraw/", withdraw, name="withdraw"),
    path(f"{_ONE}/call/", call, name="call"),
    path(f"{_ONE}/letter/", letter, name="letter"),
    path(f"{_ONE}/record/", record, name="record"),
    path(f"{_ONE}/nothing-held/", nothing_held, name="record_nothing_held"),
]
