"""Asking for the dates of every case to be counted anew, and doing it: after something was added to the law, so that it
takes effect. The counting itself is `recount.py`; the job that calls `count_anew` is `tasks.py`."""

from django.db import transaction

from safeguarding import today
from safeguarding.actor import Actor, acting_as
from safeguarding.cases.models import LawRecount
from safeguarding.cases.recount import NobodySees, recount


def ask_for_recount(*, why: str, by: Actor) -> LawRecount:
    """Write down that the dates are to be counted anew, and the job that does it, in the caller's transaction."""
    from safeguarding.cases.tasks import defer_recount

    asked = LawRecount.objects.create(why=why[:200], asked_by_id=by.person_id, asked_at=today.now())
    defer_recount(asked.pk)
    return asked


def count_anew(recount_id: int) -> None:
    """Count every case anew, each in a transaction of its own, and say how many dates changed. Done twice, the
    second changes nothing; one that was finished is not begun again."""
    asked = LawRecount.objects.get(pk=recount_id)
    if asked.finished_at is not None:
        return
    moved = unseen = 0
    for one in recount(dry_run=False, why=asked.why, by=asked.asked_by_id):
        if isinstance(one, NobodySees):
            unseen += 1
        else:
            moved += 1
    with acting_as(asked.asked_by_id), transaction.atomic():
        LawRecount.objects.filter(pk=recount_id, finished_at__isnull=True).update(
            finished_at=today.now(), moved=moved, unseen=unseen
        )
