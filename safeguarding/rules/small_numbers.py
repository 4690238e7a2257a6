"""Numbers that could point at a child are not shown: none from 1 up to four, and none that a reader could work out from
the others of its total."""

from collections.abc import Mapping
from typing import Final

FEWEST: Final = 5
"""The smallest number that is shown, beside nought."""


def shown(number: int) -> int | None:
    """The number, or nothing where it is too small to show."""
    return None if 0 < number < FEWEST else number


def parts_shown(parts: Mapping[str, int], *, total_is_shown: bool = True) -> dict[str, int | None]:
    """The parts of a total. Where one part alone is hidden, the total less the others would tell it: then the smallest
    of the others is hidden too."""
    found = {name: shown(number) for name, number in parts.items()}
    hidden = [name for name, number in found.items() if number is None]
    if len(hidden) == 1 and total_is_shown:
        others = [name for name, number in found.items() if number]
        if others:
            found[min(others, key=lambda name: parts[name])] = None
    return found
