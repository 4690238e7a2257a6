"""The settings this app reads, in one place: limits, keys, folder, scanner. What they mean is in `limits`,
`keys`, `store` and `scanning`."""

from pathlib import Path

from django.conf import settings

from safeguarding.files.keys import KeyRing
from safeguarding.files.limits import Limits


def limits_in_force() -> Limits:
    return Limits(file_bytes=int(settings.FILE_SIZE_LIMIT))


def ring_in_force() -> KeyRing:
    return KeyRing.parse(settings.FILE_KEYS)


def folder_in_force() -> Path:
    return Path(settings.DATA) / "files"


def scanner_in_force() -> str:
    """The scanner's address, `unix:/path` or `host:port`; empty when there is none."""
    return str(settings.FILE_SCANNER or "")
