"""Files are taken for what they are, not for what they are called."""

import io
import resource
import tracemalloc
import zlib

import pytest

from safeguarding.files.checking import Accepted, check
from safeguarding.files.limits import MIB, Limits
from tests.files import samples
from tests.files.compound_writer import msg
from tests.files.verdicts import LIMITS, checked, refused

HONEST = [
    ("report.pdf", samples.pdf(), "pdf"),
    ("scan.PDF", samples.pdf(samples.pdf_stream(zlib.compress(b"BT ET" * 1000))), "pdf"),
    ("minutes.docx", samples.word(), "docx"),
    ("plan.xlsx", samples.excel(), "xlsx"),
    ("note.odt", samples.open_document(), "odt"),
    ("table.ods", samples.open_document("spreadsheet"), "ods"),
    ("note.txt", b"Rang Ms Lowe at 10.15.\r\nShe is safe.\n", "txt"),
    ("welsh.txt", "Llŷn, tŷ, ŵyn".encode(), "txt"),
    ("old.txt", "£40 — “quoted”".encode("cp1252"), "txt"),
    ("wide.txt", "Nodyn o’r cyfarfod".encode("utf-16"), "txt"),
    ("mz.txt", b"MZ rang back at noon.", "txt"),
    ("list.csv", b"name,date\nA,2026-03-13\n", "csv"),
    ("photo.png", samples.png(), "png"),
    ("photo.jpg", samples.jpeg(), "jpeg"),
    ("photo.JPEG", samples.jpeg() + b"what a phone adds after the end", "jpeg"),
    ("scan.tif", samples.tiff(), "tiff"),
    ("scan.tiff", samples.tiff(order=">"), "tiff"),
    ("page.heic", samples.heic(), "heic"),
    ("mail.eml", samples.eml(), "eml"),
    ("mail.msg", msg({0x0037: "Hello", 0x1000: "Words"}), "msg"),
]


@pytest.mark.parametrize(("name", "content", "kind"), HONEST, ids=[name for name, _, _ in HONEST])
def test_an_honest_file_is_taken_for_what_it_is(name: str, content: bytes, kind: str) -> None:
    verdict = checked(name, content)
    assert isinstance(verdict, Accepted), verdict
    assert verdict.kind.id == kind
    assert verdict.media_type == verdict.kind.media_type
    assert verdict.safe_name == name


def test_a_file_without_an_ending_is_given_that_of_its_content() -> None:
    verdict = checked("photo", samples.png())
    assert isinstance(verdict, Accepted)
    assert verdict.safe_name == "photo.png"


def test_the_stream_is_left_at_its_beginning() -> None:
    source = io.BytesIO(samples.pdf())
    check("a.pdf", source, len(samples.pdf()), LIMITS)
    assert source.tell() == 0


def test_the_sentence_names_file_reason_and_cure() -> None:
    assert refused("empty.pdf", b"", "it is empty") == (
        "“empty.pdf” was not kept because it is empty; open it, check that it holds something and choose it again."
    )


def test_a_file_over_the_limit_is_refused_with_the_limit() -> None:
    sentence = refused("a.txt", b"x" * (MIB + 1), "larger than 1 MB", Limits(file_bytes=MIB))
    assert "a.txt" in sentence


@pytest.mark.parametrize(
    ("name", "content", "because"),
    [
        ("report.pdf", b"MZ\x90\x00\x03\x00" + bytes(200), "program"),
        ("report.docx", b"\x7fELF\x02\x01" + bytes(200), "program"),
        ("photo.jpg", b"\xcf\xfa\xed\xfe" + bytes(200), "program"),
        ("photo.jpg", b"\xca\xfe\xba\xbe" + bytes(200), "program"),
        ("note.txt", b"#!/bin/sh\nrm -rf /\n", "program"),
        ("note.txt", b"@echo off\r\ndel *.*\r\n", "shortcut or a script"),
        ("note.txt", b"[InternetShortcut]\r\nURL=http://example.invalid\r\n", "shortcut or a script"),
        ("report.pdf", b"\x4c\x00\x00\x00\x01\x14\x02\x00" + bytes(100), "shortcut or a script"),
        ("backup.pdf", bytes(0x8001) + b"CD001\x01" + bytes(100), "disk image"),
        ("files.zip", samples.zipped({"a.txt": b"a"}), "archive"),
        ("files.docx", samples.zipped({"a.txt": b"a"}), "archive"),
        ("files.rar", b"Rar!\x1a\x07\x01\x00" + bytes(50), "archive"),
        ("page.html", b"<!DOCTYPE html><html></html>", "web pages"),
        ("note.txt", b"\xef\xbb\xbf \n<html><script>alert(1)</script>", "web pages"),
        ("note.txt", "<svg onload='x()'/>".encode("utf-16"), "web pages"),
        ("drawing.png", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "web pages"),
        ("letter.rtf", b"{\\rtf1\\ansi hello}", "Rich Text"),
        ("letter.doc", b"{\\rtf1\\ansi hello}", "Rich Text"),
        ("film.mp4", b"\x00\x00\x00\x18ftypmp42" + bytes(50), "kind of file is not taken"),
        ("note.txt", b"words and \x00 zero", "its content is not Plain text"),
        ("long.txt", b"words " * 20_000 + b"\x00", "not plain text all through"),
        ("photo.png", samples.jpeg(), "it is called .png but its content is JPEG picture"),
        ("report.docx", samples.pdf(), "it is called .docx but its content is PDF"),
        ("report.exe", samples.pdf(), "it is called .exe but its content is PDF"),
        ("book.docx", samples.excel(), "it is called .docx but its content is Excel workbook"),
        ("report.pdf", b"just words", "it is called .pdf but its content is not PDF"),
        ("mail.eml", b"just words, no headers\n", "its content is not E-mail"),
    ],
)  # fmt: skip
def test_what_is_not_what_it_says_is_refused(name: str, content: bytes, because: str) -> None:
    refused(name, content, because)


class TestCost:
    def test_a_bomb_is_refused_within_little_memory(self) -> None:
        packer = zlib.compressobj(9)
        packed = b"".join(packer.compress(bytes(MIB)) for _ in range(600)) + packer.flush()
        stream = samples.pdf(samples.pdf_stream(packed))
        document = samples.with_members(samples.word(), {"word/x.xml": b"<a>" + b" " * 60 * MIB + b"</a>"})
        picture = samples.png(pixels=bytes(40 * MIB))
        tracemalloc.start()
        try:
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            refused("a.pdf", stream, "unpacks")
            refused("a.docx", document, "unpacks")
            refused("a.png", picture, "unpacks")
            grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
            assert tracemalloc.get_traced_memory()[1] < 8 * MIB
            assert grown < 32 * 1024  # kilobytes
        finally:
            tracemalloc.stop()

    def test_time_runs_out_with_a_sentence(self) -> None:
        stream = samples.pdf(samples.pdf_stream(zlib.compress(bytes(50 * MIB))))
        refused("a.pdf", stream, "takes too long", Limits(seconds=0.0))
