"""Every page of the site, as each kind of person, at a desk and on the narrowest phone: nothing that axe finds, nothing
that sticks out to the side, no child in a title or address, nothing that the browser complains of. And every address
of the site's map is among them."""

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from playwright.sync_api import Browser, Page

from safeguarding.actor import acting_as
from safeguarding.cases.models import Child
from safeguarding.people.demonstration import PASSWORD, Demonstration
from tests.journeys.conftest import Visiting
from tests.journeys.crawl import FETCHED, Crawl, linked, route_of, routes
from tests.journeys.looking import faults_of_form, listen, shape, violations
from tests.journeys.rarer import make_rarer
from tests.signing_in import signed_in

WIDTHS = (1280, 320)
ANYWHERE = ("/", "/help/", "/accessibility/", "/privacy/")
KINDS = (
    "manager",
    "notifier",
    "partner-police",
    "hospital",
    "school",
    "data-protection",
    "panel",
    "administrator",
    "east-manager",
    "reviewer",
    "",
)
"""One of each kind of person; empty: somebody who is not signed in."""

PRESSES = {
    "calendar/end/",
    "calendar/new/",
    "cases/<str:reference>/notification/children/",
    "directory/contacts/<int:key>/confirm/",
    "directory/contacts/<int:key>/remove/",
    "law/<str:what>/<int:key>/end/",
    "letter-templates/<int:key>/archive/",
    "meetings/<str:meeting>/agenda/<int:number>/off/",
    "meetings/<str:meeting>/invitations/<int:key>/withdraw/",
    "meetings/<str:meeting>/now/held/",
    "meetings/<str:meeting>/now/kept-beside/<int:key>/",
    "meetings/<str:meeting>/now/out/<int:key>/back/",
    "meetings/<str:meeting>/now/present/<int:key>/gone/",
    "meetings/<str:meeting>/now/to-do/<int:key>/back/",
    "people/<int:key>/invite/",
    "sign-out/",
}
"""Addresses that only take a press."""
ELSEWHERE = {
    "messages/gallery/": "in development alone",
    "sign-in/second-step/": "every journey signs in through it",
    "sign-in/set-up/": "below",
    "sign-in/stopped/": "below",
}


@pytest.fixture(scope="module")
def rarer(demonstration: Demonstration) -> list[str]:
    return make_rarer(demonstration)


@pytest.fixture(scope="module")
def named(demonstration: Demonstration, rarer: list[str]) -> list[str]:
    """The name of every child on record."""
    names: set[str] = set()
    for who in ("manager", "east-manager"):
        with acting_as(demonstration.people[who].pk):
            names |= set(Child.objects.exclude(name="").values_list("name", flat=True))
    return sorted(names)


@pytest.fixture(scope="module")
def seen() -> set[str]:
    """The addresses of the map that somebody has opened."""
    return set()


@pytest.fixture(scope="module")
def shapes() -> set[str]:
    """What pages looked like, their words aside, when they were looked at."""
    return set()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB", timezone_id="Europe/London", reduced_motion="reduce")
    yield context.new_page()
    context.close()


def faults_at_every_width(page: Page, names: list[str], shapes: set[str] | None = None) -> list[str]:
    """The same page at each width in turn; what is not of its words, once for each shape in `shapes`."""
    known = shapes if shapes is not None else set()
    is_new, found = (drawn := shape(page)) not in known, []
    known.add(drawn)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        faults = [*faults_of_form(page, names), *(violations(page) if is_new else [])]
        found += [f"at {width}: {fault}" for fault in faults]
    return found


@pytest.mark.parametrize("who", KINDS, ids=lambda who: who or "signed out")
def test_as_each_kind_of_person(
    who: str,
    page: Page,
    site: str,
    demonstration: Demonstration,
    rarer: list[str],
    named: list[str],
    seen: set[str],
    shapes: set[str],
) -> None:
    if who:
        session = signed_in(demonstration.people[who]).cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site}])
    heard, faults = listen(page), []
    crawl = Crawl(*ANYWHERE, *rarer)
    for path in crawl:
        answer = page.goto(site + path)
        assert answer is not None
        if answer.status in (403, 404) and path in rarer:
            heard.clear()  # the browser says of itself that the page was refused; how that looks is tested below
            faults += [f"{path} {fault}" for fault in faults_of_form(page, named)]
            continue
        heard += [f"answered {answer.status}"] if answer.status != 200 else []
        crawl.found(linked(page, site))
        seen |= {route_of(path), route_of(page.url.removeprefix(site))}
        faults += [f"{path} {fault}" for fault in [*heard, *faults_at_every_width(page, named, shapes)]]
        heard.clear()
    assert not faults, "\n".join(faults)


def test_every_address_of_the_map_was_among_them(seen: set[str]) -> None:
    if len(seen) < 40:
        pytest.skip("only some kinds of person were asked for")
    never = set(routes()) - seen - PRESSES - FETCHED
    assert sorted(never) == sorted(ELSEWHERE), "Nobody came to\n" + "\n".join(sorted(never - ELSEWHERE.keys()))


def test_setting_up_the_second_step(visiting: Visiting, demonstration: Demonstration) -> None:
    person = demonstration.people["school"]
    Authenticator.objects.filter(user=person).delete()
    school = visiting("school")
    school.go("/sign-in/").fill(login=school.email, password=PASSWORD).press("Continue")
    assert school.page.url.endswith("/sign-in/set-up/")
    assert not faults_at_every_width(school.page, [])
    school.give_code("Continue")
    assert not faults_at_every_width(school.page, [])


@pytest.mark.parametrize(("path", "status"), [("/sign-in/stopped/", 403), ("/nowhere/", 404)])
def test_a_page_that_refuses_is_as_accessible(path: str, status: int, page: Page, site: str) -> None:
    answer = page.goto(site + path)
    assert answer is not None
    assert answer.status == status
    assert not faults_at_every_width(page, [])
