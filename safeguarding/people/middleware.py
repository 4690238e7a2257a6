"""Puts on the request who acts and whether they have a second factor. It opens no transaction and sets nothing in
the database: the doors do."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from safeguarding.people.actors import actor_for, has_second_factor


class ActorOnRequest:
    """`request.actor` and `request.has_second_factor`, looked up when first asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            person = request.user
            request.actor = SimpleLazyObject(lambda: actor_for(person))  # type: ignore[attr-defined]
            request.has_second_factor = SimpleLazyObject(lambda: has_second_factor(person))  # type: ignore[attr-defined]
        return self.get_response(request)
