"""The door of a page about one meeting: open to whoever is signed in and sees the meeting, or, where it is said, to
whoever runs the meetings of its partnership. Reading an item about a case is on record in that case."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from safeguarding.actor import acting_as
from safeguarding.cases.doors import record_read
from safeguarding.cases.models import Case
from safeguarding.doors import View, actor_of, declared, rendered, turn_away
from safeguarding.meetings.actions.running import runs_for
from safeguarding.meetings.models import AgendaItem, Meeting
from safeguarding.people.doors import SIGNED_IN
from safeguarding.rules.roles import Permission


def open_meeting(view: View) -> View:
    """Open to everybody who sees the meeting named in the address; it is given to the view in place of its name."""
    return declared(_door(view, None), SIGNED_IN)


def open_meeting_to(permission: Permission) -> Callable[[View], View]:
    """Open to people with this permission, of the meeting's own partnership."""

    def declare(view: View) -> View:
        return declared(_door(view, permission), permission)

    return declare


def _door(view: View, permission: Permission | None) -> View:
    @wraps(view)
    def door(request: HttpRequest, meeting: str, *args: Any, **kwargs: Any) -> HttpResponse:
        turned_away = turn_away(request)
        if turned_away is not None:
            return turned_away
        actor = actor_of(request)
        if permission is not None and not actor.may(permission):
            raise PermissionDenied
        with acting_as(actor.person_id):
            shown = visible_meeting(meeting)
            request.may_run = runs_for(actor, shown.partnership_id)  # type: ignore[attr-defined]
            if permission is not None and not may_run(request):
                raise PermissionDenied
            response = rendered(view(request, shown, *args, **kwargs))
            for case in read_in(request) if request.method in ("GET", "HEAD") else ():
                record_read(case, getattr(request.resolver_match, "view_name", "") or "")
            return response

    return door


def visible_meeting(reference: str) -> Meeting:
    """The meeting, if it is shown to the person; else the page does not exist."""
    found: Meeting | None = (
        Meeting.objects.select_related("partnership", "called_by").filter(reference=reference).first()
    )
    if found is None:
        raise Http404
    return found


def may_run(request: HttpRequest) -> bool:
    """Whether the person runs the meeting of this page."""
    return bool(request.may_run)  # type: ignore[attr-defined]


def reads(request: HttpRequest, items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """These items are shown on the page: the reading of each one's case goes on record once the page is drawn."""
    shown = list(items)
    request.cases_read = [*read_in(request), *(one.case for one in shown if one.case)]  # type: ignore[attr-defined]
    return shown


def read_in(request: HttpRequest) -> list[Case]:
    """The cases that the page shows something of, each once."""
    found: list[Case] = getattr(request, "cases_read", [])
    return list({case.pk: case for case in found}.values())
