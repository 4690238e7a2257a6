"""One letter handed to the mail server, under a number that stays the same however often it is sent. Which letters,
and what is recorded of them, is in `sending.py`."""

import smtplib
from email.utils import format_datetime, parseaddr
from hashlib import sha256

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from safeguarding import today
from safeguarding.messages.addresses import Address
from safeguarding.messages.letters import Letter

PATIENCE = 20  # seconds that the mail server may take over a step


class CameBack(Exception):
    """The mail server will never take a letter for this address."""


class CouldNotSend(Exception):
    """The letter did not go now; it may later."""


def mail_id(message_id: int, key: str) -> str:
    """The letter's own number: a mail system that is given it twice can tell."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<outbox.{message_id}.{sha256(key.encode()).hexdigest()[:16]}@{domain}>"


def hand_over(letter: Letter, *, to: Address, mail_id: str) -> None:
    """Give the letter to the mail server. Raises `CameBack` or `CouldNotSend`."""
    mail = EmailMessage(
        subject=letter.subject,
        body=letter.body,
        to=[to.email],
        headers={
            "Message-ID": mail_id,
            "Date": format_datetime(today.london(today.now())),
            "Auto-Submitted": "auto-generated",
        },
    )
    try:
        with get_connection(timeout=PATIENCE) as connection:
            connection.send_messages([mail])
    except smtplib.SMTPRecipientsRefused as refused:
        code, words = next(iter(refused.recipients.values()))
        raise (CameBack if code >= 500 else CouldNotSend)(_words(code, words)) from None
    except smtplib.SMTPResponseException as response:
        raise CouldNotSend(_words(response.smtp_code, response.smtp_error)) from None
    except (smtplib.SMTPException, OSError) as error:
        raise CouldNotSend(f"{type(error).__name__}: {error}"[:200]) from None


def _words(code: int, words: bytes | str) -> str:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(said.split())}"[:200]
