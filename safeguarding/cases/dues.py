"""What is owed in a case, rebuilt from its events by one function. How a date looks today is `rules/clock.py`'s."""

from collections.abc import Iterable
from datetime import date

from safeguarding import today
from safeguarding.cases.facts import facts_of, procedure_of
from safeguarding.cases.local_law import local_law
from safeguarding.cases.models import Case, Due, MovedDue
from safeguarding.rules.clock import Obligation, obligations
from safeguarding.rules.local import Local

Key = tuple[str, str, date]


def refresh_dues(case: Case, *, by: int, reason: str = "", local: Local | None = None) -> None:
    """Make the case's dues what its events say, keeping each date that moved with the reason. `by` is the key
    of the person whose act, or whose change of the law, is the cause."""
    owed = obligations(procedure_of(case), facts_of(case), local or local_law(case.procedure))
    before = {_key(due): due for due in case.dues.all()}
    after = {_key(row): row for row in rows(case, owed)}
    _keep_moves(case, before, owed, reason=reason, by=by)
    gone = [due.pk for key, due in before.items() if key not in after]
    if gone:
        Due.objects.filter(pk__in=gone).delete()
    for key, row in after.items():
        known = before.get(key)
        if known is None:
            row.save(force_insert=True)
        elif _values(known) != _values(row):
            row.pk = known.pk
            row.save(force_update=True)


def rows(case: Case, owed: Iterable[Obligation]) -> list[Due]:
    """The dues that these obligations make, not yet saved."""
    return [
        Due(
            case=case,
            duty=one.duty.id,
            body=one.body,
            started_on=one.started_on,
            due_on=one.due,
            act_by=one.act_by,
            met_on=one.met_on,
            stopped_on=one.stopped_on,
            is_confirmed=one.confirmed,
            is_relaxed=one.relaxed,
            is_provisional=one.provisional,
        )
        for one in owed
    ]


def owed_in(case: Case) -> tuple[Obligation, ...]:
    """The obligations themselves, with their duties and reasons: for the page that explains a date."""
    return obligations(procedure_of(case), facts_of(case), local_law(case.procedure))


def _key(due: Due) -> Key:
    return due.duty, due.body, due.started_on


def _values(due: Due) -> tuple[object, ...]:
    return (
        due.due_on,
        due.act_by,
        due.met_on,
        due.stopped_on,
        due.is_confirmed,
        due.is_relaxed,
        due.is_provisional,
    )


def _keep_moves(case: Case, before: dict[Key, Due], owed: tuple[Obligation, ...], *, reason: str, by: int) -> None:
    was = {(due.duty, due.body): due.due_on for due in before.values()}
    for one in owed:
        old = was.get((one.duty.id, one.body), one.due)
        if old == one.due:
            continue
        because = reason or (one.moved[-1].reason if one.moved else "The facts changed.")
        MovedDue.objects.create(
            case=case,
            duty=one.duty.id,
            was_on=old,
            is_on=one.due,
            reason=because[:400],
            moved_at=today.now(),
            moved_by_id=by,
        )
