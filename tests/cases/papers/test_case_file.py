"""The case file: papers filed with where they came from, emails as they were sent, what is not safe refused and nothing
stored, pictures opened by a press of their own, readings on record."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoAssertNumQueries, Settings

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.papers import file_paper
from safeguarding.cases.markings import MAY_GO, in_words
from safeguarding.cases.models import Case, Paper
from safeguarding.files.models import StoredFile
from safeguarding.ground.models import AuditEntry
from safeguarding.rules.refusal import Refused
from tests.cast import Cast
from tests.files import samples
from tests.making import open_incident
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

MON_1_JUN, TUE_2_JUN = date(2026, 6, 1), date(2026, 6, 2)
MARKED = {"marking": "OFFICIAL-SENSITIVE", "onward_sharing": "May be shared with the safeguarding partners"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.DATA = tmp_path
    settings.FILE_KEYS = ("1:" + "A" * 43 + "=",)
    settings.FILE_SCANNER = ""
    return tmp_path / "files"


@pytest.fixture
def case(cast: Cast) -> Case:
    with today.turned_to(TUE_2_JUN):
        return open_incident(cast, known_on=MON_1_JUN)


def filed(cast: Cast, case: Case, name: str, content: bytes, by: str = "ben", **more: object) -> Paper:
    given = {"originator": "A ward", **MARKED, **more}
    with acting_as(cast.people[by].pk), today.turned_to(TUE_2_JUN):
        return file_paper(case=case, name=name, stream=io.BytesIO(content), by=cast.actor(by), on=TUE_2_JUN, **given)  # type: ignore[arg-type]


def post(cast: Cast, case: Case, name: str, content: bytes, **typed: str):  # type: ignore[no-untyped-def]
    given = {"file": SimpleUploadedFile(name, content), "originator": "A ward", **MARKED, **typed}
    with today.turned_to(TUE_2_JUN):
        return signed_in(cast.ben).post(f"/cases/{case.reference}/papers/file/", given)


def test_a_paper_is_filed_with_number_origin_marking_and_condition(cast: Cast, case: Case) -> None:
    answer = post(cast, case, "minutes.pdf", samples.pdf(), title="Strategy meeting")
    assert answer.status_code == 303
    page = signed_in(cast.ben).get(f"/cases/{case.reference}/papers/").content.decode()
    for words in ("Strategy meeting", "A ward", "OFFICIAL-SENSITIVE", "May be shared with the safeguarding partners"):
        assert words in page


def test_papers_are_numbered_in_order_within_the_case(cast: Cast, case: Case) -> None:
    assert [filed(cast, case, "a.txt", b"One").number, filed(cast, case, "b.txt", b"Two").number] == [1, 2]


AS_MAIL = pytest.mark.parametrize(("name", "mail"), [("mail.eml", samples.eml), ("mail.msg", samples.outlook)])
"""An email as most programs save it, and as Outlook does."""


@AS_MAIL
def test_an_email_is_filed_as_it_was_sent_with_its_headers_shown(
    cast: Cast, case: Case, name: str, mail: Callable[..., bytes]
) -> None:
    content = mail(body="She is safe.")
    paper = filed(cast, case, name, content, originator="")
    assert (paper.kind, paper.title, paper.dated_on) == (Paper.Kind.EMAIL, "First call", date(2026, 3, 13))
    browser = signed_in(cast.ben)
    page = browser.get(f"/cases/{case.reference}/papers/1/").content.decode()
    sent = "Friday 13 March 2026, 08:05"  # 09:05 where the first was written, an hour ahead of London
    for words in ("ada@example.invalid", "ben@example.invalid", "First call", "She is safe.", sent):
        assert words in page
    answer = browser.get(f"/cases/{case.reference}/papers/1/file/")
    assert b"".join(answer.streaming_content) == content
    assert answer["Content-Disposition"] == f'attachment; filename="{case.reference}-1.{name[-3:]}"'


@AS_MAIL
def test_what_an_email_says_is_text_and_never_markup(
    cast: Cast, case: Case, name: str, mail: Callable[..., bytes]
) -> None:
    filed(cast, case, name, mail(body="<script>alert(1)</script>"))
    page = signed_in(cast.ben).get(f"/cases/{case.reference}/papers/1/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


BOMB = samples.with_members(samples.word(), {"word/media/big.bin": b"0" * 60_000_000})


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.pdf", b"", "empty"),
        ("program.pdf", b"MZ" + b"\x00" * 400, "program"),
        ("page.html", b"<html></html>", "can run scripts"),
        ("bomb.docx", BOMB, "unpacks"),
        ("torn.png", samples.png()[:20], "damaged"),
    ],
)
def test_a_file_that_is_not_safe_is_refused_and_nothing_is_stored(
    cast: Cast, case: Case, folder: Path, name: str, content: bytes, words: str
) -> None:
    page = post(cast, case, name, content, title="Kept in place").content.decode()
    assert "There is a problem" in page
    assert 'href="#id_file"' in page
    assert "was not kept because" in page
    assert words in page
    assert "Kept in place" in page
    with acting_as(cast.ben.pk):
        assert not StoredFile.objects.exists()
        assert not Paper.objects.exists()
    assert not [place for place in folder.rglob("*") if place.is_file()]


def test_a_huge_file_is_refused(cast: Cast, case: Case, folder: Path, settings: Settings) -> None:
    settings.FILE_SIZE_LIMIT = 1_000
    assert "was not kept because" in post(cast, case, "long.txt", b"word " * 1_000).content.decode()
    assert not [place for place in folder.rglob("*") if place.is_file()]


def test_without_a_file_marking_or_condition_each_is_asked_for(cast: Cast, case: Case) -> None:
    page = signed_in(cast.ben).post(f"/cases/{case.reference}/papers/file/", {}).content.decode()
    for words in ("Choose the file", "Choose how the paper is marked", "Choose on what condition"):
        assert words in page


def test_another_marking_is_taken_in_words(cast: Cast, case: Case) -> None:
    assert "Enter the marking as it stands" in post(cast, case, "a.txt", b"x", marking="other").content.decode()
    assert post(cast, case, "a.txt", b"x", marking="other", marking_other="NHS Protect").status_code == 303
    with acting_as(cast.ben.pk):
        assert Paper.objects.get().marking == "NHS Protect"


def test_a_marking_is_kept_as_it_is_and_shown_in_words(cast: Cast, case: Case) -> None:
    assert post(cast, case, "a.txt", b"x", marking="None").status_code == 303
    with acting_as(cast.ben.pk):
        assert Paper.objects.get().marking == "None"
    assert (in_words("None"), in_words(MAY_GO), in_words("NHS Protect")) == ("No marking", MAY_GO, "NHS Protect")
    shown = signed_in(cast.ben).get(f"/cases/{case.reference}/papers/").content.decode()
    assert "No marking" in shown


def test_a_picture_opens_only_from_its_own_page_by_a_press(cast: Cast, case: Case) -> None:
    filed(cast, case, "a.png", samples.png())
    browser = signed_in(cast.ben)
    answer = browser.get(f"/cases/{case.reference}/papers/1/file/")
    assert (answer.status_code, answer["Location"]) == (303, f"/cases/{case.reference}/papers/1/")
    assert "hard to look at" in browser.get(answer["Location"]).content.decode()
    opened = browser.get(f"/cases/{case.reference}/papers/1/file/?open=yes")
    assert b"".join(opened.streaming_content) == samples.png()


def test_a_file_leaves_under_its_reference_and_that_is_on_record(cast: Cast, case: Case) -> None:
    filed(cast, case, "Rowan Vale notes.pdf", samples.pdf())
    answer = signed_in(cast.hal).get(f"/cases/{case.reference}/papers/1/file/")
    assert b"".join(answer.streaming_content) == samples.pdf()
    assert answer["Content-Disposition"] == f'attachment; filename="{case.reference}-1.pdf"'
    with acting_as(cast.ben.pk):
        assert AuditEntry.objects.filter(case_id=case.pk, chain="reads", person_id=cast.hal.pk).exists()


@pytest.mark.parametrize(("name", "status"), [("vic", 404), ("cleo", 404), ("ann", 404), ("kit", 404)])
def test_nobody_else_has_the_file(cast: Cast, case: Case, name: str, status: int) -> None:
    filed(cast, case, "a.txt", b"Marker")
    browser = signed_in(cast.people[name])
    assert browser.get(f"/cases/{case.reference}/papers/1/file/").status_code == status
    assert browser.get(f"/cases/{case.reference}/papers/").status_code == status


def test_a_partner_reads_the_file_and_files_nothing(cast: Cast, case: Case) -> None:
    with pytest.raises(Refused, match="You cannot do this"):
        filed(cast, case, "a.txt", b"x", by="hal")


def test_a_day_ahead_is_refused_before_anything_is_kept(cast: Cast, case: Case, folder: Path) -> None:
    with pytest.raises(Refused, match="lies ahead"):
        filed(cast, case, "a.txt", b"x", dated_on=date(2026, 6, 3))
    assert not folder.exists() or not list(folder.rglob("*.sealed"))


def test_a_name_with_markup_and_a_title_are_escaped(cast: Cast, case: Case) -> None:
    filed(cast, case, "a.txt", b"x", title="<img src=x onerror=alert(1)>")
    assert "<img src=x" not in signed_in(cast.ben).get(f"/cases/{case.reference}/papers/").content.decode()


def test_more_papers_ask_the_database_no_more(
    cast: Cast, case: Case, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    filed(cast, case, "a.txt", b"x")
    browser = signed_in(cast.ben)
    address = f"/cases/{case.reference}/papers/"
    browser.get(address)
    with django_assert_num_queries(10_000, exact=False) as asked:
        browser.get(address)
    for _ in range(4):
        filed(cast, case, "a.txt", b"x")
    with django_assert_num_queries(len(asked)):
        browser.get(address)
