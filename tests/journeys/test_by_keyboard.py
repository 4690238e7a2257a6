"""With the keyboard alone, Tab, Enter, Space, arrows and letters: a call is written down, and a position is given."""

from playwright.sync_api import Page

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.demonstration.teller import Teller
from safeguarding.cases.models import Position
from safeguarding.people.demonstration import Demonstration
from tests.journeys import acts
from tests.journeys.conftest import Visiting
from tests.journeys.visitor import Visitor

MOST_TABS = 120
HERE = """() => {
  const one = document.activeElement
  return {name: one.name || "", value: one.value || "", kind: one.type || "", words: one.textContent.trim(),
          is_seen: one.getClientRects().length > 0}
}"""


class Keyboard:
    """Moves about a page as somebody does who has no mouse."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page = visitor, visitor.page

    def tab_to(self, name: str) -> None:
        """Tab until the field of this name, or the link or button with these words, has the focus, and is seen."""
        for _step in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            here = self.page.evaluate(HERE)
            if name in (here["name"], here["words"]):
                assert here["is_seen"], f"{name} has the focus and is not seen"
                return
        raise AssertionError(f"no {name!r} within {MOST_TABS} tabs of {self.page.url}")

    def type_into(self, name: str, words: str) -> None:
        self.tab_to(name)
        self.page.keyboard.type(words)

    def choose(self, name: str, value: str) -> None:
        """Into a group of radios, then down to the one that is meant; Space for the first."""
        self.tab_to(name)
        self.page.keyboard.press("Space")
        for _step in range(MOST_TABS):
            if self.page.evaluate(HERE)["value"] == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no {value!r} among {name!r}")

    def day(self, name: str) -> None:
        for part, text in acts.parts(today.today()).items():
            self.type_into(f"{name}-{part}", text)

    def enter(self, name: str) -> None:
        """To the button or link of these words, and Enter."""
        self.tab_to(name)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.visitor.look()


def test_the_first_thing_that_tab_reaches_leads_past_the_bar(visiting: Visiting) -> None:
    notifier = visiting("notifier").sign_in()
    page: Page = notifier.page
    page.keyboard.press("Tab")
    assert page.evaluate(HERE)["words"] == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('main') !== null || location.hash === '#main-content'")


def test_a_first_call_is_written_down(visiting: Visiting) -> None:
    notifier = visiting("notifier").sign_in()
    notifier.go("/first-call/")
    keys = Keyboard(notifier)
    keys.type_into("name", "Greta Wainfleet")
    keys.enter("Look")
    keys.enter("The child is not here: write the call down")
    keys.choose("children-safe", "yes")
    keys.type_into("safety-lead", "The duty team manager")
    keys.type_into("first-to-know", "The duty team")
    keys.day("became-aware")
    keys.type_into("caller-name", "The ward sister")
    keys.type_into("what-happened", "A child was brought in with a burn.")
    keys.choose("medical-opinion", "no")
    keys.enter("Save: the days begin to count")
    notifier.says("Call recorded", "What to do next")


def test_a_position_is_given(visiting: Visiting, demonstration: Demonstration) -> None:
    teller = Teller(demonstration, today.today())
    case = teller.open(0, "A child was found alone at night")
    teller.weigh(case, 0)
    teller.ask(case, 0)
    partner = visiting("partner-health").sign_in()
    partner.go("/")
    keys = Keyboard(partner)
    partner.go(f"/cases/{case.reference}/position/notify/")
    keys.choose("view", "disagree")
    keys.type_into("reasons", "We know the family, and see no harm.")
    keys.enter("Record your position")
    partner.says("Your position is recorded", "We know the family, and see no harm.")
    with acting_as(demonstration.people["manager"].pk):
        assert Position.objects.get(case=case).view == Position.View.DISAGREE
