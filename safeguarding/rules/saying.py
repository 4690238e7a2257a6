"""How the rules say a date, a count, a holiday, a force, a source and a move. The working of one date is in why.py.

Days and the names of holidays have no Welsh yet: within a sentence both mutate, which a translator decides here.
"""

from collections.abc import Mapping
from datetime import date

from safeguarding.rules.duties import Force, Seen
from safeguarding.rules.owed import Corrected, Declared, Move
from safeguarding.rules.text import Text, composed, joined

SOURCES: Mapping[Seen, Text] = {
    "primary": Text(en="checked against the instrument or the official body's own words"),
    "secondary": Text(en="taken from somebody else's account of it"),
    "recalled": Text(en="remembered, its text not checked"),
}
FORCES: Mapping[Force, Text] = {
    "statute": Text(en="statute"),
    "regulation": Text(en="regulation"),
    "guidance": Text(en="guidance"),
    "local": Text(en="local"),
}
MISSED: Mapping[Force, Text] = {
    "statute": Text(en="To miss this date is a breach of statute."),
    "regulation": Text(en="To miss this date is a breach of regulation."),
    "guidance": Text(en="To miss this date is outside guidance, and needs a reason."),
    "local": Text(en="To miss this date is late against the local plan."),
}
ONE_DAY, SO_MANY_DAYS = Text(en="{number} day"), Text(en="{number} days")
CORRECTED = Text(en="The start was corrected from {was} to {now}.")
DECLARED, DAY_DECLARED = Text(en="Declared a bank holiday after the start: {days}."), Text(en="{on} ({name})")


def day(on: date) -> Text:
    """Friday 13 March 2026."""
    return Text(en=f"{on:%A} {on.day} {on:%B %Y}")


def days(number: int) -> Text:
    """1 day, 2 days."""
    return composed(ONE_DAY if number == 1 else SO_MANY_DAYS, number=number)


def holiday(name: str) -> Text:
    """Why a day is no working day, as the calendar names it: a holiday, its substitute day called so, or a weekend."""
    return Text(en=name.replace(" (observed)", ", substitute day"))


def reason_in_words(move: Move) -> Text | str:
    """Why a date moved: the rules' own sentence, or as the person wrote it who gave the reason."""
    match move.reason:
        case Corrected(was, now):
            return composed(CORRECTED, was=was.isoformat(), now=now.isoformat())
        case Declared(proclaimed):
            named = (composed(DAY_DECLARED, on=one.day.isoformat(), name=holiday(one.name)) for one in proclaimed)
            return composed(DECLARED, days=joined(named))
        case written:
            return written
