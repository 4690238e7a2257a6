"""PDF: begins as one, ends as one, has no password, starts no program and does not unpack without end.

Text hidden in compressed object streams is not read here; before publication that is `identification`'s work.
"""

import re
import zlib
from typing import IO

from django.utils.translation import gettext as _

from safeguarding.files.limits import Budget
from safeguarding.files.reading import PIECE
from safeguarding.files.unsafe import Unsafe, damaged, locked, packed, two_in_one

#: How far back from the word "stream" its dictionary is looked for, and so how much is kept between pieces.
_LOOK_BACK = 4096
_MARK = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)|/Encrypt\s*(?:\d+\s+\d+\s+R|<<)|/Launch\b")
_FILTERS = re.compile(rb"/F(?:ilter)?\s*\[([^\]]{1,400})\]")
_PACKERS = re.compile(rb"/(?:Fl(?:ateDecode)?|LZW(?:Decode)?|RL|RunLengthDecode)(?![A-Za-z])")


def check_pdf(source: IO[bytes], size: int, budget: Budget) -> None:
    # Readers accept a PDF that starts a thousand bytes late, which is how two files hide in one. We do not.
    source.seek(0)
    if not re.match(rb"%PDF-[12]\.\d", source.read(8)):
        raise two_in_one()
    source.seek(max(0, size - 2048))
    if b"%%EOF" not in source.read(2048):
        raise damaged()
    _walk(source, size, budget)


def _walk(source: IO[bytes], size: int, budget: Budget) -> None:
    """Through the file once: packed streams are measured and stepped over, lest their bytes be misread."""
    at, kept, unpacked = 0, b"", 0
    while at < size:
        budget.on_time()
        source.seek(at)
        piece = source.read(PIECE)
        window = kept + piece
        begins = at - len(kept)
        found = next((m for m in _MARK.finditer(window) if m.end() > len(kept)), None)
        if found is None:
            at, kept = at + len(piece), window[-_LOOK_BACK:]
            continue
        if found.group().startswith(b"/Encrypt"):
            raise locked()
        if found.group().startswith(b"/Launch"):
            raise Unsafe(_("it starts another program when opened"), _("print it to a new PDF and choose that"))
        _check_filters(window[: found.start()])
        data_at = begins + found.end()
        used, grown = _measure(source, data_at, budget, budget.limits.pdf_unpacked_bytes - unpacked)
        unpacked += grown
        at, kept = data_at + used, window[: found.end()][-16:] if not used else b""


def _check_filters(before: bytes) -> None:
    """A stream packed twice over is how a small PDF becomes a huge one; honest programs have no use for
    it."""
    own = before[-_LOOK_BACK:].rsplit(b" obj", 1)[-1]
    for filters in _FILTERS.finditer(own):
        if len(_PACKERS.findall(filters.group(1))) > 1:
            raise packed()


def _measure(source: IO[bytes], at: int, budget: Budget, left: int) -> tuple[int, int]:
    """How many bytes a packed stream takes and how many it unpacks to; (0, 0) when it is not packed so."""
    source.seek(at)
    inflate, used, grown = zlib.decompressobj(), 0, 0
    most = min(left, budget.limits.pdf_stream_bytes)
    try:
        while not inflate.eof and (piece := source.read(PIECE)):
            used += len(piece)
            while piece and not inflate.eof:
                grown += len(inflate.decompress(piece, PIECE * 4))
                piece = inflate.unconsumed_tail
                budget.on_time()
                if grown > most:
                    raise packed()
    except zlib.error:
        return 0, grown
    return used - len(inflate.unused_data), grown
