"""`safeguarding serve` and `worker` refuse to start where they would be unsafe or behind, and say what to do."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from safeguarding.commands.management import NEED_NO_DATABASE
from safeguarding.ground import embedded
from tests.ground.servers import PROJECT, folder


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    """An embedded server with nothing in it."""
    with folder() as data:
        embedded.start(data)
        yield data


def _run(data: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "safeguarding.commands", *words],
        cwd=PROJECT,
        env=os.environ | {"SAFEGUARDING_DATA": str(data)} | env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def _free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


@pytest.mark.parametrize("words", [("serve", "--port", _free_port()), ("worker",)])
def test_a_database_behind_the_code_is_refused_naming_the_cure(data: Path, words: tuple[str, ...]) -> None:
    refused = _run(data, *words)
    assert refused.returncode == 1
    assert "The database is behind the code by" in refused.stderr
    assert "Run: safeguarding migrate" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("words", [("serve", "--port", _free_port()), ("worker",)])
def test_unsafe_production_is_refused_naming_every_setting(data: Path, words: tuple[str, ...]) -> None:
    refused = _run(data, *words, SAFEGUARDING_MODE="production")
    assert refused.returncode == 1
    assert "SAFEGUARDING_SECRET_KEY is not set" in refused.stderr
    assert "SAFEGUARDING_HTTPS is not yes" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_setup_check_says_what_is_there_and_what_is_not(data: Path) -> None:
    said = _run(data, "setup-check")
    assert said.returncode == 1
    lines = said.stdout.splitlines()
    assert "yes  the database answers" in lines
    assert "no   the database is in step with the code" in lines
    assert "yes  the start is safe" in lines


def test_the_commands_that_start_no_database_are_commands_of_django() -> None:
    from django.core.management import get_commands

    assert NEED_NO_DATABASE - {"help", "version"} <= set(get_commands())
