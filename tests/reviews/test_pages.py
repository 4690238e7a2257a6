"""The pages of a rapid review, as its people open and send them."""

import re
from html import unescape

import pytest

from safeguarding.cases.models import Case
from tests.cases.notification.writing import incident
from tests.cast import Cast
from tests.reviews.reviewing import (
    QUESTION,
    SECTION,
    decided,
    everybody_says,
    everybody_signs,
    propose,
    sign,
    weigh_all,
    whole,
    write,
)
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def seen(cast: Cast, case: Case, name: str, path: str = "", **form: object) -> str:
    """What somebody sees on a page of the rapid review; with a form, after sending it and being led on."""
    browser, address = signed_in(cast.people[name]), f"/cases/{case.reference}/rapid-review/{path}"
    answer = browser.post(address, form, follow=True) if form else browser.get(address, follow=True)
    assert answer.status_code == 200, (address, answer.status_code)
    html = answer.content.decode()
    title = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
    assert title
    assert "Quillfeather" not in title[1]
    return unescape(html)


def test_the_list_says_what_is_empty_and_who_wrote_last(cast: Cast, case: Case) -> None:
    assert "20 sections are still empty" in seen(cast, case, "ben")
    write(cast, case)
    html = seen(cast, case, "ben")
    assert "19 sections are still empty" in html
    assert "Last written by Ben B." in html
    assert f"/section/{SECTION}/" not in seen(cast, case, "pia"), "who reads it writes nothing"


def test_before_the_notification_there_is_nothing_to_write(cast: Cast) -> None:
    case = incident(cast)
    assert "begins once the notification is on record as sent" in seen(cast, case, "ben", f"section/{SECTION}/")


def test_a_section_opens_filled_from_the_notification_which_is_named_beside_it(cast: Cast, case: Case) -> None:
    html = seen(cast, case, "ben", "section/immediate-safety/")
    assert "The children stay with an aunt.</textarea>" in html
    assert "The notification</h3>" in html
    assert "20 sections are still empty" in seen(cast, case, "ben"), "opening stores nothing"


def test_a_section_is_saved_and_leads_on(cast: Cast, case: Case) -> None:
    html = seen(cast, case, "ben", f"section/{SECTION}/", seen="0", token="t", **{QUESTION: "Nobody asked."})
    assert "Section 11" in html
    assert "Nobody asked." in seen(cast, case, "pia", "whole/")


def test_a_text_that_lost_the_race_stands_beside_the_saved_one(cast: Cast, case: Case) -> None:
    write(cast, case, "Saved first")
    html = seen(cast, case, "ben", f"section/{SECTION}/", seen="0", token="t", **{QUESTION: "Typed meanwhile"})
    assert "Saved first" in html
    assert "Typed meanwhile" in html
    assert "Look at both" in seen(cast, case, "ben")


def test_who_may_not_write_is_turned_away(cast: Cast, case: Case) -> None:
    for name in ("ada", "pia", "kit", "vic"):
        answer = signed_in(cast.people[name]).get(f"/cases/{case.reference}/rapid-review/section/{SECTION}/")
        assert answer.status_code in (403, 404)


def test_the_decision_says_what_is_next_at_each_step(cast: Cast, case: Case) -> None:
    assert "Answer test B" in seen(cast, case, "ben", "decision/")
    weigh_all(cast, case)
    assert "Propose a decision" in seen(cast, case, "ben", "decision/")
    propose(cast, case)
    assert "Ask the partner bodies" in seen(cast, case, "ben", "decision/")
    everybody_says(cast, case)
    assert "Every partner body agrees" in seen(cast, case, "ben", "decision/")
    form = {"proposal": "1", "reasons": "As proposed", "going_ahead": "", "escalated_to": ""}
    html = seen(cast, case, "ben", "decision/record/", **form)
    assert "The decision is recorded" in html


def test_a_decision_is_proposed_on_its_page(cast: Cast, case: Case) -> None:
    form = {
        "option": "lcspr", "also": "refer-national", "reasons": "Much is not understood.", "family": "not-told",
        "family_words": "The police ask us to wait.", "seen": "0",
    }  # fmt: skip
    html = seen(cast, case, "ben", "decision/proposal/", **form)
    assert "Carry out a local child safeguarding practice review" in html
    assert "complex or of national importance" in html
    refused = seen(cast, case, "ben", "decision/proposal/", **{**form, "option": "more-information", "seen": "1"})
    assert "Enter the day to which the decision is put off" in refused
    assert "Much is not understood.</textarea>" in refused


def test_a_holder_answers_on_one_page(cast: Cast, case: Case) -> None:
    weigh_all(cast, case)
    propose(cast, case)
    html = seen(cast, case, "pia", "decision/position/")
    assert "The learning is clear and the plan is written." in html
    key = re.findall(r'name="(seen-\d+)" value="(\d+)"', html)
    form = {**dict(key), "proposal": "1", "body": "", "view": "disagree", "reasons": "A review is owed to the family."}
    assert "Your position is recorded" in seen(cast, case, "pia", "decision/position/", **form)
    assert "A review is owed to the family." in seen(cast, case, "ben", "decision/")


def test_a_position_on_an_earlier_proposal_is_shown_as_such(cast: Cast, case: Case) -> None:
    propose(cast, case)
    everybody_says(cast, case)
    propose(cast, case)
    html = seen(cast, case, "ben", "decision/")
    assert "On an earlier proposal, so it does not count" in html
    assert "Not asked about this proposal yet." in html
    form = {"proposal": "1", "view": "agree", "reasons": "", "body": ""}
    assert "Another decision was proposed since" in seen(cast, case, "pia", "decision/position/", **form)


def test_a_holder_signs_the_text_on_the_page_and_not_an_older_one(cast: Cast, case: Case) -> None:
    decided(cast, case)
    old = whole(cast, case).fingerprint
    write(cast, case)
    assert "The text was changed since" in seen(cast, case, "pia", "sign-off/", text=old, body="")
    html = seen(cast, case, "pia", "sign-off/", text=whole(cast, case).fingerprint, body="")
    assert "Signed off for Ashmere" in html
    assert "Sections that are empty" in html


def test_the_manager_sees_who_has_signed_and_asks_the_others(cast: Cast, case: Case) -> None:
    decided(cast, case)
    sign(cast, case, "pia")
    html = seen(cast, case, "ben", "sign-off/ask/")
    assert "signed by Pia P." in html
    assert "hal@example.invalid" in html
    assert "pia@example.invalid" not in html
    assert "Asked: 2" in seen(cast, case, "ben", "sign-off/ask/", text=whole(cast, case).fingerprint)


def test_changing_a_signed_text_warns_first_and_names_whoever_is_told(cast: Cast, case: Case) -> None:
    write(cast, case)
    decided(cast, case)
    everybody_signs(cast, case)
    html = seen(cast, case, "ben", f"section/{SECTION}/")
    assert "makes every signature void" in html
    assert "joe@example.invalid" in html
    assert "data-autosave" not in html
