"""What an organisation is asked, on its own pages: the list, one request, the form page by page, signing, nothing held,
declining. Its people see no case; the verbs are in `actions/answering.py`."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.views.asking import SeeOther, ask, attempt, posted
from safeguarding.cases.views.posted_questions import Page, read_page, saved_page
from safeguarding.doors import actor_of, open_to
from safeguarding.gathering.actions.answering import (
    CASE_SIDE,
    bodies_answered_for,
    decline_request,
    form_of,
    missing_in,
    open_request,
    save_answers,
    say_nothing_held,
    set_answers_aside,
    sign_answers,
)
from safeguarding.gathering.answers import as_signed, questions_asked
from safeguarding.gathering.letters import facts_of
from safeguarding.gathering.models import InformationRequest, ReturnDraft
from safeguarding.gathering.people_asked import who_asked, who_signs
from safeguarding.gathering.requests import Standing, asked_of, standing_of
from safeguarding.gathering.views.forms import Decline, NothingHeld
from safeguarding.gathering.views.previews import would_be_sent_of
from safeguarding.look.languages import spoken
from safeguarding.messages.kinds import Kind
from safeguarding.messages.writing import Preview
from safeguarding.rules.asking import Power, asking
from safeguarding.rules.forms.completeness import progress
from safeguarding.rules.forms.questions import Form, Question
from safeguarding.rules.forms.questions import Page as FormPage
from safeguarding.rules.forms.wording import in_words
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Permission as P


@open_to(P.ANSWER_REQUEST)
def own(request: HttpRequest) -> HttpResponse:
    """Everything asked of the person's organisations: what is open first."""
    rows = asked_of(bodies_answered_for(actor_of(request)), on=today.today())
    return render(request, "gathering/own.html", {"rows": rows, "open": sum(row.is_open for row in rows)})


@open_to(P.ANSWER_REQUEST)
def own_request(request: HttpRequest, asked: str) -> HttpResponse:
    """What is asked, why, by what power, by when; the pages of the answer, and what was signed. Opening it is kept."""
    now, actor, on = _mine(request, asked), actor_of(request), today.today()
    if request.method == "GET" and now.state != "withdrawn":
        open_request(asked=now.request, by=actor, on=on)
    draft = _draft(now.request)
    context = {
        "now": now,
        "draft": draft,
        "tasks": _tasks(now.request, draft),
        "facts": facts_of(now.request),
        "power": _power(now),
        "questions": now.request.questions.splitlines(),
        "answers": [(row, as_signed(row, now.request.procedure)) for row in reversed(now.returns)],
        "signing": who_signs(now.request.body_id, on=on),
    }
    return render(request, "gathering/own_request.html", context)


@open_to(P.ANSWER_REQUEST)
def own_page(request: HttpRequest, asked: str, part: str) -> HttpResponse:
    """One page of the answer; what is typed comes back whatever happens, and is saved while it is typed."""
    now = _mine(request, asked)
    draft = _draft(now.request)
    form, sheet = _sheet(now.request, draft, part)
    if request.method == "POST":
        shown = read_page(sheet.questions, request, today=today.today())
        answer = _save(request, now, sheet, shown, then=_next(form, sheet, asked))
        if answer is not None:
            return answer
        draft = _draft(now.request)
    else:
        shown = saved_page(sheet.questions, draft.given if draft else _signed_last(now))
    saved = draft.pages.get(part, {}) if draft else {}
    context: dict[str, Any] = {
        "now": now,
        "sheet": sheet,
        "shown": shown,
        "errors": shown.errors,
        "seen": saved.get("version", 0),
        "token": request.POST.get("token", "")[:40] or get_random_string(20),
        "autosave_url": request.path,
        "aside": [one for one in draft.set_aside if set(one["text"]) & _labels(sheet)] if draft else [],
    }
    return render(request, "gathering/own_page.html", context)


