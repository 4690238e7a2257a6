"""Real worker processes: stopped without warning, cut off from the database, asked to end."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, connections

from safeguarding.actor import acting_as
from safeguarding.messages.models import Delivery
from tests.cast import Cast, make_cast
from tests.messages.making import job_ids, waiting, write_one
from tests.messages.sink import Sink, sink
from tests.messages.workers import kill, wait_until, worker

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture
def mail() -> Iterator[Sink]:
    with sink() as running:
        yield running


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "worker.log"
    path.touch()
    return path


def outcomes(cast: Cast) -> list[str]:
    with acting_as(cast.ben.pk):
        return list(Delivery.objects.order_by("id").values_list("outcome", flat=True))


def test_stopped_in_the_middle_of_sending_it_is_sent_under_the_same_number_and_recorded_once(
    people: Cast, mail: Sink, log: Path
) -> None:
    mail.is_silent = True
    assert write_one(people) is not None
    with worker(mail.port, log) as first:
        wait_until(mail.handed_over.is_set, "the letter being handed over", log)
        kill(first)
    assert outcomes(people) == []
    assert len(job_ids("doing")) == 1
    mail.is_silent = False
    with worker(mail.port, log):
        wait_until(lambda: outcomes(people) == ["sent"], "the sending", log)
        wait_until(lambda: job_ids("todo", "doing") == [], "the end of the job", log)
    assert len(mail.ids()) == 2  # the mail server had it already: at least once, and it can tell by the number
    assert len(set(mail.ids())) == 1
    assert waiting() == []


def test_two_workers_send_each_message_once(people: Cast, mail: Sink, log: Path) -> None:
    for number in range(20):
        assert write_one(people, key=f"told/{number}") is not None
    with worker(mail.port, log), worker(mail.port, log):
        wait_until(lambda: len(outcomes(people)) == 20, "the sending of all", log)
    assert outcomes(people) == ["sent"] * 20
    assert len(mail.ids()) == len(set(mail.ids())) == 20


def test_cut_off_from_the_database_a_worker_begins_again_by_itself(people: Cast, mail: Sink, log: Path) -> None:
    with worker(mail.port, log) as running:
        assert write_one(people, key="before") is not None
        wait_until(lambda: len(outcomes(people)) == 1, "the first sending", log)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename = current_user"
            )
            assert cursor.fetchone()[0] >= 2
        assert write_one(people, key="after") is not None
        wait_until(lambda: len(outcomes(people)) == 2, "the second sending", log)
        assert running.poll() is None
    assert outcomes(people) == ["sent", "sent"]


def test_asked_to_end_a_worker_ends_its_job_first(people: Cast, mail: Sink, log: Path) -> None:
    mail.is_silent = True
    assert write_one(people) is not None
    with worker(mail.port, log) as running:
        wait_until(mail.handed_over.is_set, "the letter being handed over", log)
        running.send_signal(signal.SIGTERM)
        mail.may_answer.set()
        assert running.wait(20) == 0
    assert outcomes(people) == ["sent"]
    assert job_ids("doing", "todo") == []


@pytest.fixture(autouse=True)
def _nobody_else_connected() -> Iterator[None]:
    """What the workers left open ends with them; the owner's connection is closed so that the flush can lock."""
    yield
    connections["owner"].close()
