"""The pages for when something broke: the database is lost (503), or a fault of ours (500). Both give back what was
typed. Named as `handler500` in `web/urls.py`; they ask the database nothing."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from procrastinate.exceptions import ConnectorException

from safeguarding.people.kept_text import typed_in

TRY_AGAIN_AFTER = "30"  # seconds


def server_error(request: HttpRequest) -> HttpResponse:
    """Called while the exception is being handled, wherever it was raised: in a view, in drawing, in middleware."""
    is_lost = isinstance(sys.exc_info()[1], OperationalError | InterfaceError | ConnectorException)
    kept = [(name, text) for name, texts in _typed(request).items() for text in texts if text]
    # No request in the context: its processors would ask the database who is signed in.
    words = {"kept": kept, "csrf_token": get_token(request)}
    if not is_lost:
        return HttpResponse(render_to_string("people/broken.html" if kept else "500.html", words), status=500)
    response = HttpResponse(render_to_string("503.html", words), status=503)
    response["Retry-After"] = TRY_AGAIN_AFTER
    return response


def _typed(request: HttpRequest) -> dict[str, list[str]]:
    return typed_in(request.POST) if request.method == "POST" else {}
