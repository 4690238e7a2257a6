"""How a file leaves: as a download under the case's reference, never under a name somebody typed, and never
as a page of ours. Who may have it was decided by the door of the view that calls this.
"""

from django.http import StreamingHttpResponse

from safeguarding.files.actions import open_file
from safeguarding.files.kinds import KINDS
from safeguarding.files.models import StoredFile
from safeguarding.files.names import download_name

_NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
#: A browser's own reader of PDFs does not work in a sandbox; it runs apart from the page all the same.
_POLICIES = {"pdf": f"{_NOTHING}; style-src 'unsafe-inline'; img-src 'self'; object-src 'self'"}


def response_for(stored: StoredFile, *, reference: str, number: int, inline: bool = False) -> StreamingHttpResponse:
    """The file as `REFERENCE-NUMBER.ending`. `inline` shows pictures and PDFs in the browser; all else
    downloads.

    The whole is proved and the reading recorded before this returns; what is then streamed needs no database.
    """
    kind = KINDS[stored.kind]
    is_shown = inline and kind.is_shown_inline
    response = StreamingHttpResponse(open_file(stored), content_type=kind.media_type)
    response["Content-Length"] = str(stored.size)
    place = "inline" if is_shown else "attachment"
    response["Content-Disposition"] = f'{place}; filename="{download_name(reference, number, kind.extensions[0])}"'
    response["Content-Security-Policy"] = _POLICIES.get(kind.id if is_shown else "", f"{_NOTHING}; sandbox")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
