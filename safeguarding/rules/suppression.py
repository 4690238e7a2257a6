"""Which counts of a table may be shown: small ones are not, nor is any that would give a small one away."""

from collections.abc import Sequence
from dataclasses import dataclass

FLOOR = 5
"""The least count that is shown. The figures on notifications by the Department for Education mark those below it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The counts as they may be shown, in their order; None is not shown. A count of 0 is: it is about nobody."""

    counts: tuple[int | None, ...]
    total: int | None


def shown(count: int, floor: int = FLOOR) -> int | None:
    """A count that stands alone, or nothing where it is too small to show."""
    return None if 0 < count < floor else count


def suppress(counts: Sequence[int], floor: int = FLOOR) -> Shown:
    """Hide every count from 1 to below `floor`. Where a small one then follows from the total, hide the rest too: all
    but the noughts, and the total.

    `counts` are whole numbers of 0 or more. Raises `ValueError` for others.
    """
    if any(count < 0 for count in counts):
        raise ValueError(f"a count is below 0: {min(counts)}")
    small = [count for count in counts if 0 < count < floor]
    if not small:
        return Shown(tuple(counts), sum(counts))
    if _follows_from_the_total(small, floor):
        return Shown(tuple(None if count else 0 for count in counts), None)
    return Shown(tuple(count if count >= floor or not count else None for count in counts), sum(counts))


def _follows_from_the_total(small: Sequence[int], floor: int) -> bool:
    """Whether the sum of the small ones says what each is: there is one alone, or all are the least or the most that a
    small one can be."""
    return len(small) == 1 or sum(small) in (len(small), len(small) * (floor - 1))
