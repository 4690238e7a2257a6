"""Ends the application's own connection from outside, after a statement of one's choice; and everything that is stored,
in the database and on disk, in a form that can be compared."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection, connections

from safeguarding import today
from safeguarding.files.actions import sweep_orphans

WRITES = ("INSERT", "UPDATE", "DELETE", "SELECT audit")
UNCOMPARED = {"django_cache", "django_session"}
"""Limits that are counted, and who is signed in: nothing about an incident."""

BRACKETS = ("SAVEPOINT", "RELEASE", "ROLLBACK", "SELECT set_config", "SELECT coalesce(current_setting")
"""Within a transaction of the test's own a verb has some of these more: around it, and who acted before it."""

Execute = Callable[..., Any]


class Statements:
    """Counts the statements of a connection, and after one of them cuts it off."""

    def __init__(self, cut_after: int = 0) -> None:
        self.cut_after = cut_after
        self.seen: list[str] = []

    def __call__(self, execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        answer = execute(sql, params, many, context)
        if str(sql).startswith(BRACKETS):
            return answer
        self.seen.append(str(sql))
        if len(self.seen) == self.cut_after:
            cut_off(connection.connection.info.backend_pid)
        return answer

    def places(self, most: int) -> list[int]:
        """After which statements to cut it off: those that write, at most so many, the last of them always."""
        written = [number for number, sql in enumerate(self.seen, 1) if sql.lstrip().startswith(WRITES)]
        step = max(1, -(-len(written) // most))
        return sorted({*written[::-step], len(self.seen)})


@contextmanager
def counted(cut_after: int = 0) -> Iterator[Statements]:
    statements = Statements(cut_after)
    with connection.execute_wrapper(statements):
        yield statements


def cut_off(process: int) -> None:
    """As the server's death, or the network's, looks to the application. Comes back when it is over."""
    facts = connections["default"].get_connection_params()
    facts = {key: facts[key] for key in ("host", "port", "user", "password", "dbname") if facts.get(key)}
    with psycopg.connect(**facts) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [process])


def everything() -> dict[str, str]:
    """Each table and each file with a digest of what is in it, as the owner sees it, once the daily work has taken
    away what no row knows: a sealed file without its key, which was in the row."""
    sweep_orphans(before=today.now() + timedelta(days=3650))
    return {**_tables(), **_files()}


def _tables() -> dict[str, str]:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        names = [name for (name,) in cursor.fetchall() if name not in UNCOMPARED]
        each = (
            f"SELECT '{name}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM \"{name}\" t"
            for name in names
        )
        cursor.execute(" UNION ALL ".join(each))
        return dict(cursor.fetchall())


def _files() -> dict[str, str]:
    found = (Path(at) / name for at, _, names in os.walk(settings.DATA) for name in names)
    return {str(path): sha256(path.read_bytes()).hexdigest() for path in found}
