"""Messages that came back: recorded once, shown in the directory, and told to whoever wrote them. Called by
`sending.py` when the mail server refuses an address, and by the command `record_bounce` for one that returns later."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from email.message import Message as Mail
from typing import Any

from django.db import transaction

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.messages.kinds import Kind
from safeguarding.messages.lines import Line
from safeguarding.messages.rows import rows_of
from safeguarding.people.models import Contact, Person


@dataclass(frozen=True, slots=True)
class Returned:
    """A message that came back, as the database hands it out."""

    message_id: int
    kind: str
    case_id: int | None
    to_address: str
    lines: list[dict[str, Any]]
    written_on: date
    recipient_id: int | None
    written_by_id: int | None


def came_back(*, message_id: int | None = None, mail_id: str = "", why: str) -> bool:
    """Record that a message came back, found by its key or its letter's number; mark the address in the directory;
    tell the writer. False when no such message was sent or it is on record already."""
    now = today.now()
    query = "SELECT * FROM outbox_bounced(%s, %s, %s, %s)"
    with transaction.atomic():
        returned = rows_of(Returned, query, [message_id, mail_id, why, now])
        for message in returned:
            # Somebody must act for the directory's record: the writer, or whom the clock wrote to.
            with acting_as(message.written_by_id or message.recipient_id or 0):
                bounced(message.to_address, now)
                _tell_the_writer(message)
    return bool(returned)


def bounced(address: str, at: datetime) -> int:
    """Mark every entry of the directory with this address; answers how many."""
    return Contact.objects.filter(email__iexact=address).update(bounced_at=at)


def _tell_the_writer(message: Returned) -> None:
    from safeguarding.messages.writing import write  # writing defers the job, whose module needs this one

    if message.written_by_id in (None, message.recipient_id) or message.kind == Kind.CAME_BACK:
        return
    writer = Person.objects.filter(pk=message.written_by_id, is_active=True).first()
    if writer is None or writer.email == message.to_address:
        return
    first = message.lines[0] if message.lines else {"reference": "Outbox"}
    write(
        kind=Kind.CAME_BACK,
        key=f"came-back/{message.message_id}",
        to=writer,
        case_id=message.case_id,
        lines=[Line(first["reference"], "message-came-back", message.written_on, first.get("path", ""))],
        by=None,
        on=today.today(),
        is_confirmed=True,
    )


_NUMBER = re.compile(r"<outbox\.\d+\.[0-9a-f]{16}@[^>\s]+>")


def record_bounce(mail: Mail) -> bool:
    """Record the message that a mail server's report of failed delivery is about. False when the report is about
    none of ours, or says that the letter is only delayed."""
    report = "\n".join(part.as_string() for part in mail.walk() if not part.is_multipart())
    status = re.search(r"(?im)^Status:\s*(\d)\.(\d+\.\d+)", report)
    number = _NUMBER.search(report)
    if number is None or status is None or status.group(1) != "5":
        return False
    return came_back(mail_id=number.group(0), why=f"5.{status.group(2)}")
