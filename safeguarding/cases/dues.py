"""What is owed in a case, rebuilt from its events by one function. How a date looks today is `rules/clock.py`'s; what
differs from what is kept, and why, `changes.py`'s."""

from collections.abc import Iterable

from safeguarding import today
from safeguarding.cases.changes import Change, changes, key_of, why_moved
from safeguarding.cases.facts import facts_of, procedure_of
from safeguarding.cases.local_law import local_law
from safeguarding.cases.models import Case, Due, MovedDue
from safeguarding.cases.which_law import pinned
from safeguarding.rules.clock import Obligation, obligations


def refresh_dues(case: Case, *, by: int, reason: str = "") -> list[MovedDue]:
    """Make the case's dues what its events say, keeping each date that moved with the reason. `by` is the key
    of the person whose act, or whose change of the law, is the cause."""
    return keep(case, changes_in(case), by=by, reason=reason)


def changes_in(case: Case) -> list[Change]:
    """Where the dues that are kept differ from what the events say. Nothing is written."""
    owed = owed_in(case)
    counted = {key_of(due): (due, one) for due, one in zip(rows(case, owed), owed, strict=True)}
    return changes(case.dues.all(), list(counted.values()))


def keep(case: Case, found: Iterable[Change], *, by: int, reason: str = "", recounted: str = "") -> list[MovedDue]:
    """Write these changes down; say which dates of work that goes on moved. `recounted` is why everything was counted
    anew, where no act in this case is the cause."""
    found = list(found)
    Due.objects.filter(pk__in=[change.was.pk for change in found if change.was and not change.now]).delete()
    moved = []
    for change in found:
        if change.has_moved:
            moved.append(_keep_move(case, change, why_moved(change, reason=reason, recounted=recounted), by=by))
        if change.now is not None:
            change.now.pk = change.was.pk if change.was else None
            change.now.save(force_insert=change.was is None, force_update=change.was is not None)
    return moved


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
            is_local=one.set_locally is not None,
            **pinned(one),
        )
        for one in owed
    ]


def owed_in(case: Case) -> tuple[Obligation, ...]:
    """The obligations themselves, with their duties and reasons: for the page that explains a date."""
    return obligations(procedure_of(case), facts_of(case), local_law(case))


def _keep_move(case: Case, change: Change, reason: str, *, by: int) -> MovedDue:
    was = change.was.due_on if change.was else None
    return MovedDue.objects.create(
        case=case,
        duty=change.due.duty,
        body=change.due.body,
        was_started_on=change.was.started_on if change.was else None,
        started_on=change.due.started_on,
        was_on=was,
        is_on=change.due.due_on,
        reason=reason[:400],
        moved_at=today.now(),
        moved_by_id=by,
    )
