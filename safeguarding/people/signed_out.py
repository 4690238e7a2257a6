"""What answers a request that cannot be served because its sender is signed out: to the sign-in page with the text
kept, or a plain word to the page's own scripts. And what gives the text back afterwards."""

import re
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse

from safeguarding.people import kept_text
from safeguarding.people.filling_in import fill_in

_MAIN = "<main"
_TOKEN = re.compile(rb'<input type="hidden" name="csrfmiddlewaretoken" value="[^"]*">')


def answer(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, and back afterwards. What was posted is kept; a script that saves by itself is told."""
    if request.headers.get("X-Requested-With") == "fetch":
        return JsonResponse({"signed_out": True, "sign_in": reverse(settings.LOGIN_URL)}, status=401)
    if request.method in ("GET", "HEAD"):
        return redirect_to_login(request.get_full_path())
    response = redirect_to_login(_page_of(request))
    if kept_text.keep(request, response):
        response["Location"] += "&kept=yes"
    return response


def refused_as_forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is no longer good: most often somebody signed in anew in another tab. When the form says
    truly whose it was, the text is kept and the page is opened again with it."""
    if request.headers.get("X-Requested-With") == "fetch":
        return JsonResponse({"signed_out": True, "sign_in": reverse(settings.LOGIN_URL)}, status=401)
    back = redirect(_page_of(request))
    if kept_text.keep(request, back):
        return back
    return render(request, "403_csrf.html", status=403)


class GivesTextBack:
    """Every form says for whom it was drawn, and a page is filled with what its reader had typed there before they
    were signed out, and says so at its top. That is forgotten as soon as the page takes it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if _is_page(response) and request.user.is_authenticated:
            _say_whose(request, response)
        if kept_text.COOKIE not in request.COOKIES:
            return response
        if request.method == "GET" and response.status_code == 200 and _is_page(response):
            _give_back(request, response)
        elif request.method == "POST" and response.status_code < 400 and kept_text.COOKIE not in response.cookies:
            kept_text.forget(request, response)
        return response


def _say_whose(request: HttpRequest, response: HttpResponse) -> None:
    """Beside every token against forgery, so that no form can be written without it."""
    if _TOKEN.search(response.content):
        said = kept_text.whose(request.user.pk or 0)
        hidden = f'<input type="hidden" name="{kept_text.WHOSE}" value="{said}">'
        response.content = _TOKEN.sub(rb"\g<0>" + hidden.encode(), response.content)


def _give_back(request: HttpRequest, response: HttpResponse) -> None:
    typed = kept_text.given_back(request)
    if not typed:
        return
    html, unplaced = fill_in(response.content.decode(), typed, path=request.path)
    notice = render_to_string("people/text_given_back.html", {"unplaced": unplaced})
    start = html.find(_MAIN)
    at = html.find(">", start) + 1 if start >= 0 else 0
    response.content = (html[:at] + notice + html[at:]).encode()
    response["Cache-Control"] = "no-store"


def _is_page(response: HttpResponse) -> bool:
    return not response.streaming and response.headers.get("Content-Type", "").startswith("text/html")


def _page_of(request: HttpRequest) -> str:
    """The page on which the form stands: it posts to itself, as all of ours do."""
    return request.get_full_path()
