"""Writes compound files (the container of .msg and old Office) for tests: just enough of the published
format, so that no foreign file need be carried. Small streams go to the mini stream as the format demands.
"""

import struct
from itertools import pairwise
from typing import Any

Tree = dict[str, Any]  # a name to bytes (a stream) or to another Tree (a storage)
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(tree: Tree) -> bytes:
    writer = _Writer()
    writer.add("Root Entry", tree, is_root=True)
    return writer.finish()


class _Writer:
    def __init__(self) -> None:
        self.sectors: list[bytes] = []
        self.fat: list[int] = []
        self.mini = b""
        self.mini_fat: list[int] = []
        self.entries: list[list[Any]] = []

    def add(self, name: str, content: bytes | Tree, *, is_root: bool = False) -> int:
        sid = len(self.entries)
        entry = [name, 5 if is_root else 1 if isinstance(content, dict) else 2, _FREE, _FREE, _FREE, _END, 0]
        self.entries.append(entry)
        if isinstance(content, dict):
            children = [self.add(child, inner) for child, inner in content.items()]
            # A list instead of a balanced tree: readers must not care.
            for left, right in pairwise(children):
                self.entries[left][3] = right
            entry[4] = children[0] if children else _FREE
        elif len(content) < 4096:
            entry[5], entry[6] = self._put_mini(content), len(content)
        else:
            entry[5], entry[6] = self._put(content), len(content)
        return sid

    def _put(self, data: bytes) -> int:
        if not data:
            return _END
        first = len(self.sectors)
        pieces = [data[at : at + 512].ljust(512, b"\0") for at in range(0, len(data), 512)]
        self.sectors += pieces
        self.fat += [*range(first + 1, first + len(pieces)), _END]
        return first

    def _put_mini(self, data: bytes) -> int:
        if not data:
            return _END
        first, count = len(self.mini_fat), -(-len(data) // 64)
        self.mini += data.ljust(count * 64, b"\0")
        self.mini_fat += [*range(first + 1, first + count), _END]
        return first

    def finish(self) -> bytes:
        root = self.entries[0]
        root[5], root[6] = self._put(self.mini), len(self.mini)
        numbers = struct.pack(f"<{len(self.mini_fat)}I", *self.mini_fat)
        mini_fat = self._put(numbers.ljust(-(-len(numbers) // 512) * 512, b"\xff"))
        mini_count = -(-len(numbers) // 512)
        rows = b"".join(self._entry(entry) for entry in self.entries)
        blank = b"\0" * 66 + b"\0\0" + struct.pack("<III", _FREE, _FREE, _FREE) + b"\0" * 48
        directory = self._put(rows + blank * (-(len(rows) // 128) % 4))
        fat_count = 1
        while len(self.sectors) + fat_count > fat_count * 128:
            fat_count += 1
        fat_at = len(self.sectors)
        numbers_of_fat = self.fat + [_FAT] * fat_count
        numbers_of_fat += [_FREE] * (fat_count * 128 - len(numbers_of_fat))
        fat = struct.pack(f"<{fat_count * 128}I", *numbers_of_fat)
        places = [*range(fat_at, fat_at + fat_count)] + [_FREE] * (109 - fat_count)
        header = (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6) + b"\0" * 6
        )
        header += struct.pack("<IIIIIIIII", 0, fat_count, directory, 0, 4096, mini_fat, mini_count, _END, 0)
        return header + struct.pack("<109I", *places) + b"".join(self.sectors) + fat

    @staticmethod
    def _entry(entry: list[Any]) -> bytes:
        name, kind, left, right, child, start, size = entry
        text = name.encode("utf-16-le") + b"\0\0"
        return (
            text.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(text), kind, 1, left, right, child)
            + b"\0" * 36
            + struct.pack("<IQ", start, size)
        )


def properties(values: dict[int, Any], *, header: int) -> Tree:
    """The streams of one property set: text and bytes in streams of their own, numbers and dates in the
    list."""
    streams: Tree = {}
    rows = b""
    for pid, value in values.items():
        kind = 0x001F if isinstance(value, str) else 0x0102 if isinstance(value, bytes) else 0x0003
        payload = b"\0" * 8
        if isinstance(value, str):
            value = value.encode("utf-16-le")
        if isinstance(value, bytes):
            streams[f"__substg1.0_{pid:04X}{kind:04X}"] = value
            payload = struct.pack("<II", len(value), 0)
        elif isinstance(value, FileTime):
            kind, payload = 0x0040, struct.pack("<Q", value)
        else:
            payload = struct.pack("<iI", value, 0)
        rows += struct.pack("<HHI", kind, pid, 6) + payload
    streams["__properties_version1.0"] = b"\0" * header + rows
    return streams


class FileTime(int):
    """Tenths of microseconds since 1601, in UTC."""


def msg(
    values: dict[int, Any],
    *,
    recipients: tuple[dict[int, Any], ...] = (),
    attachments: tuple[dict[int, Any] | Tree, ...] = (),
) -> bytes:
    tree: Tree = properties(values, header=32)
    tree["__nameid_version1.0"] = {"__substg1.0_00020102": b""}
    for number, recipient in enumerate(recipients):
        tree[f"__recip_version1.0_#{number:08X}"] = properties(recipient, header=8)
    for number, one in enumerate(attachments):
        within = {name: inner for name, inner in one.items() if isinstance(name, str)}
        own = {pid: value for pid, value in one.items() if isinstance(pid, int)}
        tree[f"__attach_version1.0_#{number:08X}"] = properties(own, header=8) | within
    return compound(tree)
