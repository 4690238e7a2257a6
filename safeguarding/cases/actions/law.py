"""What an administrator adds to the shipped law, and ends again. Each also asks, in the same transaction, for the dates
of every case to be counted anew (`cases/recounting.py`): an administrator sees no case."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.models import LateHoliday, LawConfirmation, LawSuspension, LocalDay
from safeguarding.cases.recounting import ask_for_recount
from safeguarding.look.languages import day as day_in_words
from safeguarding.look.languages import spoken
from safeguarding.people.models import Organisation
from safeguarding.rules.local import Confirmation
from safeguarding.rules.procedure import load
from safeguarding.rules.refusal import Refusal, Refused, Unusable
from safeguarding.rules.roles import Permission
from safeguarding.rules.workdays import calendar


@dataclass(frozen=True, slots=True)
class Citation:
    """Where an administrator read a duty: every part is needed, but `due`, given where the period differs."""

    title: str
    provision: str
    year: int
    address: str
    period: str
    checked_on: date
    effective_from: date
    due: str = ""


@transaction.atomic
def confirm_duty(*, procedure: str, duty: str, citation: Citation, by: Actor, on: date) -> LawConfirmation:
    """Switch on a duty that ships recalled or off. From now on it shows as confirmed locally, and drives dates."""
    _refuse_others(by)
    versions = [one for one in load(procedure).duties if one.id == duty]
    if not versions:
        raise Refused(
            Refusal(_("There is no duty {duty} in {procedure}.").format(duty=duty, procedure=procedure), "duty")
        )
    if any(one.runs for one in versions):
        raise Refused(Refusal(_("This duty is already on: a source confirms it."), "duty"))
    if LawConfirmation.objects.filter(procedure=procedure, duty=duty, ended_at__isnull=True).exists():
        raise Refused(Refusal(_("This duty was confirmed already. End that citation first to give another."), "duty"))
    if citation.checked_on > on:
        raise Refused(Refusal(_("The day on which it was checked lies ahead."), "checked_on"))
    _refuse_incomplete(duty, citation, by)
    added = LawConfirmation.objects.create(
        procedure=procedure,
        duty=duty,
        title=citation.title,
        provision=citation.provision,
        year=citation.year,
        address=citation.address,
        period=citation.period,
        due=citation.due,
        checked_on=citation.checked_on,
        effective_from=citation.effective_from,
        entered_by_id=by.person_id,
        entered_at=today.now(),
    )
    ask_for_recount(why=_("Confirmed: {duty}").format(duty=duty), by=by)
    return added


@transaction.atomic
def suspend_duty(
    *,
    procedure: str,
    duty: str,
    from_on: date,
    until_on: date | None,
    authority: str,
    reason: str,
    by: Actor,
    on: date,
) -> LawSuspension:
    """Record that a national body relaxed a duty for a range of dates: shown as relaxed, never as met."""
    _refuse_others(by)
    if duty not in {one.id for one in load(procedure).duties}:
        raise Refused(
            Refusal(_("There is no duty {duty} in {procedure}.").format(duty=duty, procedure=procedure), "duty")
        )
    if until_on is not None and until_on < from_on:
        raise Refused(Refusal(_("The last day is before the first. Correct one of them."), "until_on"))
    if not authority.strip():
        raise Refused(Refusal(_("Name the body that relaxed the duty, and where it said so."), "authority"))
    added = LawSuspension.objects.create(
        procedure=procedure,
        duty=duty,
        from_on=from_on,
        until_on=until_on,
        authority=authority,
        reason=reason,
        entered_by_id=by.person_id,
        entered_at=today.now(),
    )
    ask_for_recount(why=_("Relaxed: {duty}").format(duty=duty), by=by)
    return added


@transaction.atomic
def add_local_day(
    *, body: Organisation, day: date, is_working: bool, name: str, authority: str, by: Actor, on: date
) -> LocalDay:
    """Add a body's own holiday, or a bank holiday on which it works. Statute and regulation are untouched by it."""
    _refuse_others(by)
    if not (name.strip() and authority.strip()):
        raise Refused(Refusal(_("Give the day's name and who decided on it."), "authority"))
    if LocalDay.objects.filter(body=body, on=day, ended_at__isnull=True).exists():
        raise Refused(
            Refusal(
                _("{day} is already recorded for {body}. End that first.").format(day=day_in_words(day), body=body),
                "day",
            )
        )
    added = LocalDay.objects.create(
        body=body,
        on=day,
        is_working=is_working,
        name=name,
        authority=authority,
        entered_by_id=by.person_id,
        entered_at=today.now(),
    )
    ask_for_recount(why=_("A day of {body}: {day}").format(body=body, day=day_in_words(day)), by=by)
    return added


@transaction.atomic
def proclaim_holiday(
    *, day: date, name: str, nations: tuple[str, ...], known_from: date, source: str, by: Actor, on: date
) -> LateHoliday:
    """Record a bank holiday proclaimed after this release. Open clocks that span it are counted anew."""
    _refuse_others(by)
    if not (name.strip() and source.strip() and nations):
        raise Refused(Refusal(_("Give the day's name, the nations and where it was proclaimed."), "source"))
    _refuse_twice(day, nations)
    added = LateHoliday.objects.create(
        on=day,
        name=name,
        nations=list(nations),
        known_from=known_from,
        source=source,
        entered_by_id=by.person_id,
        entered_at=today.now(),
    )
    ask_for_recount(why=_("Proclaimed: {day}").format(day=day_in_words(day)), by=by)
    return added


def _refuse_twice(day: date, nations: tuple[str, ...]) -> None:
    """A day is proclaimed once for each nation; another nation may have it later."""
    standing = LateHoliday.objects.select_for_update().filter(on=day, ended_at__isnull=True)
    known = {nation for holiday in standing for nation in holiday.nations}
    if twice := [nation for nation in nations if nation in known]:
        raise Refused(
            Refusal(
                _("{day} is already recorded for {nations}. Leave out what is recorded, or end that first.").format(
                    day=day_in_words(day), nations=", ".join(calendar(nation).title.in_(spoken()) for nation in twice)
                ),
                "day",
            )
        )


Addition = LawConfirmation | LawSuspension | LocalDay | LateHoliday


@transaction.atomic
def end_addition(*, addition: Addition, by: Actor, on: date) -> None:
    """End something that was added to the law. It stays on record; from now on nothing follows from it."""
    _refuse_others(by)
    changed = (
        type(addition)
        .objects.filter(pk=addition.pk, ended_at__isnull=True)
        .update(ended_at=today.now(), ended_by_id=by.person_id)
    )
    if not changed:
        raise Refused(Refusal(_("This was ended already.")))
    ask_for_recount(why=_("Ended: {addition}").format(addition=addition), by=by)


def _refuse_others(by: Actor) -> None:
    if not by.may(Permission.MANAGE_LAW):
        raise Refused(Refusal(_("Only an administrator adds to the law.")))


def _refuse_incomplete(duty: str, citation: Citation, by: Actor) -> None:
    try:
        Confirmation(
            duty=duty,
            title=citation.title,
            provision=citation.provision,
            year=citation.year,
            address=citation.address,
            period=citation.period,
            checked_on=citation.checked_on,
            person=by.name,
            effective_from=citation.effective_from,
            due=citation.due,
        )
    except Unusable as fault:
        raise Refused(Refusal(fault.told.in_(spoken()), "citation")) from None
