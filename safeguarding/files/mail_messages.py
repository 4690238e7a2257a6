"""E-mails read for filing as they were sent: who, to whom, when, about what, the words, what was attached.

The stored original stays the source; what is read here is for the page. The formats are `mail_eml`,
`mail_msg`.
"""

from typing import IO

from safeguarding.files.configured import limits_in_force
from safeguarding.files.limits import Budget, Limits
from safeguarding.files.mail_eml import read_eml
from safeguarding.files.mail_msg import read_msg
from safeguarding.files.mail_parts import Attachment, MailMessage
from safeguarding.files.names import safe_name
from safeguarding.files.signatures import COMPOUND
from safeguarding.files.unsafe import Unsafe
from safeguarding.rules.refusal import Refusal

__all__ = ["Attachment", "MailMessage", "check_mail", "read_message"]


def read_message(name: str, source: IO[bytes], size: int, limits: Limits | None = None) -> MailMessage | Refusal:
    """What the e-mail says of itself. `source` can seek; it is left where reading ended."""
    try:
        return check_mail(source, size, Budget(limits or limits_in_force()))
    except Unsafe as unsafe:
        return unsafe.as_refusal(safe_name(name))


def check_mail(source: IO[bytes], size: int, budget: Budget) -> MailMessage:
    source.seek(0)
    if source.read(8) == COMPOUND:
        return read_msg(source, size, budget)
    return read_eml(source, budget)
