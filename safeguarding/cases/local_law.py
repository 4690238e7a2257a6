"""What was added to the shipped law, as the rules take it for one case. Which duties a body's own days may move is
`rules/local.py`'s: never a period of statute or regulation."""

from collections.abc import Iterator
from typing import Final, TypeVar

from django.db.models import Model, QuerySet

from safeguarding.cases.models import Case, LateHoliday, LawConfirmation, LawSuspension, LocalDay
from safeguarding.rules.local import Confirmation, Local, Overlay, Suspension
from safeguarding.rules.workdays import ProclaimedDay, london_date

Added = TypeVar("Added", bound=Model)

PARTNERSHIP: Final = (
    "business-unit",
    "safeguarding-partners",
    "delegated-partners",
    "case-review-group",
    "child-protection-committee",
)
AUTHORITY: Final = ("local-authority",)
"""The bodies of the law files that a case's partnership and its authority fill."""


def local_law(case: Case) -> Local:
    """Everything in force that was added to the procedure of this case and to its calendars, and the days of its own
    partnership and authority. Those of another area say nothing here."""
    return Local(
        confirmations=tuple(
            map(
                _confirmation,
                _standing(LawConfirmation.objects.select_related("entered_by")).filter(procedure=case.procedure),
            )
        ),
        suspensions=tuple(map(_suspension, _standing(LawSuspension.objects.all()).filter(procedure=case.procedure))),
        overlays=tuple(_overlays(case)),
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


def _overlays(case: Case) -> Iterator[Overlay]:
    fills = {case.partnership_id: PARTNERSHIP, case.authority_id: AUTHORITY}
    days_of: dict[int, list[LocalDay]] = {}
    for day in _standing(LocalDay.objects.filter(body_id__in=[key for key in fills if key])):
        days_of.setdefault(day.body_id, []).append(day)
    for key, days in days_of.items():
        for body in fills[key]:
            yield Overlay(
                body=body,
                added=tuple((day.on, day.name) for day in days if not day.is_working),
                removed=tuple(day.on for day in days if day.is_working),
            )
