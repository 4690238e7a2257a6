"""What a body does with what it was asked: opens it, answers page by page, says that it holds nothing, signs, declines.
It sees its request and its own answers and never the case; what the partnership records for it is `recording.py`'s."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.gathering.answers import FORM, NOTHING_HELD
from safeguarding.gathering.consequences import add_step, answered_from_outside, one_at_a_time, write_of
from safeguarding.gathering.models import AgencyReturn, InformationRequest, RequestStep, ReturnDraft
from safeguarding.gathering.people_asked import ANSWERING, who_asked, who_signs
from safeguarding.gathering.requests import Standing, standing_of
from safeguarding.messages.kinds import Kind
from safeguarding.rules.forms.completeness import Missing, completeness
from safeguarding.rules.forms.loading import load_form
from safeguarding.rules.forms.questions import Form
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission

W = RequestStep.What
CASE_SIDE = "/cases/{reference}/asked/{number}/"
"""The page of a request as those who asked see it."""


def form_of(request: InformationRequest, version: str = "") -> Form:
    """The form of an answer: the version a draft began with, or the newest."""
    return load_form(request.procedure, FORM, int(version) if version else None)


@transaction.atomic
def open_request(*, asked: InformationRequest, by: Actor, on: date) -> None:
    """Somebody of the body has opened the request: recorded once, for those who asked."""
    request = _hold(asked, by=by)
    if not request.steps.filter(what=W.OPENED).exists():
        add_step(request, W.OPENED, by=by, on=on)


@transaction.atomic
def save_answers(
    *,
    asked: InformationRequest,
    page: str,
    answers: Mapping[str, Any],
    without: Sequence[str] = (),
    seen: int,
    token: str = "",
    by: Actor,
    on: date,
) -> ReturnDraft:
    """Keep the answers of one page, and take those named in `without` away again. `seen` is how often the page was
    saved when it was opened, `token` which opening of it saves: the same one may save again."""
    request = _hold_unwithdrawn(asked, by=by, on=on)
    draft = _draft(request, by=by, on=on)
    saved = draft.pages.get(page, {"version": 0, "token": ""})
    is_the_same_opening = bool(token) and saved["token"] == token
    if saved["version"] != seen and not is_the_same_opening:
        raise ChangedMeanwhile(Refusal(_("A colleague has saved this page since you opened it.")))
    draft.given = {key: value for key, value in {**draft.given, **answers}.items() if key not in without}
    draft.pages = {**draft.pages, page: {"version": saved["version"] + 1, "token": token[:40]}}
    draft.saved_at, draft.saved_by_id = today.now(), by.person_id
    draft.save(update_fields=["given", "pages", "saved_at", "saved_by"])
    if not request.steps.filter(what=W.BEGUN).exists():
        add_step(request, W.BEGUN, by=by, on=on)
    return draft


@transaction.atomic
def set_answers_aside(*, asked: InformationRequest, text: Mapping[str, str], by: Actor, on: date) -> ReturnDraft:
    """Keep what came second beside what a colleague saved meanwhile."""
    request = _hold_unwithdrawn(asked, by=by, on=on)
    draft = _draft(request, by=by, on=on)
    typed = {"text": dict(text), "by": by.name, "at": today.now().isoformat()}
    if not draft.set_aside or draft.set_aside[-1]["text"] != typed["text"]:
        draft.set_aside = [*draft.set_aside, typed]
        draft.save(update_fields=["set_aside"])
    return draft


def missing_in(request: InformationRequest, draft: ReturnDraft | None) -> tuple[Missing, ...]:
    """What is still to answer before it can be signed."""
    form = form_of(request, draft.form_version if draft else "")
    return completeness(form, draft.given if draft else {})


@transaction.atomic
def sign_answers(*, asked: InformationRequest, seen: int, by: Actor, on: date) -> AgencyReturn:
    """Sign what was written: it becomes a version that nothing changes, and those who asked are told. `seen` is how
    many versions were signed when the page was opened."""
    request, now = _hold_to_sign(asked, seen, by=by, on=on)
    draft = ReturnDraft.objects.select_for_update(of=("self",)).filter(request=request).first()
    left = missing_in(request, draft)
    if draft is None or left:
        first = left[0].sentence if left else ""
        raise Refused(Refusal(_("{count} answers are missing: {first}.").format(count=len(left), first=first)))
    answer = _sign(now, draft.given, draft.form_version, is_nil=False, by=by, on=on)
    draft.delete()
    return answer


@transaction.atomic
def say_nothing_held(*, asked: InformationRequest, where_looked: str, seen: int, by: Actor, on: date) -> AgencyReturn:
    """Say that the body holds nothing, and where it looked: an answer like any other, signed at once."""
    _request, now = _hold_to_sign(asked, seen, by=by, on=on)
    if not where_looked.strip():
        raise Refused(Refusal(_("Write where you looked: which records, under which names."), "where_looked"))
    version = str(form_of(now.request).version)
    return _sign(now, {NOTHING_HELD: where_looked.strip()}, version, is_nil=True, by=by, on=on)


@transaction.atomic
def decline_request(*, asked: InformationRequest, why: str, by: Actor, on: date) -> RequestStep:
    """Decline to answer, with the reason. Those who asked are told; it can still be answered afterwards."""
    request = _hold_unwithdrawn(asked, by=by, on=on)
    now = standing_of(request, on=on)
    if now.returns:
        raise ChangedMeanwhile(Refusal(_("A colleague has signed an answer already.")))
    if now.state == W.DECLINED:
        raise ChangedMeanwhile(Refusal(_("A colleague has declined already. You can still answer.")))
    if not why.strip():
        raise Refused(Refusal(_("Write why you decline: those who asked read this."), "why"))
    step = add_step(request, W.DECLINED, words=why.strip(), by=by, on=on)
    answered_from_outside(request, is_first=False, by=by, on=on)
    _tell_who_asked(request, "agency-declined", f"declined-{step.pk}", by=by, on=on)
    return step


def bodies_answered_for(by: Actor) -> frozenset[int]:
    """The bodies for which a person answers."""
    return by.organisations_as(*ANSWERING)


def _hold(asked: InformationRequest, *, by: Actor) -> InformationRequest:
    found: InformationRequest | None = InformationRequest.objects.filter(pk=asked.pk).select_related("body").first()
    if found is None or not by.may(Permission.ANSWER_REQUEST) or found.body_id not in bodies_answered_for(by):
        raise Refused(Refusal(_("This was not asked of an organisation for which you answer.")))
    one_at_a_time(found)
    return found


def _hold_unwithdrawn(asked: InformationRequest, *, by: Actor, on: date) -> InformationRequest:
    request = _hold(asked, by=by)
    if request.steps.filter(what=W.WITHDRAWN).exists():
        raise Refused(Refusal(_("This request was withdrawn: nothing is asked of you any more.")))
    return request


def _hold_to_sign(asked: InformationRequest, seen: int, *, by: Actor, on: date) -> tuple[InformationRequest, Standing]:
    request = _hold_unwithdrawn(asked, by=by, on=on)
    signing = who_signs(request.body_id, on=on)
    if by.person_id not in {person.pk for person in signing}:
        names = ", ".join(person.name for person in signing)
        raise Refused(
            Refusal(_("Your safeguarding lead signs: {names}. What is written is saved.").format(names=names))
        )
    now = standing_of(request, on=on)
    if len(now.returns) != seen:
        raise ChangedMeanwhile(Refusal(_("A version was signed since you opened this page. Read it first.")))
    return request, now


def _draft(request: InformationRequest, *, by: Actor, on: date) -> ReturnDraft:
    """The draft, held; begun from what was signed last where there is none."""
    draft = ReturnDraft.objects.select_for_update(of=("self",)).filter(request=request).first()
    if draft is not None:
        return draft
    last = request.returns.filter(is_nil=False).order_by("number").last()
    return ReturnDraft.objects.create(
        case_id=request.case_id,
        request=request,
        body_id=request.body_id,
        given=dict(last.given) if last else {},
        form_version=str(form_of(request).version),
        saved_at=today.now(),
        saved_by_id=by.person_id,
    )


def _sign(now: Standing, given: Mapping[str, Any], version: str, *, is_nil: bool, by: Actor, on: date) -> AgencyReturn:
    request = now.request
    answer = AgencyReturn.objects.create(
        case_id=request.case_id,
        request=request,
        body_id=request.body_id,
        number=len(now.returns) + 1,
        is_nil=is_nil,
        given=dict(given),
        form_version=version,
        signed_by=by.name[:160],
        how=AgencyReturn.How.SIGNED_IN,
        on=on,
        recorded_at=today.now(),
        recorded_by_id=by.person_id,
    )
    answered_from_outside(request, is_first=not now.returns, by=by, on=on)
    _tell_who_asked(request, "answer-signed", f"signed-{answer.number}", by=by, on=on)
    return answer


def _tell_who_asked(request: InformationRequest, what: str, key: str, *, by: Actor, on: date) -> None:
    path = CASE_SIDE.format(reference=request.case_reference, number=request.number)
    write_of(
        request, kind=Kind.RETURN_SIGNED, what=what, to=who_asked(request, on=on), key=key, path=path, by=by, on=on
    )
