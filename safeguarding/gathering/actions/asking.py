"""Asking bodies for what they know: chosen from the register or added to it, by a power, with a date; a message to
those who sign in, a letter for those who do not. What is done about a request afterwards is `following_up.py`'s."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from django.db import transaction
from django.db.models import Max
from django.utils.crypto import get_random_string
from django.utils.text import slugify
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import hold
from safeguarding.cases.actions.papers import file_paper
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import record_event
from safeguarding.cases.markings import FOR_THE_ADDRESSEE, OFFICIAL_SENSITIVE
from safeguarding.cases.models import Case, Paper
from safeguarding.gathering.consequences import REQUESTED, add_step, of_this_case, settle_sending, write_of
from safeguarding.gathering.letters import letter_to
from safeguarding.gathering.models import InformationRequest, RequestStep, Scope
from safeguarding.gathering.people_asked import who_answers
from safeguarding.gathering.requests import requests_of
from safeguarding.gathering.scope import scope_of
from safeguarding.messages.kinds import Kind
from safeguarding.people.models import Organisation
from safeguarding.rules.asking import agency_kinds, asking
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission

W = RequestStep.What
MOST_AT_ONCE = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: the same of every body that is asked at once. `questions` is a question a line."""

    power: str
    about: str
    purpose: str
    questions: str
    wanted_by: date
    signed_by: str
    power_words: str = ""


@transaction.atomic
def add_agency(*, case: Case, name: str, kind: str, email: str, phone: str, by: Actor, on: date) -> Organisation:
    """Put a body that the register does not hold yet into it, such as a GP practice, so that it can be asked. The same
    name and kind again is the same body."""
    case = hold(case, by=by, to=Permission.ASK_AGENCIES)
    if not name.strip():
        raise Refused(Refusal(_("Enter the name of the body."), "name"))
    _refuse_unknown_kind(case, kind, "kind")
    known: Organisation | None = (
        Organisation.objects.on(on).filter(name__iexact=name.strip()[:200], agency_kind=kind).first()
    )
    if known is not None:
        return known
    added: Organisation = Organisation.objects.create(
        kind=Organisation.Kind.AGENCY,
        name=name.strip()[:200],
        code=f"{slugify(name)[:28]}-{get_random_string(8).lower()}",
        agency_kind=kind,
        from_on=on,
        contact_email=email.strip(),
        contact_phone=phone.strip()[:40],
        source=_("Added by {partnership}").format(partnership=case.partnership)[:200],
    )
    return added


@transaction.atomic
def ask_agencies(
    *, case: Case, bodies: Sequence[tuple[Organisation, str]], asked: Asked, by: Actor, on: date
) -> list[InformationRequest]:
    """Ask each of these bodies, given with its kind of agency. Who signs in there gets a message with a link; for a
    body where nobody does, a letter is made and filed. Refused while a body has a request that is still open."""
    case = hold(case, by=by, to=Permission.ASK_AGENCIES)
    scope = scope_of(case)
    if scope is None:
        raise Refused(Refusal(_("Say first which period is looked at, and why.")))
    _refuse_unready(case, bodies, asked, on=on)
    waiting = {one.request.body_id for one in requests_of(case, on=on) if one.is_open}
    for body, _kind in bodies:
        if body.pk in waiting:
            raise Refused(Refusal(_("{body} is asked already. Ask it again on its page.").format(body=body)))
    requests = [_ask(case, scope, body, kind, asked, by=by, on=on) for body, kind in bodies]
    settle_sending(case, by=by, on=on)
    refresh_dues(case, by=by.person_id)
    return requests


@transaction.atomic
def make_request_letter(*, case: Case, asked: InformationRequest, by: Actor, on: date) -> Paper:
    """Make a request as a Word letter and file it, for a body that is not reached here. The person reads it and sends
    it."""
    case = hold(case, by=by, to=Permission.ASK_AGENCIES)
    return _make_letter(case, of_this_case(case, asked), by=by, on=on)


