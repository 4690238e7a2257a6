"""The tables there are, asked of the models and of the database: none is listed here."""

from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.models import Model

from safeguarding.cases.models import Case


def case_column(model: type[Model]) -> str:
    """The column by which a row says its case; empty where it says none."""
    if model is Case:
        return "id"
    for one in model._meta.concrete_fields:
        if (one.remote_field is not None and one.remote_field.model is Case) or one.attname == "case_id":
            return str(one.column)
    return ""


OF_A_CASE: list[type[Model]] = [model for model in apps.get_models() if case_column(model)]
"""Every model whose rows say a case, audit and files among them."""


def walled_tables() -> list[str]:
    """Every table with row-level security."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relrowsecurity "
            "AND relnamespace = 'public'::regnamespace ORDER BY relname"
        )
        return [name for (name,) in cursor.fetchall()]


def privileges_of(role: str) -> dict[str, str]:
    """What a database role may do with each table: the first letters of select, insert, update, delete, truncate."""
    verbs = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")
    asked = ", ".join(f"has_table_privilege(%(role)s, c.oid, '{verb}')" for verb in verbs)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT c.relname, {asked} FROM pg_class c WHERE c.relkind IN ('r', 'v', 'm', 'p') "
            "AND c.relnamespace = 'public'::regnamespace ORDER BY c.relname",
            {"role": role},
        )
        return {
            name: "".join(verb[0] for verb, holds in zip(verbs, held, strict=True) if holds)
            for name, *held in cursor.fetchall()
        }


def columns_of(table: str) -> list[str]:
    """The columns a row is made of, but those the database fills itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s "
            "AND is_identity = 'NO' ORDER BY ordinal_position",
            [table],
        )
        return [name for (name,) in cursor.fetchall()]


def row_of(table: str, where: str) -> dict[str, Any] | None:
    """One row as the acting person sees it."""
    with connection.cursor() as cursor:
        names = columns_of(table)
        cursor.execute(f'SELECT {", ".join(map(_quoted, names))} FROM "{table}" WHERE {where} LIMIT 1')
        found = cursor.fetchone()
    return dict(zip(names, found, strict=True)) if found else None


def count_all(tables: list[str]) -> dict[str, int]:
    """How many rows the acting person sees in each."""
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}', count(*) FROM \"{name}\"" for name in tables))
        return dict(cursor.fetchall())


def _quoted(name: str) -> str:
    return f'"{name}"'


def text_columns(model: type[Model]) -> list[str]:
    """The columns of a model in which somebody's words can stand."""
    kinds = (models.TextField, models.CharField, models.JSONField)
    return [str(one.column) for one in model._meta.concrete_fields if isinstance(one, kinds)]
