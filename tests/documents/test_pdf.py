"""A document as PDF: accessible, with everything in it that was put in, whatever was typed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeguarding.documents.contents import Document, Facts, Paragraphs, Part, Points, Table
from safeguarding.documents.pdf import to_pdf
from safeguarding.documents.plain import plain
from tests.documents.making import document, with_everything
from tests.documents.reading import faults, pages_of, run_together, tags, text_of

HOSTILE = (
    "#panic() #let x = 1 #include \"/etc/passwd\" #read(\"x\")",
    "$x^2$ *not strong* _not slanted_ @nobody <label> \\ \\u{1F600} ~ -- --- ... // no comment /* none */",
    "= No heading\n== None\n- no list\n+ none\n/ term: none\n```raw```",
    '"quoted" \'quoted\' {braces} [brackets] {"json": "\\n"} \\"',
    "{page} {pages} {{ csrf }} %(on)s <script>alert(1)</script> &amp; &#39;",
    "w" * 3000,
    "Zażółć gęślą jaźń, Ægir, Ṫ, ½ °C № ‰ → “so” – said",
    "Привет, мир. Γειά σου. שלום",
)  # fmt: skip
TYPED = st.text(
    st.one_of(
        st.characters(min_codepoint=0x20, max_codepoint=0x17F, exclude_categories=("Cc", "Cf", "Zs")),
        st.sampled_from("#$*_@<>\\`~=-+/[]{}()\"' \n\t\x00\x07\x1b"),
    ),
    max_size=300,
)


def test_is_accessible_as_far_as_can_be_told():
    assert faults(to_pdf(with_everything())) == []


def test_has_headings_lists_terms_and_tables_with_a_head():
    found = tags(to_pdf(with_everything()))
    for tag in ("/H1", "/H2", "/L", "/LI", "/Table", "/THead", "/TH", "/TD", "/Caption"):
        assert tag in found


@pytest.mark.parametrize("text", HOSTILE)
def test_shows_what_was_typed_and_reads_none_of_it(text: str):
    said = run_together(text_of(to_pdf(document(Paragraphs(text), Facts((("Term", text),))))))
    assert said.count(run_together(text)) == 2 or len(text) > 2000
    assert said.replace("OFFICIAL-SENSITIVE", "").count(run_together(text)[:200]) >= 2


@given(text=TYPED)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_loses_nothing_that_can_be_seen(text: str):
    pdf = to_pdf(
        document(Paragraphs(text), Points((text,)), Facts((("Term", text),)), Table("T", ("A", "B"), (("1", text),)))
    )
    said, typed = run_together(text_of(pdf)), run_together(plain(text))
    assert said.count(typed) >= (4 if typed else 0)
    assert faults(pdf) == []


@given(text=st.text(max_size=80))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_can_be_made_of_any_text_at_all(text: str):
    assert to_pdf(document(Paragraphs(text), title=f"{text} review")).startswith(b"%PDF")


def test_names_a_sign_that_its_fonts_do_not_have():
    said = text_of(to_pdf(document(Paragraphs("She sent 😀 and 安."))))
    assert "She sent [grinning face] and [cjk unified ideograph-5b89]." in said.replace("\r\n", " ")


def test_takes_out_what_would_turn_the_text_around_or_hide_in_it():
    assert "not safe" in text_of(to_pdf(document(Paragraphs("\u202enot\u202c\u200b safe\u00ad\ufeff"))))


def test_keeps_right_to_left_text_in_its_order():
    assert "مرحبا" in text_of(to_pdf(document(Paragraphs("مرحبا"))))


def test_carries_its_marking_reference_and_number_on_each_page():
    pages = pages_of(to_pdf(document(Table("Long", ("A", "B"), tuple((str(n), "text") for n in range(120))))))
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert page.count("OFFICIAL-SENSITIVE") == 2
        assert "SR-2026-0001" in page
        assert f"Page {number} of {len(pages)}" in page
        assert "A B" in page, "the head of the table stands on each page"


def test_says_its_language_in_its_own_words():
    pdf = to_pdf(document(Paragraphs("Testun"), language="cy-GB"))
    assert "Tudalen 1 o 1" in text_of(pdf)
    assert "Gwnaed ar: 26 Tachwedd 2026" in text_of(pdf)
    assert b"cy-GB" in pdf or faults(pdf) == []


def test_is_the_same_bytes_for_the_same_document():
    assert to_pdf(with_everything()) == to_pdf(with_everything())


def test_is_made_of_an_empty_document_and_of_a_very_long_one():
    empty = Document("Nothing", "SR-2026-0001", document().made_on, "")
    assert faults(to_pdf(empty)) == []
    long = document(Paragraphs("\n\n".join("All that was said. " * 40 for _ in range(400))))
    assert len(pages_of(to_pdf(long))) > 50


def test_keeps_headings_in_order_however_deep_the_parts_are():
    part = Part("Deepest", (Paragraphs("Here"),))
    for level in range(9, 1, -1):
        part = Part(f"Level {level}", (), (part,))
    assert faults(to_pdf(document(parts=(part,)))) == []
