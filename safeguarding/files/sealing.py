"""Bytes sealed at rest: AES-256-GCM in pieces, under a fresh key for each file, in the STREAM construction.

Each piece's nonce carries its number and whether it is the last, so pieces cannot be dropped, repeated, moved
or cut off; file and case are authenticated with each. Where sealed bytes lie is `store`; the master keys are
`keys`.

Layout: b"SGR1", 7 random bytes, then pieces of 64 KiB, each with a 16-byte tag. The last may be short, even
empty.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext as _

from safeguarding.files.keys import KEY_BYTES, Binding, KeyRing, SealBroken, WrappedKey

PIECE = 64 * 1024
_MARK = b"SGR1"
_PREFIX = 7
_TAG = 16


class Sink(Protocol):
    def write(self, piece: bytes, /) -> object: ...


@dataclass(frozen=True)
class Sealed:
    """What must be remembered of a sealed file: its wrapped key, and what the plain bytes were."""

    key: WrappedKey
    size: int
    sha256: str


def seal(source: IO[bytes], sink: Sink, *, binding: Binding, ring: KeyRing) -> Sealed:
    """Read `source` to its end and write it sealed; memory stays at two pieces."""
    key, prefix = AESGCM.generate_key(bit_length=KEY_BYTES * 8), os.urandom(_PREFIX)
    cipher, digest, size = AESGCM(key), hashlib.sha256(), 0
    sink.write(_MARK + prefix)
    for number, (piece, is_last) in enumerate(_told_last(iter(lambda: _full(source, PIECE), b""))):
        digest.update(piece)
        size += len(piece)
        sink.write(cipher.encrypt(_nonce(prefix, number, is_last), piece, binding.as_bytes()))
    return Sealed(ring.wrap(key, binding), size, digest.hexdigest())


def unseal(source: IO[bytes], *, binding: Binding, key: WrappedKey, ring: KeyRing) -> Iterator[bytes]:
    """The plain bytes in pieces. The whole is proved before the first is given: `source` is read twice."""
    cipher = AESGCM(ring.unwrap(key, binding))
    for _piece in _opened(source, cipher, binding):
        pass
    return _opened(source, cipher, binding)


def _opened(source: IO[bytes], cipher: AESGCM, binding: Binding) -> Iterator[bytes]:
    source.seek(0)
    header = _full(source, len(_MARK) + _PREFIX)
    if len(header) != len(_MARK) + _PREFIX or not header.startswith(_MARK):
        raise _broken()
    sealed = iter(lambda: _full(source, PIECE + _TAG), b"")
    for number, (piece, is_last) in enumerate(_told_last(sealed)):
        try:
            yield cipher.decrypt(_nonce(header[len(_MARK) :], number, is_last), piece, binding.as_bytes())
        except (InvalidTag, ValueError):
            raise _broken() from None


def _told_last(pieces: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Each piece with whether it is the last; nothing at all is one empty last piece."""
    held: bytes | None = None
    for piece in pieces:
        if held is not None:
            yield held, False
        held = piece
    yield held or b"", True


def _full(source: IO[bytes], count: int) -> bytes:
    """`count` bytes, fewer only at the end: a read of an upload or a socket may give less than was asked."""
    piece = source.read(count)
    while piece and len(piece) < count and (more := source.read(count - len(piece))):
        piece += more
    return piece


def _nonce(prefix: bytes, number: int, is_last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + (b"\x01" if is_last else b"\x00")


def _broken() -> SealBroken:
    return SealBroken(_("This file was changed, cut short or moved since it was kept; it is not shown."))
