"""A document as a Word file: real headings and lists, tables whose head repeats, its language and title said, and
nothing in it that the page does not show: no author, no comments, no changes."""

from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document as new_document
from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from safeguarding.documents.contents import Block, Document, Facts, Paragraphs, Part, Points
from safeguarding.documents.plain import one_line, paragraphs
from safeguarding.documents.words import Words, about, words_in

_LOWEST = 9
"""Word knows headings down to this level."""


def to_word(document: Document) -> bytes:
    """The document as .docx; the same text as `pdf.py` gives."""
    word, words = new_document(), words_in(document.language.partition("-")[0])
    _look(word, document.language)
    _properties(word, document)
    _on_every_page(word, document, words)
    word.add_heading(one_line(document.title), 0)
    for term, said in about(document, words):
        _term(word.add_paragraph(), f"{term}: ").add_run(said)
    for part in document.parts:
        _part(word, part, 1)
    _leave_nothing_behind(word)
    kept = BytesIO()
    word.save(kept)
    return kept.getvalue()


def _look(word: Any, language: str) -> None:
    section = word.sections[0]
    section.start_type = WD_SECTION.NEW_PAGE
    section.page_width, section.page_height = Mm(210), Mm(297)
    for style in word.styles:
        if style.type in (1, 2) and style.font is not None:
            style.font.name = "Arial"
            style.font.color.rgb = RGBColor(0, 0, 0)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
    word.styles["Normal"].font.size = Pt(12)
    for said in word.styles.element.iter(qn("w:lang")):
        said.set(qn("w:val"), language)


def _properties(word: Any, document: Document) -> None:
    properties = word.core_properties
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.title = one_line(document.title)[:255]
    properties.subject = one_line(document.reference)[:255]
    properties.language = document.language
    made = datetime(document.made_on.year, document.made_on.month, document.made_on.day)  # noqa: DTZ001 (kept as UTC)
    properties.created = properties.modified = made
    properties.revision = 1


def _leave_nothing_behind(word: Any) -> None:
    """What the library's own template brings along and no page shows: a picture of it, and data of its maker."""
    for there in (word.part.package.rels, word.part.rels):
        for key in [key for key, link in there.items() if link.reltype.endswith(("/thumbnail", "/customXml"))]:
            del there[key]


def _on_every_page(word: Any, document: Document, words: Words) -> None:
    section = word.sections[0]
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    _term(head, one_line(document.marking)).add_run(f" {one_line(document.reference)}")
    _term(foot, f"{one_line(document.marking)} ")
    before, _, rest = words.page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    foot.add_run(before)
    _number(foot, "PAGE")
    foot.add_run(between)
    _number(foot, "NUMPAGES")
    foot.add_run(after)


def _number(paragraph: Any, what: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), what)
    shown = paragraph.add_run("1")
    field.append(shown._r)
    paragraph._p.append(field)


def _part(word: Any, part: Part, level: int) -> None:
    word.add_heading(one_line(part.title) or "–", min(level, _LOWEST))
    for block in part.blocks:
        _block(word, block)
    for under in part.parts:
        _part(word, under, level + 1)


def _block(word: Any, block: Block) -> None:
    if isinstance(block, Paragraphs):
        _prose(word, block.text)
    elif isinstance(block, Points):
        for item in block.items:
            _prose(word, item, style="List Bullet")
    elif isinstance(block, Facts):
        for term, said in block.rows:
            _term(word.add_paragraph(), one_line(term)).paragraph_format.keep_with_next = True
            _prose(word, said)
    else:
        _table(word, block.caption, block.head, block.rows)


def _prose(word: Any, text: str, style: str | None = None) -> None:
    for lines in paragraphs(text):
        _lines(word.add_paragraph(style=style), lines)


def _lines(paragraph: Any, lines: list[str], *, is_strong: bool = False) -> None:
    for number, line in enumerate(lines):
        if number:
            paragraph.add_run().add_break()
        paragraph.add_run(line).bold = is_strong or None


def _term(paragraph: Any, text: str) -> Any:
    paragraph.add_run(text).bold = True
    return paragraph


def _table(word: Any, caption: str, head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
    said = word.add_paragraph(one_line(caption), style="Caption")
    said.paragraph_format.keep_with_next = True
    table = word.add_table(rows=0, cols=len(head), style="Table Grid")
    _says(table, caption)
    top = table.add_row()
    _repeats(top)
    for cell, text in zip(top.cells, head, strict=True):
        _lines(cell.paragraphs[0], [one_line(text)], is_strong=True)
    for row in rows:
        for number, (cell, text) in enumerate(zip(table.add_row().cells, row, strict=True)):
            _fill(cell, text, is_strong=number == 0)
    word.add_paragraph()


def _fill(cell: Any, text: str, *, is_strong: bool) -> None:
    for number, lines in enumerate(paragraphs(text)):
        _lines(cell.add_paragraph() if number else cell.paragraphs[0], lines, is_strong=is_strong)


def _repeats(row: Any) -> None:
    """It heads its columns, on each page, for whoever listens to it too."""
    heads = OxmlElement("w:tblHeader")
    row._tr.get_or_add_trPr().append(heads)


def _says(table: Any, caption: str) -> None:
    said = OxmlElement("w:tblCaption")
    said.set(qn("w:val"), one_line(caption))
    table._tbl.tblPr.append(said)
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    if look is not None:
        table._tbl.tblPr.remove(look)
        said.addprevious(look)
