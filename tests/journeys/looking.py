"""What is looked at on every page that a journey comes to: accessibility, width, title, and what the browser complains
of. What each person does there is in `acts.py`."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Page

AXE = (Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
EVERY_RULE = "axe.run(document, {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}})"
SHAPE = """() => {
  const copy = document.body.cloneNode(true)
  for (const one of copy.querySelectorAll("*")) {
    for (const name of ["href", "value", "action"]) one.removeAttribute(name)
    for (const part of one.childNodes) if (part.nodeType === 3) part.data = part.data.trim() ? "x" : ""
  }
  const drawn = one => one ? one.outerHTML.replace(/\\d+/g, "0") : ""
  for (const one of [...copy.querySelectorAll("tr, li, option")].reverse()) {
    const next = one.nextElementSibling, after = next && next.nextElementSibling
    if (after && drawn(one) === drawn(next) && drawn(next) === drawn(after)) one.remove()
  }
  return drawn(copy)
}"""


def shape(page: Page) -> str:
    """The page without its words and numbers, and without a third row that is like the two before: two of one shape
    differ in nothing that axe looks at."""
    drawn: str = page.evaluate(SHAPE)
    return sha256(drawn.encode()).hexdigest()


def violations(page: Page) -> list[str]:
    """What axe finds, WCAG 2.2 AA and good practice, each with the first places. It comes in past the content policy,
    which stays in force for the page itself."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    found = page.evaluate(EVERY_RULE)["violations"]
    return [f"axe {one['id']}: {[node['html'][:200] for node in one['nodes'][:3]]}" for one in found]


def faults_of_form(page: Page, names: Iterable[str]) -> list[str]:
    """Whether the page fits its window, has one heading, and keeps every name of a child out of title and address."""
    wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    found = [f"{wide} pixels wide in a window of {window}"] if wide > window else []
    headings = page.locator("h1").count()
    if headings != 1:
        found.append(f"{headings} headings of the first level")
    title, address = page.title(), page.url
    if not title.endswith(" – Safeguarding Reviews") or title.startswith(" –"):
        found.append(f"its title is {title!r}")
    for name in names:
        for where, text in (("title", title), ("address", address)):
            if name.casefold() in text.casefold():
                found.append(f"a child is named in its {where}: {text}")
    return found


def listen(page: Page) -> list[str]:
    """A list that fills with whatever the browser complains of from now on: the content policy's refusals, errors of
    scripts, what could not be fetched."""
    heard: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            heard.append(f"console: {message.text}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: heard.append(f"script: {error}"))
    return heard
