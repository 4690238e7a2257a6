"""The ladder's steps taken by themselves: once a day, for every request that is still open, each step once. The round
is called by the tick (`messages/daily.py`) and acts, case by case, as somebody who sees it."""

import logging
from datetime import date

from django.db import connection, transaction

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.models import Case
from safeguarding.gathering.consequences import write_of
from safeguarding.gathering.ladder import Rung, ladder_of
from safeguarding.gathering.models import LadderReminder
from safeguarding.gathering.people_asked import OWN_PATH, on_the_ladder, who_asked
from safeguarding.gathering.requests import Standing, requests_of
from safeguarding.messages.kinds import Kind

logger = logging.getLogger(__name__)

CASE_SIDE = "/cases/{reference}/asked/"
"""Where a partner body's holder, who sees the case, reads who has not answered."""


def remind_agencies(day: date) -> None:
    """Take every step that is owed by this day. A case that fails is logged and leaves the others to be done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT case_id, person_id FROM cases_with_open_requests(%s)", [day])
        found = cursor.fetchall()
    for case_id, person_id in found:
        try:
            with transaction.atomic(), acting_as(person_id, on=day):
                remind_in(Case.objects.get(pk=case_id), on=day)
        except Exception:
            logger.exception("agencies of case %s were not reminded", case_id)


def remind_in(case: Case, *, on: date) -> int:
    """Take the steps owed in one case; says how many messages were written."""
    return sum(_climb(one, case, on=on) for one in requests_of(case, on=on) if one.is_open)


def _climb(now: Standing, case: Case, *, on: date) -> int:
    """Of several steps that have come, the latest is taken; it covers those that were skipped, and those that came
    before the request was sent or its date last given."""
    request, nation = now.request, case.procedure.partition("/")[0]
    taken = {(row.days, row.whom) for row in request.ladder_reminders.all() if row.wanted_by == now.wanted_by}
    asked_on = max([request.on, *(step.on for step in now.steps if step.wanted_by)])
    owed: list[tuple[date, Rung]] = []
    for rung in ladder_of(request.asked_by_id, request.agency_kind, case.procedure):
        falls_on = rung.falls_on(now.wanted_by, nation)
        if falls_on is not None and falls_on <= on and (rung.days, rung.whom) not in taken:
            owed.append((falls_on, rung))
    last = max((falls_on for falls_on, _rung in owed), default=on)
    return sum(
        _take(now, case, rung, is_covered=falls_on < last or falls_on <= asked_on, on=on) for falls_on, rung in owed
    )


def _take(now: Standing, case: Case, rung: Rung, *, is_covered: bool, on: date) -> int:
    request = now.request
    people = [] if is_covered else on_the_ladder(request, case, rung.whom, on=on)
    is_agencys = rung.whom != "partner" and bool(people)
    if not people and not is_covered:
        people = who_asked(request, on=on)  # nobody there signs in: whoever asked has to ring
    path = OWN_PATH.format(reference=request.reference) if is_agencys else CASE_SIDE.format(reference=case.reference)
    told = write_of(
        request, kind=Kind.INFORMATION_REMINDER, what=_what(now, is_agencys), to=people, named_on=now.wanted_by,
        path=path, by=None, key=f"step-{now.wanted_by}-{rung.days}-{rung.whom}", on=on,
    )  # fmt: skip
    LadderReminder.objects.create(
        case=case,
        request=request,
        wanted_by=now.wanted_by,
        days=rung.days,
        whom=rung.whom,
        told=told,
        on=on,
        recorded_at=today.now(),
    )
    return told


def _what(now: Standing, is_agencys: bool) -> str:
    if is_agencys:
        return "information-was-wanted" if now.is_past_date else "information-still-wanted"
    return "agency-answer-was-wanted" if now.is_past_date else "agency-answer-wanted"
