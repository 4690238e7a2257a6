"""The rapid review made into files: once every partner has signed, or on the last day with a reason."""

import io
from hashlib import sha256

import pytest
from docx import Document as open_word

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.models import Case, Paper, Submission
from safeguarding.files.actions import open_file
from safeguarding.rules.refusal import Refused
from tests.cast import Cast
from tests.documents.reading import faults, text_of
from tests.reviews.reviewing import decided, sign, write
from tests.reviews.sending.sent import FRI_4_DEC, MON_7_DEC, TEXT, make, signed

pytestmark = pytest.mark.django_db


def content(cast: Cast, paper: Paper) -> bytes:
    with acting_as(cast.ben.pk):
        return b"".join(open_file(paper.file))


def test_both_files_are_papers_of_the_case_file_with_the_text_and_who_signed(cast: Cast, case: Case) -> None:
    signed(cast, case)
    report = make(cast, case)
    pdf, word = content(cast, report.pdf), content(cast, report.word)
    assert faults(pdf) == []
    said = " ".join(text_of(pdf).split())
    for words in (TEXT, "All three agree, and the tests were weighed.", "Pia P.", "Nobody: every partner signed"):
        assert words in said
    assert TEXT in "\n".join(line.text for line in open_word(io.BytesIO(word)).paragraphs)
    assert report.pdf.file.sha256 == sha256(pdf).hexdigest()
    assert (report.unsigned, report.unsigned_reason) == ([], "")
    with acting_as(cast.ben.pk):
        assert not Submission.objects.filter(what="rapid-review").exists()


def test_not_before_it_is_decided(cast: Cast, case: Case) -> None:
    with pytest.raises(Refused, match="Nothing is decided yet"):
        make(cast, case)


def test_not_before_everybody_has_signed(cast: Cast, case: Case) -> None:
    decided(cast, case)
    sign(cast, case, "pia")
    with pytest.raises(Refused, match="Not signed yet by Ashmere police, Board"):
        make(cast, case, unsigned_reason="It is urgent")


def test_on_the_last_day_it_may_go_unsigned_with_a_reason_which_it_says(cast: Cast, case: Case) -> None:
    decided(cast, case)
    sign(cast, case, "pia")
    with today.turned_to(FRI_4_DEC), pytest.raises(Refused, match="on the last day"):
        make(cast, case, unsigned_reason="Away")
    with today.turned_to(MON_7_DEC):
        with pytest.raises(Refused, match="Write why it goes all the same"):
            make(cast, case)
        report = make(cast, case, unsigned_reason="Both holders are away until Thursday.")
    assert report.unsigned == ["Ashmere police", "Board"]
    said = " ".join(text_of(content(cast, report.pdf)).split())
    assert "Ashmere police, Board" in said
    assert "Both holders are away until Thursday." in said


def test_a_reason_is_not_kept_where_everybody_signed(cast: Cast, case: Case) -> None:
    signed(cast, case)
    assert make(cast, case, unsigned_reason="Needless").unsigned_reason == ""


def test_not_of_another_text_than_was_read(cast: Cast, case: Case) -> None:
    signed(cast, case)
    with pytest.raises(ChangedMeanwhile, match="read it again"):
        make(cast, case, seen="0" * 64)


def test_a_changed_text_must_be_signed_again(cast: Cast, case: Case) -> None:
    signed(cast, case)
    write(cast, case, "Another text")
    with pytest.raises(Refused, match="Not signed yet"):
        make(cast, case)


def test_pressed_twice_it_files_nothing_more_than_the_rows_of_the_second(cast: Cast, case: Case) -> None:
    signed(cast, case)
    first, second = make(cast, case), make(cast, case)
    assert first.pk != second.pk
    assert first.pdf_id == second.pdf_id


@pytest.mark.parametrize("text", ["#panic() $x$ *b* \\ @nobody <x>", "😀 안녕 \u202eturned", "w" * 5000])
def test_whatever_was_written_can_be_sent(cast: Cast, case: Case, text: str) -> None:
    signed(cast, case, text)
    assert content(cast, make(cast, case).pdf).startswith(b"%PDF")


@pytest.mark.parametrize("name", ["ada", "pia", "kit", "uma", "vic", "cleo", "ann", "eve"])
def test_nobody_else(cast: Cast, case: Case, name: str) -> None:
    signed(cast, case)
    with pytest.raises((Refused, Case.DoesNotExist)):
        make(cast, case, by=name)
