"""How many queries each page takes, with few incidents on file and with many: the number must be the same. Asked
through Django's own client, one request at a time."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.figures import Line, Part, Table, milliseconds
from benchmarks.pages import Page, all_pages, paths_for
from benchmarks.signing_in import Somebody, browser

GOOD, BROKEN = 200, 500
TIMES = 2
BUDGET = 0.2


@dataclass(frozen=True, slots=True)
class Seen:
    """One page as somebody saw it: how it was answered, how many queries, which, and the seconds of several looks."""

    status: int
    queries: int
    statements: tuple[str, ...]
    seconds: tuple[float, ...]


Key = tuple[str, str]
"""The page's route, and what the person is who looked."""


def see_all(people: Sequence[Somebody]) -> dict[Key, Seen]:
    """Every page by everybody who may open it and has something it could be about."""
    seen: dict[Key, Seen] = {}
    browsers = [(somebody, browser(somebody)) for somebody in people]
    for page in all_pages():
        for somebody, client in browsers:
            if (found := _see(page, somebody, client)) is not None:
                seen[page.route, somebody.what] = found
    return seen


def _see(page: Page, somebody: Somebody, client: Client) -> Seen | None:
    paths = paths_for(page, somebody)[:1]
    status = client.get(paths[0]).status_code if paths else 0
    if status >= BROKEN:
        return Seen(status, 0, (), (0.0,))
    if status != GOOD:
        return None
    seconds = []
    statements: tuple[str, ...] = ()
    for _ in range(TIMES):
        with CaptureQueriesContext(connection) as asked:
            begin = time.perf_counter()
            client.get(paths[0])
            seconds.append(time.perf_counter() - begin)
        statements = tuple(query["sql"] for query in asked.captured_queries)
    return Seen(status, len(statements), statements, tuple(seconds))


def compare(few: dict[Key, Seen], many: dict[Key, Seen], *, sizes: tuple[int, int]) -> Part:
    """The same pages in a small database and in a large one."""
    part = Part(
        "Queries of every page",
        f"Every page, by everybody who may open it, one look at a time, with {sizes[0]:,} incidents and with "
        f"{sizes[1]:,}. Milliseconds are the median of a few looks in one process, without a server, "
        "and count towards no budget.",
    )
    table = Table(("Page", "Who", f"Queries at {sizes[0]:,}", f"at {sizes[1]:,}", "Milliseconds", ""))
    differ = []
    for key in sorted(key for key in few.keys() & many.keys() if few[key].status == many[key].status == GOOD):
        small, large = few[key], many[key]
        is_same = small.queries == large.queries
        if not is_same:
            differ.append(key)
        table.rows.append(
            (f"`/{key[0]}`", key[1], str(small.queries), str(large.queries), milliseconds(median(large.seconds)),
             "" if is_same else "**differs**")
        )  # fmt: skip
    part.tables.append(table)
    both = len(table.rows)
    measured = f"{both - len(differ)} of {both} the same"
    part.lines.append(
        Line(f"Queries of a page at {sizes[0]:,} and {sizes[1]:,} incidents", "the same", measured, None, not differ)
    )
    if broken := sorted(key for key in few.keys() | many.keys() if BROKEN in {_status(few, key), _status(many, key)}):
        part.lines.append(Line("Pages that answered with an error", "none", str(len(broken)), None, False))
        part.remarks.append(
            "Answered with an error: " + ", ".join(f"`/{route}` ({who})" for route, who in broken) + "."
        )
    part.remarks += [_difference(key, few[key], many[key]) for key in differ]
    if alone := sorted(few.keys() ^ many.keys()):
        part.remarks.append(
            "Seen in one of the two databases alone, because there was nothing of that person's that the page could be "
            "about: " + ", ".join(f"`/{route}` ({who})" for route, who in alone) + "."
        )
    if unseen := sorted({page.route for page in all_pages()} - {route for route, _ in few.keys() | many.keys()}):
        part.remarks.append(
            "Not looked at (pages that only take a press, or that are about something which is not invented here): "
            + ", ".join(f"`/{route}`" for route in unseen) + "."
        )  # fmt: skip
    return part


def _difference(key: Key, few: Seen, many: Seen) -> str:
    """Which tables are asked more often in one of the two."""
    counts = {table: (_of(few, table), _of(many, table)) for table in _tables(few) | _tables(many)}
    changed = [f"`{table}` {small} and {large}" for table, (small, large) in sorted(counts.items()) if small != large]
    return f"`/{key[0]}` ({key[1]}): {few.queries} and {many.queries} queries; by table: {', '.join(changed)}."


def _status(seen: dict[Key, Seen], key: Key) -> int:
    return seen[key].status if key in seen else 0


def _tables(seen: Seen) -> set[str]:
    return {_table(statement) for statement in seen.statements}


def _of(seen: Seen, table: str) -> int:
    return sum(_table(statement) == table for statement in seen.statements)


def _table(statement: str) -> str:
    words = statement.replace('"', " ").split()
    for before in ("FROM", "UPDATE", "INTO"):
        if before in words:
            return words[words.index(before) + 1]
    return " ".join(words[:2])
