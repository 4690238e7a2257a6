"""Outlook's `.msg`: python-oxmsg gives the properties their meaning; `compound` gives it the bytes, lazily
and bounded, so that a large attachment is never loaded to learn its name. Internet mail is `mail_eml`.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message as Headers
from email.parser import HeaderParser
from typing import IO, Any

import oxmsg
import oxmsg.attachment
from django.utils.translation import gettext as _

from safeguarding.files.compound import Compound, Entry
from safeguarding.files.limits import Budget
from safeguarding.files.mail_eml import addresses, header_text, sent_at
from safeguarding.files.mail_parts import (
    LONGEST_BODY,
    MOST_ATTACHMENTS,
    Attachment,
    MailMessage,
    Notes,
    attachment,
    clean,
    clean_body,
    text_of_html,
)
from safeguarding.files.signatures import HEAD_BYTES
from safeguarding.files.unsafe import Unsafe, damaged

# Property numbers of the published format (MS-OXPROPS).
_SUBJECT, _BODY, _HTML, _HEADERS = 0x0037, 0x1000, 0x1013, 0x007D
_SENT, _SENDER_NAME, _SENDER_MAIL, _SENDER_SMTP, _ON_BEHALF = 0x0039, 0x0C1A, 0x0C1F, 0x5D01, 0x0042
_RECIPIENT_TYPE, _LONG_NAME, _SHORT_NAME, _DISPLAY_NAME = 0x0C15, 0x3707, 0x3704, 0x3001
_CONTENT, _EMBEDDED = "__substg1.0_37010102", "__substg1.0_3701000D"
_PROPERTIES = "__properties_version1.0"
_MOST_PROPERTIES = 256 * 1024
_MOST_RECIPIENTS = 5_000

#: What python-oxmsg lets out when a property is not what the file says it is.
_UNREADABLE = (KeyError, ValueError, LookupError, TypeError, AttributeError, OverflowError, AssertionError)


class _Storage:
    """One storage of the file in the form python-oxmsg asks for."""

    def __init__(self, compound: Compound, entry: Entry) -> None:
        self.compound, self.entry, self.name = compound, entry, entry.name
        self.path = entry.name

    def iter_attachment_storages(self) -> Iterator["_Storage"]:
        return self._under("__attach_version1.0_#", MOST_ATTACHMENTS)

    def iter_recipient_storages(self) -> Iterator["_Storage"]:
        return self._under("__recip_version1.0_#", _MOST_RECIPIENTS)

    @property
    def properties_stream_bytes(self) -> bytes:
        stream = self.entry.children.get(_PROPERTIES)
        if stream is None or stream.size > _MOST_PROPERTIES:
            raise damaged()
        return self.compound.read(stream)

    def property_stream_bytes(self, pid: int, ptyp: int) -> bytes:
        stream = self.entry.children[f"__substg1.0_{pid:04X}{ptyp:04X}"]
        # Two bytes a letter; cut at a whole one.
        return self.compound.read(stream, most=2 * LONGEST_BODY)

    def _under(self, prefix: str, most: int) -> Iterator["_Storage"]:
        found = [child for name, child in sorted(self.entry.children.items()) if name.startswith(prefix)]
        if len(found) > most:
            raise Unsafe(_("it has more parts than a message can have"), _("save the message as a PDF"))
        return (_Storage(self.compound, child) for child in found if child.is_storage)


def read_msg(source: IO[bytes], size: int, budget: Budget) -> MailMessage:
    compound = Compound(source, size, budget)
    storage, notes = _Storage(compound, compound.root), Notes()
    message = oxmsg.Message(storage)
    headers: Headers[str, str] = HeaderParser().parsestr(_text(message, _HEADERS, notes)[: 256 * 1024])
    people = _recipients(message, notes)
    return MailMessage(
        sender=", ".join(addresses(headers, "from", notes)) or _sender(message, notes),
        to=people.get(1) or addresses(headers, "to", notes),
        cc=people.get(2) or addresses(headers, "cc", notes),
        bcc=people.get(3, ()),
        subject=clean(_text(message, _SUBJECT, notes)) or header_text(headers, "subject", notes),
        sent_at=_sent_at(message, headers, notes),
        body=clean_body(_body(message, notes)),
        attachments=tuple(_attachment(one, notes) for one in storage.iter_attachment_storages()),
        notes=tuple(notes.said),
    )


def _text(holder: Any, pid: int, notes: Notes) -> str:
    try:
        return str(holder.properties.str_prop_value(pid) or "")
    except _UNREADABLE:
        notes.add(_("Part of the message could not be read; open the original to see it."))
        return ""


def _body(message: Any, notes: Notes) -> str:
    body = _text(message, _BODY, notes)
    if body:
        return body
    try:
        marked_up = str(message.html_body or "")
    except _UNREADABLE:
        marked_up = ""
    if not marked_up:
        notes.add(_("The text could not be read; open the original to see it."))
    return text_of_html(marked_up)


def _sender(message: Any, notes: Notes) -> str:
    name = clean(_text(message, _SENDER_NAME, notes) or _text(message, _ON_BEHALF, notes))
    mail = clean(_text(message, _SENDER_SMTP, notes) or _text(message, _SENDER_MAIL, notes))
    return _person(name, mail)


def _recipients(message: Any, notes: Notes) -> dict[int, tuple[str, ...]]:
    """By kind: 1 is To, 2 is Cc, 3 is Bcc."""
    found: dict[int, tuple[str, ...]] = {}
    for recipient in message.recipients:
        try:
            kind = int(recipient.properties.int_prop_value(_RECIPIENT_TYPE) or 1) & 0xF
            shown = _person(clean(recipient.name), clean(recipient.email_address))
        except _UNREADABLE:
            notes.add(_("A recipient could not be read; open the original to see all."))
            continue
        found[kind] = (*found.get(kind, ()), shown)
    return found


def _person(name: str, mail: str) -> str:
    return f"{name} <{mail}>" if name and mail and name != mail else name or mail


def _sent_at(message: Any, headers: "Headers[str, str]", notes: Notes) -> datetime | None:
    """The sender's own header keeps the zone; Outlook's own property is always in UTC."""
    if headers.get("date"):
        return sent_at(headers, notes)
    try:
        moment = message.properties.date_prop_value(_SENT)
    except _UNREADABLE:
        moment = None
    if not isinstance(moment, datetime):
        notes.add(_("It carries no date of sending."))
        return None
    notes.add(_("Outlook kept the time of sending without its zone; it is shown in UTC."))
    return moment.astimezone(UTC)


def _attachment(storage: _Storage, notes: Notes) -> Attachment:
    holder = oxmsg.attachment.Attachment(storage)
    name = clean(
        _text(holder, _LONG_NAME, notes) or _text(holder, _SHORT_NAME, notes) or _text(holder, _DISPLAY_NAME, notes),
        300,
    )
    within = storage.entry.children.get(_EMBEDDED)
    if within is not None and within.is_storage:
        size = sum(entry.size for entry in within.walk())
        return Attachment(clean(name, 120) or _("message"), _("Outlook e-mail"), size)
    content = storage.entry.children.get(_CONTENT)
    if content is None:
        notes.add(_("An attachment is only a link; what it led to is not in the message."))
        return Attachment(clean(name, 120) or _("attachment"), _("Link"), 0)
    return attachment(name, storage.compound.read(content, most=HEAD_BYTES), content.size)
