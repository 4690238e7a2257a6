"""Files are taken for what they are, not for what they are called."""

import io
import resource
import struct
import tracemalloc
import zipfile
import zlib

import pytest

from safeguarding.files.checking import Accepted, check
from safeguarding.files.limits import MIB, Limits
from safeguarding.rules.refusal import Refusal
from tests.files import samples
from tests.files.compound_writer import compound, msg

LIMITS = Limits()


def checked(name: str, content: bytes, limits: Limits = LIMITS) -> Accepted | Refusal:
    return check(name, io.BytesIO(content), len(content), limits)


def refused(name: str, content: bytes, because: str, limits: Limits = LIMITS) -> str:
    """The refusal's one sentence, which names file, reason and cure."""
    verdict = checked(name, content, limits)
    assert isinstance(verdict, Refusal), verdict
    assert because in verdict.sentence
    assert verdict.sentence.endswith(".")
    assert "; " in verdict.sentence
    return verdict.sentence


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


class TestOffice:
    def test_macros_are_refused_by_name_and_by_declared_type(self) -> None:
        refused("a.docx", samples.with_members(samples.word(), {"word/vbaProject.bin": b"x"}), "macros")
        types = b"<Types><Override ContentType='application/vnd.ms-word.document.macroEnabled.main+xml'/></Types>"
        refused("a.docx", samples.with_members(samples.word(), {"[Content_Types].xml": types}), "macros")
        refused("a.xlsx", samples.with_members(samples.excel(), {"xl/macrosheets/s.xml": b"<a/>"}), "macros")

    def test_macros_under_another_name_are_found_by_content(self) -> None:
        hidden = compound({"VBA": {"dir": b"x" * 100}, "_VBA_PROJECT": b"y"})
        refused("a.docx", samples.with_members(samples.word(), {"word/media/image1.png": hidden}), "macros")

    def test_macros_of_open_document_are_refused(self) -> None:
        refused("a.odt", samples.open_document(Basic__Standard__M__xml=b"<a/>"), "macros")

    def test_a_wrapped_up_file_inside_is_refused(self) -> None:
        wrapped = compound({"\x01Ole10Native": b"setup.exe" * 100})
        changed = samples.with_members(samples.word(), {"word/embeddings/oleObject1.bin": wrapped})
        refused("a.docx", changed, "program")

    def test_a_program_among_the_parts_is_refused(self) -> None:
        changed = samples.with_members(samples.word(), {"word/media/image1.png": b"MZ" + bytes(300)})
        refused("a.docx", changed, "program")

    def test_a_template_fetched_from_elsewhere_is_refused(self) -> None:
        link = (
            b"<Relationships><Relationship Id='r1' Type='http://x/attachedTemplate' "
            b"Target='https://example.invalid/t.dotm' TargetMode='External'/></Relationships>"
        )
        changed = samples.with_members(samples.word(), {"word/_rels/settings.xml.rels": link})
        refused("a.docx", changed, "fetches part of itself from elsewhere")

    def test_a_macro_in_a_workbook_inside_a_document_is_refused(self) -> None:
        book = samples.with_members(samples.excel(), {"xl/vbaProject.bin": b"x"})
        changed = samples.with_members(samples.word(), {"word/embeddings/book.xlsm": book})
        refused("a.docx", changed, "macros")

    def test_a_workbook_that_links_to_another_is_taken(self) -> None:
        link = (
            b"<Relationships><Relationship Id='r1' Type='http://x/externalLinkPath' "
            b"Target='file:///\\\\share\\plan.xlsx' TargetMode='External'/></Relationships>"
        )
        changed = samples.with_members(samples.excel(), {"xl/externalLinks/_rels/e1.xml.rels": link})
        assert isinstance(checked("a.xlsx", changed), Accepted)

    def test_a_template_on_the_writers_own_disk_is_no_reason_to_refuse(self) -> None:
        link = (
            b"<Relationships><Relationship Id='r1' Type='http://x/attachedTemplate' "
            b"Target='file:///C:\\Templates\\Normal.dotm' TargetMode='External'/></Relationships>"
        )
        changed = samples.with_members(samples.word(), {"word/_rels/settings.xml.rels": link})
        assert isinstance(checked("a.docx", changed), Accepted)

    def test_a_password_is_told_for_each_format(self) -> None:
        refused("a.docx", compound({"EncryptionInfo": b"x", "EncryptedPackage": b"y" * 5000}), "password")
        locked = b"<manifest><encryption-data/></manifest>"
        refused("a.odt", samples.open_document(**{"META-INF__manifest.xml": locked}), "password")
        flagged = bytearray(samples.word())
        flagged[6] |= 1
        at = flagged.index(b"PK\x01\x02")
        flagged[at + 8] |= 1
        refused("a.docx", bytes(flagged), "password")

    def test_office_before_2007_is_refused_with_its_cure(self) -> None:
        sentence = refused("a.doc", compound({"WordDocument": b"x" * 5000}), "before 2007")
        assert "save it as DOCX" in sentence

    def test_words_that_grow_are_refused_in_any_part(self) -> None:
        bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
        refused("a.docx", samples.with_members(samples.word(), {"word/footer9.xml": bomb}), "grow")
        wide = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>'.encode("utf-16")
        refused("a.docx", samples.with_members(samples.word(), {"word/footer9.xml": wide}), "grow")

    def test_a_workbook_inside_a_document_is_kept_and_a_third_storey_is_not(self) -> None:
        chart = samples.with_members(samples.word(), {"word/embeddings/book.xlsx": samples.excel()})
        assert isinstance(checked("a.docx", chart), Accepted)
        deep = samples.with_members(samples.excel(), {"xl/embeddings/c.docx": samples.word()})
        refused("a.docx", samples.with_members(samples.word(), {"word/embeddings/b.xlsx": deep}), "unpacks")


