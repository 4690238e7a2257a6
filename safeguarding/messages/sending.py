"""What the job does: takes the lock of a message that still waits, sends it, and records how it ended. Nobody acts;
the database's own functions (`migrations/0003_sending.py`) hand out what is needed and no more.

Sent at least once: stopped between the mail server's answer and our commit, it goes again under the same number.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.messages.addresses import Address
from safeguarding.messages.bounces import came_back
from safeguarding.messages.kinds import Kind
from safeguarding.messages.letters import letter
from safeguarding.messages.lines import Line
from safeguarding.messages.mailing import CameBack, CouldNotSend, hand_over, mail_id
from safeguarding.messages.rows import rows_of

logger = logging.getLogger(__name__)

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
WAITS = (MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR, 8 * HOUR, 12 * HOUR, 24 * HOUR)
"""How long to wait after each failure; after one more the message is given up, some two days after it was written."""


class NotSent(Exception):
    """Sending failed and is to be tried again after `wait`."""

    def __init__(self, message_id: int, wait: timedelta) -> None:
        super().__init__(f"message {message_id} could not be sent; again in {wait}")
        self.wait = wait


@dataclass(frozen=True, slots=True)
class ToSend:
    """A message that waits, as the database hands it out."""

    message_key: str
    kind: str
    case_id: int | None
    recipient_id: int | None
    written_by_id: int | None
    to_name: str
    to_address: str
    language: str
    lines: Sequence[dict[str, Any]]
    written_on: date
    is_wanted: bool


def send(message_id: int) -> None:
    """Send the message if it still waits and nobody else is sending it. Raises `NotSent` when it is to be tried
    again."""
    again: timedelta | None = None
    with transaction.atomic():
        waiting = rows_of(ToSend, "SELECT * FROM outbox_to_send(%s, %s)", [message_id, today.today()])
        if not waiting:
            return
        message = waiting[0]
        if message.is_wanted:
            again = _send_now(message_id, message)
        else:
            _ask("SELECT outbox_given_up(%s, %s, %s)", message_id, _("No longer wanted."), today.now())
    if again is not None:
        raise NotSent(message_id, again)


def _send_now(message_id: int, message: ToSend) -> timedelta | None:
    """Hand the message over and record the end of it. Answers how long to wait before trying again, if so."""
    to = Address(message.to_name, message.to_address, message.language)
    number = mail_id(message_id, message.message_key)
    lines = [Line.from_kept(kept) for kept in message.lines]
    try:
        hand_over(
            letter(kind=Kind(message.kind), to_name=to.name, lines=lines, language=to.language),
            to=to,
            mail_id=number,
        )
    except CameBack as reason:
        came_back(message_id=message_id, mail_id=number, why=str(reason))
        return None
    except CouldNotSend as reason:
        return _failed(message_id, number, str(reason))
    _ask("SELECT outbox_sent(%s, %s, %s)", message_id, number, today.now())
    return None


def _failed(message_id: int, number: str, why: str) -> timedelta | None:
    failures = _ask("SELECT outbox_failed(%s, %s, %s, %s)", message_id, number, why, today.now())
    logger.warning("message %s could not be sent, failure %s", message_id, failures)
    if failures <= len(WAITS):
        return WAITS[failures - 1]
    _ask("SELECT outbox_given_up(%s, %s, %s)", message_id, why, today.now())
    return None


def _ask(query: str, *values: int | str | datetime) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchone()[0]
