"""PDFs and pictures: whole, of bearable size, and nothing else besides."""

import zlib

import pytest

from safeguarding.files.checking import Accepted
from safeguarding.files.limits import MIB, Limits
from safeguarding.rules.refusal import Refusal
from tests.files import samples
from tests.files.verdicts import checked, refused


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
