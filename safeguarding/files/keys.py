"""The master keys: several versions at once, so that one can be replaced while older files stay readable.

A file's own key is never stored bare; it is wrapped here, bound to its file and case. Sealing the bytes is
`sealing`.
"""

import base64
import binascii
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext as _

KEY_BYTES = 32
_NONCE_BYTES = 12


class SealBroken(Exception):
    """A stored file is not what was put there, or not where it was put. Never answered with part of it."""


class KeysWrong(ValueError):
    """The setting that carries the master keys cannot be used as it stands."""


@dataclass(frozen=True)
class Binding:
    """Whose bytes they are: sealed under one file and case, they open under no other."""

    file_id: UUID
    case_id: int

    def as_bytes(self) -> bytes:
        return self.file_id.bytes + self.case_id.to_bytes(8, "big", signed=True)


@dataclass(frozen=True)
class WrappedKey:
    content: bytes
    version: int


@dataclass(frozen=True)
class KeyRing:
    """Master keys by version; the highest version wraps whatever is new."""

    keys: Mapping[int, bytes] = field(repr=False)

    @classmethod
    def parse(cls, entries: Iterable[str]) -> "KeyRing":
        """From entries `version:base64`, each key 32 bytes."""
        keys: dict[int, bytes] = {}
        for place, entry in enumerate(entries, start=1):
            version, _colon, text = entry.strip().partition(":")
            try:
                number, key = int(version), base64.b64decode(text, validate=True)
            except (ValueError, binascii.Error):
                raise _wrong(place) from None
            if number < 1 or number in keys or len(key) != KEY_BYTES:
                raise _wrong(place)
            keys[number] = key
        if not keys:
            raise KeysWrong(_("There is no key for stored files; give SAFEGUARDING_FILE_KEYS one entry at least."))
        return cls(keys)

    @property
    def newest(self) -> int:
        return max(self.keys)

    def wrap(self, key: bytes, binding: Binding) -> WrappedKey:
        nonce = os.urandom(_NONCE_BYTES)
        sealed = AESGCM(self.keys[self.newest]).encrypt(nonce, key, _label(self.newest, binding))
        return WrappedKey(nonce + sealed, self.newest)

    def unwrap(self, wrapped: WrappedKey, binding: Binding) -> bytes:
        if wrapped.version not in self.keys:
            raise SealBroken(
                _("Version %(version)d is not in SAFEGUARDING_FILE_KEYS; put it back to open this file.")
                % {"version": wrapped.version}
            )
        nonce, sealed = wrapped.content[:_NONCE_BYTES], wrapped.content[_NONCE_BYTES:]
        try:
            return AESGCM(self.keys[wrapped.version]).decrypt(nonce, sealed, _label(wrapped.version, binding))
        except (InvalidTag, ValueError):
            raise SealBroken(_("The key of this file was changed, or belongs to another file or case.")) from None

    def rewrap(self, wrapped: WrappedKey, binding: Binding) -> WrappedKey:
        """The same file key under the newest master key; the file itself stays as it is."""
        return self.wrap(self.unwrap(wrapped, binding), binding)


def _label(version: int, binding: Binding) -> bytes:
    return b"file key" + version.to_bytes(4, "big") + binding.as_bytes()


def _wrong(place: int) -> KeysWrong:
    # The entry itself is never repeated: errors end in logs, and it is a key.
    return KeysWrong(
        _(
            "Entry %(place)d of SAFEGUARDING_FILE_KEYS is not `version:base64` with a version of its own, "
            "from 1, and 32 bytes of key; write it so, with commas between entries."
        )
        % {"place": place}
    )
