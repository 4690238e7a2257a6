"""PNG, JPEG, TIFF and HEIC: whole, of bearable dimensions, and nothing else besides. None is ever drawn
here."""

import struct
import zlib
from collections.abc import Iterator
from typing import IO

from safeguarding.files.limits import MIB, Budget
from safeguarding.files.reading import PIECE, inflated_size, read_at
from safeguarding.files.unsafe import damaged, packed, too_many_pixels, two_in_one

_MOST_TIFF_PAGES = 2_000
#: Bytes a pixel that each PNG colour type takes at eight bits a sample.
_PNG_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_JPEG_FRAMES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
_JPEG_WITHOUT_LENGTH = {0x01, *range(0xD0, 0xD8)}


def check_dimensions(width: int, height: int, budget: Budget) -> None:
    limits = budget.limits
    if not width or not height:
        raise damaged()
    if max(width, height) > limits.side or width * height > limits.pixels:
        raise too_many_pixels()


def check_png(source: IO[bytes], size: int, budget: Budget) -> None:
    header = read_at(source, 8, 25)
    width, height, depth, colour = struct.unpack_from(">IIBB", header, 8)
    if header[:8] != b"\x00\x00\x00\rIHDR" or colour not in _PNG_SAMPLES or depth not in (1, 2, 4, 8, 16):
        raise damaged()
    check_dimensions(width, height, budget)
    chunks, text = _png_chunks(source, size, budget)
    # One filter byte a row; interlacing adds at most a few rows' worth, so twice the plain size is ample.
    expected = (width * _PNG_SAMPLES[colour] * depth // 8 + 2) * height
    _png_inflates_within(_png_feed(source, chunks), budget, 2 * expected + PIECE)
    for note in text:
        _png_inflates_within(_png_feed(source, [note]), budget, 8 * MIB)


def _png_chunks(source: IO[bytes], size: int, budget: Budget) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Where the picture's own data lies and where compressed notes do; the last chunk must end the file."""
    at, pixels, notes = 8, list[tuple[int, int]](), list[tuple[int, int]]()
    while True:
        budget.on_time()
        length, kind = struct.unpack(">I4s", read_at(source, at, 8))
        if at + 12 + length > size or not kind.isalpha():
            raise damaged()
        if kind == b"IDAT":
            pixels.append((at + 8, length))
        elif kind in (b"zTXt", b"iTXt", b"iCCP"):
            notes += _packed_note(kind, read_at(source, at + 8, min(length, 1000)), at + 8, length)
        at += 12 + length
        if kind == b"IEND":
            if at != size:
                raise two_in_one()
            return pixels, notes


def _png_feed(source: IO[bytes], chunks: list[tuple[int, int]]) -> Iterator[bytes]:
    for offset, length in chunks:
        for start in range(0, length, PIECE):
            yield read_at(source, offset + start, min(PIECE, length - start))


def _packed_note(kind: bytes, head: bytes, at: int, length: int) -> list[tuple[int, int]]:
    """Where the packed bytes of a note lie: after keyword and method, and in iTXt after language and translation."""
    keyword, _zero, rest = head.partition(b"\x00")
    before = len(keyword) + 2
    if kind == b"iTXt":
        if rest[:1] != b"\x01":
            return []
        language, _zero, after = rest[2:].partition(b"\x00")
        before += 1 + len(language) + 1 + len(after.partition(b"\x00")[0]) + 1
    return [(at + before, length - before)] if 0 < before < length else []


def _png_inflates_within(feed: Iterator[bytes], budget: Budget, most: int) -> None:
    try:
        if inflated_size(feed, budget, stop_after=most) > most:
            raise packed()
    except zlib.error:
        raise damaged() from None


def check_jpeg(source: IO[bytes], size: int, budget: Budget) -> None:
    """Walks the segments to the frame, which gives the dimensions. What phones add after the end is let
    be."""
    at = 2
    while at < size:
        budget.on_time()
        mark, kind = read_at(source, at, 2)
        if mark != 0xFF:
            raise damaged()
        if kind == 0xFF:  # padding
            at += 1
            continue
        if kind in _JPEG_WITHOUT_LENGTH:
            at += 2
            continue
        if kind in (0xD9, 0xDA):
            break
        (length,) = struct.unpack(">H", read_at(source, at + 2, 2))
        if kind in _JPEG_FRAMES:
            height, width = struct.unpack(">HH", read_at(source, at + 5, 4))
            check_dimensions(width, height, budget)
            return
        if length < 2:
            raise damaged()
        at += 2 + length
    raise damaged()


def check_tiff(source: IO[bytes], size: int, budget: Budget) -> None:
    order = "<" if read_at(source, 0, 2) == b"II" else ">"
    (at,) = struct.unpack(f"{order}I", read_at(source, 4, 4))
    seen: set[int] = set()
    while at:
        budget.on_time()
        if at in seen or at >= size or len(seen) >= _MOST_TIFF_PAGES:
            raise damaged()
        seen.add(at)
        (count,) = struct.unpack(f"{order}H", read_at(source, at, 2))
        entries = read_at(source, at + 2, count * 12)
        check_dimensions(*_tiff_dimensions(entries, order), budget)
        (at,) = struct.unpack(f"{order}I", read_at(source, at + 2 + count * 12, 4))
    if not seen:
        raise damaged()


def _tiff_dimensions(entries: bytes, order: str) -> tuple[int, int]:
    found = {256: 0, 257: 0}
    for start in range(0, len(entries), 12):
        tag, form = struct.unpack_from(f"{order}HH", entries, start)
        if tag in found:
            (found[tag],) = struct.unpack_from(f"{order}{'H' if form == 3 else 'I'}", entries, start + 8)
    return found[256], found[257]


def check_heic(source: IO[bytes], size: int, budget: Budget) -> None:
    """Walks the outer boxes; every picture extent named in `meta` must be of bearable dimensions."""
    at, meta = 0, b""
    while at < size:
        budget.on_time()
        length, kind = struct.unpack(">I4s", read_at(source, at, 8))
        if length == 1:
            (length,) = struct.unpack(">Q", read_at(source, at + 8, 8))
        length = length or size - at
        if length < 8 or at + length > size:
            raise damaged()
        if kind == b"meta":
            meta = read_at(source, at, min(length, MIB))
        at += length
    place = meta.find(b"ispe")
    if place < 0:
        raise damaged()
    while 0 <= place <= len(meta) - 16:
        width, height = struct.unpack_from(">II", meta, place + 8)
        check_dimensions(width, height, budget)
        place = meta.find(b"ispe", place + 4)
