"""The door of a page about one case: `@open_case_to(permission)`. A case that the wall does not show and one that
does not exist give the same answer. The reading of it is recorded last, after the page is drawn."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse

from safeguarding.actor import acting_as
from safeguarding.cases.models import Case
from safeguarding.cases.reach import permissions_on
from safeguarding.doors import View, actor_of, declared, rendered, turn_away
from safeguarding.rules.roles import Permission


def open_case_to(permission: Permission) -> Callable[[View], View]:
    """Open to people who see the case named by `reference` in the address and hold this permission on it.

    The view is given the case in place of its reference; `may_here(request)` says what else they may do on it.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def door(request: HttpRequest, reference: str, *args: Any, **kwargs: Any) -> HttpResponse:
            turned_away = turn_away(request)
            if turned_away is not None:
                return turned_away
            actor = actor_of(request)
            with acting_as(actor.person_id):
                case = visible_case(reference)
                permitted = permissions_on(actor, case)
                if permission not in permitted:
                    raise PermissionDenied
                request.may_here = permitted  # type: ignore[attr-defined]
                response = rendered(view(request, case, *args, **kwargs))
                if request.method in ("GET", "HEAD"):
                    record_read(case, getattr(request.resolver_match, "view_name", "") or "")
                return response

        return declared(door, permission)

    return declare


def visible_case(reference: str) -> Case:
    """The case, if the wall shows it; else the page does not exist."""
    try:
        return Case.objects.select_related("partnership", "authority", "lead").get(reference=reference)
    except Case.DoesNotExist:
        raise Http404 from None


def record_read(case: Case, page: str) -> None:
    """Write to the chain of reads that the acting person saw this page of the case."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_read(%s, %s)", [case.pk, page])


def may_here(request: HttpRequest) -> frozenset[Permission]:
    """What the person may do on the case of this page."""
    permitted: frozenset[Permission] = request.may_here  # type: ignore[attr-defined]
    return permitted
