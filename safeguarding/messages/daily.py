"""What is done once a day, by whichever worker comes first: old jobs and sessions cleared away, and the digest of
the audit's heads written to the log."""

import logging
from collections.abc import Callable
from datetime import date
from importlib import import_module

from asgiref.sync import async_to_sync
from django.conf import settings
from django.db import connection, transaction
from procrastinate.contrib.django import app

from safeguarding.files.actions import sweep_orphans
from safeguarding.messages.models import DailyRound
from safeguarding.people.kept_text import forget_old

logger = logging.getLogger(__name__)

JOBS_KEPT = 48  # hours that a job which succeeded is kept, to look into


def once_a_day(day: date) -> int:
    """Each round that was not done on this day yet; answers how many were."""
    return sum(_once(what, day, do) for what, do in ROUNDS.items())


def clear_old_jobs(day: date) -> None:
    """Jobs that succeeded long enough ago."""
    async_to_sync(app.job_manager.delete_old_jobs)(nb_hours=JOBS_KEPT)


def clear_old_sessions(day: date) -> None:
    """Sessions that have ended."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def clear_orphan_files(day: date) -> None:
    """Sealed files that a stop without warning left without a row, and those that were destroyed."""
    sweep_orphans()


def clear_kept_text(day: date) -> None:
    """Text kept at a lost session that nobody came back for in time."""
    forget_old()


def log_audit_heads(day: date) -> None:
    """Outside the database, what the audit's chains came to: a chain rewritten later no longer agrees."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT chains, digest FROM audit_heads_digest()")
        chains, digest = cursor.fetchone()
    logger.info("audit heads on %s: %s chains, sha256 %s", day, chains, digest)


ROUNDS: dict[str, Callable[[date], None]] = {
    "audit heads": log_audit_heads,
    "files without a row": clear_orphan_files,
    "text that was kept": clear_kept_text,
    "old jobs": clear_old_jobs,
    "old sessions": clear_old_sessions,
}


def _once(what: str, day: date, do: Callable[[date], None]) -> bool:
    """Do it unless it was done; what fails is not on record as done."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO outbox_dailyround (what, "on") VALUES (%s, %s) ON CONFLICT DO NOTHING RETURNING id',
            [what, day],
        )
        if cursor.fetchone() is None:
            return False
        do(day)
        DailyRound.objects.filter(what=what, on__lt=day).delete()
    return True
