"""A message is sent once, tried again when it could not be, and marked when it came back."""

from collections.abc import Iterator
from datetime import timedelta
from email import message_from_string, policy
from io import BytesIO, TextIOWrapper

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.models import Bar
from safeguarding.messages.bounces import record_bounce
from safeguarding.messages.kinds import Kind
from safeguarding.messages.models import Delivery, Message
from safeguarding.messages.sending import WAITS, NotSent, send
from safeguarding.messages.tasks import WhenItSays
from safeguarding.people.models import Contact
from tests.cast import LONG_AGO, Cast
from tests.making import make_incident
from tests.messages.making import waiting, write_one
from tests.messages.sink import Sink, sink

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail(settings) -> Iterator[Sink]:  # type: ignore[no-untyped-def]
    with sink() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", running.port, False
        yield running


def outcomes(cast: Cast, message: Message) -> list[str]:
    with acting_as(cast.ben.pk):
        return list(Delivery.objects.filter(message=message).values_list("outcome", flat=True))


def test_a_job_that_runs_twice_sends_once(cast: Cast, mail: Sink) -> None:
    message = write_one(cast, make_incident(cast))
    assert message is not None
    send(message.pk)
    send(message.pk)
    assert mail.recipients() == [f"{cast.ada.email}"]
    assert outcomes(cast, message) == ["sent"]
    assert waiting() == []


def test_a_letter_says_that_no_person_typed_it_and_bears_its_own_number(cast: Cast, mail: Sink) -> None:
    message = write_one(cast)
    assert message is not None
    send(message.pk)
    (letter,) = mail.letters
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"].startswith(f"<outbox.{message.pk}.")
    assert letter["Subject"] == "A notification was made (SR-2026-0001)"
    assert letter.get_content_type() == "text/plain"


def test_a_failure_waits_longer_each_time_and_keeps_its_number(cast: Cast, mail: Sink) -> None:
    message = write_one(cast)
    assert message is not None
    mail.put_off = "451 Try later"
    waits = []
    for _ in WAITS:
        with pytest.raises(NotSent) as failure:
            send(message.pk)
        waits.append(failure.value.wait)
    assert waits == sorted(WAITS)
    mail.put_off = ""
    send(message.pk)
    assert outcomes(cast, message) == ["failed"] * len(WAITS) + ["sent"]


def test_after_two_days_of_failures_a_message_is_given_up_and_its_writer_sees_it(cast: Cast, mail: Sink) -> None:
    message = write_one(cast)
    assert message is not None
    mail.put_off = "451 Try later"
    for _ in WAITS:
        with pytest.raises(NotSent):
            send(message.pk)
    send(message.pk)
    send(message.pk)
    assert outcomes(cast, message)[-2:] == ["failed", "given-up"]
    assert sum(WAITS, timedelta()) > timedelta(days=2)
    assert waiting() == []


def test_no_mail_server_is_a_failure_to_be_tried_again(cast: Cast, mail: Sink, settings) -> None:  # type: ignore[no-untyped-def]
    settings.EMAIL_PORT = 1
    message = write_one(cast)
    assert message is not None
    with pytest.raises(NotSent):
        send(message.pk)
    assert outcomes(cast, message) == ["failed"]


def test_a_retry_comes_after_the_wait_that_the_failure_names() -> None:
    decision = WhenItSays().get_retry_decision(exception=NotSent(1, timedelta(minutes=5)), job=None)  # type: ignore[arg-type]
    assert decision is not None
    assert decision.retry_at is not None


def test_an_address_that_does_not_exist_came_back_is_marked_and_the_writer_is_told(cast: Cast, mail: Sink) -> None:
    case = make_incident(cast)
    with acting_as(cast.ann.pk):
        contact = Contact.objects.create(organisation=cast["ashmere"], post="Duty desk", email=cast.ada.email.upper())
    message = write_one(cast, case)
    assert message is not None
    mail.refuse_with = "550 No such person"
    send(message.pk)
    assert outcomes(cast, message) == ["bounced"]
    contact.refresh_from_db()
    assert contact.bounced_at is not None
    with acting_as(cast.ben.pk):
        told = Message.objects.get(kind=Kind.CAME_BACK)
    assert (told.recipient_id, told.case_id) == (cast.ben.pk, case.pk)


