"""Rows of a function of the database, as the frozen dataclass that has its columns."""

import json
from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import connection

Row = TypeVar("Row")

_JSONB = 3802  # PostgreSQL's number of the type, which Django leaves as text on a plain cursor


def rows_of(kind: type[Row], query: str, values: Sequence[Any] = ()) -> list[Row]:
    """Run the query and make one `kind` of each row, by the names of its columns."""
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        columns = cursor.description
        return [
            kind(**{
                column.name: json.loads(value) if column.type_code == _JSONB and value else value
                for column, value in zip(columns, row, strict=True)
            })
            for row in cursor.fetchall()
        ]  # fmt: skip
