"""The bar at the top: only what a role may open, the present page marked, and every entry opens."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeguarding.rules.roles import Permission
from safeguarding.web.navigation import MOST
from tests.cast import Cast
from tests.making import make_incident
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

SHOWN = {
    "ada": {"My work", "Incidents", "First call", "Proposals", "Asked of us", "Our actions", "Directory", "Messages"},
    "ben": {"My work", "Incidents", "First call", "Proposals", "Plan", "Meetings", "Overview", "Directory"},
    "hal": {"My work", "Incidents", "Asked of us", "Plan", "Our actions", "Overview", "Directory", "Messages"},
    "kit": {"My work", "Proposals", "Asked of us", "Our actions", "Directory", "Messages"},
    "cleo": {"My work", "Received", "Overview", "Directory", "Messages"},
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


def test_at_most_eight_stand_in_the_bar_and_the_rest_at_the_foot(cast: Cast) -> None:
    page = signed_in(cast.ben).get("/")
    assert len(page.context["navigation"]) == MOST
    assert [entry["text"] for entry in page.context["beneath"]] == ["Messages"]
    assert 'href="/messages/"' in page.content.decode().split("<footer")[1]


def test_templates_are_found_where_letters_are_made_and_in_the_directory(cast: Cast) -> None:
    case = make_incident(cast)
    for path in (f"/cases/{case.reference}/letters/", "/directory/"):
        assert 'href="/letter-templates/"' in signed_in(cast.ben).get(path).content.decode()
        assert 'href="/letter-templates/"' not in signed_in(cast.ada).get(path).content.decode()
    assert 'href="/reminders-to-agencies/"' in signed_in(cast.ben).get("/directory/").content.decode()
