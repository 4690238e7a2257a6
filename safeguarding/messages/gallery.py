"""Every kind of message with invented lines, for the gallery and for the test that each kind has its templates."""

from collections.abc import Iterator
from datetime import date

from safeguarding.messages.kinds import ABOUT, Kind
from safeguarding.messages.letters import Letter, letter
from safeguarding.messages.lines import CASE_PATH, Line

REFERENCE = "SR-2026-0001"
FRI_13_MARCH = date(2026, 3, 13)


def every_kind() -> Iterator[tuple[Kind, str, Letter]]:
    """Kind, title and letter of each, saying each of its sentences once."""
    for kind in Kind:
        yield kind, str(ABOUT[kind].title), letter(kind=kind, to_name="Robin Marsh", lines=lines_of(kind))


def lines_of(kind: Kind) -> list[Line]:
    """One line for each sentence of the kind."""
    path = CASE_PATH.format(reference=REFERENCE)
    return [Line(REFERENCE, what, FRI_13_MARCH, path) for what in ABOUT[kind].sentences]
