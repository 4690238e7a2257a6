"""Embedded servers for the tests of the starter: a folder to start one in, and a start in another process."""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from safeguarding.ground import embedded
from safeguarding.ground.place import place_of

START = "import sys; from pathlib import Path; from safeguarding.ground import embedded; "
START += "embedded.start(Path(sys.argv[1]))"
PROJECT = Path(embedded.__file__).parents[2]


@contextmanager
def folder(*below: str) -> Iterator[Path]:
    """A data folder that every account can reach, which pytest's own are not; its server ends with it."""
    top = Path(tempfile.mkdtemp(prefix="ground-"))
    top.chmod(0o755)
    data = top.joinpath(*below, "var")
    try:
        yield data
    finally:
        embedded.destroy(data)
        shutil.rmtree(top)


def start_elsewhere(data: Path) -> subprocess.Popen[str]:
    """A start in another process, as three commands given at once would do it."""
    return subprocess.Popen(
        [sys.executable, "-c", START, str(data)],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def ask(data: Path, question: str, *, login: str = "app") -> object:
    """The one answer to a question put through one of the three logins."""
    address = getattr(embedded.addresses(data), login).url
    with psycopg.connect(address) as connection:
        row = connection.execute(question.encode()).fetchone()
    assert row is not None
    return row[0]


def server_process(data: Path) -> int:
    """The number of the server's first process."""
    return int(place_of(data).pid_file.read_text().split("\n")[0])


def wait_until(is_so: Callable[[], bool], *, seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, "it did not come to pass"
        time.sleep(0.002)


def is_alive(number: int) -> bool:
    """Whether it runs. A dead process for which nobody has asked yet is dead."""
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