@open_to(P.ANSWER_REQUEST)
def sign(request: HttpRequest, asked: str) -> HttpResponse:
    """Everything that was written, on one page, and the press that signs it."""
    now, actor, on = _mine(request, asked), actor_of(request), today.today()
    draft = _draft(now.request)
    form = _Seen(posted(request), initial={"seen": len(now.returns)})
    back = reverse("gathering:own_request", args=[asked])
    if request.method == "POST" and attempt(
        form, lambda given: sign_answers(asked=now.request, seen=given["seen"] or 0, by=actor, on=on)
    ):
        messages.success(request, _("Signed. Those who asked are told that your answer is in"))
        return SeeOther(back)
    return ask(
        request, form, heading=_("Read, and sign"), press=_("Sign the answer"), back=back,
        template="gathering/own_sign.html", now=now, missing=_missing(now.request, draft, asked),
        written=_written(now.request, draft), signing=who_signs(now.request.body_id, on=on),
        previews=_to_who_asked(request, now, "answer-signed"),
    )  # fmt: skip


@open_to(P.ANSWER_REQUEST)
def nothing_held(request: HttpRequest, asked: str) -> HttpResponse:
    """We hold nothing, and where we looked: one press."""
    now, actor = _mine(request, asked), actor_of(request)
    form = NothingHeld(posted(request), initial={"seen": len(now.returns)})
    back = reverse("gathering:own_request", args=[asked])
    if request.method == "POST" and attempt(
        form,
        lambda given: say_nothing_held(
            asked=now.request, where_looked=given["where_looked"], seen=given["seen"] or 0, by=actor, on=today.today()
        ),
    ):
        messages.success(request, _("Signed: your organisation holds nothing. Those who asked are told"))
        return SeeOther(back)
    return ask(
        request, form, heading=_("We hold nothing"), press=_("Sign: we hold nothing"), back=back,
        intro=(_("This is an answer like any other. Say where you looked, so that nobody asks again."),),
        previews=_to_who_asked(request, now, "answer-signed"),
    )  # fmt: skip


@open_to(P.ANSWER_REQUEST)
def decline(request: HttpRequest, asked: str) -> HttpResponse:
    """Decline with a reason, after what the law says of it."""
    now, actor = _mine(request, asked), actor_of(request)
    form, power = Decline(posted(request)), _power(now)
    back = reverse("gathering:own_request", args=[asked])
    if request.method == "POST" and attempt(
        form, lambda given: decline_request(asked=now.request, why=given["why"], by=actor, on=today.today())
    ):
        messages.success(request, _("Declined, with your reason. You can still answer"))
        return SeeOther(back)
    return ask(
        request, form, heading=_("Decline to answer"), press=_("Decline"), back=back, is_grave=True,
        warning=power.declining.in_(spoken()) if power else "",
        previews=_to_who_asked(request, now, "agency-declined"),
    )  # fmt: skip


class _Seen(forms.Form):
    """Which state the page was opened on."""

    seen = forms.IntegerField(required=False, initial=0, widget=forms.HiddenInput)


def _mine(request: HttpRequest, reference: str) -> Standing:
    """A request of an organisation for which the person answers; to anybody else it is not there."""
    rows = InformationRequest.objects.filter(body_id__in=bodies_answered_for(actor_of(request)))
    return standing_of(get_object_or_404(rows, reference=reference), on=today.today())


def _draft(request: InformationRequest) -> ReturnDraft | None:
    return ReturnDraft.objects.filter(request=request).first()


def _power(now: Standing) -> Power | None:
    return asking(now.request.procedure).power(now.request.power)


def _signed_last(now: Standing) -> dict[str, Any]:
    """What a new version begins with."""
    signed = [row for row in now.returns if not row.is_nil]
    return signed[-1].given if signed else {}


def _sheet(request: InformationRequest, draft: ReturnDraft | None, part: str) -> tuple[Form, FormPage]:
    form = form_of(request, draft.form_version if draft else "")
    sheet = next((page for section in form.sections for page in section.pages if page.id == part), None)
    if sheet is None:
        raise Http404
    return form, sheet


