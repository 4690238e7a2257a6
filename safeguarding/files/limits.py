"""How much a file may cost to check: bytes, unpacked bytes, pixels, seconds. The values in force come from
`configured`."""

import time
from dataclasses import dataclass, field

from safeguarding.files.unsafe import packed, slow

MIB = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Limits:
    file_bytes: int = 50 * MIB
    unpacked_bytes: int = 300 * MIB
    members: int = 5_000
    #: A spreadsheet's XML shrinks some forty-fold; above this and over `ratio_floor` it is no document.
    ratio: int = 150
    ratio_floor: int = 5 * MIB
    pdf_stream_bytes: int = 256 * MIB
    pdf_unpacked_bytes: int = 2048 * MIB
    pixels: int = 150_000_000
    side: int = 30_000
    seconds: float = 20.0


@dataclass
class Budget:
    """What one file has used of its limits so far. Every loop over hostile content asks it."""

    limits: Limits
    unpacked: int = 0
    members: int = 0
    _ends: float = field(init=False)

    def __post_init__(self) -> None:
        self._ends = time.monotonic() + self.limits.seconds

    def on_time(self) -> None:
        if time.monotonic() > self._ends:
            raise slow()

    def unpack(self, count: int, *, at_most: int | None = None) -> None:
        self.unpacked += count
        if self.unpacked > (self.limits.unpacked_bytes if at_most is None else at_most):
            raise packed()
        self.on_time()

    def member(self) -> None:
        self.members += 1
        if self.members > self.limits.members:
            raise packed()
