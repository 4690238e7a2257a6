"""How the worker stands, for the administrator: counts and moments, nothing of any case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safeguarding.messages.models import DailyRound

STATES: dict[str, Promise] = {
    "todo": _("Waiting"),
    "doing": _("Under way"),
    "succeeded": _("Done"),
    "failed": _("Failed"),
    "cancelled": _("Cancelled"),
    "aborted": _("Stopped"),
}


@dataclass(frozen=True, slots=True)
class Stand:
    """Jobs by state, workers that gave a sign of life lately, and the daily rounds."""

    jobs: Sequence[tuple[Promise | str, int]]
    workers: int
    seen_at: datetime | None
    rounds: Sequence[tuple[str, date]]


def how_jobs_stand() -> Stand:
    """Counted now, in three statements."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY status ORDER BY status")
        jobs = [(STATES.get(state, state), count) for state, count in cursor.fetchall()]
        cursor.execute("SELECT count(*), max(last_heartbeat) FROM procrastinate_workers")
        workers, seen_at = cursor.fetchone()
    rounds = DailyRound.objects.order_by("what", "-on").distinct("what").values_list("what", "on")
    return Stand(jobs, workers, seen_at, list(rounds))
