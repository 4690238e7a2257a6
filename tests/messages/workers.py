"""A real worker process on the test database, to be stopped without warning."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connections

from safeguarding.ground.logins import Login

PATIENCE = 40  # seconds, on a busy machine


def environment(mail_port: int) -> dict[str, str]:
    """What makes a process use the test's database and mail server."""
    aliases = {"DATABASE_URL": "default", "DATABASE_OWNER_URL": "owner", "DATABASE_PUBLIC_URL": "public"}
    addresses = {variable: _address(connections[alias].settings_dict) for variable, alias in aliases.items()}
    return {
        **os.environ,
        **addresses,
        "DJANGO_SETTINGS_MODULE": "safeguarding.web.settings",
        "SAFEGUARDING_MAIL_HOST": "127.0.0.1",
        "SAFEGUARDING_MAIL_PORT": str(mail_port),
        "SAFEGUARDING_MAIL_TLS": "no",
    }


def _address(facts: dict[str, Any]) -> str:
    login = {name: str(facts[name.upper()]) for name in ("host", "port", "name", "user", "password")}
    return Login(**login).url


@contextmanager
def worker(mail_port: int, log: Path, *, every: float = 1) -> Iterator[subprocess.Popen[bytes]]:
    """A worker that ticks every second and takes jobs from one that was silent for three. Killed at the end."""
    command = [sys.executable, "-m", "django", "run_worker"]
    options = [f"--every={every}", "--stalled-after=3", "--grace=5"]
    with log.open("ab") as out:
        process = subprocess.Popen(
            [*command, *options], env=environment(mail_port), stdout=out, stderr=out, start_new_session=True
        )
    try:
        yield process
    finally:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Stop it without warning."""
    if process.poll() is None:
        process.send_signal(signal.SIGKILL)
    process.wait()


def wait_until(holds: Callable[[], bool], what: str, log: Path) -> None:
    """Until it holds, or fail with the worker's log."""
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until, f"{what} did not happen; the worker said:\n{log.read_text()[-3000:]}"
        time.sleep(0.1)
