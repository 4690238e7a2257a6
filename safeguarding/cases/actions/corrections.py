"""Correcting the facts of a case, and what bears on its dates: an earlier fact superseded or withdrawn, a date of
guidance extended, a local date set, progress paused. Nothing is edited; each is an event with its reason."""

from datetime import date, time

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import hold
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import record_event
from safeguarding.cases.models import Case, Event
from safeguarding.look.languages import day
from safeguarding.people.models import Organisation
from safeguarding.rules.facts import EXTENDED, LOCALLY_DATED, PAUSED, RESUMED, WITHDRAWN
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission


@transaction.atomic
def correct_event(
    *,
    case: Case,
    event: Event,
    happened_on: date,
    happened_at: time | None = None,
    reason: str,
    by: Actor,
    on: date,
) -> Event:
    """Put another day in place of the one recorded. The first stays in the history; dates owed are counted anew."""
    case = hold(case, by=by, to=Permission.CORRECT_CLOCK)
    _refuse_without_reason(reason)
    new = record_event(
        case,
        event.event,
        on=happened_on,
        at=happened_at,
        supersedes=event,
        duty=event.duty,
        until=event.until,
        body=event.body,
        reason=reason,
        by=by,
    )
    refresh_dues(case, by=by.person_id, reason=reason)
    return new


@transaction.atomic
def withdraw_event(*, case: Case, event: Event, reason: str, by: Actor, on: date) -> Event:
    """Say that something recorded did not happen. It stays in the history, and nothing follows from it any more."""
    case = hold(case, by=by, to=Permission.CORRECT_CLOCK)
    _refuse_without_reason(reason)
    new = record_event(case, WITHDRAWN, on=on, supersedes=event, reason=reason, by=by)
    refresh_dues(case, by=by.person_id, reason=reason)
    return new


@transaction.atomic
def extend_due(*, case: Case, duty: str, until: date, reason: str, by: Actor, on: date) -> Event:
    """Give a date of guidance or of a local plan until a later day. A period of statute or regulation is refused."""
    case = hold(case, by=by, to=Permission.CORRECT_CLOCK)
    _refuse_without_reason(reason)
    owed = case.dues.filter(duty=duty, met_on__isnull=True, stopped_on__isnull=True).first()
    if owed is None:
        raise Refused(Refusal(_("Nothing is owed under this duty, so there is no date to extend."), "duty"))
    if owed.due_on is not None and until <= owed.due_on:
        raise Refused(
            Refusal(
                _("The new date must be later than {due_on}, which is the date now.").format(due_on=day(owed.due_on)),
                "until",
            )
        )
    event = record_event(case, EXTENDED, on=on, duty=duty, until=until, reason=reason, by=by)
    refresh_dues(case, by=by.person_id, reason=reason)
    return event


@transaction.atomic
def set_local_date(*, case: Case, duty: str, until: date, body: str = "", reason: str, by: Actor, on: date) -> Event:
    """Give what the law sets no period for a day of its own here, or another day. It binds locally, and being past it
    is never called a breach. Of something done at intervals it is the day of the next check."""
    case = hold(case, by=by, to=Permission.CORRECT_CLOCK)
    _refuse_without_reason(reason)
    owed = case.dues.filter(duty=duty, body=body, met_on__isnull=True, stopped_on__isnull=True).first()
    if owed is None:
        raise Refused(Refusal(_("Nothing is owed under this duty, so there is nothing to date."), "duty"))
    if until < on:
        raise Refused(Refusal(_("That day has passed. Choose a later one."), "until"))
    at = Organisation.objects.filter(code=body).first() if body else None
    event = record_event(case, LOCALLY_DATED, on=on, duty=duty, until=until, body=at, reason=reason, by=by)
    refresh_dues(case, by=by.person_id, reason=reason)
    return event


@transaction.atomic
def pause_progress(*, case: Case, until: date | None, reason: str, told: str, by: Actor, on: date) -> Event:
    """Say that work stands still, why, and who was told. The forecast moves; no date that is owed ever does."""
    case = hold(case, by=by, to=Permission.CORRECT_CLOCK)
    _refuse_without_reason(reason)
    if not told.strip():
        raise Refused(Refusal(_("Write who was told of the pause, or that nobody was yet."), "told"))
    if pause_of(case) is not None:
        raise Refused(Refusal(_("Progress is already paused. Resume it first.")))
    return record_event(case, PAUSED, on=on, until=until, reason=reason, told=told.strip(), by=by)


@transaction.atomic
def resume_progress(*, case: Case, reason: str, by: Actor, on: date) -> Event:
    """Say that work goes on."""
    case = hold(case, by=by, to=Permission.CORRECT_CLOCK)
    if pause_of(case) is None:
        raise Refused(Refusal(_("Progress is not paused.")))
    return record_event(case, RESUMED, on=on, reason=reason, by=by)


def pause_of(case: Case) -> Event | None:
    """The pause that progress stands at, if it was not resumed since."""
    last = case.events.filter(event__in=(PAUSED, RESUMED), superseded_by__isnull=True).order_by("id").last()
    return last if last is not None and last.event == PAUSED else None


def _refuse_without_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(Refusal(_("Write the reason: it is kept beside the change."), "reason"))
