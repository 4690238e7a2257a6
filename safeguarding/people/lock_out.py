"""Who is locked out after too many wrong passwords or codes: the name tried, from that address, for half an hour.
Other names from the same address are not. How many and how long is set in `sign_in_settings.py`."""

from datetime import datetime, timedelta
from typing import Any

from allauth.core import ratelimit
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from safeguarding import today
from safeguarding.people.models import Person


def name_tried(request: HttpRequest | None, credentials: dict[str, Any] | None = None) -> str:
    """The name that was tried, wherever this step of signing in carries it. Empty when none was."""
    given = credentials or {}
    for key in ("username", "email", "login"):
        if given.get(key):
            return _as_kept(given[key])
    return _as_kept(request.POST.get("login", "")) if request is not None else ""


def _as_kept(name: object) -> str:
    """As the table of attempts can hold it: no NUL, no more than its column."""
    return str(name).lower().replace("\0", "")[:255]


def address_of(request: HttpRequest) -> str:
    """The address that the request came from. Behind a proxy, the last one in the list is what our own proxy saw;
    those before it are whatever the sender wrote."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.SECURE_PROXY_SSL_HEADER and forwarded:
        return str(forwarded.rsplit(",", 1)[-1].strip())
    return str(request.META.get("REMOTE_ADDR") or "127.0.0.1")


def locked_out(request: HttpRequest, credentials: dict[str, Any] | None = None, *args: Any) -> HttpResponse:
    """The page for somebody locked out: when they may try again, and who can help."""
    # axes calls with (request, response, credentials) or (request, credentials)
    given = next((part for part in (*args, credentials) if isinstance(part, dict)), None)
    until = locked_until(name_tried(request, given), address_of(request))
    response = render(request, "people/locked_out.html", {"until": today.london(until)}, status=429)
    response["Retry-After"] = str(max(1, int((until - today.now()).total_seconds())))
    return response


def locked_until(name: str, address: str) -> datetime:
    """When this name may be tried again from this address."""
    last = AccessAttempt.objects.filter(username=name, ip_address=address).aggregate(at=Max("attempt_time"))
    return (last["at"] or today.now()) + timedelta(hours=settings.AXES_COOLOFF_TIME)


def refuse_more_codes(request: HttpRequest, person: Person) -> None:
    """Refuse a code for somebody whose codes were wrong too often lately, from whatever address. Whoever gets here
    knows the password, so guessing has to stop even when it comes from many addresses."""
    if not ratelimit.consume(request, action="second_step", key=str(person.pk)):
        raise ValidationError(_("Too many codes were wrong. Wait half an hour and try again"))


def forget_wrong_codes(request: HttpRequest, person: Person) -> None:
    ratelimit.clear(request, action="second_step", key=str(person.pk))


def count_wrong_code(request: HttpRequest, person: Person) -> None:
    """A wrong code counts like a wrong password."""
    user_login_failed.send(sender=__name__, credentials={"username": person.email}, request=request)
