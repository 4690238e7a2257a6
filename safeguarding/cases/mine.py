"""The keys of the cases that the acting person sees, for queries that list across cases: the wall is the net and not
the query. It is the wall's own answer (`migrations/0002_walls.py`); how a person reaches one case is `reach.py`'s."""

from django.db import connection


def my_case_ids() -> list[int]:
    """Ask once a page, and filter every list of it by them (`pk__in`, `case_id__in`). An index then finds the
    rows, where the wall alone reads those of every area to hide them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT my_cases()")
        keys: list[int] = cursor.fetchone()[0]
    return keys
