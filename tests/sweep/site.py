"""The pages there are, read from the URL map: each with its door, and with addresses made from the story's own rows."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from safeguarding.actor import acting_as
from safeguarding.cases.actions.assessment import TEST_A
from safeguarding.cases.facts import procedure_of
from safeguarding.cases.reach import permissions_on
from safeguarding.doors import ANYBODY
from safeguarding.people.doors import PASSWORD_GIVEN
from safeguarding.rules.forms.loading import load_form
from safeguarding.rules.roles import Permission
from tests.house.test_every_page_says_who_may_open_it import ALL_PAGES
from tests.sweep import tell_gathering, tell_meetings, tell_plans, tell_reviews, tell_sending
from tests.sweep.people import SIGNED_OUT, WITHOUT_SECOND_STEP
from tests.sweep.story import Story

ARGUMENT = re.compile(r"<(?:(\w+):)?(\w+)>")
ABSENT = "SR-2026-9990"
"""A reference that was never given to anything, as long as those that were."""


@dataclass(frozen=True)
class Page:
    """One address of the site."""

    address: str
    view: Callable[..., Any]

    @property
    def open_to(self) -> Permission | str:
        said: Permission | str = getattr(self.view, "open_to", "")
        return said

    @property
    def is_of_a_case(self) -> bool:
        """Whether its door is that of a case: the door itself is asked, beneath whatever wraps it."""
        view: Any = self.view
        while view is not None:
            if view.__code__.co_filename.endswith("cases/doors.py"):
                return True
            view = getattr(view, "__wrapped__", None)
        return False

    @property
    def arguments(self) -> list[str]:
        return [name for _, name in ARGUMENT.findall(self.address)]

    def at(self, **values: Any) -> str:
        return "/" + ARGUMENT.sub(lambda found: str(values[found.group(2)]), self.address)

    def __str__(self) -> str:
        return f"/{self.address}"


PAGES = [Page(address, view) for address, view in ALL_PAGES if "gallery/" not in address]
"""The gallery is for development, and answers "not found" in these tests as in production."""
OF_A_CASE = [page for page in PAGES if page.is_of_a_case]


def expected(story: Story, page: Page, name: str, case: str) -> str:
    """What the door answers this person, by the rules: "open", or how they are turned away."""
    if page.open_to == ANYBODY:
        return "open"
    if name == SIGNED_OUT:
        return "sign in"
    if page.open_to == PASSWORD_GIVEN:
        return "open" if name == WITHOUT_SECOND_STEP else "on"
    if name == WITHOUT_SECOND_STEP:
        return "second step"
    if not isinstance(page.open_to, Permission):
        return "open"
    if not page.is_of_a_case:
        return "open" if story.cast.actor(name).may(page.open_to) else "refused"
    permitted = permitted_on(story, name, case)
    if Permission.READ_CASE not in permitted:
        return "no such page"
    return "open" if page.open_to in permitted else "refused"


def permitted_on(story: Story, name: str, case: str) -> frozenset[Permission]:
    """What the rules let this person do with the case: asked once, since no page of the sweep changes it for good."""
    key = (name, case)
    if key not in story.permitted:
        with acting_as((story.cast.vic if case == "theirs" else story.cast.ben).pk):
            story.permitted[key] = permissions_on(story.cast.actor(name), story[case])
    return story.permitted[key]


def who_may(story: Story, page: Page, case: str) -> list[str]:
    """The people whom the door lets through."""
    return [name for name in story.cast.people if expected(story, page, name, case) == "open"]


def addresses(story: Story, page: Page, case: str) -> Iterator[str]:
    """Every address of the page that the story's rows make, for one of its cases."""
    if "section" in page.arguments:
        yield from (page.at(token=story.draft.token, section=one, page=two, child=1) for one, two in _pages(page))
        return
    pools = [pool(story, page, name, case) for name in page.arguments]
    for values in product(*pools):
        yield page.at(**dict(zip(page.arguments, values, strict=True)))


