"""Somebody at a browser, at a desk or on a phone, with scripts or without: signs in, presses, types, and every page
that comes is looked at. What is looked at is in `looking.py`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from playwright.sync_api import Browser, Locator, Page

from safeguarding.people.demonstration import PASSWORD
from tests.journeys.looking import faults_of_form, listen, violations

DESK, PHONE = (1280, 900), (375, 740)

Given = str | list[str] | Mapping[str, str]
"""An answer: words or the value of a choice, several choices, or the parts of a field such as a day's."""


class Visitor:
    """One person, one browser window. `seen` is called with the visitor on every page."""

    def __init__(
        self,
        browser: Browser,
        site: str,
        email: str = "",
        *,
        window: tuple[int, int] = DESK,
        scripts: bool = True,
        children: Iterable[str] = (),
        seen: Callable[[Visitor], None] | None = None,
    ) -> None:
        width, height = window
        self.site, self.email, self.scripts = site, email, scripts
        self.children, self.seen = tuple(children), seen
        self.context = browser.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=scripts,
            has_touch=window == PHONE,
            locale="en-GB",
            timezone_id="Europe/London",
            reduced_motion="reduce",
        )
        self.page: Page = self.context.new_page()
        self.heard = listen(self.page)
        self.visited: list[str] = []

    def leave(self) -> None:
        self.context.close()

    def sign_in(self) -> Visitor:
        """Password and second factor, as the demonstration shows it."""
        self.go("/sign-in/")
        self.fill(login=self.email, password=PASSWORD).press("Continue")
        self.give_code()
        return self

    def give_code(self, button: str = "Sign in") -> None:
        """The code of the moment, which the demonstration prints for want of a phone."""
        self.fill(code=self.page.locator("#code-of-the-moment").inner_text()).press(button)

    def go(self, path: str) -> Visitor:
        """Open an address of the site."""
        answer = self.page.goto(self.site + path)
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"
        self.look()
        return self

    def press(self, name: str, *, nth: int = 0, inside: str = "main") -> Visitor:
        """Press the button, or follow the link, of this name; the page that comes is looked at."""
        place = self.page.locator(inside)
        exactly = re.compile(rf"^\s*{re.escape(name)}\s*(:.*)?$")  # some say after a colon, unseen, what it is about
        found = place.get_by_role("button", name=exactly).or_(place.get_by_role("link", name=exactly))
        assert found.count() > nth, f"no {name!r} on {self.page.url}:\n{self.text()}"
        with self.page.expect_navigation():
            found.nth(nth).click()
        self.look()
        return self

    def from_menu(self, name: str) -> Visitor:
        """Press an entry of the bar at the top, which a phone folds away behind a button."""
        menu = self.page.locator("header").get_by_role("button", name="Menu")
        if menu.is_visible() and menu.get_attribute("aria-expanded") != "true":
            menu.click()
        return self.press(name, inside="header")

    def fill(self, answers: Mapping[str, Given] | None = None, **more: Given) -> Visitor:
        """Answer the questions of the page, by the names of their fields."""
        for name, given in {**(answers or {}), **more}.items():
            if isinstance(given, Mapping):
                for part, text in given.items():
                    self._fill_in(f"{name}-{part}", [text])
            else:
                self._fill_in(name, [given] if isinstance(given, str) else given)
        return self

    def attach(self, name: str, file: str, content: bytes, kind: str) -> Visitor:
        """Choose a file."""
        self.field(name).set_input_files({"name": file, "mimeType": kind, "buffer": content})
        return self

    def asks(self, name: str) -> bool:
        """Whether the page asks this."""
        return self.page.locator(f'main [name="{name}"], main [name^="{name}-"]').count() > 0

    def field(self, name: str) -> Locator:
        return self.page.locator(f'main [name="{name}"]:not([type="hidden"])')

    def text(self) -> str:
        """The words of the page."""
        return self.page.locator("main").inner_text()

    def says(self, *words: str) -> Visitor:
        """The page says so."""
        text = " ".join(self.text().split())
        for one in words:
            assert one in text, f"{self.page.url} does not say {one!r}:\n{text}"
        return self

    def look(self) -> None:
        """Look at the page that came."""
        self.page.wait_for_load_state("load")
        self.visited.append(self.page.url)
        faults = [*self.heard, *faults_of_form(self.page, self.children)]
        faults += violations(self.page) if self.scripts else []
        assert not faults, "\n".join([f"{self.page.url} in a window of {self.page.viewport_size}:", *faults])
        if self.seen is not None:
            self.seen(self)

    def _fill_in(self, name: str, values: list[str]) -> None:
        found = self.field(name)
        assert found.count(), f"{self.page.url} does not ask {name!r}:\n{self.text()}"
        kind: Any = found.first.evaluate("one => one.type")
        if kind in ("radio", "checkbox"):
            for value in values:
                found.and_(self.page.locator(f'[value="{value}"]')).check()
        elif kind == "select-one":
            found.first.select_option(values[0])
        else:
            found.first.fill(values[0])
