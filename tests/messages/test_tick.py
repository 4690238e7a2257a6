"""The tick does what is owed by now, whenever it was last called, once however many call it."""

import logging
import re
import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from safeguarding.actor import acting_as
from safeguarding.cases.models import DiaryNote
from safeguarding.messages import ticking
from safeguarding.messages.daily import ROUNDS
from safeguarding.messages.models import DailyRound
from safeguarding.messages.ticking import LOCK, send_what_waits, take_up_stalled, tick
from tests.cast import Cast
from tests.making import make_incident
from tests.messages.making import job_ids, make_due, noon, register_worker, send_all, write_one

pytestmark = pytest.mark.django_db

TUE_7_APRIL = date(2026, 4, 7)


def test_a_tick_does_what_is_owed_and_a_second_nothing(cast: Cast) -> None:
    make_due(cast, make_incident(cast), TUE_7_APRIL)
    assert tick(TUE_7_APRIL, noon(TUE_7_APRIL)) == {"reminder messages": 1, "done once a day": len(ROUNDS)}
    assert tick(TUE_7_APRIL, noon(TUE_7_APRIL)) == {}


def test_the_jobs_of_a_worker_that_fell_silent_are_taken_up(cast: Cast) -> None:
    message = write_one(cast)
    assert message is not None
    for silent_for, taken in ((timedelta(seconds=5), 0), (timedelta(seconds=20), 1)):
        worker = register_worker(silent_for=silent_for)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", [worker])
        assert take_up_stalled() == taken
    assert job_ids() == [message.pk]
    assert ProcrastinateJob.objects.get().attempts == 1


def test_a_message_whose_job_was_lost_is_sent_all_the_same(cast: Cast) -> None:
    message = write_one(cast)
    assert message is not None
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    assert send_what_waits() == 1
    assert send_what_waits() == 0
    assert job_ids() == [message.pk]
    send_all()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    assert send_what_waits() == 0


def test_a_second_worker_is_turned_away_while_the_first_ticks(cast: Cast, transactional_db: None) -> None:
    make_due(cast, make_incident(cast), TUE_7_APRIL)
    held, done = threading.Event(), threading.Event()

    def hold_the_lock() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
                held.set()
                done.wait(5)
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
        finally:
            connection.close()

    other = threading.Thread(target=hold_the_lock)
    other.start()
    held.wait(5)
    assert tick(TUE_7_APRIL, noon(TUE_7_APRIL)) is None
    done.set()
    other.join()
    assert tick(TUE_7_APRIL, noon(TUE_7_APRIL)) is not None


def test_a_step_that_fails_is_logged_and_leaves_the_others_to_be_done(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    make_due(cast, make_incident(cast), TUE_7_APRIL)

    def fail(_: float) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(ticking, "take_up_stalled", fail)
    done = tick(TUE_7_APRIL, noon(TUE_7_APRIL))
    assert done is not None
    assert done["reminder messages"] == 1
    assert "jobs taken from stopped workers failed" in caplog.text


def test_the_digest_of_the_audits_heads_is_logged_once_a_day_and_changes_with_the_audit(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    case = make_incident(cast)
    caplog.set_level(logging.INFO)
    digests = []
    for day in (TUE_7_APRIL, TUE_7_APRIL, TUE_7_APRIL + timedelta(days=1), TUE_7_APRIL + timedelta(days=2)):
        caplog.clear()
        tick(day, noon(day))
        digests += re.findall(rf"audit heads on {day}: \d+ chains, sha256 ([0-9a-f]{{64}})", caplog.text)
        if day == TUE_7_APRIL + timedelta(days=1):
            with acting_as(cast.ben.pk):
                DiaryNote.objects.create(case=case, on=day, text="A note", written_at=noon(day), written_by=cast.ben)
    first, second, third = digests
    assert first == second != third
    assert DailyRound.objects.count() == len(ROUNDS)


def test_old_jobs_and_old_sessions_are_cleared_away(cast: Cast) -> None:
    message = write_one(cast)
    assert message is not None
    old = datetime(2020, 1, 1, tzinfo=UTC)
    Session.objects.create(session_key="old", session_data="", expire_date=old)
    Session.objects.create(session_key="new", session_data="", expire_date=datetime(2199, 1, 1, tzinfo=UTC))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded'")
        cursor.execute("UPDATE procrastinate_events SET at = %s", [old])
    send_all()
    tick(TUE_7_APRIL, noon(TUE_7_APRIL))
    assert [session.session_key for session in Session.objects.all()] == ["new"]
    assert not ProcrastinateJob.objects.filter(status="succeeded").exists()
