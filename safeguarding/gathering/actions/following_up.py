"""What is done about a request after it was sent: a reminder by one press, a call written down, another date, its
withdrawal; and the check half-way. Reminding by the ladder needs no press (`reminding.py`)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import ChangedMeanwhile, hold
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import record_event
from safeguarding.cases.models import Case
from safeguarding.gathering.consequences import REQUESTED, add_step, of_this_case, settle_answers, write_of
from safeguarding.gathering.models import Call, InformationRequest, MidpointCheck, RequestStep
from safeguarding.gathering.people_asked import who_answers
from safeguarding.gathering.requests import Standing, requests_of, standing_of
from safeguarding.messages.kinds import Kind
from safeguarding.rules.facts import WITHDRAWN
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission

W = RequestStep.What


@transaction.atomic
def remind_agency(*, case: Case, asked: InformationRequest, by: Actor, on: date) -> RequestStep:
    """Remind everybody who may answer there, once a day at most. It is on record with its day."""
    case = hold(case, by=by, to=Permission.ASK_AGENCIES)
    now = _open_one(case, asked, on=on)
    if now.is_reminded_today:
        raise Refused(Refusal(_("{body} was reminded today already. Ring it.").format(body=now.request.body)))
    people = who_answers(now.request.body_id, on=on)
    if not people:
        raise Refused(Refusal(_("Nobody of {body} signs in here. Ring it.").format(body=now.request.body)))
    step = add_step(now.request, W.REMINDED, by=by, on=on)
    write_of(
        now.request, kind=Kind.INFORMATION_REMINDER, what=reminder_words(now), to=people, key=f"pressed-{step.pk}",
        named_on=now.wanted_by, by=by, on=on,
    )  # fmt: skip
    return step


def reminder_words(now: Standing) -> str:
    """Which sentence reminds: before its date, or after it."""
    return "information-was-wanted" if now.is_past_date else "information-still-wanted"


@transaction.atomic
def ask_again(*, case: Case, asked: InformationRequest, wanted_by: date, why: str, by: Actor, on: date) -> RequestStep:
    """Ask once more, with another date and why: after it was declined, or when more time is given. Who may answer there
    is written to."""
    case = hold(case, by=by, to=Permission.ASK_AGENCIES)
    now = standing_of(of_this_case(case, asked), on=on)
    if not now.is_open and now.state != W.DECLINED:
        raise ChangedMeanwhile(Refusal(_("This request is answered or withdrawn, so it is not asked again.")))
    if wanted_by < on:
        raise Refused(Refusal(_("The day by which you want an answer has passed. Choose a later one."), "wanted_by"))
    if now.is_open and wanted_by == now.wanted_by:
        raise Refused(Refusal(_("An answer is wanted by that day already. Choose another."), "wanted_by"))
    if not why.strip():
        raise Refused(Refusal(_("Write why it is asked again: the agency reads this."), "why"))
    step = add_step(now.request, W.AGAIN, words=why.strip(), wanted_by=wanted_by, by=by, on=on)
    write_of(
        now.request, kind=Kind.INFORMATION_ASKED, what="information-wanted", key=f"again-{step.pk}",
        to=who_answers(now.request.body_id, on=on), named_on=wanted_by, by=by, on=on,
    )  # fmt: skip
    return step


@transaction.atomic
def withdraw_request(*, case: Case, asked: InformationRequest, why: str, by: Actor, on: date) -> RequestStep:
    """Ask for it no longer, with the reason. It stays on record; nothing is owed under it any more."""
    case = hold(case, by=by, to=Permission.ASK_AGENCIES)
    now = standing_of(of_this_case(case, asked), on=on)
    if now.state == W.WITHDRAWN:
        raise ChangedMeanwhile(Refusal(_("A colleague has withdrawn this request already.")))
    if now.returns:
        raise ChangedMeanwhile(Refusal(_("This request is answered. An answer is not withdrawn.")))
    if not why.strip():
        raise Refused(Refusal(_("Write why it is withdrawn: the agency reads this."), "why"))
    step = add_step(now.request, W.WITHDRAWN, words=why.strip(), by=by, on=on)
    _no_longer_requested(case, now.request, why, by=by, on=on)
    settle_answers(case, by=by, on=on)
    refresh_dues(case, by=by.person_id, reason=why.strip())
    return step


@transaction.atomic
def log_call(
    *, case: Case, asked: InformationRequest, called_on: date, whom: str, said: str, by: Actor, on: date
) -> Call:
    """Write down a call about a request: when, with whom, and what was said. The same again is the same call."""
    case = hold(case, by=by, to=Permission.ASK_AGENCIES)
    request = of_this_case(case, asked)
    if called_on > on:
        raise Refused(Refusal(_("The day of the call lies ahead. Correct it."), "called_on"))
    if not whom.strip():
        raise Refused(Refusal(_("Enter with whom you spoke."), "whom"))
    if not said.strip():
        raise Refused(Refusal(_("Write what was said."), "said"))
    same = request.calls.filter(on=called_on, whom=whom.strip()[:160], said=said.strip()).first()
    return same or Call.objects.create(
        case=case,
        request=request,
        whom=whom.strip()[:160],
        said=said.strip(),
        on=called_on,
        recorded_at=today.now(),
        recorded_by_id=by.person_id,
    )


@transaction.atomic
def record_midpoint(*, case: Case, come_to_light: str, done_about_it: str, by: Actor, on: date) -> MidpointCheck:
    """Record the check half-way: who is missing is worked out; who else has come to light, and what is done about it,
    is written."""
    case = hold(case, by=by, to=Permission.ASK_AGENCIES)
    if not case.information_requests.exists():
        raise Refused(Refusal(_("Nobody is asked yet, so there is nothing to check half-way.")))
    if not done_about_it.strip():
        raise Refused(Refusal(_("Write what is done about it, or that nothing need be done."), "done_about_it"))
    same = case.midpoint_checks.filter(on=on, come_to_light=come_to_light.strip(), done_about_it=done_about_it.strip())
    return same.first() or MidpointCheck.objects.create(
        case=case,
        missing=missing_lines(case, on=on),
        come_to_light=come_to_light.strip(),
        done_about_it=done_about_it.strip(),
        on=on,
        recorded_at=today.now(),
        recorded_by_id=by.person_id,
    )


def missing_lines(case: Case, *, on: date) -> list[str]:
    """Who has not answered, a line each: the body and how its request stands."""
    return [f"{one.request.body}: {one.words}" for one in requests_of(case, on=on) if one.is_open]


def _open_one(case: Case, asked: InformationRequest, *, on: date) -> Standing:
    now = standing_of(of_this_case(case, asked), on=on)
    if not now.is_open:
        raise Refused(Refusal(_("This request is answered or accounted for, so there is nothing to remind of.")))
    return now


def _no_longer_requested(case: Case, request: InformationRequest, why: str, *, by: Actor, on: date) -> None:
    """The event that it was asked for stays in the history, and nothing follows from it any more."""
    same = case.events.filter(event=REQUESTED, body_id=request.body_id, superseded_by__isnull=True)
    asked = same.filter(on=request.on).order_by("id").last()
    if asked is not None:
        record_event(case, WITHDRAWN, supersedes=asked, reason=why.strip(), on=on, by=by)