class TestArchives:
    @pytest.mark.parametrize("name", ["../evil.xml", "/etc/passwd", "word/../../x", "a\\b.xml", "C:/x.xml", "a//b"])
    def test_a_part_with_an_unsafe_name_is_refused(self, name: str) -> None:
        refused("a.docx", samples.with_members(samples.word(), {name: b"<a/>"}), "unsafe name")

    def test_too_many_parts_are_refused(self) -> None:
        many = {f"word/media/{number}.txt": b"" for number in range(60)}
        refused("a.docx", samples.with_members(samples.word(), many), "unpacks", Limits(members=50))

    def test_a_part_that_swells_is_refused(self) -> None:
        swollen = samples.with_members(samples.word(), {"word/x.txt": bytes(20 * MIB)})
        refused("a.docx", swollen, "unpacks")

    def test_parts_that_swell_together_are_refused(self) -> None:
        parts = {f"word/{number}.txt": bytes(4 * MIB) for number in range(10)}
        swollen = samples.with_members(samples.word(), parts)
        refused("a.docx", swollen, "unpacks", Limits(unpacked_bytes=30 * MIB))

    def test_parts_that_lie_over_one_another_are_refused(self) -> None:
        content = bytearray(samples.word())
        archive = zipfile.ZipFile(io.BytesIO(bytes(content)))
        first, second = archive.infolist()[:2]
        at = content.index(b"PK\x01\x02", archive.start_dir + 46)
        assert struct.unpack_from("<I", content, at + 42)[0] == second.header_offset
        struct.pack_into("<I", content, at + 42, first.header_offset)
        verdict = checked("a.docx", bytes(content))
        assert isinstance(verdict, Refusal)

    def test_something_before_or_after_the_archive_is_refused(self) -> None:
        refused("a.docx", samples.word() + b"tail", "another file is hidden")
        refused("a.docx", b"PK\x03\x04junk" + samples.word(), "another file is hidden")

    def test_a_cut_archive_is_refused(self) -> None:
        refused("a.docx", samples.word()[:-400], "")
        broken = bytearray(samples.word())
        broken[200:260] = bytes(60)
        assert isinstance(checked("a.docx", bytes(broken)), Refusal)


