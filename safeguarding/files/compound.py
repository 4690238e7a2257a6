"""Compound files (the older Office container, Outlook's .msg), read lazily within bounds: names and sizes
first, a stream's bytes only when asked. What the streams mean lives in `office` and `mail_msg`.

Written here because the container is a favourite for attacks on its readers: loops, overlaps, depth.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from safeguarding.files.limits import Budget
from safeguarding.files.reading import read_at
from safeguarding.files.unsafe import damaged, packed

_END = 0xFFFFFFFE
_NONE = 0xFFFFFFFF
_MOST_ENTRIES = 20_000
_DEEPEST = 20
_STORAGE, _STREAM = 1, 2


@dataclass
class Entry:
    """A stream, or a storage with entries of its own."""

    name: str
    is_storage: bool
    start: int
    size: int
    children: dict[str, "Entry"] = field(default_factory=dict)

    def walk(self) -> Iterator["Entry"]:
        for child in self.children.values():
            yield child
            yield from child.walk()


class Compound:
    def __init__(self, source: IO[bytes], size: int, budget: Budget) -> None:
        self.source, self.size, self.budget = source, size, budget
        head = read_at(source, 0, 512)
        major, order, shift, mini_shift = struct.unpack_from("<HHHH", head, 26)
        if (major, shift) not in ((3, 9), (4, 12)) or order != 0xFFFE or mini_shift != 6:
            raise damaged()
        self.sector: int = 1 << shift
        self._sectors = size // self.sector + 1
        self._fat_pages: dict[int, tuple[int, ...]] = {}
        self._fat = self._fat_places(head)
        directory, _, _, mini_fat = struct.unpack_from("<IIII", head, 48)
        self.root = self._tree(directory)
        self._mini_fat = list(self._chain(mini_fat)) if mini_fat < _END else []
        self._mini_places = list(self._chain(self.root.start)) if self.root.size else []
        if sum(entry.size for entry in self.root.walk()) > 2 * size:
            raise packed()

    def read(self, entry: Entry, most: int | None = None) -> bytes:
        """The bytes of a stream, at most `most` of them."""
        wanted = entry.size if most is None else min(entry.size, most)
        if wanted > self.size:
            raise damaged()
        if entry.size < 4096:
            return self._read_small(entry, wanted)
        parts, left = [], wanted
        for place in self._chain(entry.start):
            if left <= 0:
                break
            parts.append(read_at(self.source, self._offset(place), min(self.sector, left)))
            left -= self.sector
        if left > 0:
            raise damaged()
        return b"".join(parts)

    def _read_small(self, entry: Entry, wanted: int) -> bytes:
        parts, place, left, a_sector = [], entry.start, wanted, self.sector // 64
        while left > 0:
            self.budget.on_time()
            if place // a_sector >= len(self._mini_places):
                raise damaged()
            at = self._offset(self._mini_places[place // a_sector]) + place % a_sector * 64
            parts.append(read_at(self.source, at, min(64, left)))
            left -= 64
            place = self._next_small(place)
        return b"".join(parts)

    def _next_small(self, place: int) -> int:
        page, at = divmod(place, self.sector // 4)
        if page >= len(self._mini_fat):
            raise damaged()
        place_after: int = self._page(self._mini_fat[page])[at]
        return place_after

    def _chain(self, place: int) -> Iterator[int]:
        """The sectors of a chain; one that is longer than the file runs in a circle."""
        for _ in range(self._sectors):
            if place >= _END - 3:
                return
            self.budget.on_time()
            yield place
            page, at = divmod(place, self.sector // 4)
            if page >= len(self._fat):
                raise damaged()
            place = self._page(self._fat[page])[at]
        if place != _END:
            raise damaged()

    def _fat_places(self, head: bytes) -> list[int]:
        places = [place for place in struct.unpack_from("<109I", head, 76) if place < _END - 3]
        after: int = struct.unpack_from("<I", head, 68)[0]
        seen = 0
        while after < _END - 3:
            self.budget.on_time()
            seen += 1
            if seen > self._sectors:
                raise damaged()
            *more, after = self._page(after)
            places += [place for place in more if place < _END - 3]
        if len(places) > self._sectors:
            raise damaged()
        return places

    def _page(self, place: int) -> tuple[int, ...]:
        """A sector as numbers. A few dozen are kept: chains mostly run forward."""
        if place not in self._fat_pages:
            if len(self._fat_pages) > 64:
                self._fat_pages.clear()
            data = read_at(self.source, self._offset(place), self.sector)
            self._fat_pages[place] = struct.unpack(f"<{self.sector // 4}I", data)
        return self._fat_pages[place]

    def _offset(self, place: int) -> int:
        return (place + 1) * self.sector

    def _tree(self, directory: int) -> Entry:
        rows: list[tuple[Entry, int, int, int]] = []
        for place in self._chain(directory):
            page = read_at(self.source, self._offset(place), self.sector)
            rows += [_row(page[at : at + 128], self.sector) for at in range(0, len(page), 128)]
            if len(rows) > _MOST_ENTRIES:
                raise packed()
        if not rows:
            raise damaged()
        root, _, _, child = rows[0]
        self._hang(root, child, rows)
        return root

    def _hang(self, root: Entry, first: int, rows: list[tuple[Entry, int, int, int]]) -> None:
        """Puts each entry under its storage. No recursion: a crafted tree is thousands deep."""
        todo, used = [(first, root, 0)], set[int]()
        while todo:
            sid, parent, depth = todo.pop()
            if sid == _NONE:
                continue
            if sid >= len(rows) or sid in used or depth > _DEEPEST:
                raise damaged()
            used.add(sid)
            entry, left, right, child = rows[sid]
            parent.children[entry.name] = entry
            todo += [(left, parent, depth), (right, parent, depth)]
            if entry.is_storage:
                todo.append((child, entry, depth + 1))


def _row(raw: bytes, sector: int) -> tuple[Entry, int, int, int]:
    length, kind = struct.unpack_from("<HB", raw, 64)
    left, right, child = struct.unpack_from("<III", raw, 68)
    start, low, high = struct.unpack_from("<III", raw, 116)
    name = raw[: max(0, min(length, 64) - 2)].decode("utf-16-le", errors="replace")
    # Small-sector files leave rubbish in the upper half of the size.
    size = low if sector == 512 else low | high << 32
    is_storage = kind in (_STORAGE, 5)
    return Entry(name, is_storage, start, 0 if kind == _STORAGE else size), left, right, child
