"""The kinds of file a case may hold: the one list. How each is recognised lives in `signatures`, `checking`.

Not on the list, on purpose:
- DOC, XLS and PPT: macros and embedded programs cannot be ruled out without a whole reader of those formats,
  and every word processor since 2007 saves DOCX.
- RTF: its main use in mail is to carry embedded objects; word processors save it as DOCX.
- HTML and SVG: they run scripts. ZIP and its like: what is inside is filed one by one.
HEIC is on it: it is what a phone makes when somebody photographs a page.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    id: str
    label: str | Promise
    media_type: str
    #: The first is the one put on a name that has none.
    extensions: tuple[str, ...]
    #: May be shown in the browser when that is asked for; everything else is only ever downloaded.
    is_shown_inline: bool = False


_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."

KINDS: dict[str, Kind] = {
    kind.id: kind
    for kind in (
        Kind("pdf", "PDF", "application/pdf", (".pdf",), is_shown_inline=True),
        Kind("docx", _("Word document"), f"{_OOXML}wordprocessingml.document", (".docx",)),
        Kind("dotx", _("Word template"), f"{_OOXML}wordprocessingml.template", (".dotx",)),
        Kind("xlsx", _("Excel workbook"), f"{_OOXML}spreadsheetml.sheet", (".xlsx",)),
        Kind("odt", _("OpenDocument text"), f"{_ODF}text", (".odt",)),
        Kind("ods", _("OpenDocument spreadsheet"), f"{_ODF}spreadsheet", (".ods",)),
        Kind("txt", _("Plain text"), "text/plain", (".txt",)),
        Kind("csv", "CSV", "text/csv", (".csv",)),
        Kind("png", _("PNG picture"), "image/png", (".png",), is_shown_inline=True),
        Kind("jpeg", _("JPEG picture"), "image/jpeg", (".jpg", ".jpeg", ".jpe", ".jfif"), is_shown_inline=True),
        Kind("heic", _("HEIC picture"), "image/heic", (".heic", ".heif")),
        Kind("tiff", _("TIFF picture"), "image/tiff", (".tif", ".tiff")),
        Kind("eml", _("E-mail"), "message/rfc822", (".eml",)),
        Kind("msg", _("Outlook e-mail"), "application/vnd.ms-outlook", (".msg",)),
    )
}

BY_EXTENSION: dict[str, Kind] = {ending: kind for kind in KINDS.values() for ending in kind.extensions}

#: As told to people who chose something else.
ALLOWED_LABELS = "PDF, DOCX, XLSX, ODT, ODS, CSV, TXT, PNG, JPEG, HEIC, TIFF, EML, MSG"