class TestPdf:
    def test_one_that_begins_late_is_refused(self) -> None:
        refused("a.pdf", b"\n" + samples.pdf(), "its content is not PDF")
        refused("a.png", samples.png() + samples.pdf(), "another file is hidden")

    def test_one_that_is_also_an_archive_is_refused(self) -> None:
        refused("a.pdf", samples.pdf() + samples.zipped({"a": b"a"}), "another file is hidden")

    def test_one_that_was_cut_is_refused(self) -> None:
        refused("a.pdf", samples.pdf()[:-20], "damaged")

    def test_a_password_is_refused(self) -> None:
        refused("a.pdf", samples.pdf().replace(b"/Root", b"/Encrypt 7 0 R /Root"), "password")

    def test_the_word_encrypt_across_two_pieces_is_still_seen(self) -> None:
        for place in range(65536 - 24, 65536 + 4):
            filler = b"% " + b"x" * (place - 60) + b"\n"
            content = samples.pdf(filler, b"<< /Encrypt 7 0 R >>\n")
            refused("a.pdf", content, "password")

    def test_the_word_encrypt_inside_a_packed_stream_is_not_misread(self) -> None:
        data = zlib.compress(b"/Encrypt 7 0 R " * 3, 0)
        assert b"/Encrypt 7 0 R" in data
        assert isinstance(checked("a.pdf", samples.pdf(samples.pdf_stream(data))), Accepted)

    def test_one_that_starts_a_program_is_refused(self) -> None:
        refused("a.pdf", samples.pdf(b"<< /S /Launch /F (cmd.exe) >>\n"), "starts another program")

    def test_a_stream_packed_twice_is_refused(self) -> None:
        twice = zlib.compress(zlib.compress(bytes(1000)))
        stream = samples.pdf_stream(twice, b"[/FlateDecode /FlateDecode]")
        refused("a.pdf", samples.pdf(stream), "unpacks")

    def test_streams_that_swell_are_refused(self) -> None:
        stream = samples.pdf_stream(zlib.compress(bytes(3 * MIB)))
        refused("a.pdf", samples.pdf(stream), "unpacks", Limits(pdf_stream_bytes=2 * MIB))
        refused("a.pdf", samples.pdf(*[stream] * 4), "unpacks", Limits(pdf_unpacked_bytes=10 * MIB))
        assert isinstance(checked("a.pdf", samples.pdf(*[stream] * 3), Limits(pdf_unpacked_bytes=10 * MIB)), Accepted)


class TestPictures:
    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.png", samples.png(40_000, 10, pixels=b"")),
            ("a.png", samples.png(20_000, 20_000, pixels=b"")),
            ("a.jpg", samples.jpeg(60_000, 60_000)),
            ("a.tif", samples.tiff(100_000, 100_000)),
            ("a.heic", samples.heic(100_000, 100_000)),
        ],
    )
    def test_one_of_unbearable_size_is_refused(self, name: str, content: bytes) -> None:
        refused(name, content, "picture is too large")

    def test_a_png_that_unpacks_beyond_its_dimensions_is_refused(self) -> None:
        refused("a.png", samples.png(pixels=bytes(30 * MIB)), "unpacks")

    def test_a_note_in_a_png_that_unpacks_without_end_is_refused(self) -> None:
        note = samples.png_chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(bytes(20 * MIB)))
        refused("a.png", samples.png(extra=note), "unpacks")

    def test_notes_of_a_png_are_read_in_each_of_their_forms(self) -> None:
        bomb = zlib.compress(bytes(20 * MIB))
        plain = samples.png_chunk(b"iTXt", b"XML:com.adobe.xmp\x00\x00\x00\x00\x00<x:xmpmeta> x\x9c text")
        profile = samples.png_chunk(b"iCCP", b"x profile\x00\x00" + zlib.compress(b"a profile"))
        assert isinstance(checked("a.png", samples.png(extra=plain + profile)), Accepted)
        refused("a.png", samples.png(extra=samples.png_chunk(b"iCCP", b"x\x00\x00" + bomb)), "unpacks")
        refused("a.png", samples.png(extra=samples.png_chunk(b"iTXt", b"x\x00\x01\x00en\x00t\x00" + bomb)), "unpacks")

    def test_something_after_the_end_of_a_png_is_refused(self) -> None:
        refused("a.png", samples.png() + b"x", "another file is hidden")

    def test_a_picture_that_is_also_an_archive_is_refused(self) -> None:
        refused("a.jpg", samples.jpeg() + samples.zipped({"a": b"a"}), "another file is hidden")

    def test_a_tiff_whose_pages_run_in_a_circle_is_refused(self) -> None:
        refused("a.tif", samples.tiff(following=8), "damaged")

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.png", samples.png()),
            ("a.jpg", samples.jpeg()),
            ("a.tif", samples.tiff()),
            ("a.heic", samples.heic()),
        ],
    )
    def test_any_cut_of_a_picture_is_answered_with_a_sentence(self, name: str, content: bytes) -> None:
        for length in range(12, len(content) - 12):
            verdict = checked(name, content[:length])
            assert isinstance(verdict, Accepted | Refusal)


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
