"""One line of a message: a reference, a fixed sentence, a date and a link. There is no field for anything else,
so nothing about a child can be put in one."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from safeguarding.messages.kinds import SENTENCES

_REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,19}")
_PATH = re.compile(r"/[A-Za-z0-9/_-]*")

CASE_PATH = "/cases/{reference}/"
"""Where a case's own page is: what a reminder and a feed link to."""


class NotALine(ValueError):
    """The line would say more than a line may."""


@dataclass(frozen=True, slots=True)
class Line:
    """`what` is a key of `kinds.SENTENCES`, `path` a path on this site without question or fragment."""

    reference: str
    what: str
    on: date | None = None
    path: str = ""

    def __post_init__(self) -> None:
        if not _REFERENCE.fullmatch(self.reference):
            raise NotALine("A line's reference is up to 20 letters, digits and hyphens: give the case's own.")
        if self.what not in SENTENCES:
            raise NotALine(f"There is no sentence {self.what!r}. Choose one of messages/kinds.py, or add it there.")
        if self.on is None and "%(on)s" in str(SENTENCES[self.what]):
            raise NotALine(f"The sentence {self.what!r} names a date: give the line its `on`.")
        if self.path and not _PATH.fullmatch(self.path):
            raise NotALine("A line's path begins with / and holds letters, digits, hyphens and slashes alone.")

    def as_kept(self) -> dict[str, str | None]:
        """As it is stored with the message."""
        on = self.on.isoformat() if self.on else None
        return {"reference": self.reference, "what": self.what, "on": on, "path": self.path}

    @classmethod
    def from_kept(cls, kept: dict[str, Any]) -> "Line":
        """Read back from the store."""
        on = date.fromisoformat(kept["on"]) if kept.get("on") else None
        return cls(kept["reference"], kept["what"], on, kept.get("path", ""))
