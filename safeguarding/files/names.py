"""File names: what is shown of the name a person's machine gave, and the name a download carries.

Nothing on disk ever bears such a name: `store` names files by random id.
"""

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST = 120
_RESERVED = {"con", "prn", "aux", "nul", "conin$", "conout$"}
_RESERVED |= {f"{port}{digit}" for port in ("com", "lpt") for digit in "123456789¹²³"}
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_SPACES = re.compile(r"\s+")


def safe_name(name: str, ending: str = "") -> str:
    """The name to show and keep: last path part, no control or direction-changing characters, 120 long at
    most.

    `ending` is put on when the name has none of its own.
    """
    stem, own_ending = _split(_last_part(_visible(name)))
    if stem.lower().split(".")[0].strip() in _RESERVED:
        stem = f"_{stem}"
    own_ending = own_ending or ending
    return f"{stem[: LONGEST - len(own_ending)].rstrip(' .')}{own_ending}"


def ending_of(name: str) -> str:
    """The last ending of a name, lower case with its dot; empty when there is none."""
    return _split(_last_part(_visible(name)))[1].lower()


def download_name(reference: str, number: int, ending: str) -> str:
    """The name a downloaded copy carries: the case's reference and a number, never words a person typed."""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", reference).strip("-") or "file"
    return f"{plain[:60]}-{number}{ending}"


def _visible(name: str) -> str:
    """NFC text with every control, format (bidi, zero-width), private and unassigned character taken out."""
    return "".join(
        " " if char in "\t\r\n" else char
        for char in unicodedata.normalize("NFC", name)
        if char in "\t\r\n" or unicodedata.category(char)[0] != "C"
    )


def _last_part(name: str) -> str:
    last = name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    return _SPACES.sub(" ", _FORBIDDEN.sub("_", last)).strip(" .")


def _split(name: str) -> tuple[str, str]:
    ending = PurePosixPath(name).suffix
    if not re.fullmatch(r"\.[A-Za-z0-9]{1,10}", ending):
        return name or "file", ""
    return name[: -len(ending)].rstrip(" .") or "file", ending
