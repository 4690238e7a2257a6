"""Office documents and the archives they are: nothing that runs, nothing that swells, no password."""

import io
import struct
import zipfile

import pytest

from safeguarding.files.checking import Accepted
from safeguarding.files.limits import MIB, Limits
from safeguarding.rules.refusal import Refusal
from tests.files import samples
from tests.files.compound_writer import compound
from tests.files.verdicts import checked, refused


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
