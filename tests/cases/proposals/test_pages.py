"""The pages on which an agency proposes, and on which the area answers."""

import re
from typing import Any

import pytest
from django.test import Client

from safeguarding.actor import acting_as
from safeguarding.cases.models import Case, Child, Proposal, ProposalDraft
from tests.cases.proposals.proposing import draft, propose
from tests.cast import Cast
from tests.making import make_incident
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

EVERYBODY = ["ada", "ben", "pia", "hal", "joe", "kit", "uma", "vic", "cleo", "dot", "ann", "dee", "eve"]


def begun(cast: Cast) -> tuple[Client, str]:
    browser = signed_in(cast.kit)
    response = browser.post("/proposals/", {"agency": str(cast["ashmere-hospital"].pk)})
    return browser, str(response["Location"])


def seen(shown: str) -> str:
    found = re.search(r'name="seen" value="(\d+)"', shown)
    assert found
    return found.group(1)


def test_a_draft_is_saved_page_by_page_and_found_again(cast: Cast) -> None:
    browser, tasks = begun(cast)
    page = f"{tasks}safety/safety/"
    shown = browser.get(page).content.decode()
    response = browser.post(page, {"seen": seen(shown), "children-safe": "yes", "immediate-steps": "With their aunt"})
    assert response["Location"] == tasks
    again = signed_in(cast.kit).get(page).content.decode()
    assert "With their aunt" in again
    assert "Done" in browser.get(tasks).content.decode()


def test_an_answer_can_be_taken_away_again(cast: Cast) -> None:
    made = draft(cast)
    browser, page = signed_in(cast.kit), f"/proposals/draft/{made.token}/safety/safety/"
    shown = browser.get(page).content.decode()
    browser.post(page, {"seen": seen(shown), "children-safe": "yes", "immediate-steps": ""})
    with acting_as(cast.kit.pk):
        assert "immediate-steps" not in ProposalDraft.objects.get().given["incident"]


def test_a_child_is_asked_about_apart(cast: Cast) -> None:
    browser, tasks = begun(cast)
    page = f"{tasks}child/child/1/"
    shown = browser.get(page).content.decode()
    browser.post(page, {"seen": seen(shown), "surname": "Vale", "forenames": "Rowan"})
    with acting_as(cast.kit.pk):
        assert ProposalDraft.objects.get().given["children"] == [{"surname": "Vale", "forenames": "Rowan"}]
    assert browser.get(f"{tasks}child/child/2/").status_code == 200
    assert browser.get(f"{tasks}child/child/3/").status_code == 404
    assert browser.get(f"{tasks}child/child/").status_code == 404
    assert browser.get(f"{tasks}safety/safety/1/").status_code == 404


def test_what_a_colleague_saved_meanwhile_is_told_and_nothing_typed_is_lost(cast: Cast) -> None:
    made = draft(cast)
    browser, page = signed_in(cast.kit), f"/proposals/draft/{made.token}/incident/what-happened/"
    shown = browser.post(page, {"seen": "1", "what-happened": "My words"}).content.decode()
    assert "A colleague has saved this draft" in shown
    assert "My words" in shown


def test_what_cannot_be_read_comes_back_with_its_error(cast: Cast) -> None:
    browser, tasks = begun(cast)
    page = f"{tasks}incident/what-happened/"
    shown = browser.get(page).content.decode()
    said = {"seen": seen(shown), "agency-knew-day": "45", "agency-knew-month": "1", "agency-knew-year": "2026"}
    after = browser.post(page, {**said, "what-happened": "<b>Kept</b>"}).content.decode()
    assert "There is a problem" in after
    assert 'value="45"' in after
    assert "&lt;b&gt;Kept&lt;/b&gt;" in after


def test_it_is_sent_and_its_answer_is_read_after_sign_in(cast: Cast) -> None:
    made = draft(cast)
    browser = signed_in(cast.kit)
    response = browser.post(f"/proposals/draft/{made.token}/", {"send": "yes"})
    address = str(response["Location"])
    assert re.fullmatch(r"/proposals/PR-\d{4}-\d{4}/", address)
    assert browser.post(f"/proposals/draft/{made.token}/", {"send": "yes"})["Location"] == address
    assert "There is no answer yet" in browser.get(address).content.decode()
    received = address.replace("/proposals/", "/proposals/received/")
    signed_in(cast.ben).post(received, {"answer": "declined", "reasons": "A fall, seen by four"})
    shown = browser.get(address).content.decode()
    assert "A fall, seen by four" in shown
    assert "Not taken up" in shown


