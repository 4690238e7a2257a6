"""Doors for what everybody who signs in may open: their own account, and the setting-up of their second step. Pages
that need a permission have `doors.py` of the project, pages of a case `cases/doors.py`."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from safeguarding.actor import acting_as
from safeguarding.doors import View, declared, rendered, signed_out, turn_away

SIGNED_IN = "signed-in"
"""The declaration of a page for everybody who has signed in with their second step."""
PASSWORD_GIVEN = "password-given"  # noqa: S105 - a declaration, not a secret
"""The declaration of a page for everybody who gave their password and has no second step yet."""


def open_to_signed_in(view: View) -> View:
    """Open to everybody who has signed in, whatever roles they hold."""
    return _door(view, SIGNED_IN, turn_away)


def open_before_second_step(view: View) -> View:
    """Open to somebody who gave their password and has still to set up the second step; nobody else needs it."""
    return _door(view, PASSWORD_GIVEN, _unless_still_to_set_up)


def _unless_still_to_set_up(request: HttpRequest) -> HttpResponse | None:
    if not request.user.is_authenticated:
        return signed_out(request)
    if getattr(request, "second_step_is_set_up", False):
        return redirect("account")
    return None


def _door(view: View, declaration: str, turned_away: Callable[[HttpRequest], HttpResponse | None]) -> View:
    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = turned_away(request)
        if answer is not None:
            return answer
        with acting_as(int(request.user.pk or 0)):  # the turning away leaves nobody without a key
            return rendered(view(request, *args, **kwargs))

    return declared(door, declaration)
