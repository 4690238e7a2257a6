"""Every address of the site leads to a view that declares who may open it, and every permission opens something."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

import safeguarding
from safeguarding.doors import ANYBODY
from safeguarding.people.doors import PASSWORD_GIVEN, SIGNED_IN
from safeguarding.rules.roles import IN_GENERAL, ON_A_CASE, Permission

WITHOUT_A_PERMISSION = {ANYBODY, SIGNED_IN, PASSWORD_GIVEN}
SOURCE = Path(safeguarding.__file__).parent


def pages(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for entry in resolver.url_patterns:
        address = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from pages(entry, address)
        elif isinstance(entry, URLPattern):
            yield address, entry.callback


ALL_PAGES = list(pages(get_resolver()))


def test_there_are_pages_to_look_at() -> None:
    assert len(ALL_PAGES) > 20


@pytest.mark.parametrize(("address", "view"), ALL_PAGES, ids=[address for address, _ in ALL_PAGES])
def test_the_page_says_who_may_open_it(address: str, view: Any) -> None:
    said = getattr(view, "open_to", None)
    assert said in WITHOUT_A_PERMISSION or isinstance(said, Permission), f"{address}: {view} has no door"


@pytest.mark.parametrize("permission", list(Permission), ids=str)
def test_a_permission_is_given_to_somebody_and_asked_for_somewhere(permission: Permission) -> None:
    given = {one for permitted in IN_GENERAL.values() for one in permitted}
    given |= {one for reaches in ON_A_CASE.values() for permitted in reaches.values() for one in permitted}
    assert permission in given
    asked = [path for path in SOURCE.rglob("*.py") if path.name != "roles.py" and asks_for(permission, path)]
    assert asked, f"nothing asks for {permission}"


def asks_for(permission: Permission, path: Path) -> bool:
    text = path.read_text(encoding="utf-8")
    return f"Permission.{permission.name}" in text or f"P.{permission.name}" in text
