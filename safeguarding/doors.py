"""The only way to open a page. `@open_to(permission)` says who may; a page without a declaration is a failing test.
A page about one case has the stricter door in `cases/doors.py`; what a permission is, in `rules/roles.py`."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.module_loading import import_string

from safeguarding.actor import Actor, acting_as
from safeguarding.rules.roles import Permission

View = Callable[..., HttpResponse]

ANYBODY = "anybody"
"""The declaration of a page that needs no signing in."""


def open_to(permission: Permission) -> Callable[[View], View]:
    """Open to people with this permission, signed in with their second factor. The view runs, and its template
    is rendered, inside one transaction that acts as the person."""

    def declare(view: View) -> View:
        @wraps(view)
        def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            turned_away = turn_away(request)
            if turned_away is not None:
                return turned_away
            actor = actor_of(request)
            if not actor.may(permission):
                raise PermissionDenied
            with acting_as(actor.person_id):
                return rendered(view(request, *args, **kwargs))

        return declared(door, permission)

    return declare


def open_to_anybody(view: View) -> View:
    """Open without signing in: the page touches no case table."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs)

    return declared(door, ANYBODY)


def declared(door: View, permission: Permission | str) -> View:
    """Mark a door with who may open it, so that a test can read the whole site."""
    door.open_to = permission  # type: ignore[attr-defined]
    return door


def turn_away(request: HttpRequest) -> HttpResponse | None:
    """Where somebody goes who has not signed in, or not set up a second factor."""
    if not request.user.is_authenticated:
        return signed_out(request)
    if not getattr(request, "has_second_factor", False):
        return redirect("mfa_activate_totp")
    return None


def signed_out(request: HttpRequest) -> HttpResponse:
    """The answer to somebody who is not signed in, or no longer: the setting names it, so that what was typed can be
    kept by `people/signed_out.py`, which this module may not import."""
    answer: Callable[[HttpRequest], HttpResponse] = import_string(settings.SIGNED_OUT_ANSWER)
    return answer(request)


def actor_of(request: HttpRequest) -> Actor:
    """Who acts on this request: put there by `people/middleware.py`."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def rendered(response: HttpResponse) -> HttpResponse:
    """The response with its template rendered now, while the person still acts."""
    if hasattr(response, "render") and not getattr(response, "is_rendered", True):
        response.render()
    return response
