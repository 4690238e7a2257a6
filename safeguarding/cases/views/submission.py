"""Sent, and proved sent, on the screen: which outside bodies, the sheet to copy from, the record that it was sent, and
sending to a body that receives here. What a body received is drawn for it by `received.py`."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import ChangedMeanwhile, set_aside
from safeguarding.cases.actions.proving import FileCopy, SheetAsItStood
from safeguarding.cases.actions.submission import (
    RECEIVED_PATH,
    latest_decision,
    notification_reference,
    people_who_receive,
    record_submission,
    record_withdrawal_sent,
    submit_here,
    tick_fields,
    who_is_told,
)
from safeguarding.cases.doors import may_here, open_case_to
from safeguarding.cases.models import Case, Decision, Enclosure
from safeguarding.cases.sending import (
    Outside,
    fields_of,
    fingerprint,
    frozen,
    label_of,
    outside_bodies,
    whole_notification,
)
from safeguarding.cases.views.asking import SeeOther, ask, page_of
from safeguarding.cases.views.notification_forms import SendHere, Sent
from safeguarding.cases.views.notification_pages import is_script, missing_listed, owed_by
from safeguarding.cases.views.previews import would_be_sent
from safeguarding.doors import actor_of
from safeguarding.look.patterns import Copyable
from safeguarding.messages.kinds import Kind
from safeguarding.messages.writing import Preview as WouldBeSent
from safeguarding.people.models import Person
from safeguarding.people.pages import page, refuse
from safeguarding.rules.forms.sheet import SheetField
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Permission

ASIDE = "sent/"


@open_case_to(Permission.READ_CASE)
def sending(request: HttpRequest, case: Case) -> HttpResponse:
    """Every outside body: whether it receives here, and what is on record of its having the notification."""
    decision = latest_decision(case)
    return page(
        request,
        "cases/sending.html",
        case=case,
        bodies=outside_bodies(case),
        is_decided=decision is not None and decision.outcome == Decision.Outcome.NOTIFY,
        due=owed_by(case),
        may={permission.name for permission in may_here(request)},
        aside=case.set_aside.filter(what__startswith=ASIDE).select_related("typed_by").order_by("id"),
        receipts={receipt.submission_id: receipt for receipt in case.receipts.select_related("acknowledged_by")},
        is_withdrawn=_is_withdrawn(case),
    )


@open_case_to(Permission.NOTIFY)
def sheet(request: HttpRequest, case: Case) -> HttpResponse:
    """The copy-ready sheet in the official order: copied field by field, each ticked once it is entered."""
    on = today.today()
    if request.method == "POST":
        entered, was = request.POST.getlist("entered"), request.POST.getlist("was")
        count = tick_fields(case=case, entered=entered, shown_ticked=was, by=actor_of(request), on=on)
        if is_script(request):
            return JsonResponse({"saved_at": today.now().isoformat(), "entered": count})
        return SeeOther(page_of("sheet", case))
    whole = whole_notification(case, on=on)
    fields = fields_of(whole)
    ticked = set(case.sheet_ticks.values_list("field", flat=True))
    to_enter = [field for field in fields if field.text]
    return page(
        request,
        "cases/sheet.html",
        case=case,
        fields=[_copyable(field, ticked) for field in fields],
        papers=whole.enclosed,
        entered=len([field for field in to_enter if field.key in ticked]),
        total=len(to_enter),
        was=sorted(ticked),
        missing=missing_listed(case, whole),
        autosave_url=page_of("sheet", case),
    )


@open_case_to(Permission.RECORD_SUBMISSION)
def record_sent(request: HttpRequest, case: Case, code: str) -> HttpResponse:
    """Record that a body which receives elsewhere was sent the notification, with its proof."""
    one = _outside(case, code)
    others = [
        other.body
        for other in outside_bodies(case)
        if other.code != code and other.body and not other.receives_here and other.notification is None
    ]
    form = Sent(*_posted(request), others=others, initial={"sender": actor_of(request).name})

    def verb() -> None:
        given = form.cleaned_data
        record_submission(
            case=case, recipient=one.body, reference=given["reference"], sent_at=form.sent_at(),  # type: ignore[arg-type]
            sender=given["sender"], copy=_copy(form), also=[o for o in others if o.code in given.get("also", [])],
            reason=given["reason"], by=actor_of(request), on=today.today(),
        )  # fmt: skip

    if _recorded(request, case, form, verb, code):
        return SeeOther(page_of("sending", case))
    return ask(
        request,
        form,
        heading=_("Record that it was sent"),
        press=_("Record that it was sent"),
        back=page_of("sending", case),
        case=case,
        intro=(
            _("To: %(body)s, which receives elsewhere.") % {"body": one.title},
            _("The duty is met by this record. It stays as you record it, so check it before you press."),
        ),
        previews=_told_of_it(case, by=actor_of(request), on=today.today()),
    )


@open_case_to(Permission.RECORD_SUBMISSION)
def record_withdrawal(request: HttpRequest, case: Case, code: str) -> HttpResponse:
    """Record that a body which receives elsewhere was sent the withdrawal, with its proof."""
    one = _outside(case, code)
    form = Sent(*_posted(request), asks_reason=False, initial={"sender": actor_of(request).name})
    form.fields["is_sheet"].label = _("There is no copy: the reasons as they stand here are what was sent")

    def verb() -> None:
        given = form.cleaned_data
        record_withdrawal_sent(
            case=case, recipient=one.body, reference=given["reference"], sent_at=form.sent_at(),  # type: ignore[arg-type]
            sender=given["sender"], copy=_copy(form), by=actor_of(request), on=today.today(),
        )  # fmt: skip

    if _recorded(request, case, form, verb, code):
        return SeeOther(page_of("withdrawal", case))
    return ask(
        request,
        form,
        heading=_("Record that the withdrawal was sent"),
        press=_("Record that it was sent"),
        back=page_of("withdrawal", case),
        case=case,
        intro=(_("To: %(body)s, which receives elsewhere.") % {"body": one.title},),
    )


@open_case_to(Permission.RECORD_SUBMISSION)
def send_here(request: HttpRequest, case: Case, code: str) -> HttpResponse:
    """Exactly what goes, to whom, and the press that sends it."""
    on = today.today()
    one = _outside(case, code)
    if one.body is None or not one.receives_here:
        raise Http404
    shown = _preview(case, one, on=on)
    form = SendHere(request.POST if request.method == "POST" else None, initial={"seen": shown.mark})
    if request.method == "POST" and form.is_valid():
        try:
            submit_here(case=case, recipient=one.body, seen=form.cleaned_data["seen"], by=actor_of(request), on=on)
        except Refused as refused:
            refuse(form, refused)
            form.data = {**form.data.dict(), "seen": shown.mark, "checked": ""}  # type: ignore[attr-defined]
        else:
            return SeeOther(page_of("sent", case, code))
    return page(
        request,
        "cases/send_here.html",
        form,
        case=case,
        one=one,
        preview=shown,
        previews=[
            *would_be_sent(
                case,
                kind=Kind.SUBMITTED,
                what="sent-to-you",
                to=shown.people,
                path=RECEIVED_PATH.format(reference=notification_reference(case)),
                by=actor_of(request),
                on=on,
            ),
            *_told_of_it(case, by=actor_of(request), on=on),
        ],
        missing=missing_listed(case, whole_notification(case, on=on)),
    )


@open_case_to(Permission.READ_CASE)
def sent(request: HttpRequest, case: Case, code: str, what: str = "notification") -> HttpResponse:
    """What was sent to one body, frozen as it went, with its proof."""
    row = (
        case.submissions.filter(recipient__code=code, what=what)
        .select_related("recipient", "sent_from", "copy__file", "recorded_by", "receipt__acknowledged_by")
        .first()
    )
    if row is None:
        raise Http404
    return page(
        request,
        "cases/sent.html",
        case=case,
        row=row,
        sections=row.content["sections"],
        papers=row.papers.select_related("file"),
    )


def _told_of_it(case: Case, *, by: Actor, on: date) -> list[WouldBeSent]:
    """What the area's own people are written, once every body that is owed the notification has it."""
    return would_be_sent(case, kind=Kind.TOLD, what="notified", to=who_is_told(case, on=on), by=by, on=on)


