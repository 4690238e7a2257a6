"""The pages that belong to no app and need no signing in: help, accessibility, privacy. They touch no case."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from safeguarding.doors import open_to_anybody


@require_safe
@open_to_anybody
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "web/help.html")


@require_safe
@open_to_anybody
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "web/accessibility.html")


@require_safe
@open_to_anybody
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "web/privacy.html")


urlpatterns: list[URLPattern] = [
    path("help/", help_page, name="help"),
    path("accessibility/", accessibility, name="accessibility"),
    path("privacy/", privacy, name="privacy"),
]
