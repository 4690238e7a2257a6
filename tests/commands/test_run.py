"""`safeguarding run`, the real thing: whatever is killed comes back, and nothing outlives its parent."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from safeguarding.ground import embedded
from tests.ground.servers import PROJECT, folder, is_alive, server_process, wait_until

pytestmark = pytest.mark.skipif(not Path("/proc").is_dir(), reason="children are found in /proc")

# Put into the environment of a run, and so of everything that it starts: which run it is.
MARK = "RUN_OF_THE_TESTS"


@dataclass
class Running:
    """One supervisor over its own data folder."""

    data: Path
    port: int
    process: subprocess.Popen[bytes]

    def status(self) -> int:
        """What the start page answers; 0 for nobody there."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=10) as page:
                return int(page.status)
        except urllib.error.HTTPError as refused:
            refused.close()
            return refused.code
        except OSError:
            return 0

    def below(self, word: str) -> set[int]:
        """The living processes of `serve` or `worker` that began with this run, whoever their parents are by now."""
        return {number for number, words in _command_lines(self.port) if word in words}

    def first_below(self, word: str) -> int:
        """The one that the supervisor itself started."""
        (number,) = (number for number in self.below(word) if _parent(number) == self.process.pid)
        return number


def _command_lines(port: int) -> Iterator[tuple[int, list[str]]]:
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            environment = (entry / "environ").read_bytes().split(b"\0")
            words = (entry / "cmdline").read_text().split("\0")
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
        if f"{MARK}={port}".encode() in environment and is_alive(int(entry.name)):
            yield int(entry.name), words


def _parent(number: int) -> int:
    return int(Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[1])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _start(data: Path, port: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "safeguarding.commands", "run", f"--port={port}"],
        cwd=PROJECT,
        env=os.environ | {"SAFEGUARDING_DATA": str(data), "SAFEGUARDING_MODE": "development", MARK: str(port)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    with folder() as data:
        yield data


@contextmanager
def _running(data: Path) -> Iterator[Running]:
    port = _free_port()
    running = Running(data, port, _start(data, port))
    try:
        wait_until(lambda: running.status() != 0, seconds=60)
        wait_until(lambda: bool(running.below("worker")))
        yield running
    finally:
        running.process.kill()
        running.process.wait()
        wait_until(lambda: not running.below("serve") | running.below("worker"))


@pytest.fixture(scope="module")
def running(data: Path) -> Iterator[Running]:
    """The one that must survive whatever is killed beneath it."""
    with _running(data) as running:
        yield running


@pytest.fixture
def ending(data: Path) -> Iterator[Running]:
    """One that the test ends itself."""
    with _running(data) as ending:
        yield ending


def test_a_killed_web_server_is_back_and_none_of_its_workers_serves_on(running: Running) -> None:
    before = running.below("serve")
    assert len(before) == 3
    os.kill(running.first_below("serve"), signal.SIGKILL)
    wait_until(lambda: not before & running.below("serve"))
    wait_until(lambda: running.status() != 0)
    assert len(running.below("serve")) == 3


def test_a_killed_web_process_is_replaced(running: Running) -> None:
    main = running.first_below("serve")
    killed = max(running.below("serve") - {main})
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: len(running.below("serve")) == 3 and killed not in running.below("serve"))
    assert running.first_below("serve") == main
    assert running.status() != 0


def test_a_killed_worker_is_back(running: Running) -> None:
    killed = running.first_below("worker")
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: bool(running.below("worker") - {killed}))


def test_a_killed_database_is_back_without_anybody_asking(running: Running) -> None:
    killed = server_process(running.data)
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: embedded.status(running.data).state == "running")
    assert server_process(running.data) != killed
    wait_until(lambda: 0 < running.status() < 500)


@pytest.mark.parametrize("words", [["stop"], ["destroy", "--yes"]])
def test_the_database_beneath_a_run_is_neither_stopped_nor_deleted(running: Running, words: list[str]) -> None:
    refused = subprocess.run(
        [sys.executable, "-m", "safeguarding.commands", "database", *words],
        cwd=PROJECT,
        env=os.environ | {"SAFEGUARDING_DATA": str(running.data)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == 1
    assert "Stop it first" in refused.stderr
    assert embedded.status(running.data).state == "running"


def test_a_second_run_on_the_same_port_is_refused(running: Running) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "safeguarding.commands", "run", f"--port={running.port}"],
        cwd=PROJECT,
        env=os.environ | {"SAFEGUARDING_DATA": str(running.data), "SAFEGUARDING_MODE": "development"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == 1
    assert f"Port {running.port} on 127.0.0.1 is taken by process" in second.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_everything_ends_within_seconds_but_the_database(ending: Running, number: signal.Signals) -> None:
    children = ending.below("serve") | ending.below("worker")
    assert len(children) == 4
    ending.process.send_signal(number)
    assert ending.process.wait(timeout=10) == 0
    assert not any(is_alive(child) for child in children)
    assert ending.status() == 0
    assert embedded.status(ending.data).state == "running"


def test_a_killed_supervisor_takes_its_children_along(ending: Running) -> None:
    children = ending.below("serve") | ending.below("worker")
    ending.process.kill()
    ending.process.wait()
    wait_until(lambda: not any(is_alive(child) for child in children))
    assert ending.status() == 0


def test_started_again_on_the_port_of_one_that_was_just_killed(data: Path) -> None:
    """Its children may need a moment to end: they are waited for, and then the port is free."""
    with _running(data) as first:
        first.process.kill()
        first.process.wait()
        again = Running(data, first.port, _start(data, first.port))
        try:
            wait_until(lambda: len(again.below("serve")) == 3 and again.status() != 0, seconds=60)
            assert {_parent(again.first_below(word)) for word in ("serve", "worker")} == {again.process.pid}
        finally:
            again.process.terminate()
            assert again.process.wait(timeout=10) == 0