def test_a_report_that_a_letter_failed_marks_the_message_once(cast: Cast, mail: Sink) -> None:
    message = write_one(cast)
    assert message is not None
    send(message.pk)
    report = report_about(mail.letters[0]["Message-ID"], status="5.1.1")
    assert record_bounce(report)
    assert not record_bounce(report)
    assert outcomes(cast, message) == ["sent", "bounced"]


def test_a_report_about_a_delay_or_another_letter_marks_nothing(cast: Cast, mail: Sink) -> None:
    message = write_one(cast)
    assert message is not None
    send(message.pk)
    assert not record_bounce(report_about(mail.letters[0]["Message-ID"], status="4.4.1"))
    assert not record_bounce(report_about("<outbox.1.0123456789abcdef@elsewhere.invalid>", status="5.1.1"))
    assert outcomes(cast, message) == ["sent"]


def test_nobody_is_told_who_was_kept_out_or_stopped_before_it_was_sent(cast: Cast, mail: Sink) -> None:
    case = make_incident(cast)
    to_ada, to_pia = write_one(cast, case, key="1"), write_one(cast, case, key="2", to=cast.pia)
    assert to_ada is not None
    assert to_pia is not None
    with acting_as(cast.ben.pk):
        Bar.objects.create(case=case, person=cast.ada, why="Related", from_on=LONG_AGO, barred_by=cast.ben)
    cast.pia.is_active = False
    with acting_as(cast.ann.pk):
        cast.pia.save()
    send(to_ada.pk)
    send(to_pia.pk)
    assert mail.letters == []
    assert outcomes(cast, to_ada) == outcomes(cast, to_pia) == ["given-up"]


def test_the_application_can_neither_forge_a_delivery_nor_touch_what_waits(cast: Cast) -> None:
    message = write_one(cast)
    assert message is not None
    for statement in (
        f"INSERT INTO outbox_delivery (message_id, outcome, mail_id, why, at) VALUES ({message.pk},'sent','','',now())",
        "DELETE FROM outbox_waiting",
        "SELECT * FROM outbox_waiting",
        "UPDATE outbox_message SET to_address = 'x@example.invalid'",
        f"SELECT outbox_append({message.pk}, 'sent', '', '', now())",
    ):
        refused = pytest.raises(ProgrammingError, match="permission denied")
        with refused, acting_as(cast.ben.pk), connection.cursor() as cursor:
            cursor.execute(statement)


def test_what_was_sent_is_handed_out_no_more(cast: Cast, mail: Sink) -> None:
    message = write_one(cast)
    assert message is not None
    send(message.pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM outbox_to_send(%s, %s)", [message.pk, today.today()])
        assert cursor.fetchall() == []


def report_about(number: str, *, status: str):  # type: ignore[no-untyped-def]
    return message_from_string(
        "From: MAILER-DAEMON@example.invalid\nContent-Type: multipart/report; boundary=b\n\n"
        "--b\nContent-Type: text/plain\n\nIt did not arrive.\n"
        f"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\nStatus: {status}\nAction: failed\n"
        f"--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: {number}\n--b--\n",
        policy=policy.default,
    )


def test_the_command_takes_a_report_as_the_mail_server_pipes_it_in(
    cast: Cast, mail: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = write_one(cast)
    assert message is not None
    send(message.pk)
    report = report_about(mail.letters[0]["Message-ID"], status="5.1.1").as_bytes()
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(report)))
    call_command("record_bounce")
    assert outcomes(cast, message) == ["sent", "bounced"]
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(report)))
    with pytest.raises(CommandError, match="nothing was recorded"):
        call_command("record_bounce")
