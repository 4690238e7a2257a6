"""The folder that sealed files lie in, named by random id. A file is there whole or not at all: it is written
aside, forced to disk, then given its name. What may be read, and by whom, is decided before anybody comes
here.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO
from uuid import UUID

_ENDING = ".sealed"


class Store:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def writing(self, file_id: UUID) -> Iterator[IO[bytes]]:
        """A place to write one new file. It appears when the block ends without error, and otherwise
        never."""
        place = self._place(file_id)
        aside = self._folder("incoming") / f"{file_id.hex}.part"
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as sink:
                yield sink
                sink.flush()
                os.fsync(sink.fileno())
            self._folder(file_id.hex[:2])
            if place.exists():
                raise FileExistsError(place)
            aside.rename(place)
            _sync_folder(place.parent)
        finally:
            aside.unlink(missing_ok=True)

    def open(self, file_id: UUID) -> IO[bytes]:
        return self._place(file_id).open("rb")

    def has(self, file_id: UUID) -> bool:
        return self._place(file_id).exists()

    def remove(self, file_id: UUID) -> None:
        """Doing it twice is right: a sweep may have come first."""
        place = self._place(file_id)
        place.unlink(missing_ok=True)
        if place.parent.exists():
            _sync_folder(place.parent)

    def sweep(self, *, before: datetime, known: Callable[[list[UUID]], set[UUID]]) -> list[UUID]:
        """Remove what a crash left: files that no row knows and half-written ones, last touched `before`."""
        for half in self._folder("incoming").glob("*.part"):
            if _touched_at(half) < before:
                half.unlink(missing_ok=True)
        removed: list[UUID] = []
        for folder in sorted(self.folder.glob("[0-9a-f][0-9a-f]")):
            old = [UUID(hex=place.stem) for place in folder.glob(f"*{_ENDING}") if _touched_at(place) < before]
            removed += sorted(set(old) - known(old)) if old else []
        for file_id in removed:
            self.remove(file_id)
        return removed

    def _place(self, file_id: UUID) -> Path:
        return self.folder / file_id.hex[:2] / f"{file_id.hex}{_ENDING}"

    def _folder(self, name: str) -> Path:
        folder = self.folder / name
        if not folder.exists():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _sync_folder(folder.parent)
        return folder


def _touched_at(place: Path) -> datetime:
    return datetime.fromtimestamp(place.stat().st_mtime, UTC)


def _sync_folder(folder: Path) -> None:
    """The name itself must survive a power cut, not only the bytes."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
