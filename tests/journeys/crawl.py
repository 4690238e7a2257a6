"""Follows every link that a person is offered, as far as each address of the site's map has been seen a few times. What
is looked at on each page is in `looking.py`."""

from collections import Counter, deque
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import Page

OF_EACH = 2
"""How many pages of one address are looked at, for one person: incidents differ by stage, forms by question."""
OF_SOME = {"cases/<str:reference>/": 5, "cases/<str:reference>/notify-or-not/": 4, "cases/<str:reference>/sending/": 4}
FETCHED = {
    "account/second-step/picture.svg",
    "calendar/<str:secret>.ics",
    "cases/<str:reference>/papers/<int:number>/file/",
    "cases/<str:reference>/plan/documents/<int:key>/",
    "incidents/export/",
    "letter-templates/<int:key>/",
    "meetings/<str:meeting>/calendar.ics",
    "meetings/<str:meeting>/minutes.docx",
    "meetings/<str:meeting>/minutes.pdf",
    "meetings/<str:meeting>/papers/",
    "plan/export/",
    "rapid-reviews/<slug:sent>/asked/<int:number>/",
    "rapid-reviews/<slug:sent>/replies/<int:number>/",
    "reads/export/",
    "received/<slug:sent>/papers/<int:number>/",
    "sign-in/set-up/picture.svg",
}
"""What is fetched, and not read as a page."""


def routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """Every address of the map, the gallery's aside: it is there in development alone."""
    for entry in (resolver or get_resolver()).url_patterns:
        address = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from routes(entry, address)
        elif isinstance(entry, URLPattern) and not address.startswith("gallery/"):
            yield address


def route_of(path: str) -> str:
    """The address of the map that answers a path, or nothing."""
    try:
        return resolve(urlsplit(path).path).route
    except Resolver404:
        return ""


def linked(page: Page, site: str) -> list[str]:
    """The pages of the site to which this one leads, without what only places one within a page."""
    hrefs: list[str] = page.evaluate("[...document.querySelectorAll('a[href]')].map(one => one.href)")
    own = (href.removeprefix(site).partition("#")[0] for href in hrefs if href.startswith(site))
    return [path for path in dict.fromkeys(own) if path and route_of(path) not in FETCHED]


class Crawl:
    """What is still to see for one person. What it starts from is seen whatever has been seen of its address."""

    def __init__(self, *starts: str) -> None:
        self.starts = frozenset(starts)
        self.left = deque(starts)
        self.known = set(starts)
        self.counted: Counter[str] = Counter()

    def __iter__(self) -> Iterator[str]:
        while self.left:
            path = self.left.popleft()
            route = route_of(path)
            if path in self.starts or self.counted[route] < OF_SOME.get(route, OF_EACH):
                self.counted[route] += path not in self.starts
                yield path

    def found(self, paths: list[str]) -> None:
        for path in paths:
            if path not in self.known:
                self.known.add(path)
                self.left.append(path)
