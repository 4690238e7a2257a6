"""Writes what was found as one page: the summary, then each part with its tables. The machine is told by its
size alone."""

import os
import platform
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from benchmarks.figures import Line, Part, Table
from safeguarding.ground.addresses import PROJECT

PAGE = PROJECT / "docs" / "reference" / "benchmarks.md"
SUMMARY = ("What", "Budget", "Measured", "Ratio", "Within")

OPENING = """\
# Benchmarks

<!-- Written by `make bench`. Do not edit. -->

Everything here was measured side by side in one run of `make bench`, on a database of its own with invented incidents.
Ratios travel from machine to machine; milliseconds do not. Nothing here is a timed test.
"""


def write(parts: Sequence[Part], machine: Sequence[str], *, to: Path = PAGE) -> None:
    """The whole page."""
    to.write_text(page(parts, machine), encoding="utf-8")


def page(parts: Sequence[Part], machine: Sequence[str]) -> str:
    summary = Table(SUMMARY, [_summed(line) for part in parts for line in part.lines])
    conditions = "\n".join(f"- {one}" for one in machine)
    return "\n".join([OPENING, conditions, "", "## Summary", "", _drawn(summary), "", *(told(part) for part in parts)])


def told(part: Part) -> str:
    """One part: what was done, its tables, what must be said beside."""
    tables = [text for table in part.tables for text in (_drawn(table), "")]
    remarks = [text for remark in part.remarks for text in (remark, "")]
    return "\n".join([f"## {part.title}", "", part.how, "", *tables, *remarks])


def said(line: Line) -> str:
    """One line of the summary, for the terminal."""
    mark = {True: "within", False: "MISSED", None: "      "}[line.is_met]
    ratio = "" if line.ratio is None else f"  [{line.ratio:.2f}]"
    return f"{mark}  {line.what}: {line.measured} (budget {line.budget}){ratio}"


def conditions(*, on: date, load: Sequence[tuple[float, float, float]], minutes: float, server: str) -> list[str]:
    """When, on what, and what else the machine was doing."""
    minute = [one for one, _, _ in load]
    return [
        f"{on:%-d %B %Y}; `make bench`, {minutes:.0f} minutes",
        f"{os.cpu_count()} cores, {_memory()} GB of memory, Python {platform.python_version()}, {server}",
        f"processes that wanted a core, on average over a minute: from {min(minute):.1f} to {max(minute):.1f}, asked "
        "after each part. Many more than the cores there are means that other work slowed what was measured.",
    ]


def _memory() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)


def database() -> str:
    """Which server is measured."""
    from django.db import connections

    version = str(connections["owner"].pg_version)  # type: ignore[attr-defined]
    return f"PostgreSQL {int(version[:-4])}.{int(version[-4:])}"


def _summed(line: Line) -> Sequence[str]:
    ratio = "" if line.ratio is None else f"{line.ratio:.2f}"
    return (line.what, line.budget, line.measured, ratio, {True: "yes", False: "**no**", None: ""}[line.is_met])


def _drawn(table: Table) -> str:
    rows = [table.heads, ["---"] * len(table.heads), *table.rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows)
