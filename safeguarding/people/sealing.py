"""Seals short secrets and typed text before they are stored, under keys that follow from SAFEGUARDING_SECRET_KEY.
Files are sealed elsewhere, under keys of their own (`files/sealing.py`)."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_NONCE = 12


class CannotUnseal(Exception):
    """Not what was sealed, not for this purpose, or sealed under another key."""


def seal(content: bytes, *, purpose: str, salt: bytes = b"") -> bytes:
    """Seal so that only the same purpose and salt open it."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(_key(purpose, salt)).encrypt(nonce, content, purpose.encode())


def unseal(sealed: bytes, *, purpose: str, salt: bytes = b"") -> bytes:
    """What was sealed. Raises `CannotUnseal`."""
    try:
        return AESGCM(_key(purpose, salt)).decrypt(sealed[:_NONCE], sealed[_NONCE:], purpose.encode())
    except (InvalidTag, ValueError):
        raise CannotUnseal(purpose) from None


def _key(purpose: str, salt: bytes) -> bytes:
    derive = HKDF(algorithm=SHA256(), length=32, salt=salt or None, info=purpose.encode())
    return derive.derive(settings.SECRET_KEY.encode())
