"""Which pages are looked at. All are found from the site's own addresses, so that a page added tomorrow is measured
too; the few that people open all day are asked for under load, the others one at a time."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from benchmarks.signing_in import Somebody
from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.first_call import look_for_child
from safeguarding.cases.generation import OWNER
from safeguarding.cases.models import Child, ChildSearch, Due, Submission
from safeguarding.cases.search import Terms
from safeguarding.people.actors import actor_for
from safeguarding.rules.roles import Permission


@dataclass(frozen=True, slots=True)
class Page:
    """One address of the site, with gaps such as `<str:reference>`, and who may open it."""

    route: str
    name: str
    open_to: str


@dataclass(frozen=True, slots=True)
class Look:
    """One person at one page, with the addresses to ask for in turn."""

    title: str
    page: Page
    somebody: Somebody
    paths: Sequence[str]


def all_pages(patterns: Iterable[URLPattern | URLResolver] | None = None, before: str = "") -> list[Page]:
    """Every page with a door, by its route."""
    found = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found += all_pages(pattern.url_patterns, route)
        elif declared := getattr(pattern.callback, "open_to", None):
            found.append(Page(route, pattern.name or "", str(declared)))
    return found


def paths_for(page: Page, somebody: Somebody) -> list[str]:
    """The page's addresses for this person; none where there is nothing of theirs that it could be about."""
    gaps = [part for part in page.route.split("/") if part.startswith("<")]
    if not gaps:
        return ["/" + page.route]
    fill = _filling(page, gaps)
    return ["/" + path for path in fill(page.route, somebody)] if fill else []


Fill = Callable[[str, Somebody], Iterable[str]]


def _filling(page: Page, gaps: Sequence[str]) -> Fill | None:
    """By the gaps and where they stand; None where nothing here knows what to put."""
    key = (page.route.split("/", 1)[0], tuple(gaps))
    if known := _KNOWN.get(key):
        return known
    if gaps == ["<str:reference>"] and page.route.startswith("cases/"):
        return _unsent if "notif" in page.route or "threshold" in page.route else _sent
    return None


def _put(route: str, values: Mapping[str, Any]) -> str:
    for gap, value in values.items():
        route = route.replace(gap, str(value))
    return route


def _sent(route: str, somebody: Somebody) -> Iterable[str]:
    return [_put(route, {"<str:reference>": case.reference}) for case in somebody.sent or somebody.unsent]


def _unsent(route: str, somebody: Somebody) -> Iterable[str]:
    return [_put(route, {"<str:reference>": case.reference}) for case in somebody.unsent]


def _dues(route: str, somebody: Somebody) -> Iterable[str]:
    cases = [case.pk for case in somebody.sent]
    for due in Due.objects.using(OWNER).filter(case__in=cases, due_on__isnull=False).select_related("case")[:40]:
        yield _put(route, {"<str:reference>": due.case.reference, "<int:key>": due.pk, "<str:duty>": due.duty})


def _search(route: str, somebody: Somebody) -> Iterable[str]:
    """A search of their own for a child of their own area."""
    actor = actor_for(somebody.person)
    child = Child.objects.using(OWNER).filter(case__in=somebody.sent).order_by("pk").first()
    if child is None or not actor.may(Permission.SEARCH):
        return []
    with acting_as(actor.person_id):
        made: ChildSearch = look_for_child(terms=Terms(name=child.name), by=actor, on=today.today())
    return [_put(route, {"<uuid:token>": made.token})]


def _organisation(route: str, somebody: Somebody) -> Iterable[str]:
    return [_put(route, {"<int:key>": somebody.organisation.pk})]


def _person(route: str, somebody: Somebody) -> Iterable[str]:
    return [_put(route, {"<int:key>": somebody.person.pk})]


def _received(route: str, somebody: Somebody) -> Iterable[str]:
    newest = Submission.objects.using(OWNER).filter(recipient=somebody.organisation).order_by("-pk")[:40]
    for one in newest:
        yield _put(route, {"<int:key>": one.pk, "<str:reference>": one.reference})


_KNOWN: dict[tuple[str, tuple[str, ...]], Fill] = {
    ("first-call", ("<uuid:token>",)): _search,
    ("directory", ("<int:key>",)): _organisation,
    ("people", ("<int:key>",)): _person,
    ("received", ("<int:key>",)): _received,
    ("received", ("<str:reference>",)): _received,
    ("cases", ("<str:reference>", "<int:key>")): _dues,
    ("cases", ("<str:reference>", "<str:duty>")): _dues,
}

UNDER_LOAD: tuple[tuple[str, str], ...] = (
    ("My work", ""),
    ("Incidents", "cases/"),
    ("One incident", "cases/<str:reference>/"),
    ("Search result", "first-call/<uuid:token>/"),
    ("Directory", "directory/"),
    ("Outbox", "messages/"),
)
"""What people open all day, as (title, route)."""
