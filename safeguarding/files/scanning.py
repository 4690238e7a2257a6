"""The scanner for unsafe files: clamd's INSTREAM over a socket, when one is configured. Configured and not
answering means no; not configured means the file's record says that nobody scanned it. See also `checking`.
"""

import socket
import struct
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _

from safeguarding.files.unsafe import Unsafe

_PIECE = 64 * 1024
_LONGEST_REPLY = 4096


@dataclass(frozen=True)
class Scanned:
    """Who looked at a file; empty when no scanner is configured."""

    by: str


def scan(source: IO[bytes], address: str, *, seconds: float = 30.0) -> Scanned:
    """Raises Unsafe when the scanner names something in the file, or cannot be asked."""
    if not address:
        return Scanned("")
    try:
        with _connected(address, seconds) as connection:
            reply = _asked(connection, source)
    except (OSError, ValueError):
        raise _unanswered() from None
    if reply == "stream: OK":
        return Scanned("clamd")
    if reply.endswith(" FOUND"):
        raise Unsafe(
            _("the scanner found %(what)s in it") % {"what": reply.removeprefix("stream: ").removesuffix(" FOUND")},
            _("do not open it, and tell whoever looks after your computers"),
        )
    raise _unanswered()


def _connected(address: str, seconds: float) -> socket.socket:
    """`unix:/path` or `host:port`."""
    if address.startswith("unix:"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(seconds)
        try:
            connection.connect(address.removeprefix("unix:"))
        except OSError:
            connection.close()
            raise
        return connection
    host, _colon, port = address.removeprefix("tcp:").rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=seconds)


def _asked(connection: socket.socket, source: IO[bytes]) -> str:
    source.seek(0)
    try:
        connection.sendall(b"zINSTREAM\0")
        while piece := source.read(_PIECE):
            connection.sendall(struct.pack(">I", len(piece)) + piece)
        connection.sendall(struct.pack(">I", 0))
    except (BrokenPipeError, ConnectionResetError):
        # It stops listening when the file is over its own limit, having said so.
        pass
    reply = b""
    while len(reply) < _LONGEST_REPLY and not reply.endswith(b"\0") and (piece := connection.recv(1024)):
        reply += piece
    return reply.rstrip(b"\0\n").decode("utf-8", "replace").strip()


def _unanswered() -> Unsafe:
    return Unsafe(_("the scanner could not look at it"), _("try again in a few minutes, or tell your administrator"))
