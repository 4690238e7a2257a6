"""Which pages are looked at. All are found from the site's own addresses, so that a page added tomorrow is measured
too; the few that people open all day are asked for under load, the others one at a time. What goes into the gaps of an
address is in `gaps.py`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from benchmarks.gaps import fillings
from benchmarks.signing_in import Somebody


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
    return ["/" + _put(page.route, values) for values in fillings(page.route, gaps, somebody)]


def _put(route: str, values: dict[str, str]) -> str:
    for gap, value in values.items():
        route = route.replace(gap, value)
    return route


CASE = "cases/<str:reference>/"
UNDER_LOAD: tuple[tuple[str, str], ...] = (
    ("My work", ""),
    ("Incidents", "cases/"),
    ("One incident", CASE),
    ("Its dates", CASE + "dates/"),
    ("Why this date", CASE + "dates/<str:duty>/<str:started_on>/"),
    ("Fifteen days", CASE + "days/"),
    ("Diary", CASE + "diary/"),
    ("Papers", CASE + "papers/"),
    ("Notification, its sections", CASE + "notification/"),
    ("Notification, one page", CASE + "notification/page/<slug:page>/"),
    ("Search result", "first-call/<uuid:token>/"),
    ("Directory", "directory/"),
    ("Received", "received/"),
    ("One thing received", "received/<slug:sent>/"),
    ("Outbox of an incident", CASE + "messages/"),
    ("My messages", "messages/"),
)
"""What people open all day, as (title, route)."""
