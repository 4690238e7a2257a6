"""Plain text and CSV: text all through, in UTF-8, UTF-16 or the old Windows code page."""

import codecs
from typing import IO

from django.utils.translation import gettext as _

from safeguarding.files.limits import Budget
from safeguarding.files.reading import pieces
from safeguarding.files.unsafe import Unsafe

#: Tab, line feed, form feed, carriage return, escape (old printers), and the end mark of old DOS files.
_ALLOWED_CONTROLS = frozenset("\t\n\x0c\r\x1b\x1a")
_CONTROLS = {code: None for code in range(32) if chr(code) not in _ALLOWED_CONTROLS}


def check_text(source: IO[bytes], size: int, budget: Budget) -> None:
    encoding = encoding_of(source, budget)
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    for piece in pieces(source, budget):
        try:
            text = decoder.decode(piece)
        except UnicodeDecodeError:
            raise not_text() from None
        if len(text.translate(_CONTROLS)) != len(text):
            raise not_text()


def encoding_of(source: IO[bytes], budget: Budget) -> str:
    source.seek(0)
    if source.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8-sig")("strict")
    try:
        for piece in pieces(source, budget):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def not_text() -> Unsafe:
    return Unsafe(_("it is not plain text all through"), _("save it as plain text in UTF-8, or as a PDF"))
