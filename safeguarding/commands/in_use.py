"""Says whether `safeguarding run` is keeping a data folder's database up: who stops or deletes the database beneath
it would see it started again at once."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from safeguarding.commands.plainly import CannotRun


@contextmanager
def in_use(data: Path) -> Iterator[None]:
    """Held while a supervisor runs, by several side by side if need be; the kernel lets go when they die."""
    data.mkdir(parents=True, exist_ok=True)
    lock = os.open(_file(data), os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield
    finally:
        os.close(lock)


def refuse_while_in_use(data: Path) -> None:
    """Raise `CannotRun` where a supervisor runs over this folder."""
    if not _file(data).exists():
        return
    lock = os.open(_file(data), os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise CannotRun(
            f"Safeguarding Reviews is running over {data} and would start the database again. Stop it first: Ctrl-C "
            "where it runs, or end the process `safeguarding run`."
        ) from None
    finally:
        os.close(lock)


def _file(data: Path) -> Path:
    return data / "run.lock"
