"""A document as a Word file: real headings, a head on each table, nothing hidden, nobody named."""

import io
import zipfile

from docx import Document as open_word
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguarding.documents.contents import Paragraphs
from safeguarding.documents.plain import plain
from safeguarding.documents.word import to_word
from tests.documents.making import document, with_everything
from tests.documents.reading import run_together, text_of_word
from tests.documents.test_pdf import HOSTILE


def test_has_real_headings_in_order():
    word = open_word(io.BytesIO(to_word(with_everything())))
    assert [line.style.name for line in word.paragraphs if line.style.name.startswith(("Title", "Heading"))] == [
        "Title",
        "Heading 1",
        "Heading 1",
        "Heading 2",
    ]


def test_every_table_has_a_head_that_repeats_and_says_what_it_is():
    word = open_word(io.BytesIO(to_word(with_everything("Who said what"))))
    assert len(word.tables) == 2
    for table in word.tables:
        assert table.rows[0]._tr.trPr.findall("{*}tblHeader")
        assert table._tbl.tblPr.find("{*}tblCaption").values() == ["Who said what"]


def test_says_its_title_and_language_and_names_nobody():
    made = to_word(document(Paragraphs("Testun"), language="cy-GB"))
    properties = open_word(io.BytesIO(made)).core_properties
    assert (properties.title, properties.language) == ("Rapid review", "cy-GB")
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert 'w:lang w:val="cy-GB"' in zipfile.ZipFile(io.BytesIO(made)).read("word/styles.xml").decode()


def test_holds_nothing_that_no_page_shows():
    made = zipfile.ZipFile(io.BytesIO(to_word(with_everything())))
    names = " ".join(made.namelist())
    assert not [part for part in ("comments", "thumbnail", "customXml", "vba", "embeddings") if part in names]
    assert "w:vanish" not in made.read("word/document.xml").decode()


def test_shows_what_was_typed():
    for text in HOSTILE:
        assert run_together(text) in run_together(text_of_word(to_word(document(Paragraphs(text)))))


@given(text=st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_loses_nothing_that_can_be_seen(text: str):
    assert run_together(plain(text)) in run_together(text_of_word(to_word(document(Paragraphs(text)))))


def test_carries_its_marking_and_reference_on_each_page():
    section = open_word(io.BytesIO(to_word(document()))).sections[0]
    assert section.header.paragraphs[0].text == "OFFICIAL-SENSITIVE SR-2026-0001"
    assert section.footer.paragraphs[0].text.startswith("OFFICIAL-SENSITIVE Page ")
