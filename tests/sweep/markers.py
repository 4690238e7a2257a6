"""Texts that nobody could guess, planted in a case: found anywhere else, something leaked. Each says where it stood."""

from hashlib import sha256

_LETTERS = "bcdfghjklmnprstv"
_PLANTED: dict[str, str] = {}


def marker(where: str) -> str:
    """The marker of one place: the same each time, one word of letters alone, so that no cleaning changes it."""
    word = "Zq" + "".join(_LETTERS[byte % len(_LETTERS)] for byte in sha256(where.encode()).digest()[:12])
    _PLANTED[word.lower()] = where
    return word


def found_in(text: str | bytes, *, but: str = "nothing at all") -> list[str]:
    """Where the markers that stand in this text were planted, but for places that begin with `but`."""
    read = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    low = read.lower()
    if "zq" not in low:
        return []
    return sorted(where for word, where in _PLANTED.items() if word in low and not where.startswith(but))
