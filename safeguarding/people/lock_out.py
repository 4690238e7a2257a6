"""Who is locked out after too many wrong passwords: the name tried, from that address, for half an hour."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def name_tried(request: HttpRequest | None, credentials: dict[str, Any] | None = None) -> str:
    """The name that was tried, wherever this step of signing in carries it. Empty when none was."""
    given = credentials or {}
    for key in ("username", "email", "login"):
        if given.get(key):
            return str(given[key]).lower()
    return str(request.POST.get("login", "")).lower() if request is not None else ""


def locked_out(request: HttpRequest, credentials: dict[str, Any] | None = None, *args: Any) -> HttpResponse:
    return render(request, "people/locked_out.html", status=429)
