"""The papers of a meeting as one PDF, in the order of the agenda, with an index and a bookmark for each. Papers that
are no PDF, are covered, or cannot be joined stand in the index and are opened beside; privileged papers are nowhere."""

import io
from collections.abc import Iterable
from dataclasses import dataclass

import pikepdf
from django.utils.translation import gettext as _

from safeguarding.cases.actions.enclosing import is_privileged
from safeguarding.files.actions import open_file
from safeguarding.files.limits import MIB
from safeguarding.meetings.models import AgendaItem, ItemPaper, Meeting

MOST = 150 * MIB
"""Together no larger than this: what comes after is opened beside."""
A4 = (595, 842)
LEFT, TOP, LEADING, LINES, LONGEST = 56, 780, 16, 44, 88


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the index: the paper, with its place in the bundle, counted in pages, or none where it is beside."""

    item: AgendaItem
    paper: ItemPaper
    page: int | None


def readable(papers: Iterable[ItemPaper]) -> list[ItemPaper]:
    """The papers that may be read at a meeting: chosen, not destroyed, and never privileged."""
    return [one for one in papers if not is_privileged(one.paper) and one.paper.file.destroyed_at is None]


def may_be_joined(one: ItemPaper) -> bool:
    """Whether a paper goes into the bundle: a PDF that opens without a press of its own."""
    return one.paper.file.kind == "pdf" and not one.paper.is_covered


def bundle_of(meeting: Meeting, items: Iterable[AgendaItem]) -> bytes:
    """One PDF of the items that the reader sees. Each paper that is opened for it is on record as read."""
    joined, lines = pikepdf.new(), list[Line]()
    left = MOST
    for item in items:
        for one in readable(item.papers.all()):
            page = len(joined.pages)
            added = may_be_joined(one) and one.paper.file.size <= left and _join(joined, one)
            left -= one.paper.file.size if added else 0
            lines.append(Line(item, one, page if added else None))
    index = _index(joined, meeting, lines)
    with joined.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(_("Index"), 0))
        for line in lines:
            if line.page is not None:
                outline.root.append(pikepdf.OutlineItem(_said(line), line.page + index))
    written = io.BytesIO()
    joined.save(written)
    return written.getvalue()


def _join(joined: pikepdf.Pdf, one: ItemPaper) -> bool:
    """Whether the pages of the paper were added."""
    content = b"".join(open_file(one.paper.file))
    try:
        # It stays open until the bundle is written: pages are copied by reference.
        joined.pages.extend(pikepdf.open(io.BytesIO(content)).pages)
    except pikepdf.PdfError:
        return False
    return True


def _index(joined: pikepdf.Pdf, meeting: Meeting, lines: list[Line]) -> int:
    """Put the index before everything else; how many pages it takes."""
    count = max(1, -(-len(lines) // LINES))
    heading = _("{reference}: papers, in the order of the agenda").format(reference=meeting.reference)
    for place in range(count):
        said = [
            _entry(line, line.page + count + 1 if line.page is not None else None)
            for line in lines[place * LINES : (place + 1) * LINES]
        ]
        joined.pages.insert(place, _page(joined, [heading, "", *(said or [_("No papers were chosen.")])]))
    return count


def _entry(line: Line, page: int | None) -> str:
    where = _("page {page}").format(page=page) if page else _("opened beside")
    return f"{_said(line)[:LONGEST]}: {where}"


def _said(line: Line) -> str:
    paper = line.paper.paper
    words = {"item": line.item.number, "number": paper.number, "title": paper.title}
    return _("Item {item}, paper {number}, {title}").format(**words)


def _page(joined: pikepdf.Pdf, lines: list[str]) -> pikepdf.Page:
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    shown = b"".join(b"(" + _escaped(line) + b") Tj T*\n" for line in lines)
    content = b"BT /F1 11 Tf %d TL %d %d Td\n" % (LEADING, LEFT, TOP) + shown + b"ET"
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, *A4],
        Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font)),
        Contents=joined.make_stream(content),
    )
    return pikepdf.Page(joined.make_indirect(page))


def _escaped(text: str) -> bytes:
    """A line in the letters that the index is set in; a letter that is not among them becomes a question mark."""
    kept = text.encode("cp1252", "replace")
    return kept.replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
