"""`.eml` read piece by piece: headers, the first plain text, and what is attached. Attached messages are
listed, not entered, and the nesting of parts is bounded. Outlook's own format is `mail_msg`.
"""

import base64
import binascii
import codecs
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import formataddr, getaddresses, parsedate_to_datetime
from typing import IO

from django.utils.translation import gettext as _

from safeguarding.files.limits import Budget
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
from safeguarding.files.unsafe import Unsafe

_LINE = 64 * 1024
_LONGEST_HEADERS = 256 * 1024
_DEEPEST = 10
_KNOWN = re.compile(
    rb"^(from|to|date|subject|received|message-id|mime-version|return-path):", re.IGNORECASE | re.MULTILINE
)


def is_mail(head: bytes) -> bool:
    """Whether a file begins as an e-mail does: with two of the headers every message has."""
    top = re.split(rb"\r?\n\r?\n", head.lstrip(b"\r\n"), maxsplit=1)[0]
    starts = re.match(rb"(From [^\n]*\n)?[A-Za-z][A-Za-z0-9-]*:", top)
    return bool(starts) and len({found.lower() for found in _KNOWN.findall(top)}) >= 2


def read_eml(source: IO[bytes], budget: Budget) -> MailMessage:
    source.seek(0)
    reading = _Reading(source, budget)
    headers = reading.headers()
    reading.part(headers, [], 0)
    notes = reading.notes
    plain, marked_up = reading.plain, reading.html
    return MailMessage(
        sender=", ".join(addresses(headers, "from", notes)),
        to=addresses(headers, "to", notes),
        cc=addresses(headers, "cc", notes),
        bcc=addresses(headers, "bcc", notes),
        subject=header_text(headers, "subject", notes),
        sent_at=sent_at(headers, notes),
        body=clean_body(plain if plain is not None else text_of_html(marked_up or "")),
        attachments=tuple(reading.attachments),
        notes=tuple(notes.said),
    )


@dataclass
class _Leaf:
    """One part that is not made of parts: its size, its beginning, and its words when they are the body."""

    encoding: str
    keep: int
    size: int = 0
    kept: bytearray = field(default_factory=bytearray)
    _held: bytes = b""

    def line(self, raw: bytes, notes: Notes) -> None:
        if self.encoding == "base64":
            letters = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
            if len(letters) < len(raw.strip(b"=\r\n\t ")):
                notes.add(_("Part of the message could not be read well because its encoding is broken."))
            self._held += letters
            whole = len(self._held) // 4 * 4
            self._add(base64.b64decode(self._held[:whole]))
            self._held = self._held[whole:]
        elif self.encoding == "quoted-printable":
            self._add(binascii.a2b_qp(raw))
        else:
            self._add(raw)

    def end(self) -> None:
        if len(self._held) > 1:
            self._add(base64.b64decode(self._held + b"=" * (-len(self._held) % 4)))

    def _add(self, piece: bytes) -> None:
        self.size += len(piece)
        if len(self.kept) < self.keep:
            self.kept += piece[: self.keep - len(self.kept)]


class _Reading:
    def __init__(self, source: IO[bytes], budget: Budget) -> None:
        self.source, self.budget = source, budget
        self.notes = Notes()
        self.attachments: list[Attachment] = []
        self.plain: str | None = None
        self.html: str | None = None
        self._parts = 0
        self._header_bytes = 0

    def headers(self) -> "Message[str, str]":
        """The lines up to the first blank one; their bytes are counted over the whole message."""
        block: list[bytes] = []
        while (line := self.source.readline(_LINE)).strip(b"\r\n"):
            self.budget.on_time()
            self._header_bytes += len(line)
            if self._header_bytes > _LONGEST_HEADERS * 4:
                raise _too_long()
            block.append(line)
            if len(block) > 5_000:
                raise _too_long()
        if not block and not line:
            return Message()
        if sum(map(len, block)) > _LONGEST_HEADERS:
            raise _too_long()
        return BytesHeaderParser().parsebytes(b"".join(block))

    def part(self, headers: "Message[str, str]", around: list[bytes], depth: int) -> bytes:
        """Reads one part to the line that ends it, which is given back; empty at the end of the file."""
        self._parts += 1
        if self._parts > MOST_ATTACHMENTS * 2:
            raise Unsafe(_("it has more parts than a message can have"), _("save the message as a PDF"))
        boundary = _parameter(headers, "boundary")
        if headers.get_content_maintype() == "multipart" and boundary:
            return self._parts_within(boundary.encode("ascii", "replace"), around, depth)
        return self._leaf(headers, around)

    def _parts_within(self, boundary: bytes, around: list[bytes], depth: int) -> bytes:
        if depth >= _DEEPEST:
            raise Unsafe(_("its parts are packed inside one another too deeply"), _("save the message as a PDF"))
        inner = [*around, b"--" + boundary]
        line = self._skip_to_boundary(inner)
        while line == inner[-1]:
            line = self.part(self.headers(), inner, depth + 1)
        if line == inner[-1] + b"--":
            return self._skip_to_boundary(around)
        if not line:
            self.notes.add(_("The message ends before its last part; it may have been cut short."))
        return line

    def _skip_to_boundary(self, around: list[bytes]) -> bytes:
        return self._lines_to_boundary(around, None)

    def _lines_to_boundary(self, around: list[bytes], leaf: _Leaf | None) -> bytes:
        starts_line = True
        while line := self.source.readline(_LINE):
            self.budget.on_time()
            if starts_line and line.startswith(b"--"):
                bare = line.rstrip()
                if any(bare in (mark, mark + b"--") for mark in around):
                    return bare
            starts_line = line.endswith(b"\n")
            if leaf is not None:
                leaf.line(line, self.notes)
        return b""

    def _leaf(self, headers: "Message[str, str]", around: list[bytes]) -> bytes:
        kind = headers.get_content_type()
        name = header_name(headers, self.notes)
        disposition = str(headers.get("content-disposition", "")).lower()
        is_body = kind in ("text/plain", "text/html") and not name and not disposition.startswith("attachment")
        leaf = _Leaf(
            str(headers.get("content-transfer-encoding", "")).strip().lower(),
            LONGEST_BODY if is_body else HEAD_BYTES,
        )
        line = self._lines_to_boundary(around, leaf)
        leaf.end()
        if is_body:
            self._take_body(kind, leaf, _parameter(headers, "charset") or "utf-8")
        elif leaf.size or name:
            self._take_attachment(name or (_("message.eml") if kind == "message/rfc822" else ""), leaf)
        return line

    def _take_body(self, kind: str, leaf: _Leaf, charset: str) -> None:
        if leaf.size > LONGEST_BODY:
            self.notes.add(_("The text is very long; only its beginning is shown."))
        text = decoded(bytes(leaf.kept), charset, self.notes)
        if kind == "text/plain":
            self.plain = text if self.plain is None else f"{self.plain}\n{text}"[:LONGEST_BODY]
        elif self.html is None:
            self.html = text

    def _take_attachment(self, name: str, leaf: _Leaf) -> None:
        if len(self.attachments) >= MOST_ATTACHMENTS:
            raise Unsafe(_("it has more attachments than a message can have"), _("save the message as a PDF"))
        self.attachments.append(attachment(name, bytes(leaf.kept), leaf.size))


