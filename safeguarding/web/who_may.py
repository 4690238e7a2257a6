"""The page `docs/reference/who-may.md`, written from the table of roles and the addresses of the site. A test compares
them, so it cannot go stale. What the table is: `rules/roles.py`; what a door asks: `doors.py`, `cases/doors.py`."""

import os
from collections.abc import Iterator
from typing import Any

from safeguarding.rules.roles import IN_GENERAL, ON_A_CASE, Permission, Reach, Role

COMMAND = "python -m safeguarding.web.who_may > docs/reference/who-may.md"

HEADING = f"""# Who may open what

Written from `safeguarding/rules/roles.py` and the addresses of the site by
`{COMMAND}`; change those, not this page.

A page of an incident is there only for people who see that incident: through a role at a body that takes part in it, or
on it alone, today, and only while no conflict keeps them out. For everybody else it does not exist: the answer is the
same as for a reference that was never given. Whoever sees it and lacks the permission is told so. Everybody signs in
with a second step first. `tests/sweep/test_who_may.py` asks every page as everybody.
"""

BY_WAY_OF = {
    Reach.CUSTODIAN: "at the partnership that holds it",
    Reach.AUTHORITY: "at the authority where it happened",
    Reach.PARTNER: "at a partner body",
    Reach.HOME_AREA: "in the child's home area",
    Reach.APPOINTED: "appointed to it",
}

WITHOUT_A_PERMISSION = {
    "anybody": "anybody, signed in or not",
    "signed-in": "everybody who is signed in",
    "password-given": "whoever gave their password and has no second step yet",
}


def reference() -> str:
    """The whole page."""
    return "\n".join([HEADING, *_permissions(), *_pages()]) + "\n"


def _permissions() -> Iterator[str]:
    yield "## Permissions\n"
    yield "| Permission | Who holds it |"
    yield "|---|---|"
    for permission in Permission:
        yield f"| `{permission}` | {'; '.join(_holders(permission))} |"
    yield ""


def _holders(permission: Permission) -> Iterator[str]:
    for role in Role:
        if permission in IN_GENERAL.get(role, ()):
            yield _words(role)
        ways = [BY_WAY_OF[reach] for reach, permitted in ON_A_CASE.get(role, {}).items() if permission in permitted]
        if ways:
            yield f"{_words(role)} {' or '.join(ways)}"


def _words(role: Role) -> str:
    return role.value.replace("-", " ")


def _pages() -> Iterator[str]:
    yield "## Pages\n"
    yield "| Address | Open to |"
    yield "|---|---|"
    for address, view in sorted(_addresses(), key=lambda found: found[0]):
        said = getattr(view, "open_to", "")
        yield f"| `/{address}` | {WITHOUT_A_PERMISSION.get(said, f'`{said}`')} |"


def _addresses() -> Iterator[tuple[str, Any]]:
    from django.urls import URLResolver, get_resolver

    def within(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, Any]]:
        for entry in resolver.url_patterns:
            address = f"{prefix}{entry.pattern}"
            if isinstance(entry, URLResolver):
                yield from within(entry, address)
            else:
                yield address, entry.callback

    return within(get_resolver(), "")


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeguarding.web.settings")
    django.setup()
    print(reference(), end="")  # noqa: T201 - this is what it is for
