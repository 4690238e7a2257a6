"""The tick: one idempotent function that a worker calls every minute, and that does whatever is owed by now, however
long ago it was last called. Two workers at once do it once: an advisory lock turns the second away."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial

from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django import app

from safeguarding.messages.daily import once_a_day
from safeguarding.messages.reminding import remind
from safeguarding.messages.tasks import NAME, defer_sending

logger = logging.getLogger(__name__)

LOCK = 7_361_001  # of the tick, among advisory locks; an arbitrary number used nowhere else

STALLED_AFTER = 15  # seconds without a sign of life, after which a worker's jobs are taken from it

AT_ONCE = datetime(2000, 1, 1, tzinfo=UTC)

ALSO: dict[str, Callable[[date, datetime], int]] = {}
"""What apps above have a tick do, by what is counted: each puts its own here as it starts, and answers how much."""


def tick(day: date, now: datetime, *, stalled_after: float = STALLED_AFTER) -> dict[str, int] | None:
    """Do all that is owed by now; answers how much of each, or None when another worker is at it.

    A step that fails is logged and leaves the others to be done; the next tick tries it again.
    """
    with _mine_alone() as mine:
        if not mine:
            return None
        steps: dict[str, Callable[[], int]] = {
            "jobs taken from stopped workers": lambda: take_up_stalled(stalled_after),
            "messages whose job was lost": send_what_waits,
            "reminder messages": lambda: remind(day, now),
            **{what: partial(step, day, now) for what, step in ALSO.items()},
            "done once a day": lambda: once_a_day(day),
        }
        done = {what: count for what, step in steps.items() if (count := _try(what, step))}
    if done:
        logger.info("tick: %s", ", ".join(f"{what} {count}" for what, count in done.items()))
    return done


def take_up_stalled(stalled_after: float = STALLED_AFTER) -> int:
    """Put the jobs of workers that were stopped without warning back on the list."""
    stalled = list(async_to_sync(app.job_manager.get_stalled_jobs)(seconds_since_heartbeat=stalled_after))
    keys = [job.id for job in stalled if job.id is not None]
    for key in keys:
        app.job_manager.retry_job_by_id(job_id=key, retry_at=AT_ONCE)
    return len(keys)


def send_what_waits() -> int:
    """Put on the list what waits to be sent and has no job any more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT outbox_without_job(%s)", [NAME])
        lost = [key for (key,) in cursor.fetchall()]
    for key in lost:
        defer_sending(key)
    return len(lost)


def _try(what: str, step: Callable[[], int]) -> int:
    try:
        return step()
    except Exception:
        logger.exception("tick: %s failed", what)
        return 0


@contextmanager
def _mine_alone() -> Iterator[bool]:
    """Hold the tick's lock for as long as the block lasts; False when another has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        mine: bool = cursor.fetchone()[0]
    try:
        yield mine
    finally:
        # A lost connection has given the lock back already.
        if mine and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
