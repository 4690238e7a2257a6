"""Finishing an incident, and opening it again: an event, and one that takes it back with its reason. Nothing of the
plan ends with it."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import hold
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import record_event
from safeguarding.cases.models import Case, Event
from safeguarding.look.languages import day
from safeguarding.plans.actions.holding import needed
from safeguarding.plans.outstanding import CLOSED, finished_by, outstanding
from safeguarding.rules.facts import WITHDRAWN
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission


@transaction.atomic
def finish_case(*, case: Case, finished_on: date, words: str = "", by: Actor, on: date) -> Event:
    """Finish an incident. Refused while a decision, a sending or an answer to a national body is outstanding."""
    case = hold(case, by=by, to=Permission.FINISH_CASE)
    earlier = finished_by(case)
    if earlier is not None:
        raise Refused(Refusal(_("This incident was finished on {day} already.").format(day=day(earlier.on))))
    missing = outstanding(case)
    if missing:
        raise Refused(Refusal(" ".join(missing)))
    if finished_on > on:
        raise Refused(Refusal(_("The day lies ahead. Give the day on which it was finished."), "finished_on"))
    event = record_event(case, CLOSED, on=finished_on, reason=words.strip(), by=by)
    refresh_dues(case, by=by.person_id)
    return event


@transaction.atomic
def undo_finish(*, case: Case, reason: str, by: Actor, on: date) -> Event:
    """Open a finished incident again. That it was finished, and why no longer, stays in its history."""
    case = hold(case, by=by, to=Permission.FINISH_CASE)
    finished = finished_by(case)
    if finished is None:
        raise Refused(Refusal(_("This incident is not finished, so there is nothing to open again.")))
    why = needed(reason, _("Write the reason: it is kept beside the change."), "reason")
    event = record_event(case, WITHDRAWN, on=on, supersedes=finished, reason=why, by=by)
    refresh_dues(case, by=by.person_id, reason=why)
    return event
