"""What the verbs of gathering have in common: one at a time at a request, messages about it, and what follows in the
case when an answer comes in. A message carries the request's reference, a date and a link."""

from collections.abc import Iterable
from datetime import date

from django.db import connection
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor, acting_as
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import record_event
from safeguarding.cases.models import Case
from safeguarding.gathering.models import InformationRequest, RequestStep
from safeguarding.gathering.people_asked import OWN_PATH
from safeguarding.gathering.requests import requests_of
from safeguarding.gathering.scope import prompts_of
from safeguarding.messages.kinds import Kind
from safeguarding.messages.lines import Line
from safeguarding.messages.writing import write
from safeguarding.people.models import Person
from safeguarding.rules.refusal import Refusal, Refused

LOCK = 7_361_004  # of requests, among advisory locks; an arbitrary number used nowhere else

RETURN_RECEIVED, RETURNED, ALL_IN = "agency_return_received", "information_returned", "agency_returns_in"
REQUESTED, LETTERS_SENT = "information_requested", "agency_letters_sent"


def one_at_a_time(request: InformationRequest) -> None:
    """Nobody else does anything to this request until the transaction ends. Its row is never changed, and so cannot
    be locked itself."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, request.pk])


def of_this_case(case: Case, request: InformationRequest) -> InformationRequest:
    """The request, if it is one of this case; held until the transaction ends."""
    found = case.information_requests.select_related("body").filter(pk=request.pk).first()
    if found is None:
        raise Refused(Refusal(_("This request belongs to another incident. Open the page again.")))
    one_at_a_time(found)
    return found


def add_step(
    request: InformationRequest, what: RequestStep.What, *, by: Actor, on: date, words: str = "", **more: object
) -> RequestStep:
    """Write down that something happened to a request."""
    return RequestStep.objects.create(
        case_id=request.case_id,
        request=request,
        body_id=request.body_id,
        what=what,
        words=words,
        on=on,
        recorded_at=today.now(),
        recorded_by_id=by.person_id,
        **more,
    )


def write_of(
    request: InformationRequest,
    *,
    kind: Kind,
    what: str,
    to: Iterable[Person],
    key: str,
    by: Actor | None,
    on: date,
    named_on: date | None = None,
    path: str = "",
) -> int:
    """Write one message to each of these people, but not to whoever acts. Says how many were written."""
    line = Line(request.reference, what, named_on or on, path or OWN_PATH.format(reference=request.reference))
    written = [
        write(
            kind=kind,
            key=f"{kind}/{request.reference}/{key}/{person.pk}",
            to=person,
            case_id=request.case_id,
            lines=[line],
            by=by,
            on=on,
            # Who speaks for a body that was asked need have no part in the case: the request names the body.
            is_confirmed=True,
        )
        for person in {one.pk: one for one in to}.values()
        if by is None or person.pk != by.person_id
    ]
    return len([message for message in written if message is not None])


def has_happened(case: Case, event: str) -> bool:
    """Whether this is recorded and was not withdrawn."""
    return case.events.filter(event=event, superseded_by__isnull=True).exists()


def settle_sending(case: Case, *, by: Actor, on: date) -> None:
    """Record that the letters were sent, once everybody whom the page prompts for is asked or has a reason."""
    is_settled = case.information_requests.exists() and not any(one.is_open for one in prompts_of(case))
    if is_settled and not has_happened(case, LETTERS_SENT):
        record_event(case, LETTERS_SENT, on=on, by=by)


def settle_answers(case: Case, *, by: Actor, on: date) -> None:
    """Record that every answer is in or accounted for, once that is so."""
    standings = requests_of(case, on=on)
    if standings and not any(one.is_open for one in standings) and not has_happened(case, ALL_IN):
        record_event(case, ALL_IN, on=on, by=by)


def answered_from_outside(request: InformationRequest, *, is_first: bool, by: Actor, on: date) -> None:
    """What follows in the case when the agency itself answers or declines. It does not see the case: the database
    records the event in the agency's name, and the dates are counted anew as somebody who sees the case."""
    happened = [RETURN_RECEIVED, RETURNED] if is_first else []
    steward = None
    with connection.cursor() as cursor:
        for event in (*happened, ALL_IN):
            cursor.execute("SELECT record_answer(%s, %s, %s, %s)", [request.pk, event, on, today.now()])
            steward = cursor.fetchone()[0]
    if steward is not None:
        with acting_as(steward, on=on):
            refresh_dues(Case.objects.get(pk=request.case_id), by=by.person_id)
