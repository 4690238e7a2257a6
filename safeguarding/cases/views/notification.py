"""The notification on the screen: its list of sections, each short page, checking the answers, and two texts for one
page put side by side. Sending is `submission.py`'s; what the pages share is in `notification_pages.py`."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.assessment import natures
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.actions.notification import (
    NATURE_PAGE,
    Writing,
    add_another_child,
    begin_notification,
    choose_nature,
    correct_awareness,
    is_begun,
    keep_beside,
    remove_last_child,
    save_page,
    was_submitted,
)
from safeguarding.cases.actions.settling import settle_set_aside, subject_and_page, to_settle
from safeguarding.cases.answers import awareness
from safeguarding.cases.doors import may_here, open_case_to
from safeguarding.cases.models import Case, Incident, SetAside, Submission
from safeguarding.cases.sending import whole_notification
from safeguarding.cases.views.asking import SeeOther, ask, attempt, page_of
from safeguarding.cases.views.notification_forms import Awareness
from safeguarding.cases.views.notification_pages import (
    OpenPage,
    answers_listed,
    is_script,
    missing_listed,
    open_page,
    owed_by,
    places,
    sections_listed,
)
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
from safeguarding.people.pages import page as draw
from safeguarding.rules.forms.pages import PageReading
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission


@open_case_to(Permission.NOTIFY)
def notification(request: HttpRequest, case: Case) -> HttpResponse:
    """What to do next and by when, the sections with their status, the children, texts to settle."""
    on = today.today()
    if request.method == "POST":
        begin_notification(case=case, by=actor_of(request), on=on)
        return SeeOther(page_of("notification", case))
    if was_submitted(case):
        return SeeOther(page_of("notification_check", case))
    whole = whole_notification(case, on=on)
    count, is_last_empty = places(case)
    return draw(
        request,
        "cases/notification.html",
        case=case,
        whole=whole,
        is_begun=is_begun(case),
        sections=sections_listed(case, whole),
        missing=len(missing_listed(case, whole)),
        due=owed_by(case),
        count=count,
        is_last_empty=is_last_empty,
        to_settle=to_settle(case),
        has_children=whole.form.asks_about_children,
        nature=_nature_in_words(case, on=on),
    )


@open_case_to(Permission.NOTIFY)
def form_page(request: HttpRequest, case: Case, page: str, subject: int = 0) -> HttpResponse:
    """One short page: drawn, saved by its button, or saved by itself while somebody types."""
    if was_submitted(case):
        return SeeOther(page_of("notification_check", case))
    opened = open_page(case, page, subject, on=today.today())
    if _lists_papers(opened):
        return SeeOther(page_of("papers_to_go", case))
    if request.method != "POST":
        if not opened.questions:
            return SeeOther(opened.next_address())
        return _drawn(request, opened, token=uuid.uuid4().hex)
    reading = read_opened(request, opened)
    if ADD_ANOTHER in request.POST:
        return _drawn(request, opened, reading, token=token_of(request), add_another=request.POST[ADD_ANOTHER])
    if reading.errors and not is_script(request):
        return _drawn(request, opened, reading, token=token_of(request))
    return _saved(request, opened, reading)


@open_case_to(Permission.NOTIFY)
def children(request: HttpRequest, case: Case) -> HttpResponse:
    """Another child, or the last empty place taken away."""
    if request.method == "POST":
        act = remove_last_child if "remove" in request.POST else add_another_child
        try:
            act(case=case, by=actor_of(request), on=today.today())
        except Refused as refused:
            return draw(
                request,
                "cases/notification_refused.html",
                case=case,
                sentence=refused.refusal.sentence,
            )
    return SeeOther(page_of("notification", case))


@open_case_to(Permission.NOTIFY)
def when_known(request: HttpRequest, case: Case) -> HttpResponse:
    """When the authority came to know: the fact itself is corrected, so that form and dates never differ."""
    fact = awareness(case)
    if fact is None or was_submitted(case):
        return SeeOther(page_of("notification_check", case))
    begun = {"known_on": fact.on, "known_at": f"{fact.at:%H:%M}" if fact.at else "", "seen": fact.pk}
    form = Awareness(request.POST if request.method == "POST" else None, initial=begun)

    def act(given: dict[str, Any]) -> None:
        correct_awareness(
            case=case, known_on=given["known_on"], known_at=given["known_at"], reason=given["reason"],
            seen=given["seen"] or 0, by=actor_of(request), on=today.today(),
        )  # fmt: skip

    if request.method == "POST" and attempt(form, act):
        opened = open_page(case, "became-aware", 0, on=today.today())
        return SeeOther(opened.next_address())
    return ask(
        request,
        form,
        heading=_("When the authority became aware"),
        press=_("Save and continue"),
        back=page_of("notification", case),
        case=case,
        intro=(
            _("The days count from the moment at which anybody in the authority first knew. It was recorded as below."),
            _("If it is wrong, correct it and say why: dates are counted anew, and the first stays in the history."),
        ),
    )


@open_case_to(Permission.READ_CASE)
def check(request: HttpRequest, case: Case) -> HttpResponse:
    """Every answer in words with the way to change it, and what is missing in sentences; once sent, what was sent."""
    sent = case.submissions.filter(what=Submission.What.NOTIFICATION).order_by("id").first()
    if sent is not None:
        return draw(request, "cases/notification_check.html", case=case, sent=sent, sections=sent.content["sections"])
    whole = whole_notification(case, on=today.today())
    return draw(
        request,
        "cases/notification_check.html",
        case=case,
        sections=answers_listed(case, whole),
        missing=missing_listed(case, whole),
        may_change=Permission.NOTIFY in may_here(request),
        due=owed_by(case),
    )


@open_case_to(Permission.NOTIFY)
def both_texts(request: HttpRequest, case: Case, kept: int) -> HttpResponse:
    """Two texts for one page side by side, and which of them stands."""
    aside = get_object_or_404(SetAside.objects.select_related("typed_by"), pk=kept, case=case)
    try:
        subject, page_id = subject_and_page(aside)
    except Refused:
        raise Http404 from None
    opened = open_page(case, page_id, subject, on=today.today())

    def settle(choice: str, values: Mapping[str, Any], writing: Writing) -> None:
        settle_set_aside(
            case=case, kept=aside, choice=choice, values=values, writing=writing, by=actor_of(request),
            on=today.today(),
        )  # fmt: skip

    return two_texts(request, opened, aside, settle)


def _drawn(
    request: HttpRequest,
    opened: OpenPage,
    reading: PageReading | None = None,
    *,
    token: str,
    add_another: str = "",
    refused: Refused | None = None,
    is_fresh: bool = False,
) -> HttpResponse:
    """`is_fresh`: what is sent again is sent against the state that is shown now."""
    posted_before = {} if is_fresh else request.POST
    drawn = opened.drawn(reading.readings if reading else None)
    if not add_another:
        drawn.errors = problems(drawn.asked)
    if refused is not None:
        drawn.blame_refusal(refused.refusal)
    is_nature = opened.page.id == NATURE_PAGE
    shown = {
        "case": opened.case,
        "opened": opened,
        "asked": drawn.asked,
        "title": opened.page.title.in_(spoken()),
        "hint": opened.page.hint.in_(spoken()) if opened.page.hint else "",
        "seen": posted_before.get("seen", opened.version),
        "token": token,
        "add_another": add_another,
        "autosave_url": "" if is_nature else opened.address(),
        "was_nature": posted_before.get("was-nature", opened.whole.incident.get(NATURE_PAGE, "")),
        "positions": opened.stored.get("positions", ()) if _lists_positions(opened) else None,
        "errors": drawn.errors,
    }
    return TemplateResponse(request, "cases/notification_page.html", shown)


def _saved(request: HttpRequest, opened: OpenPage, reading: PageReading) -> HttpResponse:
    actor, on = actor_of(request), today.today()
    writing = writing_of(request)
    try:
        version = _save(request, opened, reading, writing, actor, on)
    except ChangedMeanwhile:
        return _told_of_another(request, opened, reading, writing, actor)
    except Refused as refused:
        if is_script(request):
            return JsonResponse({"refused": refused.refusal.sentence}, status=422)
        return _drawn(request, opened, reading, token=writing.token, refused=refused)
    if is_script(request):
        return answer_saved(version)
    if request.POST.get("then") == "list":
        return SeeOther(page_of("notification", opened.case))
    fresh = open_page(opened.case, opened.page.id, opened.subject, on=on)
    return SeeOther(fresh.next_address() if fresh.section.id == opened.section.id else opened.next_address())


def _save(
    request: HttpRequest, opened: OpenPage, reading: PageReading, writing: Writing, actor: Actor, on: date
) -> int:
    """Store the page; the kind of incident is a fact of its own. Gives the version now stored."""
    if opened.page.id == NATURE_PAGE:
        if chosen := reading.values.get("nature"):
            seen = request.POST.get("was-nature", "")
            choose_nature(case=opened.case, nature=chosen, seen=seen, by=actor, on=on)
        return 0
    row = save_page(
        case=opened.case, page=opened.page.id, subject=opened.subject, values=reading.values, writing=writing,
        by=actor, on=on,
    )  # fmt: skip
    return row.version


def _told_of_another(
    request: HttpRequest, opened: OpenPage, reading: PageReading, writing: Writing, actor: Actor
) -> HttpResponse:
    """Somebody else saved the page first: both texts are kept, and shown side by side."""
    fresh = open_page(opened.case, opened.page.id, opened.subject, on=today.today())
    if opened.page.id == NATURE_PAGE:
        return _drawn(request, fresh, token="", refused=Refused(_another_nature()), is_fresh=True)
    kept = keep_beside(
        case=opened.case, subject=opened.subject, page=opened.page.id, values=reading.values, writing=writing, by=actor
    )
    return answer_two_texts(request, fresh, reading.values, kept)


def _another_nature() -> Refusal:
    return Refusal(
        _("Somebody else chose another kind since you opened the page. It is shown now: choose again."), "nature"
    )


def _nature_in_words(case: Case, *, on: date) -> str:
    return natures(case).get(Incident.objects.get(pk=case.pk).nature, "")


def _lists_papers(opened: OpenPage) -> bool:
    return any(question.kind == "files" for question in opened.questions)


def _lists_positions(opened: OpenPage) -> bool:
    return any(question.kind == "positions" for question in opened.questions)


_CASE = "cases/<str:reference>/notification/"
urlpatterns: list[URLPattern] = [
    path(_CASE, notification, name="notification"),
    path(f"{_CASE}check/", check, name="notification_check"),
    path(f"{_CASE}children/", children, name="notification_children"),
    path(f"{_CASE}when-known/", when_known, name="notification_awareness"),
    path(f"{_CASE}both-texts/<int:kept>/", both_texts, name="notification_both_texts"),
    path(f"{_CASE}page/<slug:page>/", form_page, name="notification_page"),
    path(f"{_CASE}child/<int:subject>/<slug:page>/", form_page, name="notification_child_page"),
]
