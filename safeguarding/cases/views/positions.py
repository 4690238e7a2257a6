"""Partner bodies' positions: asking for them, the holder's own page, recording one from an email. The
verbs are in `actions/positions.py` and `actions/leading.py`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from email.utils import parseaddr
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.assessment import TEST_A, natures, weighed
from safeguarding.cases.actions.holding import ChangedMeanwhile, set_aside
from safeguarding.cases.actions.leading import TAKES_PART, add_partner_body
from safeguarding.cases.actions.papers import file_paper
from safeguarding.cases.actions.positions import (
    POSITION_PATH,
    BodyView,
    ask_for_positions,
    bodies_held,
    give_position,
    record_position,
    views_of_bodies,
)
from safeguarding.cases.actions.recipients import holders_at, who_run
from safeguarding.cases.doors import open_case_to
from safeguarding.cases.models import Case, Position, PositionRequest, Question
from safeguarding.cases.position_words import views_on
from safeguarding.cases.views.asking import SeeOther, page_of
from safeguarding.cases.views.previews import would_be_sent
from safeguarding.cases.views.threshold_forms import (
    AddBody,
    AskBodies,
    GivePosition,
    RecordPosition,
)
from safeguarding.doors import actor_of
from safeguarding.messages.kinds import Kind
from safeguarding.messages.writing import Preview
from safeguarding.people.models import Organisation
from safeguarding.people.pages import page, refuse
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission, Role


@open_case_to(Permission.GIVE_POSITION)
def position(request: HttpRequest, case: Case, question: str) -> HttpResponse:
    """Readable in two minutes, answered on a phone: what is asked, in five lines, then the answer."""
    _known(question)
    actor, on = actor_of(request), today.today()
    held = bodies_held(case, by=actor, on=on)
    if not held:
        raise PermissionDenied
    views = {one.body.pk: one for one in views_of_bodies(case, question, on=on)}
    form = GivePosition(request.POST or None, bodies=held, views=views_on(question), initial=_begun(views, held))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        body = next((one for one in held if str(one.pk) == given["body"]), held[0])
        latest_seen = seen_of_body(request, body)
        try:
            give_position(
                case=case, question=question, body=body, view=given["view"], reasons=given["reasons"],
                seen=latest_seen, by=actor, on=on,
            )  # fmt: skip
        except ChangedMeanwhile as changed:
            keep_position(case, form, changed, what=f"threshold/position/{body.pk}", request=request)
            views = {one.body.pk: one for one in views_of_bodies(case, question, on=on)}
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Your position is recorded. You can change it here at any time."))
            return SeeOther(page_of("position", case, question))
    due = case.dues.filter(duty="eng-notify-panel").first()
    said = dict(views_on(question))
    return page(
        request,
        "cases/position.html",
        form,
        case=case,
        question=question,
        asked=_latest_request(views[body.pk].asked for body in held),
        held=[(body, views[body.pk], _latest(views[body.pk], said), _older(views[body.pk], said)) for body in held],
        several=len(held) > 1,
        items=[one for one in weighed(case, TEST_A) if one.item.joins != "aid"],
        nature=natures(case).get(case.incident.nature, ""),
        children=list(case.children.all()),
        known=case.events.filter(event="incident_known_to_la", superseded_by__isnull=True).order_by("on").first(),
        due=due,
        previews=told_of_position(case, by=actor, on=on),
    )


@open_case_to(Permission.RECORD_POSITION)
def ask(request: HttpRequest, case: Case, question: str) -> HttpResponse:
    """Ask every body that has not answered, and let another body take part."""
    _known(question)

    def act(wanted_by: date | None) -> list[PositionRequest]:
        return ask_for_positions(
            case=case, question=question, wanted_by=wanted_by, by=actor_of(request), on=today.today()
        )

    asking = _asking(case, question, "ask_positions")
    return ask_bodies(request, case, asking, act, lambda: views_of_bodies(case, question, on=today.today()))


@open_case_to(Permission.RECORD_POSITION)
def record(request: HttpRequest, case: Case, question: str) -> HttpResponse:
    """Record a position from an email, which is filed as it was sent and shown beside it."""
    _known(question)
    asking = _asking(case, question, "record_position")
    return record_from_email(request, case, asking, partial(record_position, question=question))


@dataclass(frozen=True, slots=True)
class Asking:
    """On what question the pages of positions work, where its holders answer, and whither they lead back."""

    question: str
    path: str
    here: str
    back: str
    back_words: str

    @property
    def aside(self) -> str:
        """As what a text that came second is kept."""
        return f"{'review' if self.question == Question.REVIEW else 'threshold'}/position"


def ask_bodies(
    request: HttpRequest,
    case: Case,
    asking: Asking,
    act: Callable[[date | None], Sequence[PositionRequest]],
    bodies: Callable[[], Sequence[BodyView]],
) -> HttpResponse:
    """The page that asks the bodies of any question; `act` asks them, `bodies` says how each stands."""
    actor, on = actor_of(request), today.today()
    is_adding = "add" in request.POST
    form = AskBodies(request.POST if request.method == "POST" and not is_adding else None)
    adding = AddBody(request.POST if is_adding else None, bodies=_addable(case, on=on))
    try:
        if is_adding and adding.is_valid():
            add_partner_body(case=case, body=adding.cleaned_data["body"], by=actor, on=on)
            return SeeOther(asking.here)
        if form.is_bound and form.is_valid():
            asked = act(form.cleaned_data["wanted_by"])
            messages.success(request, _("Asked: %(n)d. Each holder gets a link and the date.") % {"n": len(asked)})
            return SeeOther(asking.back)
    except Refused as refused:
        refuse(adding if is_adding else form, refused)
    shown = bodies()
    holders = holders_at([one.body for one in shown if one.latest is None], Role.PARTNER, on=on)
    path = asking.path.format(reference=case.reference, question=asking.question)
    sent = would_be_sent(
        case, kind=Kind.POSITION_ASKED, what="position-wanted-soon", to=holders, path=path, by=actor, on=on
    )
    return page(
        request, "cases/positions_ask.html", form, adding, case=case, adding=adding, bodies=shown, asking=asking,
        previews=sent,
    )  # fmt: skip


def record_from_email(
    request: HttpRequest, case: Case, asking: Asking, verb: Callable[..., Position], *, proposal: int = 0
) -> HttpResponse:
    """The page that records a position on any question from an email; `verb` records it."""
    on = today.today()
    views = {one.body.pk: one for one in views_of_bodies(case, asking.question, on=on)}
    bodies = [one.body for one in views.values()]
    form = RecordPosition(request.POST or None, request.FILES or None, bodies=bodies, views=views_on(asking.question))
    if request.method == "POST" and form.is_valid():
        try:
            _record(request, case, verb, form, bodies)
        except ChangedMeanwhile as changed:
            keep_position(case, form, changed, what=f"{asking.aside}/from-email", request=request)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Recorded from the email, which is in the case file."))
            return SeeOther(asking.back)
    return page(
        request, "cases/position_record.html", form, case=case, asking=asking, has_files=True, proposal=proposal,
        latest=[(one.body.pk, one.latest.pk if one.latest else 0) for one in views.values()],
        previews=told_of_position(case, by=actor_of(request), on=on),
    )  # fmt: skip


def told_of_position(case: Case, *, by: Actor, on: date) -> list[Preview]:
    """Who is written to when a position is recorded."""
    return would_be_sent(
        case, kind=Kind.POSITION_GIVEN, what="position-recorded", to=who_run(case, on=on), by=by, on=on
    )


def _record(
    request: HttpRequest, case: Case, verb: Callable[..., Position], form: RecordPosition, bodies: list[Organisation]
) -> Position:
    """Paper and position, both or neither."""
    given, on, actor = form.cleaned_data, today.today(), actor_of(request)
    body = next((one for one in bodies if str(one.pk) == given["body"]), bodies[0])
    upload = given["email"]
    with transaction.atomic():
        try:
            paper = file_paper(
                case=case,
                name=upload.name or "email",
                stream=upload.file,
                marking=given["marking"],
                onward_sharing=given["onward_sharing"],
                to=Permission.RECORD_POSITION,
                by=actor,
                on=on,
            )
        except Refused as refused:
            raise Refused(_at_the_file(refused.refusal)) from refused
        return verb(
            case=case,
            body=body,
            view=given["view"],
            reasons=given["reasons"],
            held_by=given["held_by"] or parseaddr(paper.originator)[0] or paper.originator,
            email=paper,
            seen=seen_of_body(request, body),
            by=actor,
            on=on,
        )


def _at_the_file(refusal: Refusal) -> Refusal:
    """A no to the file, shown at the file. One that says nothing of its writer is no email."""
    if refusal.place == "originator":
        return Refusal(_("Attach the email itself, saved as a .eml or .msg file."), "email")
    return Refusal(refusal.sentence, "email" if refusal.place == "file" else refusal.place)


def keep_position(case: Case, form: Any, changed: ChangedMeanwhile, *, what: str, request: HttpRequest) -> None:
    """What was typed is kept beside, and stays on the page."""
    text = {"view": form.cleaned_data["view"], "reasons": form.cleaned_data["reasons"]}
    set_aside(case, what=what, text=text, by=actor_of(request))
    refuse(form, changed)
    form.add_error(None, _("What you typed is below and is kept with the incident. Send it again if it still holds."))


def seen_of_body(request: HttpRequest, body: Organisation) -> int:
    """Which position of this body the page was opened on: each body has a field of its own."""
    said = request.POST.get(f"seen-{body.pk}", "0")
    return int(said) if said.isdecimal() and len(said) < 19 else 0


def _begun(views: dict[int, Any], held: list[Organisation]) -> dict[str, Any]:
    """With one body, the page shows what it said last; with several, the person chooses first."""
    if len(held) != 1:
        return {}
    latest = views[held[0].pk].latest
    return {"body": str(held[0].pk), **({"view": latest.view, "reasons": latest.reasons} if latest else {})}


def _latest_request(requests: Iterable[PositionRequest | None]) -> PositionRequest | None:
    return max((one for one in requests if one), key=lambda one: one.pk, default=None)


def _latest(view: Any, said: dict[str, Any]) -> Any:
    return said.get(view.latest.view) if view.latest else ""


def _older(view: Any, said: dict[str, Any]) -> list[tuple[Any, Any]]:
    return [(one, said.get(one.view)) for one in view.earlier]


def _addable(case: Case, *, on: Any) -> Any:
    taking_part = case.parties.on(on).values("organisation_id")
    return Organisation.objects.on(on).filter(kind__in=TAKES_PART).exclude(pk__in=taking_part).order_by("name")


def _known(question: str) -> None:
    """A position on the decision after a rapid review is on one proposal, and has pages of its own (`reviews`)."""
    if question not in (Question.NOTIFY, Question.WITHDRAW):
        raise Http404


def _asking(case: Case, question: str, page_name: str) -> Asking:
    is_first = question == Question.NOTIFY
    words = _("Notify or not") if is_first else _("Were the criteria never met?")
    back = page_of("threshold" if is_first else "withdrawal", case)
    return Asking(question, POSITION_PATH, page_of(page_name, case, question), back, words)


urlpatterns: list[URLPattern] = [
    path("cases/<str:reference>/position/<slug:question>/", position, name="position"),
    path("cases/<str:reference>/positions/<slug:question>/ask/", ask, name="ask_positions"),
    path("cases/<str:reference>/positions/<slug:question>/record/", record, name="record_position"),
]