def pool(story: Story, page: Page, name: str, case: str) -> list[Any]:
    """What may stand for an argument of an address: rows of the story, or codes that the law and its forms know."""
    before = page.address.split(f":{name}>")[0].rsplit("/", 1)[0].rsplit("/", 1)[-1]
    known: dict[str, Callable[[], list[Any]]] = {
        "reference": lambda: [_reference(story, page, case)],
        "token": lambda: _token(story, page),
        "secret": lambda: [story.secret],
        "uidb64": lambda: ["MQ"],
        "sent": lambda: [_sent(story, page)],
        "code": lambda: ["panel", "board", "ashmere-police", "ashmere", "calder-partnership"],
        "nation": lambda: ["england"],
        "name": lambda: ["child-safeguarding-practice-review"],
        "question": lambda: ["notify", "withdraw"],
        "what": lambda: ["days", "day", "local-day", "holidays", "confirmations", "suspensions"],
        "duty": lambda: ["eng-rapid-review", "eng-notify-panel", "eng-panel-reply", "eng-agree-notification"],
        "step": lambda: ["meeting", "answers", "letters"],
        "held": lambda: [story.cast.ben.roles.get().pk],
        "page": lambda: [one for _, one in _pages(page)],
        "subject": lambda: [1],
    }
    if name in known:
        return known[name]()
    return _rows(story, case, name, before)


def _reference(story: Story, page: Page, case: str) -> str:
    if "proposals" in page.address:
        return story.proposal.reference
    return story[case].reference


def _sent(story: Story, page: Page) -> str:
    return f"{story['replied'].reference}-R" if "rapid-reviews" in page.address else story.submission.reference


def _token(story: Story, page: Page) -> list[Any]:
    if "draft" in page.address:
        return [story.draft.token]
    if "password" in page.address:
        return ["abc-def"]
    return [story.search.token, story.open_search.token]


def _pages(page: Page) -> list[tuple[str, str]]:
    """Section and page of the form that the address belongs to: those about the incident, or about a child."""
    form = load_form("england/child-safeguarding-practice-review", _form_of(page))
    about_child = "subject" in page.arguments or "child" in page.arguments
    return [
        (section.id, one.id)
        for section in form.sections
        if (section.about == "child") == about_child
        for one in section.pages
    ]


def _form_of(page: Page) -> str:
    if "draft" in page.address:
        return "proposal"
    return "rapid-review" if "rapid-review" in page.address else "notification"


def _rows(story: Story, case: str, name: str, before: str) -> list[Any]:
    """Keys of rows, by the word of the address that stands before them."""
    one = story[case]
    with acting_as((story.cast.vic if case == "theirs" else story.cast.ben).pk):
        found: dict[str, list[Any]] = {
            "people": [story.cast.ben.pk],
            "directory": [story.cast["ashmere"].pk],
            "contacts": [story.contact],
            "further": list(one.escalations.values_list("pk", flat=True)),
            "events": list(one.events.order_by("-pk").values_list("pk", flat=True)),
            "papers": list(one.papers.values_list("number", flat=True)),
            "letters": [story.template.pk],
            "letter-templates": [story.template.pk],
            "kept-out": list(one.bars.order_by("pk").values_list("pk", flat=True)),
            "emergency-access": list(one.emergencies.values_list("pk", flat=True)),
            "both-texts": list(one.set_aside.order_by("-pk").values_list("pk", flat=True)),
        }
        if name == "item":
            return _items(story, case)
        if name == "started_on":
            return list(one.dues.values_list("started_on", flat=True).distinct())
        for part in (tell_gathering, tell_reviews, tell_sending, tell_plans, tell_meetings):
            found |= part.rows(story, case)
        if before in found:
            return found[before]
        return [story.local_day, *range(1, 4)]


def _items(story: Story, case: str) -> list[str]:
    return [item.id for item in procedure_of(story[case]).test(TEST_A).item]


def openings(story: Story, page: Page, case: str) -> tuple[str, str] | None:
    """An address of the page and somebody for whom it is there, found by asking; None when the story has none."""
    key = (str(page), case)
    if key not in story.opened:
        story.opened[key] = _find(story, page, case)
    return story.opened[key]


def _find(story: Story, page: Page, case: str) -> tuple[str, str] | None:
    from tests.sweep.conftest import undone

    names = who_may(story, page, case)
    preferred = [name for name in ("ada", "ben", "cleo", "kit", "ann", "dot", "pia", "joe") if name in names] or names[
        :1
    ]
    if page.open_to == PASSWORD_GIVEN:
        preferred = [WITHOUT_SECOND_STEP]
    if page.open_to == ANYBODY:
        preferred = [*preferred[:1], SIGNED_OUT]
    turned_away = (404,) if page.open_to == ANYBODY else (404, 403)
    for address in addresses(story, page, case):
        for name in preferred[:3]:
            with undone():
                answer = story.browsers.of(name).get(address)
            if answer.status_code not in turned_away:
                return address, name
            if not page.arguments:
                break
    return None
