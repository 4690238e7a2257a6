"""A nought byte (NUL) in an address or its query: no page of ours has one, and the database refuses to look for it.
What is typed in a form is the form's own matter: its fields refuse it with a sentence."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

NOUGHT = "\x00"


class NoNoughtBytes:
    """Answers such an address as one that is not there, and reads such a query as if they had not been typed, before
    a view sees either."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if NOUGHT in request.path:
            raise Http404
        if any(NOUGHT in text for name, values in request.GET.lists() for text in (name, *values)):
            request.GET = _without(request.GET)  # type: ignore[assignment]  # both are immutable
        return self.get_response(request)


def _without(query: QueryDict) -> QueryDict:
    pairs = [
        (name.replace(NOUGHT, ""), value.replace(NOUGHT, "")) for name, values in query.lists() for value in values
    ]
    return QueryDict(urlencode(pairs))