def test_a_draft_that_is_not_whole_says_what_is_missing(cast: Cast) -> None:
    browser, tasks = begun(cast)
    shown = browser.post(tasks, {"send": "yes"}).content.decode()
    assert "answers are missing" in shown
    assert f'href="{tasks}safety/safety/">Select whether every child is safe now' in shown
    assert f'href="{tasks}child/child/1/">Enter the child' in shown


def test_taken_up_the_area_is_led_to_what_runs_and_the_agency_never_sees_the_incident(cast: Cast) -> None:
    proposal = propose(cast)
    response = signed_in(cast.ada).post(
        f"/proposals/received/{proposal.reference}/", {"answer": "taken-up", "reasons": "We open it."}
    )
    address = str(response["Location"])
    assert re.fullmatch(r"/cases/SR-\d{4}-\d{4}/call/", address)
    agency = signed_in(cast.kit)
    assert agency.get(address).status_code == 404
    shown = agency.get(f"/proposals/{proposal.reference}/").content.decode()
    assert "We open it." in shown
    assert address.split("/")[2] not in shown


def test_an_incident_alike_must_be_looked_at_before_it_is_taken_up(cast: Cast) -> None:
    case = make_incident(cast)
    with acting_as(cast.ben.pk):
        Child.objects.filter(case=case).update(name="Rowan Vale", folded="rowan vale")
    proposal = propose(cast)
    browser, address = signed_in(cast.ada), f"/proposals/received/{proposal.reference}/"
    assert case.reference in browser.get(address).content.decode()
    shown = browser.post(address, {"answer": "taken-up", "reasons": "Kept"}).content.decode()
    assert "Look at the incidents shown" in shown
    assert "Kept" in shown
    browser.post(address, {"answer": "taken-up", "none_of_these": "on"})
    with acting_as(cast.ada.pk):
        assert Case.objects.count() == 2


def test_the_second_answer_is_told_and_kept(cast: Cast) -> None:
    proposal = propose(cast)
    address = f"/proposals/received/{proposal.reference}/"
    signed_in(cast.ada).post(address, {"answer": "declined", "reasons": "Ada said no"})
    shown = signed_in(cast.ben).post(address, {"answer": "declined", "reasons": "Ben said no"}).content.decode()
    assert "Somebody else has answered" in shown
    assert "Ada said no" in shown
    assert "Ben said no" in shown
    with acting_as(cast.ben.pk):
        assert Proposal.objects.get().reasons == "Ada said no"


@pytest.mark.parametrize("name", EVERYBODY)
def test_who_may_open_the_agencys_pages(cast: Cast, name: str) -> None:
    made, sent = draft(cast), propose(cast)
    browser = signed_in(cast.people[name])
    expected = 200 if name == "kit" else 403
    for address in (
        "/proposals/",
        f"/proposals/draft/{made.token}/",
        f"/proposals/draft/{made.token}/safety/safety/",
        f"/proposals/draft/{made.token}/child/child/1/",
        f"/proposals/{sent.reference}/",
    ):
        assert browser.get(address).status_code == expected, address


@pytest.mark.parametrize("name", EVERYBODY)
def test_who_may_open_the_areas_pages(cast: Cast, name: str) -> None:
    sent = propose(cast)
    browser = signed_in(cast.people[name])
    listed = 200 if name in {"ada", "ben", "uma", "vic"} else 403
    one = {"ada": 200, "ben": 200, "uma": 404, "vic": 404}.get(name, 403)
    assert browser.get("/proposals/received/").status_code == listed
    assert browser.get(f"/proposals/received/{sent.reference}/").status_code == one


@pytest.mark.parametrize("given", [{"agency": "0"}, {"agency": "9" * 40}, {"agency": "x"}, {}])
def test_a_proposal_for_an_agency_that_is_not_ones_own_is_not_begun(cast: Cast, given: dict[str, Any]) -> None:
    assert signed_in(cast.kit).post("/proposals/", given).status_code == 404


def test_no_title_says_a_name(cast: Cast) -> None:
    sent = propose(cast)
    title = re.search(
        "<title>(.*?)</title>", signed_in(cast.ada).get(f"/proposals/received/{sent.reference}/").content.decode(), re.S
    )
    assert title
    assert "Vale" not in title.group(1)
