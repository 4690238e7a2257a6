"""The real web server on the benchmark's own data, started as the product starts it and ended with the benchmark."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.own_ground import HOST, environment
from benchmarks.processor import used_by_database, used_by_group
from safeguarding.ground.addresses import PROJECT
from safeguarding.ground.orphans import die_with

WORKERS = 2
FIRST_PAGE = "/sign-in/"
SECONDS_TO_COME_UP, SECONDS_TO_END = 180, 15


class DidNotCome(Exception):
    """The server showed no page."""


@dataclass(frozen=True, slots=True)
class Serving:
    """A web server that shows pages: its port, its process and the folder that its database lies in."""

    port: int
    process: int
    data: Path

    def used(self) -> float:
        """Processor seconds that it and its database have used so far."""
        return used_by_group(self.process) + used_by_database(self.data)


@contextmanager
def serving(data: Path) -> Iterator[Serving]:
    """Serve until the block ends, on a free port."""
    port = free_port()
    words = [sys.executable, "-m", "safeguarding.commands", "serve", f"--port={port}", f"--workers={WORKERS}"]
    with process(words, data=data) as started:
        first_page(port, started)
        yield Serving(port, started.pid, data)


@contextmanager
def process(words: Sequence[str], *, data: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process of the product on a data folder; it and its children end with the block, and with this process."""
    parent = os.getpid()
    data.mkdir(parents=True, exist_ok=True)
    with (data / "server.log").open("ab") as log:
        started = subprocess.Popen(
            words,
            cwd=PROJECT,
            env=environment(data),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            process_group=0,
            preexec_fn=lambda: die_with(parent, by=signal.SIGTERM),
        )
        try:
            yield started
        finally:
            _end(started)


def first_page(port: int, started: subprocess.Popen[bytes]) -> float:
    """Wait for the first page; the moment at which it was there."""
    until = time.monotonic() + SECONDS_TO_COME_UP
    while time.monotonic() < until and started.poll() is None:
        if _shows(port):
            return time.monotonic()
        time.sleep(0.02)
    raise DidNotCome("The server showed no page. Its last words are in server.log of its data folder.")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _shows(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}{FIRST_PAGE}", timeout=10) as page:
            return bool(page.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _end(started: subprocess.Popen[bytes]) -> None:
    """Ask, wait, then insist on the whole group: the server's own workers are in it."""
    _unless_gone(lambda: started.send_signal(signal.SIGTERM))
    with suppress(subprocess.TimeoutExpired):
        started.wait(SECONDS_TO_END)
    _unless_gone(lambda: os.killpg(started.pid, signal.SIGKILL))
    started.wait()


def _unless_gone(act: Callable[[], None]) -> None:
    try:
        act()
    except ProcessLookupError:
        return
