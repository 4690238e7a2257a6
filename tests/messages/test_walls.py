"""Whose messages each person sees, and that a marker planted in a case comes out in none of them."""

import pytest
from django.core import mail
from django.db import connection

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.models import Bar, Case, DiaryNote, Incident
from safeguarding.messages.gallery import lines_of
from safeguarding.messages.kinds import Kind
from safeguarding.messages.models import Delivery, Feed, Message, Reminder
from safeguarding.messages.outbox import as_written, messages_of_case, messages_to, reminders_of_case
from safeguarding.messages.reminding import remind
from safeguarding.messages.writing import write
from tests.cast import LONG_AGO, Cast
from tests.making import make_incident
from tests.messages.making import make_due, noon, send_all, write_one

pytestmark = [pytest.mark.django_db, pytest.mark.wall]

MARKER = "Quillfeather"
TABLES = (Message, Delivery, Reminder, Feed)


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case of Ashmere's with the marker in it, one message of every kind, and a reminder, all sent."""
    case, day = make_incident(cast, child=MARKER), today.today()
    make_due(cast, case, day)
    with acting_as(cast.ben.pk):
        Incident.objects.filter(case=case).update(summary=MARKER)
        DiaryNote.objects.create(case=case, on=day, text=MARKER, written_at=today.now(), written_by=cast.ben)
        for kind in Kind:
            write(
                kind=kind,
                key=f"{kind}/1",
                to=cast.ada,
                case_id=case.pk,
                lines=lines_of(kind),
                by=cast.actor("ben"),
                on=day,
            )
    assert remind(day, noon(day)) == 1
    assert send_all() == 0
    return case


def test_a_marker_in_a_case_is_in_no_message(cast: Cast, case: Case) -> None:
    assert len(mail.outbox) == len(Kind)  # the reminder that is about no date still owed is not sent
    for letter in mail.outbox:
        assert MARKER not in str(letter.message())
    with connection.cursor() as cursor, acting_as(cast.ben.pk):
        cursor.execute("SELECT string_agg(m::text, '') FROM outbox_message m")
        assert MARKER not in cursor.fetchone()[0]


@pytest.mark.parametrize("name", ["vic", "uma", "eve", "kit", "cleo", "ann", "dot"])
def test_nobody_elsewhere_sees_a_row_of_ours(cast: Cast, case: Case, name: str) -> None:
    with acting_as(cast.people[name].pk):
        for table in TABLES:
            assert list(table.objects.all()) == []


@pytest.mark.parametrize("name", ["ada", "ben", "pia", "hal", "joe"])
def test_who_sees_the_case_sees_its_messages_and_their_deliveries(cast: Cast, case: Case, name: str) -> None:
    with acting_as(cast.people[name].pk):
        written = as_written(messages_of_case(case.pk))
        assert {one.state for one in written} == {"sent", "given-up"}
        assert all(one.at for one in written)


def test_somebody_kept_out_sees_no_message_of_the_case_even_their_own(cast: Cast, case: Case) -> None:
    with acting_as(cast.ben.pk):
        assert messages_of_case(case.pk).exists()
        for name in ("ada", "ben"):
            Bar.objects.create(case=case, person=cast.people[name], why="Related", from_on=LONG_AGO, barred_by=cast.ben)
    for name in ("ada", "ben"):
        with acting_as(cast.people[name].pk):
            assert list(Message.objects.all()) == list(Delivery.objects.all()) == list(Reminder.objects.all()) == []


def test_a_recipient_elsewhere_sees_what_was_sent_to_them_and_nothing_else(cast: Cast, case: Case) -> None:
    message = write_one(cast, case, key="to-cleo", to=cast.cleo, kind=Kind.SUBMITTED, what="sent-to-you")
    assert message is not None
    send_all()
    with acting_as(cast.cleo.pk):
        (seen,) = as_written(messages_to(cast.cleo.pk))
        assert (seen.message.pk, seen.state) == (message.pk, "sent")
        assert [delivery.message_id for delivery in Delivery.objects.all()] == [message.pk]


def test_who_was_reminded_shows_on_the_case_though_the_message_is_about_others_too(cast: Cast, case: Case) -> None:
    other, day = make_incident(cast), today.today()
    make_due(cast, other, day)
    make_due(cast, case, day, duty="eng-advance-copy")
    assert remind(day, noon(day)) == 1
    with acting_as(cast.hal.pk):
        first, second = reminders_of_case(case.pk)
        assert (first.name, first.due_on, first.state) == (cast.ben.name, day, "waits")
        assert second.state == "sent"
        assert not Message.objects.filter(case_id__isnull=True).exists()
    send_all()
    with acting_as(cast.hal.pk):
        assert reminders_of_case(case.pk)[0].state == "sent"


def test_nobody_may_write_a_message_as_if_about_a_case_they_do_not_see(cast: Cast, case: Case) -> None:
    for given in ({"by": "vic", "to": cast.joe}, {"by": "eve", "to": cast.joe}):
        with pytest.raises(Exception, match="has no part in this case"):
            write_one(cast, case, key=f"forged/{given['by']}", **given)  # type: ignore[arg-type]
