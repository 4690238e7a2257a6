"""The folder of sealed files: whole or not there, whatever happens meanwhile."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from safeguarding.files.store import Store

ONE, TWO, THREE = UUID(int=1), UUID(int=2), UUID(int=3)
LATER = datetime(2100, 1, 1, tzinfo=UTC)


def put(store: Store, file_id: UUID, content: bytes = b"sealed") -> None:
    with store.writing(file_id) as sink:
        sink.write(content)


def everything(folder: Path) -> list[Path]:
    return [place for place in folder.rglob("*") if place.is_file()]


def test_what_is_written_is_there_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    store = Store(tmp_path / "files")
    put(store, ONE)
    with store.open(ONE) as source:
        assert source.read() == b"sealed"
    (place,) = everything(tmp_path)
    assert place.stat().st_mode & 0o777 == 0o600
    assert place.parent.stat().st_mode & 0o077 == 0


def test_a_file_is_not_there_before_it_is_whole(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.writing(ONE) as sink:
        sink.write(b"half")
        assert not store.has(ONE)
    assert store.has(ONE)


def test_an_error_while_writing_leaves_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with pytest.raises(ZeroDivisionError), store.writing(ONE) as sink:
        sink.write(bytes([1 // 0]))
    assert everything(tmp_path) == []


def test_a_file_is_never_written_over(tmp_path: Path) -> None:
    store = Store(tmp_path)
    put(store, ONE, b"first")
    with pytest.raises(FileExistsError):
        put(store, ONE, b"second")
    with store.open(ONE) as source:
        assert source.read() == b"first"


def test_removing_twice_is_as_good_as_once(tmp_path: Path) -> None:
    store = Store(tmp_path)
    put(store, ONE)
    store.remove(ONE)
    store.remove(ONE)
    assert not store.has(ONE)


def test_a_process_stopped_without_warning_leaves_only_what_the_sweep_takes(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys; from pathlib import Path; from uuid import UUID\n"
        "from safeguarding.files.store import Store\n"
        "with Store(Path(sys.argv[1])).writing(UUID(int=1)) as sink:\n"
        "    sink.write(b'half'); sink.flush(); os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    ended = subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False)
    assert ended.returncode == -signal.SIGKILL
    store = Store(tmp_path)
    assert not store.has(ONE)
    assert len(everything(tmp_path)) == 1
    assert store.sweep(before=LATER, known=lambda ids: set(ids)) == []
    assert everything(tmp_path) == []


def test_the_sweep_removes_what_no_row_knows_and_nothing_else(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for file_id in (ONE, TWO, THREE):
        put(store, file_id)
    assert store.sweep(before=LATER, known=lambda ids: set(ids) & {TWO}) == [ONE, THREE]
    assert [store.has(file_id) for file_id in (ONE, TWO, THREE)] == [False, True, False]


def test_the_sweep_leaves_alone_what_is_being_kept_just_now(tmp_path: Path) -> None:
    store = Store(tmp_path)
    put(store, ONE)
    put(store, TWO)
    old = store._place(TWO)
    os.utime(old, (0, 0))
    assert store.sweep(before=datetime(2020, 1, 1, tzinfo=UTC), known=lambda ids: set()) == [TWO]
    assert store.has(ONE)
