"""Takes the pictures of `docs/walk-through.md` from the demonstration, on demand alone:
`make pictures`. What is looked at on every page on the way is in `looking.py`."""

from collections.abc import Callable
from pathlib import Path

import pytest

from safeguarding.actor import acting_as
from safeguarding.cases.models import Case
from safeguarding.people.demonstration import Demonstration
from safeguarding.today import today
from tests.journeys import acts
from tests.journeys.conftest import Visiting
from tests.journeys.visitor import PHONE, Visitor

FOLDER = Path(__file__).parents[2] / "docs/images"
LARGEST, LARGEST_IN_ALL = 150_000, 2_500_000
WINDOW = (1040, 760)
CALL: dict[str, acts.Given] = {
    "children-safe": "yes",
    "safety-lead": "The duty team manager, 01632 960700",
    "first-to-know": "The duty team",
}


def take(visitor: Visitor, name: str, *, top: str = "") -> None:
    """What the window shows, from its top or from where this stands."""
    if top:
        visitor.page.locator(top).first.evaluate("one => one.scrollIntoView({block: 'start'})")
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name}.png"
    visitor.page.screenshot(path=path)
    assert path.stat().st_size <= LARGEST, f"{path.name} has {path.stat().st_size} bytes"


@pytest.fixture
def case_at(demonstration: Demonstration) -> Callable[[str], str]:
    """The demonstration's incident whose summary begins with these words."""

    def at(words: str) -> str:
        with acting_as(demonstration.people["manager"].pk):
            return f"/cases/{Case.objects.get(incident__summary__startswith=words).reference}"

    return at


def test_take_the_pictures(visiting: Visiting, case_at: Callable[[str], str]) -> None:
    asked, sent = case_at("A child became seriously unwell"), case_at("A child died at home")
    written = case_at("A toddler was brought")

    notifier = visiting("notifier", window=WINDOW).sign_in()
    take(notifier, "my-work")
    take(notifier.go(f"{asked}/"), "incident")
    take(notifier.go(f"{asked}/notify-or-not/"), "notify-or-not")
    take(notifier.go(f"{case_at('A child was scalded')}/notification/"), "notification")
    take(notifier.go(f"{written}/sheet/"), "sheet")
    take(notifier.go(f"{sent}/sending/"), "sending")

    manager = visiting("manager", window=WINDOW).sign_in()
    take(manager.go(f"{sent}/dates/").press("Why"), "why-this-date")
    take(manager.go(f"{sent}/days/"), "fifteen-days", top="h1")
    take(manager.go(f"{written}/told/"), "told")
    take(manager.go("/directory/").press("Northvale (demonstration)"), "directory")

    panel = visiting("panel", window=WINDOW).sign_in()
    take(panel.go("/received/"), "received")

    caller = visiting("second-notifier", window=PHONE).sign_in()
    caller.go("/first-call/").fill(name="Aisling Renshaw").press("Look")
    caller.press("The child is not here: write the call down")
    take(caller.fill({**CALL, "became-aware": acts.parts(today(), time="09:20")}), "first-call", top="h1")

    police = visiting("partner-police", window=PHONE).sign_in()
    police.go(f"{asked}/position/notify/").fill(view="agree", reasons="The officers saw no food in the home.")
    take(police, "position", top="h2:has-text('The test so far')")
    they_are_small()


def test_take_the_pictures_of_the_ordinary_ending(visiting: Visiting, case_at: Callable[[str], str]) -> None:
    ahead, weighed = case_at("A child died at home"), case_at("A baby was found with injuries")
    replied, ended = case_at("A teenager was seriously hurt"), case_at("A child was hurt when left")

    manager = visiting("manager", window=WINDOW).sign_in()
    take(manager.go(f"{ahead}/asked/"), "asked", top="h1")
    take(manager.go(f"{ahead}/rapid-review/section/involvement/"), "section", top="h1")
    take(manager.go(f"{weighed}/rapid-review/decision/"), "decision", top="h1")
    take(manager.go(f"{replied}/rapid-review/reply/"), "reply", top="h1")
    take(manager.go(f"{ended}/"), "finished")
    take(manager.go("/plan/"), "plan", top="h2")
    take(manager.go("/overview/"), "overview", top="h1")

    panel = visiting("panel", window=WINDOW).sign_in()
    take(panel.go("/rapid-reviews/"), "reviews-received", top="main button")

    hospital = visiting("hospital", window=PHONE).sign_in()
    hospital.from_menu("Asked of us").page.locator("main tbody a").last.click()
    hospital.look()
    take(hospital, "asked-of-us", top="h1")

    police = visiting("partner-police", window=PHONE).sign_in()
    take(police.go(f"{weighed}/rapid-review/decision/position/"), "position-on-decision", top="h1")
    they_are_small()


def they_are_small() -> None:
    pictures = list(FOLDER.glob("*.png"))
    assert sum(picture.stat().st_size for picture in pictures) <= LARGEST_IN_ALL
