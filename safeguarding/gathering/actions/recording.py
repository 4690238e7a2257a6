"""An answer that did not come by this system: on paper, by email or on the telephone, recorded by the partnership for
the agency. An agency that signs in writes its own (`answering.py`)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import ChangedMeanwhile, hold
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import record_event
from safeguarding.cases.models import Case, Paper
from safeguarding.gathering.answers import FORM, NOTHING_HELD, SUMMARY
from safeguarding.gathering.consequences import RETURN_RECEIVED, RETURNED, of_this_case, settle_answers
from safeguarding.gathering.models import AgencyReturn, InformationRequest, RequestStep
from safeguarding.gathering.requests import standing_of
from safeguarding.rules.forms.loading import load_form
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission


@transaction.atomic
def record_answer(
    *,
    case: Case,
    asked: InformationRequest,
    signed_by: str,
    signed_on: date,
    summary: str,
    paper: Paper,
    seen: int,
    by: Actor,
    on: date,
) -> AgencyReturn:
    """Record an answer that is a paper of the case file, with what it comes to in short. `seen` is how many versions
    the person saw."""
    case = hold(case, by=by, to=Permission.ASK_AGENCIES)
    if paper.case_id != case.pk:
        raise Refused(Refusal(_("Attach the answer itself: a paper of this incident."), "file"))
    if not summary.strip():
        raise Refused(Refusal(_("Sum up in a few sentences what the answer says."), "summary"))
    given = {SUMMARY: summary.strip()}
    return _record(case, asked, signed_by, signed_on, given, seen, paper=paper, is_nil=False, by=by, on=on)


@transaction.atomic
def record_nothing_held(
    *,
    case: Case,
    asked: InformationRequest,
    said_by: str,
    said_on: date,
    where_looked: str,
    seen: int,
    by: Actor,
    on: date,
) -> AgencyReturn:
    """Record that an agency said that it holds nothing: who said so, when, and where they looked."""
    case = hold(case, by=by, to=Permission.ASK_AGENCIES)
    if not where_looked.strip():
        raise Refused(Refusal(_("Write where they looked, as they said it."), "where_looked"))
    given = {NOTHING_HELD: where_looked.strip()}
    return _record(case, asked, said_by, said_on, given, seen, paper=None, is_nil=True, by=by, on=on)


def _record(
    case: Case,
    asked: InformationRequest,
    signed_by: str,
    signed_on: date,
    given: dict[str, Any],
    seen: int,
    *,
    paper: Paper | None,
    is_nil: bool,
    by: Actor,
    on: date,
) -> AgencyReturn:
    request = of_this_case(case, asked)
    now = standing_of(request, on=on)
    if now.state == RequestStep.What.WITHDRAWN:
        raise Refused(Refusal(_("This request was withdrawn, so it takes no answer.")))
    if len(now.returns) != seen:
        raise ChangedMeanwhile(Refusal(_("An answer came in since you opened this page. Read it first.")))
    if not signed_by.strip():
        raise Refused(Refusal(_("Enter who answered for the agency."), "signed_by"))
    if not request.on <= signed_on <= on:
        raise Refused(Refusal(_("Give the day of the answer: from the day it was asked until today."), "signed_on"))
    answer = AgencyReturn.objects.create(
        case=case,
        request=request,
        body_id=request.body_id,
        number=len(now.returns) + 1,
        is_nil=is_nil,
        given=given,
        form_version=str(load_form(case.procedure, FORM).version),
        signed_by=signed_by.strip()[:160],
        how=AgencyReturn.How.RECORDED,
        paper=paper,
        on=signed_on,
        recorded_at=today.now(),
        recorded_by_id=by.person_id,
    )
    if not now.returns:
        for event in (RETURN_RECEIVED, RETURNED):
            record_event(case, event, on=signed_on, body=request.body, by=by)
    settle_answers(case, by=by, on=on)
    refresh_dues(case, by=by.person_id)
    return answer
