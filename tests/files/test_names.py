"""Names that people's machines give, and the names that downloads carry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguarding.files.names import LONGEST, download_name, ending_of, safe_name


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("report.pdf", "report.pdf"),
        ("C:\\Users\\ada\\Desktop\\report.pdf", "report.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("report\x00.pdf", "report.pdf"),
        ("line\nbreak.pdf", "line break.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("zero\u200bwidth.pdf", "zerowidth.pdf"),
        ("con.txt", "_con.txt"),
        ("LPT1.final.txt", "_LPT1.final.txt"),
        ("a<b>:c|d?.txt", "a_b__c_d_.txt"),
        ("  spaced   out .pdf ", "spaced out.pdf"),
        ("...", "file"),
        ("", "file"),
        (".pdf", "pdf"),
        ("llŷn.pdf", "llŷn.pdf"),
        ("report.", "report"),
    ],
)
def test_a_name_is_shown_without_what_could_deceive(given_name: str, shown: str) -> None:
    assert safe_name(given_name) == shown


def test_a_name_without_an_ending_is_given_one() -> None:
    assert safe_name("photo", ".png") == "photo.png"
    assert safe_name("photo.jpg", ".png") == "photo.jpg"


@given(st.text())
def test_no_name_at_all_survives_with_paths_or_controls(name: str) -> None:
    shown = safe_name(name, ".txt")
    assert 0 < len(shown) <= LONGEST
    assert not set(shown) & set('/\\\x00\r\n\t"<>|\u202e\u2066')
    assert shown == shown.strip()
    assert not shown.startswith("..")


@given(st.text())
def test_making_a_name_safe_twice_changes_nothing(name: str) -> None:
    assert safe_name(safe_name(name)) == safe_name(name)


def test_an_ending_is_the_last_one() -> None:
    assert ending_of("report.pdf.EXE") == ".exe"
    assert ending_of("report") == ""
    assert ending_of("report.not an ending") == ""


def test_a_download_carries_reference_and_number_alone() -> None:
    assert download_name("ASH-2026-014", 3, ".pdf") == "ASH-2026-014-3.pdf"
    assert download_name('x"; evil\r\n', 1, ".pdf") == "x-evil-1.pdf"
    assert download_name("///", 1, ".pdf") == "file-1.pdf"
