"""What was added to the shipped law, as the rules take it."""

from typing import TypeVar

from django.db.models import Model, QuerySet

from safeguarding.cases.models import LateHoliday, LawConfirmation, LawSuspension, LocalDay
from safeguarding.rules.local import Confirmation, Local, Overlay, Suspension
from safeguarding.rules.workdays import ProclaimedDay, london_date

Added = TypeVar("Added", bound=Model)


def local_law(procedure_id: str) -> Local:
    """Everything in force that was added to this procedure, its calendars included."""
    return Local(
        confirmations=tuple(
            map(
                _confirmation,
                _standing(LawConfirmation.objects.select_related("entered_by")).filter(procedure=procedure_id),
            )
        ),
        suspensions=tuple(map(_suspension, _standing(LawSuspension.objects.all()).filter(procedure=procedure_id))),
        overlays=_overlays(),
        days_proclaimed=tuple(
            ProclaimedDay(day.on, day.name, tuple(day.nations), day.known_from, day.source)
            for day in _standing(LateHoliday.objects.all())
        ),
    )


def _standing(added: QuerySet[Added]) -> QuerySet[Added]:
    return added.filter(ended_at__isnull=True).order_by("id")


def _confirmation(row: LawConfirmation) -> Confirmation:
    return Confirmation(
        duty=row.duty,
        title=row.title,
        provision=row.provision,
        year=row.year,
        address=row.address,
        period=row.period,
        checked_on=row.checked_on,
        person=row.entered_by.name,
        effective_from=row.effective_from,
        due=row.due,
        entered_on=london_date(row.entered_at),
    )


def _suspension(row: LawSuspension) -> Suspension:
    return Suspension(row.duty, row.from_on, row.until_on, row.authority, row.reason)


def _overlays() -> tuple[Overlay, ...]:
    by_body: dict[str, list[LocalDay]] = {}
    for day in _standing(LocalDay.objects.select_related("body")):
        by_body.setdefault(day.body.code, []).append(day)
    return tuple(
        Overlay(
            body=body,
            added=tuple((day.on, day.name) for day in days if not day.is_working),
            removed=tuple(day.on for day in days if day.is_working),
        )
        for body, days in by_body.items()
    )
