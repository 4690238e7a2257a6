"""What was made, read back: the text of a PDF as another library finds it, and what a PDF is built of."""

import io
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pikepdf
import pypdfium2
from docx import Document as open_word

_NOT_SEEN = re.compile(r"[\s\u200b]+")


def run_together(text: str) -> str:
    """Without the white space and the places to break, which a line's end and a reader's library change. A hyphen at
    the end of a line is told as another sign."""
    return _NOT_SEEN.sub("", text.replace("\x02", "-").replace("\ufffe", "-"))


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as opened:
        return "\n".join(page.get_textpage().get_text_range() for page in opened)


def pages_of(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as opened:
        return [page.get_textpage().get_text_range() for page in opened]


def text_of_word(word: bytes) -> str:
    opened = open_word(io.BytesIO(word))
    body = opened.element.body
    return "".join(node.text or "" for node in body.iter("{*}t"))


def tags(pdf: bytes) -> list[str]:
    """Every tag in the order in which it is read."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return list(_under(opened.Root.StructTreeRoot.K))


def _under(node: Any) -> Iterator[str]:
    if isinstance(node, pikepdf.Array):
        for each in node:
            yield from _under(each)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield str(node.S)
        if "/K" in node:
            yield from _under(node.K)


def faults(pdf: bytes) -> list[str]:
    """What is wrong for whoever listens to it, as far as it can be told without a validator of PDF/UA."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        root, found = opened.Root, []
        if not bool(root.get("/MarkInfo", {}).get("/Marked", False)):
            found.append("not tagged")
        if not str(root.get("/Lang", "")):
            found.append("no language")
        if not bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)):
            found.append("its title is not shown")
        with opened.open_metadata() as said:
            if not said.get("dc:title"):
                found.append("no title")
            if said.get("pdfuaid:part") != "1":
                found.append("does not claim PDF/UA-1")
        for page in opened.pages:
            if page.get("/Tabs") not in (None, "/S") or "/StructParents" not in page:
                found.append("a page outside the order of reading")
            found += [f"{name} is not embedded" for name in _fonts_left_out(page)]
    return found + _badly_nested(tags(pdf))


def _fonts_left_out(page: Any) -> Iterator[str]:
    for name, font in page.get("/Resources", {}).get("/Font", {}).items():
        for under in font.get("/DescendantFonts", [font]):
            held = under.get("/FontDescriptor", {})
            if not any(key in held for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                yield str(name)


def _badly_nested(found: list[str]) -> list[str]:
    levels = [int(tag[2:]) for tag in found if re.fullmatch(r"/H\d", tag)]
    pairs = pairwise([0, *levels])
    wrong = [f"H{after} follows H{before}" for before, after in pairs if after > before + 1]
    if found.count("/Table") > found.count("/THead"):
        wrong.append("a table without a head")
    return wrong
