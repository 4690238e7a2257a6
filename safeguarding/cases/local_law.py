"""What was added to the shipped law, as the rules take it."""

from safeguarding.cases.models import LateHoliday, LawConfirmation, LawSuspension, LocalDay
from safeguarding.rules.local import Confirmation, Local, Overlay, Suspension
from safeguarding.rules.workdays import ProclaimedDay


def local_law(procedure_id: str) -> Local:
    """Everything in force that was added to this procedure, its calendars included."""
    return Local(
        confirmations=tuple(map(_confirmation, _standing(LawConfirmation).filter(procedure=procedure_id))),
        suspensions=tuple(map(_suspension, _standing(LawSuspension).filter(procedure=procedure_id))),
        overlays=_overlays(),
        days_proclaimed=tuple(
            ProclaimedDay(day.on, day.name, tuple(day.nations), day.known_from, day.source)
            for day in _standing(LateHoliday)
        ),
    )


def _standing(model):  # type: ignore[no-untyped-def]
    return model.objects.filter(ended_at__isnull=True).select_related()


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
    )


def _suspension(row: LawSuspension) -> Suspension:
    return Suspension(row.duty, row.from_on, row.until_on, row.authority, row.reason)


def _overlays() -> tuple[Overlay, ...]:
    by_body: dict[str, list[LocalDay]] = {}
    for day in _standing(LocalDay):
        by_body.setdefault(day.body.code, []).append(day)
    return tuple(
        Overlay(
            body=body,
            added=tuple((day.on, day.name) for day in days if not day.is_working),
            removed=tuple(day.on for day in days if day.is_working),
        )
        for body, days in by_body.items()
    )
