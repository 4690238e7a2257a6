"""How the rules say a date, a force, a source and a count in English words."""

from datetime import date

from safeguarding.rules.duties import Force, Seen

SOURCES: dict[Seen, str] = {
    "primary": "checked against the instrument or the official body's own words",
    "secondary": "taken from somebody else's account of it",
    "recalled": "remembered, its text not checked",
}
FORCES: dict[Force, str] = {"statute": "statute", "regulation": "regulation", "guidance": "guidance", "local": "local"}
MISSED: dict[Force, str] = {
    "statute": "To miss this date is a breach of statute.",
    "regulation": "To miss this date is a breach of regulation.",
    "guidance": "To miss this date is outside guidance, and needs a reason.",
    "local": "To miss this date is late against the local plan.",
}


def day(on: date) -> str:
    """Friday 13 March 2026."""
    return f"{on:%A} {on.day} {on:%B %Y}"


def count(number: int, one: str) -> str:
    """1 day, 2 days."""
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def holiday(name: str) -> str:
    """A holiday's name, with its substitute day called so."""
    return name.replace(" (observed)", ", substitute day")
