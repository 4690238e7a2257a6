"""The rapid review on the screen: its list of sections, each section with its sources beside it, two texts for one
section, and the whole of it to read. The verbs are in `actions/writing.py`."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.actions.saving_pages import Writing, subject_and_page_of, waiting_to_be_settled
from safeguarding.cases.doors import may_here, open_case_to
from safeguarding.cases.models import Case, SetAside
from safeguarding.cases.views.asking import SeeOther
from safeguarding.cases.views.notification_pages import is_script
from safeguarding.cases.views.previews import would_be_sent
from safeguarding.cases.views.saved_pages import (
    answer_saved,
    answer_two_texts,
    read_opened,
    token_of,
    two_texts,
    writing_of,
)
from safeguarding.doors import actor_of
from safeguarding.look.languages import spoken
from safeguarding.look.questions import ADD_ANOTHER, problems
from safeguarding.messages.kinds import Kind
from safeguarding.messages.writing import Preview
from safeguarding.people.pages import page as draw
from safeguarding.reviews.actions.running import is_under_way, was_sent
from safeguarding.reviews.actions.signing import SIGN_OFF_PATH, people_who_signed
from safeguarding.reviews.actions.writing import keep_section_beside, save_section, settle_section
from safeguarding.reviews.sources import sources_of
from safeguarding.reviews.views.section_pages import OpenSection, answered_here, open_section, sections_listed
from safeguarding.reviews.whole import FORM, whole_review
from safeguarding.rules.forms.pages import PageReading
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Permission

DUTY = "eng-rapid-review"


@open_case_to(Permission.READ_CASE)
def rapid(request: HttpRequest, case: Case) -> HttpResponse:
    """What is still empty and by when, the sections with who wrote last, texts to settle, then reading and signing."""
    on, whole = today.today(), answered_here(case)
    shown = whole_review(case, on=on)
    return draw(
        request,
        "reviews/rapid.html",
        case=case,
        form_title=whole.form.title.in_(spoken()),
        intro=whole.form.intro.in_(spoken()),
        shown=shown,
        sections=sections_listed(case, whole, shown),
        due=owed_by(case),
        is_under_way=is_under_way(case),
        is_sent=was_sent(case),
        to_settle=waiting_to_be_settled(case, FORM),
        may={permission.name for permission in may_here(request)},
    )


@open_case_to(Permission.READ_CASE)
def whole(request: HttpRequest, case: Case) -> HttpResponse:
    """The whole of it, as it would be sent."""
    answered_here(case)
    may_write = Permission.WRITE_REVIEW in may_here(request) and is_under_way(case) and not was_sent(case)
    shown = whole_review(case, on=today.today())
    return draw(request, "reviews/whole.html", case=case, shown=shown, may_write=may_write)


@open_case_to(Permission.WRITE_REVIEW)
def section(request: HttpRequest, case: Case, page: str) -> HttpResponse:
    """One section: drawn, saved by its button, or saved by itself while somebody types."""
    opened = open_section(case, page)
    if not is_under_way(case) or was_sent(case):
        return SeeOther(opened.list_address())
    if request.method != "POST":
        return _drawn(request, opened, token=uuid.uuid4().hex)
    reading = read_opened(request, opened)
    if ADD_ANOTHER in request.POST or (reading.errors and not is_script(request)):
        return _drawn(request, opened, reading, token=token_of(request))
    return _saved(request, opened, reading)


@open_case_to(Permission.WRITE_REVIEW)
def both_texts(request: HttpRequest, case: Case, kept: int) -> HttpResponse:
    """Two texts for one section side by side, and which of them stands."""
    aside = get_object_or_404(SetAside.objects.select_related("typed_by"), pk=kept, case=case)
    try:
        _subject, section_id = subject_and_page_of(aside, FORM)
    except Refused:
        raise Http404 from None

    def settle(choice: str, values: Mapping[str, Any], writing: Writing) -> None:
        settle_section(
            case=case, kept=aside, choice=choice, values=values, writing=writing, by=actor_of(request),
            on=today.today(),
        )  # fmt: skip

    opened = open_section(case, section_id)
    voided = _told_of_void(case, by=actor_of(request), on=today.today())
    return two_texts(request, opened, aside, settle, previews=voided or None)


def owed_by(case: Case) -> Any:
    """By when the rapid review is owed, if it is."""
    waiting = case.dues.filter(duty=DUTY, met_on__isnull=True, stopped_on__isnull=True, due_on__isnull=False)
    return waiting.order_by("due_on").first()


def _drawn(
    request: HttpRequest,
    opened: OpenSection,
    reading: PageReading | None = None,
    *,
    token: str,
    refused: Refused | None = None,
) -> HttpResponse:
    drawn = opened.drawn(reading.readings if reading else None)
    drawn.errors = problems(drawn.asked)
    if refused is not None:
        drawn.blame_refusal(refused.refusal)
    voided = _told_of_void(opened.case, by=actor_of(request), on=today.today())
    shown = {
        "case": opened.case,
        "opened": opened,
        "asked": drawn.asked,
        "title": opened.section.title.in_(spoken()),
        "hint": opened.page.hint.in_(spoken()) if opened.page.hint else "",
        "seen": request.POST.get("seen", opened.version),
        "token": token,
        "sources": sources_of(opened.case, opened.section),
        "last": opened.saved_by(),
        "is_filled": opened.version == 0 and bool(opened.opens_with),
        "autosave_url": "" if voided else opened.address(),
        "previews": voided,
        "errors": drawn.errors,
    }
    return TemplateResponse(request, "reviews/section.html", shown)


def _saved(request: HttpRequest, opened: OpenSection, reading: PageReading) -> HttpResponse:
    case, section_id, actor, writing = opened.case, opened.page.id, actor_of(request), writing_of(request)
    try:
        row = save_section(
            case=case, section=section_id, values=reading.values, writing=writing, by=actor, on=today.today()
        )
    except ChangedMeanwhile:
        kept = keep_section_beside(case=case, section=section_id, values=reading.values, writing=writing, by=actor)
        return answer_two_texts(request, open_section(case, section_id), reading.values, kept)
    except Refused as refused:
        if is_script(request):
            return JsonResponse({"refused": refused.refusal.sentence}, status=422)
        return _drawn(request, opened, reading, token=writing.token, refused=refused)
    if is_script(request):
        return answer_saved(row.version)
    return SeeOther(opened.list_address() if request.POST.get("then") == "list" else opened.next_address())


def _told_of_void(case: Case, *, by: Actor, on: date) -> list[Preview]:
    """Who is told when the text is changed: nobody while nobody has signed."""
    path = SIGN_OFF_PATH.format(reference=case.reference)
    return would_be_sent(
        case, kind=Kind.SIGN_OFF_VOID, what="sign-off-no-longer", to=people_who_signed(case), by=by, on=on, path=path
    )


_CASE = "cases/<str:reference>/rapid-review/"
urlpatterns: list[URLPattern] = [
    path(_CASE, rapid, name="rapid"),
    path(f"{_CASE}whole/", whole, name="whole"),
    path(f"{_CASE}section/<slug:page>/", section, name="section"),
    path(f"{_CASE}both-texts/<int:kept>/", both_texts, name="both_texts"),
]
