"""Reading hostile bytes: exact reads at a place, and pieces in turn. Nothing here knows a format."""

import struct
import zlib
from collections.abc import Iterator
from typing import IO

from safeguarding.files.limits import Budget
from safeguarding.files.unsafe import damaged

PIECE = 64 * 1024


def read_at(source: IO[bytes], offset: int, count: int) -> bytes:
    """Exactly `count` bytes at `offset`; a file that ends before is damaged."""
    source.seek(offset)
    piece = source.read(count)
    if len(piece) != count:
        raise damaged()
    return piece


def pieces(source: IO[bytes], budget: Budget, *, start: int = 0) -> Iterator[bytes]:
    source.seek(start)
    while piece := source.read(PIECE):
        budget.on_time()
        yield piece


def inflated_size(feed: Iterator[bytes], budget: Budget, *, stop_after: int) -> int:
    """How many bytes a zlib stream unpacks to, one piece held at a time; counting ends past `stop_after`."""
    inflate, total = zlib.decompressobj(), 0
    for piece in feed:
        while piece and not inflate.eof:
            total += len(inflate.decompress(piece, PIECE * 4))
            piece = inflate.unconsumed_tail
            budget.on_time()
            if total > stop_after:
                return total
        if inflate.eof:
            break
    return total


def ends_as_archive(source: IO[bytes], size: int) -> bool:
    """Whether it could also be opened as a ZIP: its last bytes are an end-of-archive record that fits
    exactly."""
    start = max(0, size - 65_557)
    source.seek(start)
    tail = source.read(size - start)
    at = tail.rfind(b"PK\x05\x06")
    while at >= 0:
        if len(tail) >= at + 22 and at + 22 + struct.unpack_from("<H", tail, at + 20)[0] == len(tail):
            return True
        at = tail.rfind(b"PK\x05\x06", 0, at)
    return False
