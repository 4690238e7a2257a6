"""A nought byte (NUL) in an address or its query: no page of ours has one, and the database refuses to look for it.
What is typed in a form is the form's own matter: its fields refuse it with a sentence."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse

NOUGHT = "\x00"


class NoNoughtBytes:
    """Answers such an address as one that is not there, and such a query as a bad one, before a view sees it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if NOUGHT in request.path:
            raise Http404
        if any(NOUGHT in name or any(NOUGHT in value for value in values) for name, values in request.GET.lists()):
            raise BadRequest("A nought byte in the query.")
        return self.get_response(request)
