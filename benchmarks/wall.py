"""What the wall of the database costs: the same pages with row-level security on and off, in turn, through the real
server. A page that shows something else without the wall asks for more than its person's own, and is named."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median

from django.db import connections

from benchmarks.figures import Line, Part, Table, milliseconds
from benchmarks.pages import Look
from benchmarks.pressing import BrowsersOf
from safeguarding.cases.generation import OWNER

BUDGET = 1.5
ONCE_ONLY = re.compile(rb'<input type="hidden"[^>]*>|[0-9a-f]{8}-[0-9a-f-]{27}|\b[0-9a-f]{32,64}\b')
"""What differs between two drawings of one page: tokens, signed or drawn anew each time."""


@dataclass(slots=True)
class Cost:
    """Seconds of one look with the wall and without, and whether both showed the same."""

    on: list[float] = field(default_factory=list)
    off: list[float] = field(default_factory=list)
    shows_more: bool = False

    @property
    def ratio(self) -> float:
        return median(self.on) / median(self.off)


@contextmanager
def walls_down() -> Iterator[None]:
    """Until the block ends, no table of this database has row-level security. The benchmark's own database alone."""
    tables = walled()
    _alter(tables, "DISABLE")
    try:
        yield
    finally:
        _alter(tables, "ENABLE")


def put_up() -> None:
    """Enable what a run that was killed may have left disabled: every table that has a policy has a wall."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT DISTINCT polrelid::regclass::text FROM pg_policy")
        _alter([row[0] for row in cursor.fetchall()], "ENABLE")


def walled() -> list[str]:
    """Every table with row-level security."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute(
            "SELECT oid::regclass::text FROM pg_class WHERE relrowsecurity AND relkind = 'r' ORDER BY relname"
        )
        return [str(row[0]) for row in cursor.fetchall()]


def measure(found: Sequence[Look], browsers: BrowsersOf, *, rounds: int, each: int) -> Part:
    """With, without, with, without …, a few pages of each look every time."""
    costs = [Cost() for _ in found]
    for number in range(rounds):
        for look, cost in zip(found, costs, strict=True):
            _ask(look, browsers, cost.on, each, number)
            before = {_shown(look, browsers), _shown(look, browsers)} if number == 0 else set()
            with walls_down():
                _ask(look, browsers, cost.off, each, number)
                if before:
                    cost.shows_more = _shown(look, browsers) not in before
    return _told(found, costs, rounds, each)


def _ask(look: Look, browsers: BrowsersOf, seconds: list[float], each: int, number: int) -> None:
    ask = browsers(look.somebody)
    ask.get(look.paths[0])  # the first after a change of the wall plans its queries anew
    for place in range(each):
        seconds.append(ask.get(look.paths[(number * each + place) % len(look.paths)]).seconds)
    ask.close()


def _shown(look: Look, browsers: BrowsersOf) -> bytes:
    """The page without what differs between any two drawings of it."""
    answer = browsers(look.somebody).get(look.paths[0])
    browsers(look.somebody).close()
    return b"%d %s" % (answer.status, ONCE_ONLY.sub(b"", answer.body))


def _alter(tables: Sequence[str], verb: str) -> None:
    with connections[OWNER].cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} {verb} ROW LEVEL SECURITY")


def _told(found: Sequence[Look], costs: Sequence[Cost], rounds: int, each: int) -> Part:
    part = Part(
        "Row-level security on against off",
        f"The same pages through the real server, one at a time: {each} with the wall, {each} without, {rounds} times "
        "over. Medians in milliseconds (least–most).",
    )
    table = Table(("Page", "Who", "With the wall", "Without", "Ratio", "Shows the same without"))
    for look, cost in zip(found, costs, strict=True):
        same = "**no**" if cost.shows_more else "yes"
        table.rows.append(
            (look.title, look.somebody.what, _spread(cost.on), _spread(cost.off), f"{cost.ratio:.2f}", same)
        )
    part.tables.append(table)
    comparable = [cost.ratio for cost in costs if not cost.shows_more]
    if comparable:
        worst = max(comparable)
        part.lines.append(
            Line("Row-level security: a page against the same page without, the worst", f"≤ {BUDGET} ×",
                 f"{median(comparable):.2f} × in the middle, {worst:.2f} × at worst", worst, worst <= BUDGET)
        )  # fmt: skip
    more = [f"{look.title} ({look.somebody.what})" for look, cost in zip(found, costs, strict=True) if cost.shows_more]
    if more:
        part.remarks.append(
            "Show something else when the wall is off, so that only the wall holds other areas' rows back; their "
            "queries should ask for the person's own cases too, and their ratio compares two different pages: "
            + ", ".join(more) + "."
        )  # fmt: skip
    part.lines.append(
        Line("Pages whose own queries already ask for no more than the person's own", "all",
             f"{len(found) - len(more)} of {len(found)}", None, not more)
    )  # fmt: skip
    return part


def _spread(seconds: Sequence[float]) -> str:
    return f"{milliseconds(median(seconds))} ({milliseconds(min(seconds))}–{milliseconds(max(seconds))})"
