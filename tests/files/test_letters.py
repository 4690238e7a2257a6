"""Letters from the partnership's own Word templates: every field filled, nothing of the template's past
carried along."""

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from safeguarding.files.checking import Accepted, check
from safeguarding.files.letters import fields_in, merge
from safeguarding.files.limits import Limits
from safeguarding.rules.refusal import Refusal
from tests.files import samples

DECLARED = nsdecls("w")


def template(*paragraphs: str, edit: Callable[[docx.document.Document], None] | None = None) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if edit:
        edit(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_xml(*paragraphs: str) -> bytes:
    """A template whose paragraphs are given as Word's own XML."""

    def edit(document: docx.document.Document) -> None:
        for xml in paragraphs:
            document.element.body.insert(0, parse_xml(f"<w:p {DECLARED}>{xml}</w:p>"))

    return template(edit=edit)


def run(text: str) -> str:
    return f"<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>"


def complex_field(instruction: str, shown: str = "«x»") -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def merged(content: bytes, **values: str | None) -> docx.document.Document:
    """The letter, read back with python-docx after the same check as any upload and a test of its archive."""
    letter = merge(content, values)
    assert isinstance(letter, bytes), letter
    assert isinstance(check("letter.docx", io.BytesIO(letter), len(letter), Limits()), Accepted)
    assert zipfile.ZipFile(io.BytesIO(letter)).testzip() is None
    return docx.Document(io.BytesIO(letter))


def words(document: docx.document.Document) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def refused(content: bytes, because: str, **values: str | None) -> Refusal:
    verdict = merge(content, values)
    assert isinstance(verdict, Refusal)
    assert because in verdict.sentence
    return verdict


class TestFields:
    def test_both_marks_are_found_once_in_reading_order(self) -> None:
        content = template("Dear «Contact name»,", "About {{reference}} and {{ Contact-Name }}.")
        assert fields_in(content) == ("contact_name", "reference")

    def test_a_mark_that_word_split_over_runs_is_one_field(self) -> None:
        content = with_xml(run("Dear {") + run("{cont") + run("act_") + run("name}} of «org") + run("anisation»."))
        assert fields_in(content) == ("contact_name", "organisation")
        assert words(merged(content, contact_name="Ada", organisation="Ashmere")) == "Dear Ada of Ashmere."

    def test_words_own_merge_fields_are_found_simple_and_complex(self) -> None:
        content = with_xml(
            f'<w:fldSimple w:instr=" MERGEFIELD Reference \\* MERGEFORMAT ">{run("«Reference»")}</w:fldSimple>',
            run("Dear ") + complex_field(' MERGEFIELD "Contact Name" ', "«Contact_Name»") + run(","),
        )
        assert set(fields_in(content)) == {"reference", "contact_name"}
        letter = merged(content, reference="ASH-1", contact_name="Ada")
        assert words(letter) == "Dear Ada,\nASH-1"
        assert letter.element.body.findall(".//" + qn("w:fldChar")) == []
        assert letter.element.body.findall(".//" + qn("w:fldSimple")) == []

    def test_a_merge_field_that_shows_nothing_yet_is_filled(self) -> None:
        bare = (
            '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> MERGEFIELD a </w:instrText>'
            '<w:fldChar w:fldCharType="end"/></w:r>'
        )
        content = with_xml('<w:fldSimple w:instr="MERGEFIELD b"/>', bare)
        assert words(merged(content, a="one", b="two")) == "one\ntwo"

    def test_tables_headers_footers_and_text_boxes_are_read(self) -> None:
        def edit(document: docx.document.Document) -> None:
            document.add_table(1, 1).cell(0, 0).text = "{{in_table}}"
            document.sections[0].header.paragraphs[0].text = "«in_header»"
            document.sections[0].footer.paragraphs[0].text = "{{in_footer}}"
            box = (
                f'<w:p {DECLARED} xmlns:v="urn:schemas-microsoft-com:vml">'
                "<w:r><w:t>{{around}}</w:t></w:r><w:r><w:pict>"
                "<v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>{{in_</w:t></w:r><w:r><w:t>box}}</w:t></w:r></w:p>"
                "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
            )
            document.element.body.insert(0, parse_xml(box))

        content = template(edit=edit)
        places = {"in_table": "T", "in_header": "H", "in_footer": "F", "around": "A", "in_box": "B"}
        assert set(fields_in(content)) == set(places)
        letter = merged(content, **places)
        assert letter.tables[0].cell(0, 0).text == "T"
        assert letter.sections[0].header.paragraphs[0].text == "H"
        assert letter.sections[0].footer.paragraphs[0].text == "F"
        assert "".join(text.text or "" for text in letter.element.body.iter(qn("w:t")))[:2] == "AB"

    def test_other_codes_and_quotation_marks_are_left_as_they_are(self) -> None:
        content = with_xml(
            complex_field(" PAGE ", "1"), run("« bonjour, dit-elle! »"), complex_field(" DATE ", "today")
        )
        assert fields_in(content) == ()
        letter = merged(content)
        assert len(letter.element.body.findall(".//" + qn("w:instrText"))) == 2


class TestValues:
    def test_line_breaks_are_kept_and_formatting_is_the_marks_own(self) -> None:
        content = with_xml(run("To: {{address}} (home)"))
        letter = merged(content, address="1 High Street\r\nAshmere\nAS1 1AA")
        assert words(letter) == "To: 1 High Street\nAshmere\nAS1 1AA (home)"
        assert len(letter.element.body.findall(".//" + qn("w:br"))) == 2
        assert letter.paragraphs[0].runs[0].bold

    def test_values_are_never_markup_nor_further_marks(self) -> None:
        content = with_xml(run("{{a}}|{{b}}|") + complex_field("MERGEFIELD c"))
        letter = merged(content, a="<w:br/>&amp;", b="{{a}} «a»", c="{{a}}\x00\x07")
        assert words(letter) == "<w:br/>&amp;|{{a}} «a»|{{a}}"

    def test_many_marks_in_one_run_with_breaks_each_keep_their_order(self) -> None:
        content = with_xml(run("1 {{a}} 2 {{b}} 3 {{a}} 4"))
        assert words(merged(content, a="x\ny", b="p\nq")) == "1 x\ny 2 p\nq 3 x\ny 4"

    def test_an_unknown_field_is_named_with_the_nearest_and_the_list(self) -> None:
        verdict = refused(template("{{referense}}"), "“referense”", reference="R", contact_name="Ada")
        assert "Did you mean “reference”?" in verdict.sentence
        assert "The fields are: contact_name, reference." in verdict.sentence
        assert verdict.place == "referense"

    @pytest.mark.parametrize("value", [None, "", "  \n"])
    def test_a_missing_value_is_named(self, value: str | None) -> None:
        verdict = refused(template("{{reference}}"), "no value yet", reference=value)
        assert verdict.place == "reference"

    def test_a_value_that_the_template_does_not_use_may_be_missing(self) -> None:
        assert words(merged(template("Dear {{name}}"), name="Ada", phone=None)) == "Dear Ada"

    @pytest.mark.parametrize("text", ["Dear {{name", "Dear name}}", "Dear {{na!me}}"])
    def test_a_mark_that_is_not_closed_is_refused_with_its_place(self, text: str) -> None:
        refused(template(text), "is not closed", name="Ada")


class TestUnsafeTemplates:
    def test_a_template_is_checked_like_any_upload(self) -> None:
        refused(samples.with_members(samples.word(), {"word/vbaProject.bin": b"x"}), "macros")
        refused(b"MZ\x00" + bytes(100), "program")
        refused(samples.pdf(), "not a Word document")
        bomb = b'<!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>'
        refused(samples.with_members(samples.word(), {"word/header9.xml": bomb}), "grow")
        assert isinstance(fields_in(samples.excel()), Refusal)

    @pytest.mark.parametrize("code", ["DDEAUTO c:\\\\x.exe", "INCLUDETEXT \\\\\\\\host\\\\x", "ASK q", "NEXT"])
    def test_codes_that_fetch_or_ask_are_refused(self, code: str) -> None:
        refused(with_xml(complex_field(f" {code} ")), "a letter may not")
        refused(with_xml(f'<w:fldSimple w:instr=" {code} ">{run("x")}</w:fldSimple>'), "a letter may not")

    def test_a_field_inside_a_rule_is_refused(self) -> None:
        rule = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>'
            + complex_field("MERGEFIELD a")
            + '<w:r><w:instrText> = "x" "y" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
        refused(with_xml(rule), "inside a Word rule", a="A")

    def test_tracked_changes_and_comments_are_refused(self) -> None:
        refused(with_xml(f'<w:ins w:id="1" w:author="X">{run("new")}</w:ins>'), "tracked changes")

        def edit(document: docx.document.Document) -> None:
            document.add_comment(document.add_paragraph("words").runs, text="remember", author="X")

        refused(template(edit=edit), "comments")

    def test_a_field_that_could_not_be_filled_is_refused(self) -> None:
        drawing = {"word/diagrams/data1.xml": b"<a>{{name}}</a>"}
        refused(samples.with_members(samples.word(), drawing), "drawing or chart", name="Ada")
        strict = {"word/document.xml": b"<w:document xmlns:w='http://purl.oclc.org/ooxml/wordprocessingml/main'/>"}
        refused(samples.with_members(samples.word(), strict), "Strict Open XML", name="Ada")

    def test_a_broken_field_code_is_refused(self) -> None:
        broken = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>MERGEFIELD a</w:instrText></w:r>'
        refused(with_xml(broken), "codes is broken", a="A")


class TestTraces:
    def test_nothing_of_the_templates_past_goes_out(self) -> None:
        def edit(document: docx.document.Document) -> None:
            properties = document.core_properties
            properties.author = properties.last_modified_by = properties.title = "MARKER"
            properties.keywords = properties.comments = properties.category = "MARKER"

        settings_xml = (
            f"<w:settings {DECLARED} xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'>"
            "<w:attachedTemplate r:id='rId1'/><w:mailMerge><w:connectString w:val='MARKER'/></w:mailMerge>"
            "<w:docVars><w:docVar w:name='MARKER' w:val='MARKER'/></w:docVars><w:zoom w:percent='100'/></w:settings>"
        )
        links = (
            "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
            "<Relationship Id='rId1' "
            "Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate' "
            "Target='file:///C:\\Users\\MARKER\\t.dotx' TargetMode='External'/></Relationships>"
        )
        custom = "<Properties xmlns='x'><property name='MARKER'/></Properties>"
        content = samples.with_members(
            template("Dear {{name}}", edit=edit),
            {
                "word/settings.xml": settings_xml.encode(),
                "word/_rels/settings.xml.rels": links.encode(),
                "docProps/custom.xml": custom.encode(),
                "docProps/app.xml": b"<Properties><Company>MARKER</Company></Properties>",
                "customXml/item1.xml": b"<a>MARKER</a>",
                "word/people.xml": b"<a>MARKER</a>",
            },
        )
        letter = merge(content, {"name": "Ada"})
        assert isinstance(letter, bytes)
        with zipfile.ZipFile(io.BytesIO(letter)) as package:
            for name in package.namelist():
                assert b"MARKER" not in package.read(name), name
                assert package.getinfo(name).date_time == (1980, 1, 1, 0, 0, 0)
            assert b"w:zoom" in package.read("word/settings.xml")
        read_back = docx.Document(io.BytesIO(letter))
        assert words(read_back) == "Dear Ada"
        assert read_back.core_properties.author == ""

    def test_a_word_template_becomes_a_document(self) -> None:
        types = zipfile.ZipFile(io.BytesIO(samples.word())).read("[Content_Types].xml")
        as_template = types.replace(b"document.main+xml", b"template.main+xml")
        content = samples.with_members(template("Dear {{name}}"), {"[Content_Types].xml": as_template})
        assert words(merged(content, name="Ada")) == "Dear Ada"

    def test_the_same_template_and_values_give_the_same_bytes(self) -> None:
        content = template("Dear {{name}}")
        assert merge(content, {"name": "Ada"}) == merge(content, {"name": "Ada"})
