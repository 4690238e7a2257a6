"""Numbers as they are told: medians, spreads and percentiles; one line of the summary; one part of the report. How they
are written down is in `report.py`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil
from statistics import median


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share (0 to 1) of the values does not exceed."""
    if not values:
        raise ValueError("There is no percentile of nothing.")
    return sorted(values)[max(0, ceil(share * len(values)) - 1)]


def spread(values: Sequence[float], unit: str, *, digits: int = 2) -> str:
    """The median with the least and the most: `1.20 s (1.10–1.40)`."""
    middle, least, most = median(values), min(values), max(values)
    return f"{middle:.{digits}f} {unit} ({least:.{digits}f}–{most:.{digits}f})"


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f}"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the summary. `ratio` is of what was measured to its budget, or as `what` says; `is_met` is None
    where there is no budget."""

    what: str
    budget: str
    measured: str
    ratio: float | None
    is_met: bool | None


@dataclass(slots=True)
class Table:
    """Rows under heads."""

    heads: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)


@dataclass(slots=True)
class Part:
    """What one part of the benchmark found: its lines of the summary, its tables, and what must be said beside."""

    title: str
    how: str
    lines: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
