"""Bar charts drawn on the server: a picture for the eye, and beside it always the table that says the same. Fit for a
strict content security policy: no script, no inline style. A count that may not be shown has no length at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

WIDTH, ROW, BAR, LABEL, MOST = 640, 36, 20, 250, 320
LETTERS = 30
"""A longer label would run under its bar: the table has it whole."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A table of counts with its picture. `note` says what is counted, and what is not."""

    id: str
    title: str
    note: str
    head: tuple[str, str]
    rows: tuple[tuple[str, int | None], ...]
    total: int | None

    @property
    def is_empty(self) -> bool:
        return not self.rows

    @property
    def is_all_hidden(self) -> bool:
        """Too few of everything: neither picture nor table would say anything."""
        return bool(self.rows) and all(count is None for _label, count in self.rows)


def bars(chart: Chart) -> SafeString:
    """The picture as SVG. Screen readers are given its title and sent to the table."""
    longest = max((count or 0 for _label, count in chart.rows), default=0)
    height = ROW * len(chart.rows)
    inside = format_html_join(
        "",
        '<text x="0" y="{}" font-size="16" fill="#0b0c0c">{}</text>'
        '<rect x="{}" y="{}" width="{}" height="{}" fill="#1d70b8"/>'
        '<text x="{}" y="{}" font-size="16" fill="#0b0c0c">{}</text>',
        (_bar(place, label, count, longest) for place, (label, count) in enumerate(chart.rows)),
    )
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{}-picture" viewBox="0 0 {} {}" '
        'width="100%" font-family="arial, sans-serif"><title id="{}-picture">{}</title>{}</svg>',
        chart.id, WIDTH, height, chart.id, _title(chart), inside,
    )  # fmt: skip


def _title(chart: Chart) -> str:
    return gettext("%(title)s: the table after this picture holds its figures") % {"title": chart.title}


def _bar(place: int, label: str, count: int | None, longest: int) -> Sequence[object]:
    top, length = ROW * place, round(MOST * (count or 0) / longest) if longest else 0
    words = gettext("not shown") if count is None else str(count)
    middle = top + 22
    return middle, _short(label), LABEL, top + (ROW - BAR) // 2, length, BAR, LABEL + length + 8, middle, words


def _short(label: str) -> str:
    return label if len(label) <= LETTERS else f"{label[: LETTERS - 1].rstrip()}…"


def columns(rows: Sequence[tuple[str, int | None]]) -> list[tuple[str, str]]:
    """The same rows for the table, with what stands for a count that may not be shown."""
    return [(label, gettext("not shown") if count is None else str(count)) for label, count in rows]