def _save(request: HttpRequest, now: Standing, sheet: FormPage, shown: Page, *, then: str) -> HttpResponse | None:
    """Save what could be read: an answer to a script, or the way on. None for showing the page again."""
    is_script = request.headers.get("X-Requested-With") == "fetch"
    if shown.errors and not is_script:
        return None
    unread = {question.id for question, reading in shown.asked if reading.error}
    gone = [one.id for one in sheet.questions if one.id not in shown.answers and one.id not in unread]
    by, on = actor_of(request), today.today()
    try:
        draft = save_answers(
            asked=now.request, page=sheet.id, answers=shown.answers, without=gone, by=by, on=on,
            seen=_number(request.POST.get("seen", "")), token=request.POST.get("token", "")[:40],
        )  # fmt: skip
    except ChangedMeanwhile as changed:
        if is_script:
            return JsonResponse({"changed": changed.refusal.sentence}, status=409)
        set_answers_aside(asked=now.request, text=_in_words(sheet.questions, shown), by=by, on=on)
        shown.blame_refusal(changed.refusal)
        return None
    except Refused as refused:
        if is_script:
            return JsonResponse({"refused": refused.refusal.sentence}, status=422)
        shown.blame_refusal(refused.refusal)
        return None
    return JsonResponse({"saved_at": draft.saved_at.isoformat()}) if is_script else SeeOther(then)


def _in_words(questions: Sequence[Question], shown: Page) -> dict[str, str]:
    return {
        one.label.in_(spoken()): in_words(one, shown.answers[one.id], spoken())
        for one in questions
        if one.id in shown.answers
    }


def _labels(sheet: FormPage) -> set[str]:
    return {one.label.in_(spoken()) for one in sheet.questions}


def _tasks(request: InformationRequest, draft: ReturnDraft | None) -> list[dict[str, Any]]:
    form = form_of(request, draft.form_version if draft else "")
    first = {section.id: section.pages[0].id for section in form.sections}
    return [
        {
            "title": one.title.in_(spoken()),
            "href": reverse("gathering:own_page", args=[request.reference, first[one.section]]),
            "status": one.words.in_(spoken()),
            "is_done": one.status == "done",
        }
        for one in progress(form, draft.given if draft else {})
    ]


def _missing(request: InformationRequest, draft: ReturnDraft | None, asked: str) -> list[dict[str, str]]:
    return [
        {"text": one.sentence.in_(spoken()), "href": reverse("gathering:own_page", args=[asked, one.page])}
        for one in missing_in(request, draft)
    ]


def _written(request: InformationRequest, draft: ReturnDraft | None) -> list[tuple[str, str]]:
    if draft is None:
        return []
    form = form_of(request, draft.form_version)
    return [
        (one.label.in_(spoken()), in_words(one, draft.given[one.id], spoken()))
        for one in questions_asked(form, draft.given)
        if one.id in draft.given
    ]


def _to_who_asked(request: HttpRequest, now: Standing, what: str) -> list[Preview]:
    asked, on = now.request, today.today()
    return would_be_sent_of(
        asked.reference, case_id=asked.case_id, kind=Kind.RETURN_SIGNED, what=what, to=who_asked(asked, on=on),
        by=actor_of(request), on=on, path=CASE_SIDE.format(reference=asked.case_reference, number=asked.number),
    )  # fmt: skip


def _next(form: Form, sheet: FormPage, asked: str) -> str:
    """The next page, else the list of them."""
    pages = [page.id for section in form.sections for page in section.pages]
    place = pages.index(sheet.id)
    if place + 1 < len(pages):
        return reverse("gathering:own_page", args=[asked, pages[place + 1]])
    return reverse("gathering:own_request", args=[asked])


def _number(said: str) -> int:
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0


urlpatterns: list[URLPattern] = [
    path("asked-of-us/", own, name="own"),
    path("asked-of-us/<slug:asked>/", own_request, name="own_request"),
    path("asked-of-us/<slug:asked>/pages/<slug:part>/", own_page, name="own_page"),
    path("asked-of-us/<slug:asked>/sign/", sign, name="sign"),
    path("asked-of-us/<slug:asked>/nothing-held/", nothing_held, name="nothing_held"),
    path("asked-of-us/<slug:asked>/decline/", decline, name="decline"),
]
