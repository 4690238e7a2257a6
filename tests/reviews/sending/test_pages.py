"""The pages of sending and of the reply: who opens which, what they show, and that a press does it."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from safeguarding.actor import acting_as
from safeguarding.cases.models import Case, Submission
from safeguarding.reviews.models import AskAnswer, NationalHandover, PanelAsk, ReviewReport
from tests.cases.notification.writing import receives_elsewhere
from tests.cast import Cast
from tests.files.samples import pdf
from tests.reviews.sending.sent import TEXT, answer, make, record_letter, reply, sent, signed
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
READERS = ("ada", "ben", "pia", "hal", "joe")
OF_A_CASE = (
    ("sending/", READERS),
    ("sending/files/", ("ben",)),
    ("sending/panel/send/", ("ben",)),
    ("sending/panel/", READERS),
    ("reply/", READERS),
    ("reply/panel/record/", ("ben",)),
    ("asked/1/who/", ("ben",)),
    ("asked/1/answer/", ("ben",)),
    ("national/", ("ben",)),
)
OF_THE_PANEL = ("", "{sent}/reply/", "{sent}/replies/1/", "{sent}/asked/1/")


def page(cast: Cast, name: str, case: Case, rest: str) -> tuple[Client, str]:
    return signed_in(cast.people[name]), f"/cases/{case.reference}/rapid-review/{rest}"


def words(browser: Client, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200, address
    text = response.content.decode()
    assert TEXT not in TITLE.findall(text)[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def hidden(browser: Client, address: str) -> str:
    found = re.search(r'name="seen" value="([^"]*)"', browser.get(address).content.decode())
    assert found is not None
    return found[1]


@pytest.fixture
def whole(cast: Cast, case: Case) -> Submission:
    """Sent, replied to, asked and answered with a paper."""
    row = sent(cast, case)
    reply(cast, row, options=["takes-national", "asks-more-information"])
    with acting_as(cast.ben.pk):
        ask, paper = PanelAsk.objects.get(), case.papers.order_by("number")[0]
    answer(cast, case, ask, paper=paper)
    return row


def test_each_page_opens_to_whom_it_belongs_and_says_no_name_in_its_title(
    cast: Cast, case: Case, whole: Submission
) -> None:
    for rest, names in OF_A_CASE:
        for name in ("ada", "ben", "pia", "hal", "joe", "kit", "uma", "vic", "cleo", "dee", "ann", "eve"):
            browser, address = page(cast, name, case, rest)
            status = browser.get(address).status_code
            wanted = 200 if name in names else 403 if name in READERS else 404
            assert status == wanted, (rest, name, status)


def test_the_panels_pages_open_to_the_panel_alone(cast: Cast, case: Case, whole: Submission) -> None:
    for rest in OF_THE_PANEL:
        address = f"/rapid-reviews/{rest.format(sent=whole.reference)}"
        response = signed_in(cast.cleo).get(address)
        assert response.status_code == 200, address
        assert b"".join(response) != b""
        for name in ("ada", "ben", "pia", "kit", "uma", "vic", "dee", "ann", "dot", "eve"):
            assert signed_in(cast.people[name]).get(address).status_code in (403, 404), (address, name)


def test_from_the_files_to_the_reply_by_presses_alone(cast: Cast, case: Case) -> None:
    signed(cast, case)
    ben, start = page(cast, "ben", case, "sending/")
    assert "Nothing has been sent" in words(ben, start)
    files = f"{start}files/"
    assert ben.post(files, {"seen": hidden(ben, files)}).status_code == 303
    here = f"{start}panel/send/"
    assert TEXT in words(ben, here)
    assert "cleo@example.invalid" in words(ben, here)
    assert ben.post(here, {"seen": hidden(ben, here)}).status_code == 200, "not without the tick"
    assert "has not been sent to it yet" in words(ben, start)
    assert ben.post(here, {"seen": hidden(ben, here), "checked": "on"}).status_code == 303
    assert "Sent here" in words(ben, start)
    assert TEXT in words(ben, f"{start}panel/")
    cleo, register = signed_in(cast.cleo), "/rapid-reviews/"
    assert "Not replied yet" in words(cleo, register)
    there = f"/rapid-reviews/{case.reference}-R/reply/"
    assert "ben@example.invalid" in words(cleo, there)
    given = {"seen": "0", "options": ["agrees"], "text": "Thank you.", "what_1": "The plan, please."}
    assert cleo.post(there, given).status_code == 303
    assert "Your reply of 16 November 2026" in words(cleo, there)
    assert "The plan, please." in words(ben, f"/cases/{case.reference}/rapid-review/reply/")


def test_the_register_is_narrowed(cast: Cast, case: Case, whole: Submission) -> None:
    cleo = signed_in(cast.cleo)
    for query, is_there in (
        ("", True),
        ("?area=ashmere", True),
        ("?area=calder", False),
        ("?replied=yes", True),
        ("?replied=no", False),
        ("?decision=no-lcspr-learning-complete", True),
        ("?decision=lcspr", False),
    ):
        text = cleo.get(f"/rapid-reviews/{query}").content.decode()
        assert (f"{whole.reference}</a>" in text) is is_there, query


def test_what_was_received_leads_to_the_reply(cast: Cast, case: Case, whole: Submission) -> None:
    text = signed_in(cast.cleo).get(f"/received/{whole.reference}/").content.decode()
    assert f"/rapid-reviews/{whole.reference}/reply/" in text
    assert "as PDF" in text


def test_what_was_typed_comes_back_with_what_is_wrong(cast: Cast, case: Case) -> None:
    row = sent(cast, case)
    cleo, there = signed_in(cast.cleo), f"/rapid-reviews/{row.reference}/reply/"
    response = cleo.post(there, {"seen": "0", "options": [], "text": "Thank you so far.", "by_1-day": "1"})
    text = html.unescape(response.content.decode())
    assert "Thank you so far." in text
    assert "Select what the reply says" in text
    ben, recorded = page(cast, "ben", case, "reply/panel/record/")
    response = ben.post(recorded, {"seen": "0", "options": ["agrees"], "what_1": "The audit"})
    assert "Choose the file of the letter" in response.content.decode()
    assert "The audit" in response.content.decode()


def test_a_letter_and_its_answer_are_recorded(cast: Cast, case: Case) -> None:
    sent(cast, case)
    ben, recorded = page(cast, "ben", case, "reply/panel/record/")
    day = {"dated_on-day": "16", "dated_on-month": "11", "dated_on-year": "2026"}
    file = SimpleUploadedFile("letter.pdf", pdf())
    given = {"seen": "0", "options": ["takes-national"], "what_1": "The audit", "letter": file, **day}
    assert ben.post(recorded, given).status_code == 303
    base = f"/cases/{case.reference}/rapid-review/"
    assert ben.post(f"{base}asked/1/who/", {"who": "The hospital", "seen": ""}).status_code == 303
    text = words(ben, f"{base}reply/")
    assert "The hospital" in text
    assert "Waiting for an answer" in text
    day = {"answered_on-day": "16", "answered_on-month": "11", "answered_on-year": "2026"}
    assert ben.post(f"{base}asked/1/answer/", {"text": "Here", "answered_by": "Kit K.", **day}).status_code == 303
    day = {"handed_on-day": "16", "handed_on-month": "11", "handed_on-year": "2026"}
    given = {"review": "Babies", "what": "All papers", "handed_to": "Its lead", "handed_by": "Ben B.", **day}
    assert ben.post(f"{base}national/", given).status_code == 303
    assert "Handed to a national review" in words(ben, f"{base}reply/")
    with acting_as(cast.ben.pk):
        assert AskAnswer.objects.get().text == "Here"
        assert NationalHandover.objects.get().handed_to == "Its lead"


def test_elsewhere_the_second_record_is_kept_beside_the_first(cast: Cast, case: Case) -> None:
    receives_elsewhere(cast)
    signed(cast, case)
    make(cast, case)
    ben, address = page(cast, "ben", case, "sending/panel/record/")
    day = {"sent_on-day": "16", "sent_on-month": "11", "sent_on-year": "2026", "sent_time": "00:00"}
    with acting_as(cast.ben.pk):
        seen = ReviewReport.objects.get().pk
    given = {"reference": "RR-1", "sender": "Ben B.", "is_sheet": "on", "seen": str(seen), **day}
    assert ben.post(address, given).status_code == 303
    again = ben.post(address, {**given, "reference": "RR-2"})
    assert "recorded already" in again.content.decode()
    text = words(ben, f"/cases/{case.reference}/rapid-review/sending/")
    assert "RR-1" in text
    assert "RR-2" in text


def test_a_page_before_anything_says_so(cast: Cast, case: Case) -> None:
    ben, address = page(cast, "ben", case, "reply/")
    assert "was not sent yet" in words(ben, address)
    assert ben.get(f"/cases/{case.reference}/rapid-review/sending/panel/").status_code == 404
    assert ben.get(f"/cases/{case.reference}/rapid-review/sending/panel/send/").status_code == 404


def test_on_the_side_of_the_panel_a_recorded_letter_is_no_reply_of_its_own(cast: Cast, case: Case) -> None:
    row = sent(cast, case)
    record_letter(cast, case, row)
    assert "Not replied yet" in words(signed_in(cast.cleo), "/rapid-reviews/")
