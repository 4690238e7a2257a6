"""A message and its job are written once, together, with the transaction that they tell of."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import ProgrammingError, connection, transaction

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.messages.hours import wait_for
from safeguarding.messages.kinds import Kind
from safeguarding.messages.lines import Line, NotALine
from safeguarding.messages.models import Message
from safeguarding.messages.writing import write
from tests.cast import Cast, make_cast
from tests.making import make_incident
from tests.messages.making import FRI_13_MARCH, job_ids, write_one


@pytest.mark.django_db
def test_a_message_is_written_with_the_job_that_sends_it(cast: Cast) -> None:
    message = write_one(cast, make_incident(cast))
    assert message is not None
    assert (message.to_address, message.written_by_id) == (cast.ada.email, cast.ben.pk)
    assert job_ids() == [message.pk]


@pytest.mark.django_db
def test_a_second_writing_of_the_same_is_nothing_and_no_error(cast: Cast) -> None:
    first = write_one(cast, key="told/1")
    assert write_one(cast, key="told/1", to=cast.pia) is None
    assert write_one(cast, key="told/2") is not None
    assert len(job_ids()) == 2
    assert first is not None


@pytest.mark.django_db
def test_a_rollback_leaves_neither_message_nor_job(cast: Cast) -> None:
    with transaction.atomic():
        assert write_one(cast) is not None
        transaction.set_rollback(True)
    with acting_as(cast.ben.pk):
        assert not Message.objects.exists()
    assert job_ids() == []
    assert write_one(cast) is not None


@pytest.mark.django_db(transaction=True)
def test_two_who_write_the_same_at_once_write_one() -> None:
    cast = make_cast()
    both_in, written = threading.Barrier(2), []

    def write_it() -> None:
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SELECT 1")
                both_in.wait(5)
                written.append(write_one(cast))
        finally:
            connection.close()

    threads = [threading.Thread(target=write_it) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(message is not None for message in written) == [False, True]
    assert len(job_ids()) == 1


@pytest.mark.django_db
def test_nobody_writes_without_acting(cast: Cast) -> None:
    with pytest.raises(ProgrammingError, match="Nobody is acting"), transaction.atomic():
        write(kind=Kind.TOLD, key="k", to=cast.ada, by=cast.actor("ben"), on=FRI_13_MARCH)


@pytest.mark.django_db
def test_a_message_says_only_what_its_kind_says(cast: Cast) -> None:
    with pytest.raises(NotALine, match="does not say"):
        write_one(cast, what="you-lead")


@pytest.mark.django_db
def test_what_the_clock_writes_goes_to_a_person(cast: Cast) -> None:
    with acting_as(cast.ada.pk):
        message = write(
            kind=Kind.LEAD_CHANGED,
            key="k",
            to=cast.ada,
            lines=[Line("SR-1", "you-lead", FRI_13_MARCH)],
            by=None,
            on=today.today(),
        )
    assert message is not None
    assert message.written_by is None


WINTER_NIGHT = datetime(2026, 1, 9, 22, 30, tzinfo=UTC)
SUMMER_MORNING = datetime(2026, 7, 3, 5, 30, tzinfo=UTC)  # half past six in London


def test_what_can_wait_goes_out_at_seven_in_london_and_what_is_urgent_at_once() -> None:
    assert WINTER_NIGHT + wait_for(Kind.REMINDER, WINTER_NIGHT) == datetime(2026, 1, 10, 7, tzinfo=UTC)
    assert SUMMER_MORNING + wait_for(Kind.REMINDER, SUMMER_MORNING) == datetime(2026, 7, 3, 6, tzinfo=UTC)
    assert not wait_for(Kind.POSITION_ASKED, WINTER_NIGHT)
    for hour in (7, 12, 19):
        assert not wait_for(Kind.REMINDER, datetime(2026, 1, 9, hour, 59, tzinfo=UTC))
    assert wait_for(Kind.REMINDER, datetime(2026, 1, 9, 20, 0, tzinfo=UTC))
