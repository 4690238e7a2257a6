"""Puts on the request who acts and whether they passed the second step, and ends sessions that have lasted too long.
It opens no transaction and sets nothing in the database: the doors do."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from safeguarding.look.languages import ENGLISH, spoken_to
from safeguarding.people import second_step
from safeguarding.people.actors import actor_for
from safeguarding.people.models import Person

SEEN_AT = "seen-at"
"""In the session: the second since 1970 in which a press was last written down."""


class ActorOnRequest:
    """`request.actor`, `request.has_second_factor` and `request.second_step_is_set_up`, looked up when first asked
    for; and the person's language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            person = request.user
            request.actor = SimpleLazyObject(lambda: actor_for(person))  # type: ignore[attr-defined]
            request.has_second_factor = SimpleLazyObject(lambda: second_step.has_passed(request))  # type: ignore[attr-defined]
            request.second_step_is_set_up = SimpleLazyObject(lambda: second_step.is_set_up(person))  # type: ignore[attr-defined]
            _speak(request, person)
        return self.get_response(request)


class SessionsEnd:
    """A session ends twelve hours after signing in however busy it was, and at once when the second step it passed
    was taken away. After an hour without a press it ends by itself (`SESSION_COOKIE_AGE`): each press lets that hour
    begin anew, and is written down once a minute, since a page that is only read should write nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            if _has_lasted(request) or second_step.was_taken_away(request):
                logout(request)
            else:
                _begin_the_hour_anew(request)
        return self.get_response(request)


def _has_lasted(request: HttpRequest) -> bool:
    # The machine's own clock: turning the demonstration's day forward must sign nobody out.
    began = second_step.began_at(request)
    return began is not None and time.time() - began > settings.SESSION_LASTS_AT_MOST


def _begin_the_hour_anew(request: HttpRequest) -> None:
    now = int(time.time())
    if now - request.session.get(SEEN_AT, 0) >= settings.SESSION_SEEN_EVERY:
        request.session[SEEN_AT] = now


def _speak(request: HttpRequest, person: Person) -> None:
    language = spoken_to(person.language)
    if language != ENGLISH:
        translation.activate(language)
        request.LANGUAGE_CODE = language
