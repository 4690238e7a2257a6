"""Putting on record that a list was exported: by whom, which, under which filters, how many rows; and, of incidents, a
reading in the chain of each. What goes into the file is `views/exports.py`'s."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import connection, transaction
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.models import Case, Export
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission

MOST = {Export.What.INCIDENTS: 1_000, Export.What.READS: 10_000, Export.What.PLAN: 5_000}
"""Rows of one file. More is refused, so that no part ever passes for the whole."""

SEEN_BY = {
    Export.What.INCIDENTS: Permission.SEE_OWN_WORK,
    Export.What.READS: Permission.READ_ORGANISATION_TRACE,
    Export.What.PLAN: Permission.READ_PLAN,
}
"""Who sees the list may save it."""


@transaction.atomic
def record_export(
    *, what: Export.What, filters: Mapping[str, str], count: int, of: Iterable[Case] = (), by: Actor, on: date
) -> Export:
    """Put it on record before the file leaves. Raises `Refused` when there is more than one file may hold."""
    if not by.may(SEEN_BY[what]):
        raise Refused(Refusal(_("You cannot see this list, so you cannot save it.")))
    if count > MOST[what]:
        raise Refused(
            Refusal(
                _(
                    "There are more than {most} rows, and a part would look like the whole. Show fewer, then export."
                ).format(most=f"{MOST[what]:,}")
            )
        )
    _read_each(sorted(case.pk for case in of), f"cases:export_{what}")
    return Export.objects.create(
        what=what, filters=dict(filters), rows=count, on=on, recorded_at=today.now(), recorded_by_id=by.person_id
    )


def _read_each(keys: list[int], page: str) -> None:
    """In the order of the keys, so that two exports never wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_read(key, %s) FROM unnest(%s::bigint[]) AS key", [page, keys])
