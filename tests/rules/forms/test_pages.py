"""A page read as a whole: answers above count for those below, nothing good is lost, nothing stale complains."""

import datetime as dt

from safeguarding.rules.forms.pages import carry_over, read_page
from safeguarding.rules.forms.questions import Page

from .samples import england

FORM = england("notification")
FRI_13_MAR = dt.date(2026, 3, 13)


def page(page_id: str) -> Page:
    return next(page for section in FORM.sections for page in section.pages if page.id == page_id)


def test_an_answer_above_decides_what_is_asked_below() -> None:
    posted = {"looked-after": ["yes"], "placement": ["foster-care"]}
    found = read_page(FORM, page("looked-after"), posted, {}, {}, today=FRI_13_MAR)
    assert found.values == {"looked-after": "yes", "placement": "foster-care"}
    assert found.errors == {}


def test_what_is_no_longer_asked_is_kept_if_it_can_be_and_never_complains() -> None:
    posted = {"looked-after": ["no"], "placement": ["foster-care"]}
    found = read_page(FORM, page("looked-after"), posted, {}, {}, today=FRI_13_MAR)
    assert found.values == {"looked-after": "no", "placement": "foster-care"}
    posted["placement"] = ["castle"]
    found = read_page(FORM, page("looked-after"), posted, {}, {}, today=FRI_13_MAR)
    assert found.values == {"looked-after": "no"}
    assert found.errors == {}
    assert found.readings["placement"].typed == {"value": ("castle",)}


def test_a_bad_answer_leaves_the_old_one_and_the_good_ones_are_saved() -> None:
    posted = {"date-of-birth-precision": ["unknown"], "age": ["old"]}
    stored = {"age": 7, "surname": "Marlow"}
    found = read_page(FORM, page("child-born"), posted, {}, stored, today=FRI_13_MAR)
    assert found.values == {"date-of-birth": {"precision": "unknown"}}
    assert list(found.errors) == ["age"]


def test_an_answer_taken_away_is_cleared() -> None:
    found = read_page(FORM, page("linked-cases"), {"linked-cases": [" "]}, {"linked-cases": ["A"]}, today=FRI_13_MAR)
    assert found.values == {"linked-cases": None}


def test_an_option_that_does_not_fit_cannot_be_chosen() -> None:
    posted = {"abuse-or-neglect": ["neither"]}
    found = read_page(FORM, page("harm"), posted, {"nature": "child-death"}, today=FRI_13_MAR)
    assert list(found.errors) == ["abuse-or-neglect"]
    outside = {"nature": "looked-after-death-no-abuse"}
    assert read_page(FORM, page("harm"), posted, outside, today=FRI_13_MAR).errors == {}


def test_positions_are_never_taken_from_the_page() -> None:
    posted = {"positions": ["agree"], "rapid-review-threshold": ["yes"]}
    found = read_page(FORM, page("partners"), posted, {}, today=FRI_13_MAR)
    assert found.values == {"rapid-review-threshold": "yes"}


def test_what_is_known_once_sent_is_read_once_sent() -> None:
    found = read_page(FORM, page("sent"), {}, {"panel-reference": "P-1"}, today=FRI_13_MAR)
    assert found.values == {}
    found = read_page(FORM, page("sent"), {"panel-reference": ["P-2"]}, {}, today=FRI_13_MAR, sent=True)
    assert found.values == {"date-notified": None, "panel-reference": "P-2"}


def test_a_first_call_is_carried_into_the_notification() -> None:
    call = {
        "became-aware": "2026-03-12T09:05",
        "what-happened": "A fall.",
        "home-area": "bedford",
        "date-of-birth": {"precision": "about", "on": "2020-01-01"},
        "caller-name": "Ward 3",
        "age": None,
    }
    incident, child = carry_over(england("first-call"), call, FORM, today=FRI_13_MAR)
    assert incident == {"became-aware": "2026-03-12T09:05", "what-happened": "A fall."}
    assert child == {"home-area": "bedford", "date-of-birth": {"precision": "about", "on": "2020-01-01"}}


def test_an_answer_that_the_other_form_does_not_offer_is_not_carried() -> None:
    call = {"date-of-birth": {"precision": "year", "on": "2020"}}
    assert carry_over(england("first-call"), call, FORM, today=FRI_13_MAR) == ({}, {})
    unsure = {"abuse-or-neglect": "unsure"}
    assert carry_over(england("proposal"), unsure, FORM, {"surname": "Marlow"}, today=FRI_13_MAR) == (
        {},
        {"surname": "Marlow"},
    )


def test_neither_another_kind_of_question_nor_a_paper_is_carried() -> None:
    leaver = england("care-leaver-death")
    born = {"date-of-birth": "2004-01-01"}
    assert carry_over(leaver, born, FORM, today=FRI_13_MAR) == ({}, {})
    papers = {"documents": [{"name": "a"}]}
    assert carry_over(FORM, papers, FORM, today=FRI_13_MAR) == ({}, {})
