"""A table as a CSV file that Excel opens as it is: with the mark that says UTF-8, no cell that it would run. What is
exported, to whom and how that is recorded, is `views/exports.py`'s."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from django.http import HttpResponse

UTF_8 = "\ufeff"
RUNS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is a formula to a spreadsheet, whoever typed it."""


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The table, a row a line, each cell harmless."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([[harmless(cell) for cell in row] for row in (headings, *rows)])
    return (UTF_8 + out.getvalue()).encode()


def harmless(cell: object) -> str:
    """The cell as text that a spreadsheet only shows."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(RUNS) else text


def csv_file(content: bytes, *, words: str, on: date) -> HttpResponse:
    """To be saved under plain words and the day: no reference, and nothing that anybody typed."""
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{words}-{on.isoformat()}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response
