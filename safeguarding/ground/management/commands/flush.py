"""`flush` as the owner, since the application may not truncate. Tests use it between transactional tests. Keeps
what migrations made: their record, content types, permissions."""

from typing import Any

import psycopg
from django.core.management.commands.flush import Command as Flush
from django.db import connections

KEPT = ("django_migrations", "django_content_type", "auth_permission")


class Command(Flush):
    def handle(self, **options: Any) -> None:
        truncate_all()


def truncate_all() -> None:
    """Empty every table but `KEPT`, on a connection of the owner's own."""
    facts = connections["owner"].get_connection_params()
    facts = {key: facts[key] for key in ("host", "port", "user", "password", "dbname") if facts.get(key)}
    with psycopg.connect(**facts) as connection:
        tables = connection.execute(
            "SELECT format('%%I', tablename) FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL (%s)",
            [list(KEPT)],
        ).fetchall()
        connection.execute(f"TRUNCATE {', '.join(name for (name,) in tables)} RESTART IDENTITY CASCADE")
