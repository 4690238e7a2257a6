"""How long `make run` takes to the first page when everything is set up: with the database stopped, and left running.
On a data folder of its own, which is set up first and deleted afterwards."""

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.figures import Line, Part, Table, spread
from benchmarks.own_ground import leave
from benchmarks.server import DidNotCome, first_page, free_port, process
from safeguarding.ground import embedded

BUDGET = 5.0  # seconds
RUNS = 3
WHAT = "Start, embedded, already set up, to the first page"


def measure(data: Path, *, runs: int = RUNS) -> Part:
    """Set up once, then start again and again."""
    how = "`make run`, which looks first whether all is set up," if _under_make() else "`safeguarding run`"
    part = Part("Starting", f"{how} until the sign-in page is there.")
    leave(data)
    try:
        return _measured(data, part, runs)
    except DidNotCome as fault:
        part.remarks.append(str(fault))
        part.lines.append(Line(WHAT, f"≤ {BUDGET:g} s", "no page came", None, False))
        return part
    finally:
        leave(data)


def _measured(data: Path, part: Part, runs: int) -> Part:
    first = [_start(data)]
    stopped = [_after(data, stop=True) for _ in range(runs)]
    running = [_after(data, stop=False) for _ in range(runs)]
    server = [_database_alone(data) for _ in range(runs)]
    table = Table(("Start", "Seconds"))
    rows: Sequence[tuple[str, list[float]]] = (
        ("the first ever: database made, brought up to date, demonstration written", first),
        ("again, the database stopped", stopped),
        ("again, the database left running", running),
        ("the database alone, stopped before", server),
    )
    table.rows += [(name, spread(seconds, "s")) for name, seconds in rows]
    part.tables.append(table)
    ratio = max(stopped) / BUDGET
    part.lines.append(Line(WHAT, f"≤ {BUDGET:g} s", spread(stopped, "s"), ratio, ratio <= 1))
    return part


def _after(data: Path, *, stop: bool) -> float:
    if stop:
        embedded.stop(data)
    return _start(data)


def _start(data: Path) -> float:
    """From the command to the first page; the product is ended again, its database left as it is."""
    port = free_port()
    begin = time.monotonic()
    with process([*_command(), f"PORT={port}" if _under_make() else f"--port={port}"], data=data) as started:
        return first_page(port, started) - begin


def _command() -> list[str]:
    """What people type, where `make bench` has just set everything up; otherwise what it comes to: measuring must not
    set anything up anew beneath the person who measures."""
    return ["make", "run"] if _under_make() else [sys.executable, "-m", "safeguarding.commands", "run"]


def _under_make() -> bool:
    return "MAKELEVEL" in os.environ


def _database_alone(data: Path) -> float:
    embedded.stop(data)
    begin = time.monotonic()
    embedded.start(data)
    return time.monotonic() - begin
