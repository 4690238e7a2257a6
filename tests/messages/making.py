"""Makes what these tests are about: dates owed in a case, messages, and the running of jobs."""

from datetime import UTC, date, datetime, timedelta

from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.models import Case, Due
from safeguarding.messages.kinds import Kind
from safeguarding.messages.lines import Line
from safeguarding.messages.models import Message
from safeguarding.messages.sending import NotSent, send
from safeguarding.messages.writing import write
from safeguarding.people.models import Person
from tests.cast import Cast

RAPID_REVIEW = "eng-rapid-review"  # owed by the partners; reminders 5, 2 and 0 days before
NOTIFY = "eng-notify-panel"  # owed by the authority; reminders 3, 1 and 0 days before

FRI_13_MARCH = date(2026, 3, 13)


def noon(day: date) -> datetime:
    """Noon in London, near enough: within the hours in which reminders are written."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def make_due(cast: Cast, case: Case, due_on: date | None, *, duty: str = RAPID_REVIEW, **facts: object) -> Due:
    """A date owed in the case, as the rebuilding would have made it. Acts as Ben or Vic."""
    keeper = cast.ben if case.partnership_id == cast["ashmere-partnership"].pk else cast.vic
    with acting_as(keeper.pk):
        started_on = facts.pop("started_on", FRI_13_MARCH)
        return Due.objects.create(case=case, duty=duty, started_on=started_on, due_on=due_on, **facts)


def write_one(
    cast: Cast,
    case: Case | None = None,
    *,
    key: str = "a-key",
    to: Person | None = None,
    by: str = "ben",
    kind: Kind = Kind.TOLD,
    what: str = "notified",
) -> Message | None:
    """One message of Ben's to Ada unless told, in a transaction of its own."""
    with acting_as(cast.people[by].pk):
        return write(
            kind=kind,
            key=key,
            to=to or cast.ada,
            case_id=case.pk if case else None,
            lines=[Line("SR-2026-0001", what, FRI_13_MARCH, "/cases/SR-2026-0001/")],
            by=cast.actor(by),
            on=today.today(),
        )


def job_ids(*statuses: str) -> list[int]:
    """Messages that have a job in one of these states, `todo` unless told."""
    jobs = ProcrastinateJob.objects.filter(status__in=statuses or ("todo",)).order_by("id")
    return [args["message_id"] for args in jobs.values_list("args", flat=True)]


def send_all() -> int:
    """Send everything that waits, as jobs would; answers how many are to be tried again."""
    again = 0
    for key in waiting():
        try:
            send(key)
        except NotSent:
            again += 1
    return again


def waiting() -> list[int]:
    """The messages that still wait, whether or not they have a job."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT outbox_without_job('no such task')")
        return [key for (key,) in cursor.fetchall()]


def register_worker(*, silent_for: timedelta) -> int:
    """A worker in procrastinate's table that last gave a sign of life this long ago."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s) RETURNING id", [silent_for]
        )
        return int(cursor.fetchone()[0])