def decoded(raw: bytes, charset: str, notes: Notes) -> str:
    """The text in the character set it names; what does not fit is replaced and noted."""
    try:
        codec = codecs.lookup(charset.strip("\"' "))
        if not getattr(codec, "_is_text_encoding", True):
            raise LookupError
        return raw.decode(codec.name)
    except (LookupError, ValueError, UnicodeError):
        notes.add(_("Some characters of the text could not be read and are shown as question marks."))
        return raw.decode("utf-8", errors="replace")


def header_text(headers: "Message[str, str]", name: str, notes: Notes) -> str:
    return clean(_unfolded(str(headers.get(name, "")), notes))


def header_name(headers: "Message[str, str]", notes: Notes) -> str:
    try:
        return clean(_unfolded(headers.get_filename() or "", notes), 300)
    except (ValueError, LookupError, TypeError):
        notes.add(_("The name of an attachment could not be read."))
        return _("attachment")


def addresses(headers: "Message[str, str]", name: str, notes: Notes) -> tuple[str, ...]:
    values = [str(value)[:_LINE] for value in headers.get_all(name, [])]
    try:
        pairs = getaddresses(values)
    except (RecursionError, IndexError, ValueError):
        notes.add(_("Some addresses could not be read and are shown as they were written."))
        return tuple(clean(value) for value in values)
    return tuple(_shown_address(clean(_unfolded(who, notes)), clean(mail)) for who, mail in pairs if who or mail)


def sent_at(headers: "Message[str, str]", notes: Notes) -> datetime | None:
    """The moment in the zone that was written. A date without one is UTC, as the standard says of -0000."""
    written = str(headers.get("date", "")).strip()
    try:
        moment = parsedate_to_datetime(written[:200])
    except (ValueError, TypeError, OverflowError, IndexError):
        notes.add(_("The date it was sent could not be read.") if written else _("It carries no date of sending."))
        return None
    if moment.tzinfo is None:
        notes.add(_("The date it was sent names no time zone; it is shown in UTC."))
        return moment.replace(tzinfo=UTC)
    return moment


def _shown_address(who: str, mail: str) -> str:
    try:
        return (
            formataddr((who, mail), charset="utf-8") if who.isascii() and mail else f"{who} <{mail}>" if mail else who
        )
    except UnicodeError:
        return f"{who} <{mail}>"


def _unfolded(value: str, notes: Notes) -> str:
    try:
        found = decode_header(re.sub(r"\r?\n\s*", " ", value))
    except (ValueError, LookupError, binascii.Error):
        notes.add(_("Part of the headers could not be read."))
        return value
    return "".join(
        part if isinstance(part, str) else decoded(part, charset or "utf-8", notes) for part, charset in found
    )


def _parameter(headers: "Message[str, str]", name: str) -> str:
    try:
        value = headers.get_param(name, "")
    except (ValueError, LookupError, TypeError):
        return ""
    return str(value[2] if isinstance(value, tuple) else value)[:200]


def _too_long() -> Unsafe:
    return Unsafe(_("its headers are far longer than those of a message"), _("save the message as a PDF"))
