"""A document as an accessible PDF (PDF/UA-1): tagged, with its title, language and headings. Its look is
`document.typ`; the words reach it as data, so nothing that somebody typed is read as markup."""

import json
import re
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

import typst

from safeguarding.documents.contents import Block, Document, Facts, Paragraphs, Part, Points
from safeguarding.documents.plain import breakable, in_words, one_line, paragraphs
from safeguarding.documents.words import about, words_in

_LOOK = files("safeguarding.documents").joinpath("document.typ").read_bytes()
_FONTS = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
"""Only those that the library carries, so that a document looks the same wherever it is made."""
_NOT_IN_FONTS = re.compile(r'the text `"(.+?)"` could not be displayed')
_BY_NUMBER = re.compile(r"\\u\{([0-9a-f]+)\}")
_SURELY_THERE = 0xFF
_MOST_TRIES = 5


def to_pdf(document: Document) -> bytes:
    """The same bytes for the same document. A sign that the fonts do not have stands as its name in brackets."""
    data = json.dumps(_document(document), ensure_ascii=False)
    for _try in range(_MOST_TRIES):
        try:
            return _compiled(data, document)
        except typst.TypstError as error:
            missing = _missing(error)
            if not missing:
                raise
            data = data.translate({ord(sign): in_words(sign) for sign in missing})
    beyond = {ord(sign): in_words(sign) for sign in data if ord(sign) > _SURELY_THERE}
    return _compiled(data.translate(beyond), document)


def _compiled(data: str, document: Document) -> bytes:
    made = document.made_on
    return typst.compile(
        _LOOK,
        format="pdf",
        font_paths=_FONTS,
        sys_inputs={"document": data},
        pdf_standards=["ua-1"],
        timestamp=datetime(made.year, made.month, made.day, tzinfo=UTC),
    )


def _missing(error: typst.TypstError) -> set[str]:
    """Every sign that no font had. A sequence that could not be set is taken sign by sign."""
    texts = _NOT_IN_FONTS.findall(error.diagnostic)
    signs = {_BY_NUMBER.sub(lambda found: chr(int(found[1], 16)), text) for text in texts}
    return {sign for text in signs for sign in text if ord(sign) > 0x7E}


def _document(document: Document) -> dict[str, Any]:
    language, _, region = document.language.partition("-")
    words = words_in(language)
    return {
        "title": one_line(document.title),
        "reference": one_line(document.reference),
        "marking": one_line(document.marking),
        "lang": language,
        "region": region or None,
        "year": document.made_on.year,
        "month": document.made_on.month,
        "day": document.made_on.day,
        "words": {"page": words.page},
        "about": [[term, breakable(said)] for term, said in about(document, words)],
        "parts": [_part(part) for part in document.parts],
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "title": breakable(one_line(part.title)) or "–",
        "blocks": [_block(block) for block in part.blocks],
        "parts": [_part(under) for under in part.parts],
    }


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraphs):
        return {"kind": "paragraphs", "text": _lines(block.text)}
    if isinstance(block, Points):
        return {"kind": "points", "items": [_lines(item) for item in block.items]}
    if isinstance(block, Facts):
        rows = [[breakable(one_line(term)), _lines(said)] for term, said in block.rows]
        return {"kind": "facts", "rows": rows}
    return {
        "kind": "table",
        "caption": breakable(one_line(block.caption)),
        "head": [breakable(one_line(cell)) for cell in block.head],
        "rows": [[_lines(cell) for cell in row] for row in block.rows],
    }


def _lines(text: str) -> list[list[str]]:
    return [[breakable(line) for line in lines] for lines in paragraphs(text)]
