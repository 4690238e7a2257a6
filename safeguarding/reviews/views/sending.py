"""The rapid review sent to the Panel, on the screen: its files, each body that it is owed to, the press that sends it
and the record that it was sent elsewhere. What comes back is `reply.py`'s."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.cases.actions.holding import ChangedMeanwhile, set_aside
from safeguarding.cases.actions.proving import SheetAsItStood
from safeguarding.cases.actions.submission import RECEIVED_PATH, people_who_receive
from safeguarding.cases.doors import may_here, open_case_to
from safeguarding.cases.models import Case, Due
from safeguarding.cases.sending import Outside, bodies_owed_review
from safeguarding.cases.views.asking import SeeOther, ask, attempt, posted
from safeguarding.cases.views.notification_forms import SendHere
from safeguarding.cases.views.previews import would_be_sent
from safeguarding.doors import actor_of
from safeguarding.messages.kinds import Kind
from safeguarding.people.pages import page
from safeguarding.reviews.actions.asks import open_asks
from safeguarding.reviews.actions.sending import (
    DUTY,
    is_as_made,
    latest_report,
    make_report,
    may_go_unsigned,
    record_review_sent,
    review_reference,
    send_review_here,
)
from safeguarding.reviews.models import ReviewReport
from safeguarding.reviews.report import sections_shown
from safeguarding.reviews.views.places import place_of
from safeguarding.reviews.views.sending_forms import MakeFiles, SentElsewhere, letter_in, seen_now
from safeguarding.reviews.whole import whole_review
from safeguarding.rules.roles import Permission

ASIDE = "review-sent/"


@open_case_to(Permission.READ_CASE)
def sending(request: HttpRequest, case: Case) -> HttpResponse:
    """What is ready to go, to whom it is owed, what is on record of its going, and what came back."""
    on = today.today()
    whole, report = whole_review(case, on=on), latest_report(case)
    return page(
        request,
        "reviews/sending.html",
        case=case,
        bodies=bodies_owed_review(case),
        due=due_of(case),
        whole=whole,
        report=report,
        is_as_made=report is not None and is_as_made(report, whole),
        may_go_unsigned=may_go_unsigned(case, on=on),
        may_send=Permission.SEND_REVIEW in may_here(request),
        replies=case.panel_replies.count(),
        waiting=len(open_asks(case)),
        aside=case.set_aside.filter(what__startswith=ASIDE).select_related("typed_by").order_by("id"),
    )


@open_case_to(Permission.SEND_REVIEW)
def make_files(request: HttpRequest, case: Case) -> HttpResponse:
    """The whole as it stands, and the press that makes it into files."""
    on = today.today()
    whole = whole_review(case, on=on)
    asks_reason = not whole.is_signed_off and may_go_unsigned(case, on=on)
    form = MakeFiles(posted(request), asks_reason=asks_reason, initial={"seen": whole.fingerprint})

    def act(given: dict[str, Any]) -> None:
        reason = given.get("unsigned_reason", "")
        make_report(case=case, seen=given["seen"], unsigned_reason=reason, by=actor_of(request), on=on)

    if request.method == "POST" and attempt(form, act):
        return SeeOther(place_of("sending", case))
    if request.method == "POST":
        seen_now(form, whole.fingerprint)
    return ask(
        request,
        form,
        case=case,
        heading=_("Make the files that go"),
        press=_("Make the files"),
        back=place_of("sending", case),
        intro=_before_making(whole.unsigned),
        template="reviews/make_files.html",
        sections=sections_shown(whole, ""),
    )


@open_case_to(Permission.SEND_REVIEW)
def send_here(request: HttpRequest, case: Case, code: str) -> HttpResponse:
    """Exactly what goes, to whom, and the press that sends it."""
    on, one, report = today.today(), _body(case, code, must_receive_here=True), _files(case)
    form = SendHere(posted(request), initial={"seen": str(report.pk)})

    def act(given: dict[str, Any]) -> None:
        seen = int(given["seen"]) if given["seen"].isascii() and given["seen"].isdecimal() else 0
        send_review_here(case=case, recipient=one.body, seen=seen, by=actor_of(request), on=on)  # type: ignore[arg-type]

    if request.method == "POST" and attempt(form, act):
        return SeeOther(place_of("sent", case, code))
    if request.method == "POST":
        seen_now(form, report.pk, checked="")
    people = people_who_receive(one.body, on=on)  # type: ignore[arg-type]
    return ask(
        request,
        form,
        case=case,
        heading=_("Send to %(body)s") % {"body": one.title},
        press=_("Send to %(body)s") % {"body": one.title},
        back=place_of("sending", case),
        intro=(_("%(body)s gets these two files and the text below, and nothing else.") % {"body": one.title},),
        template="reviews/send_here.html",
        report=report,
        sections=sections_shown(whole_review(case, on=on), report.unsigned_reason),
        previews=would_be_sent(
            case,
            kind=Kind.REVIEW_SENT,
            what="review-sent-to-you",
            to=people,
            path=RECEIVED_PATH.format(reference=review_reference(case)),
            by=actor_of(request),
            on=on,
        ),
    )


@open_case_to(Permission.SEND_REVIEW)
def record_sent(request: HttpRequest, case: Case, code: str) -> HttpResponse:
    """Record that the files were sent to a body which receives elsewhere, with the proof."""
    one, report, actor = _body(case, code), _files(case), actor_of(request)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SentElsewhere(*given, initial={"sender": actor.name, "seen": report.pk})

    def act(typed: dict[str, Any]) -> None:
        copy = letter_in(form, "copy") or (SheetAsItStood() if typed["is_sheet"] else None)
        went = {"reference": typed["reference"], "sent_at": form.sent_at(), "sender": typed["sender"], "copy": copy}
        _or_set_aside(case, code, typed, request, recipient=one.body, seen=typed["seen"], **went)

    if request.method == "POST" and attempt(form, act):
        return SeeOther(place_of("sent", case, code))
    if request.method == "POST":
        seen_now(form, report.pk)
    return ask(
        request,
        form,
        case=case,
        heading=_("Record that the rapid review was sent"),
        press=_("Record that it was sent"),
        back=place_of("sending", case),
        intro=(
            _("To: %(body)s, which receives elsewhere.") % {"body": one.title},
            _("The duty is met by this record. It stays as you record it, so check it before you press."),
        ),
        template="reviews/record_sent.html",
        report=report,
    )


@open_case_to(Permission.READ_CASE)
def sent(request: HttpRequest, case: Case, code: str) -> HttpResponse:
    """What was sent to one body, frozen as it went, with its proof and its files."""
    rows = case.submissions.filter(recipient__code=code, what="rapid-review")
    row = rows.select_related("recipient", "sent_from", "copy", "recorded_by", "receipt__acknowledged_by").first()
    if row is None:
        raise Http404
    papers = row.papers.select_related("file")
    return page(request, "reviews/sent.html", case=case, row=row, sections=row.content["sections"], papers=papers)


def due_of(case: Case) -> Due | None:
    """The date by which it is to be sent, and whether it was."""
    return case.dues.filter(duty=DUTY).order_by("started_on").last()


def _before_making(unsigned: tuple[str, ...]) -> tuple[str, ...]:
    said = _(
        "The text below is made into a PDF and a Word file, which are filed in the case file. Nothing is sent yet."
    )
    return (said, _("Not signed yet by: %(names)s.") % {"names": ", ".join(unsigned)}) if unsigned else (said,)


def _or_set_aside(case: Case, code: str, typed: dict[str, Any], request: HttpRequest, **went: Any) -> None:
    """Record it; what came second is set aside, so that both are kept."""
    try:
        record_review_sent(case=case, by=actor_of(request), on=today.today(), **went)
    except ChangedMeanwhile:
        text = {name: str(typed[name]) for name in ("reference", "sent_on", "sent_time", "sender") if typed.get(name)}
        set_aside(case, what=f"{ASIDE}{code}", text=text, by=actor_of(request))
        raise


def _body(case: Case, code: str, *, must_receive_here: bool = False) -> Outside:
    one = next((one for one in bodies_owed_review(case) if one.code == code), None)
    if one is None or one.body is None or (must_receive_here and not one.receives_here):
        raise Http404
    return one


def _files(case: Case) -> ReviewReport:
    report = latest_report(case)
    if report is None:
        raise Http404
    return report


_CASE = "cases/<str:reference>/rapid-review/"
urlpatterns: list[URLPattern] = [
    path(f"{_CASE}sending/", sending, name="sending"),
    path(f"{_CASE}sending/files/", make_files, name="make_files"),
    path(f"{_CASE}sending/<slug:code>/send/", send_here, name="send_here"),
    path(f"{_CASE}sending/<slug:code>/record/", record_sent, name="record_sent"),
    path(f"{_CASE}sending/<slug:code>/", sent, name="sent"),
]
