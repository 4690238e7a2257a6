"""The gallery and the base pages in a real browser: nothing that axe finds, at two widths, under the site's own
content security policy; and the little that the script does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client, override_settings
from playwright.sync_api import Browser, Page, Route

from safeguarding.look import frontend
from safeguarding.look.components import CATALOGUE
from safeguarding.look.gallery_examples import PAGES
from tests.look.browsing import chromium, served, violations

pytestmark = pytest.mark.journey
LOOKED_AT = ["", "patterns/", "questions/", "questions/?wrong", *(f"pages/{name}/" for name in PAGES)]
IN_DEVELOPMENT = {
    "DEBUG": True,
    "ROOT_URLCONF": "tests.look.gallery_urls",
    "MIDDLEWARE": ["csp.middleware.CSPMiddleware"],
    "STORAGES": {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    },
}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    frontend.build()
    with override_settings(**IN_DEVELOPMENT), served() as at:
        yield f"{at}/gallery/"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("path", LOOKED_AT)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    page: Page, address: str, path: str, width: int
) -> None:
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address + path)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert told == []


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_component_has_a_page_with_its_examples(name: str) -> None:
    with override_settings(**IN_DEVELOPMENT):
        assert Client().get(f"/gallery/components/{name}/").status_code == 200


def test_in_production_there_is_no_gallery() -> None:
    with override_settings(**{**IN_DEVELOPMENT, "DEBUG": False}):
        assert Client().get("/gallery/").status_code == 404


def test_a_field_is_copied_and_said_to_be(page: Page, address: str) -> None:
    page.goto(address + "patterns/")
    page.get_by_role("button", name="Copy What happened").click()
    page.wait_for_function("document.getElementById('copy-said').textContent !== ''")
    assert page.evaluate("navigator.clipboard.readText()") == (
        "The health visitor saw a bruise.\nThe GP was told at noon."
    )
    assert page.locator("#copy-said").text_content() == "Copied: What happened"


def _typing(page: Page, address: str, answer: int) -> list[str]:
    """Types into the form with the server answering so, lets the time pass, and gives what was posted."""
    sent: list[str] = []

    def reply(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        sent.append(route.request.post_data or "")
        route.fulfill(status=answer, body="{}")

    page.clock.install()
    page.route("**/gallery/questions/", reply)
    page.goto(address + "questions/")
    page.get_by_label("Name", exact=True).first.fill("Morgan Ellis")
    page.clock.run_for(6000)
    page.wait_for_function("document.getElementById('autosave-said').textContent !== ''")
    return sent


def test_what_is_typed_is_saved_and_the_time_told(page: Page, address: str) -> None:
    sent = _typing(page, address, 200)
    assert len(sent) == 1
    assert "Morgan Ellis" in sent[0]
    assert "csrfmiddlewaretoken" in sent[0]
    assert (page.locator("#autosave-said").text_content() or "").startswith("Saved at ")
    page.clock.run_for(20_000)
    assert len(sent) == 1, "nothing new was typed, so nothing is sent"


@pytest.mark.parametrize(("answer", "said"), [(401, "signed out"), (500, "Not saved just now")])
def test_what_is_typed_stays_when_it_cannot_be_saved(page: Page, address: str, answer: int, said: str) -> None:
    sent = _typing(page, address, answer)
    assert said in (page.locator("#autosave-said").text_content() or "")
    assert page.get_by_label("Name", exact=True).first.input_value() == "Morgan Ellis"
    page.clock.run_for(6000)
    page.wait_for_timeout(50)
    assert len(sent) > 1, "it is tried again"


def test_without_a_script_another_row_comes_and_nothing_is_lost(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "questions/")
    people = page.locator(".app-people")
    before = people.count()
    people.first.get_by_label("Name").fill("Robin Ellis")
    page.get_by_role("button", name="Add another").first.click()
    assert people.count() == before + 1
    assert people.first.get_by_label("Name").input_value() == "Robin Ellis"
    page.goto(address + "patterns/")
    assert not page.get_by_role("button", name="Copy").first.is_visible()
    context.close()