def _ask(
    case: Case, scope: Scope, body: Organisation, kind: str, asked: Asked, *, by: Actor, on: date
) -> InformationRequest:
    number = (case.information_requests.aggregate(last=Max("number"))["last"] or 0) + 1
    request = InformationRequest.objects.create(
        case=case,
        number=number,
        reference=f"{case.reference}-R{number}",
        procedure=case.procedure,
        asked_by=case.partnership,
        body=body,
        agency_kind=kind,
        power=asked.power,
        power_words=asked.power_words.strip()[:300],
        about=asked.about.strip(),
        purpose=asked.purpose.strip(),
        questions=_lines(asked.questions),
        from_on=scope.from_on,
        until_on=scope.until_on,
        wanted_by=asked.wanted_by,
        signed_by=asked.signed_by.strip()[:160],
        on=on,
        recorded_at=today.now(),
        recorded_by_id=by.person_id,
    )
    record_event(case, REQUESTED, on=on, body=body, by=by)
    people = who_answers(body, on=on)
    write_of(
        request, kind=Kind.INFORMATION_ASKED, what="information-wanted", to=people, key="asked",
        named_on=asked.wanted_by, by=by, on=on,
    )  # fmt: skip
    if not people:
        _make_letter(case, request, by=by, on=on)
    return request


def _make_letter(case: Case, request: InformationRequest, *, by: Actor, on: date) -> Paper:
    made = request.steps.filter(what__in=(W.LETTER, W.AGAIN)).select_related("paper").order_by("id").last()
    if made is not None and made.paper is not None and made.on == on:
        return made.paper  # pressed twice, the letter would say the same
    title = _("Request for information {reference} to {body}").format(reference=request.reference, body=request.body)
    paper = file_paper(
        case=case,
        name=f"{request.reference}.docx",
        stream=BytesIO(letter_to(request, on=on)),
        title=title[:200],
        originator=str(case.partnership),
        marking=OFFICIAL_SENSITIVE,
        onward_sharing=FOR_THE_ADDRESSEE,
        dated_on=on,
        kind=Paper.Kind.LETTER,
        to=Permission.ASK_AGENCIES,
        by=by,
        on=on,
    )
    add_step(request, W.LETTER, paper=paper, by=by, on=on)
    return paper


def _refuse_unready(case: Case, bodies: Sequence[tuple[Organisation, str]], asked: Asked, *, on: date) -> None:
    if not 0 < len({body.pk for body, _kind in bodies}) == len(bodies) <= MOST_AT_ONCE:
        raise Refused(Refusal(_("Choose whom to ask, each once."), "bodies"))
    for _body, kind in bodies:
        _refuse_unknown_kind(case, kind, "bodies")
    power = asking(case.procedure).power(asked.power)
    if power is None:
        raise Refused(Refusal(_("Choose by which power you ask."), "power"))
    if power.in_words and not asked.power_words.strip():
        raise Refused(Refusal(_("Write by which other power you ask."), "power_words"))
    if not asked.about.strip():
        raise Refused(Refusal(_("Write whose records are looked for, so that they can be found."), "about"))
    if not asked.purpose.strip():
        raise Refused(Refusal(_("Write what the information is for."), "purpose"))
    if not _lines(asked.questions):
        raise Refused(Refusal(_("Write at least one question, each on a line of its own."), "questions"))
    if asked.wanted_by < on:
        raise Refused(Refusal(_("The day by which you want an answer has passed. Choose a later one."), "wanted_by"))
    if not asked.signed_by.strip():
        raise Refused(Refusal(_("Enter who signs the request."), "signed_by"))


def _refuse_unknown_kind(case: Case, kind: str, place: str) -> None:
    if kind not in {option.code for option in agency_kinds(case.procedure)}:
        raise Refused(Refusal(_("Choose what kind of agency it is."), place))


def _lines(text: str) -> str:
    """A question a line, without empty lines."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())
