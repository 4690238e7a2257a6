"""The bar at the top: only what a role may open, the present page marked, and every entry opens."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeguarding.rules.roles import Permission
from tests.cast import Cast
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

SHOWN = {
    "ada": {"My work", "Incidents", "First call", "Proposals", "Directory", "Messages"},
    "ben": {"My work", "Incidents", "First call", "Proposals", "Letter templates", "Directory", "Messages"},
    "hal": {"My work", "Incidents", "Directory", "Messages"},
    "kit": {"My work", "Proposals", "Directory", "Messages"},
    "cleo": {"My work", "Received", "Directory", "Messages"},
    "dot": {"My work", "Who read what", "Directory", "Messages"},
    "ann": {"My work", "Directory", "People", "Law", "Jobs", "Messages"},
    "eve": set(),
}


@pytest.mark.parametrize("name", SHOWN)
def test_each_role_is_offered_its_own_pages_and_each_of_them_opens(cast: Cast, name: str) -> None:
    browser = signed_in(cast.people[name])
    entries = browser.get("/").context["navigation"]
    assert {entry["text"] for entry in entries} == SHOWN[name]
    for entry in entries:
        assert browser.get(entry["href"]).status_code == 200, entry


@pytest.mark.parametrize("name", SHOWN)
def test_ones_account_stands_beside_ones_name_and_emergency_access_at_the_foot(cast: Cast, name: str) -> None:
    page = signed_in(cast.people[name]).get("/")
    may = cast.actor(name).may(Permission.USE_EMERGENCY_ACCESS)
    assert ('href="/emergency-access/"' in page.content.decode()) == may
    assert ('href="/account/"' in page.content.decode()) or name == "eve"


def test_the_present_page_is_marked_and_a_page_beneath_an_entry_marks_it(cast: Cast) -> None:
    browser = signed_in(cast.ann)
    marked = {entry["text"]: entry.get("current") for entry in browser.get("/law/").context["navigation"]}
    assert [words for words, is_here in marked.items() if is_here] == ["Law"]
    beneath = browser.get("/law/holidays/add/").context["navigation"]
    assert [entry["text"] for entry in beneath if entry.get("active")] == ["Law"]


def test_nobody_who_has_not_signed_in_is_offered_anything(cast: Cast, client) -> None:  # type: ignore[no-untyped-def]
    assert "service-navigation__link" not in client.get("/sign-in/").content.decode()


def test_it_asks_no_case_table(cast: Cast) -> None:
    browser = signed_in(cast.ben)
    with CaptureQueriesContext(connection) as asked:
        browser.get("/letter-templates/fields/")
    assert not [query["sql"] for query in asked if '"cases_' in query["sql"]]