@dataclass(frozen=True, slots=True)
class Preview:
    """What would go to a body that receives here, and who there is written to."""

    sections: list[dict[str, Any]]
    papers: list[Enclosure]
    people: list[Person]
    mark: str


def _preview(case: Case, one: Outside, *, on: date) -> Preview:
    whole = whole_notification(case, on=on)
    content = frozen(whole)
    people = people_who_receive(one.body, on=on) if one.body else []
    return Preview(content["sections"], whole.enclosed, people, fingerprint(content))


def _copyable(field: SheetField, ticked: set[str]) -> Copyable:
    return Copyable(
        key=field.key,
        label=f"{field.number}. {label_of(field)}",
        text=field.text,
        is_entered=field.key in ticked,
        is_missing=field.is_missing,
    )


def _outside(case: Case, code: str) -> Outside:
    one = next((one for one in outside_bodies(case) if one.code == code), None)
    if one is None or one.body is None:
        raise Http404
    return one


def _posted(request: HttpRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _copy(form: Sent) -> FileCopy | SheetAsItStood | None:
    given = form.cleaned_data["copy"]
    if given is not None:
        return FileCopy(given.name, given.file)
    return SheetAsItStood() if form.cleaned_data["is_sheet"] else None


def _recorded(request: HttpRequest, case: Case, form: Sent, verb: Any, code: str) -> bool:
    """Call the verb with a form that is right. What came second is set aside, so that both are kept."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        verb()
    except ChangedMeanwhile as changed:
        typed = {
            name: str(value) for name, value in form.cleaned_data.items() if value and name not in ("copy", "is_sheet")
        }
        set_aside(case, what=f"{ASIDE}{code}", text=typed, by=actor_of(request))
        refuse(form, changed)
        return False
    except Refused as refused:
        place = {"sent_at": "sent_on", "file": "copy"}.get(refused.refusal.place, refused.refusal.place)
        form.add_error(place if place in form.fields else None, refused.refusal.sentence)
        return False
    return True


def _is_withdrawn(case: Case) -> bool:
    return case.events.filter(event="notification_withdrawn", superseded_by__isnull=True).exists()


_CASE = "cases/<str:reference>/"
urlpatterns: list[URLPattern] = [
    path(f"{_CASE}sending/", sending, name="sending"),
    path(f"{_CASE}sheet/", sheet, name="sheet"),
    path(f"{_CASE}sending/<slug:code>/record/", record_sent, name="record_sent"),
    path(f"{_CASE}sending/<slug:code>/record-withdrawal/", record_withdrawal, name="record_withdrawal_sent"),
    path(f"{_CASE}sending/<slug:code>/send/", send_here, name="send_here"),
    path(f"{_CASE}sending/<slug:code>/", sent, name="sent"),
    path(f"{_CASE}sending/<slug:code>/withdrawal/", sent, {"what": "withdrawal"}, name="sent_withdrawal"),
]
