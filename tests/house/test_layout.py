"""Names without a home, committed paths and addresses, the network: what no file of the project may hold."""

import re
import socket
import subprocess
from pathlib import Path

import pytest
from django.db.migrations.loader import MigrationLoader
from pytest_socket import SocketBlockedError, SocketConnectBlockedError

import safeguarding

SOURCE = Path(safeguarding.__file__).parent
PROJECT = SOURCE.parent
HOMELESS = {"utils", "helpers", "common", "misc", "service", "services", "handler", "processor", "data", "info"}


def committed() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=True, text=True)
    return [path for name in listed.stdout.split("\0") if name and (path := PROJECT / name).is_file()]


def test_no_module_has_a_name_without_a_home() -> None:
    assert [path for path in SOURCE.rglob("*.py") if path.stem in HOMELESS] == []


def test_every_module_says_what_lives_in_it() -> None:
    bare = [
        str(path.relative_to(PROJECT))
        for path in SOURCE.rglob("*.py")
        if "migrations/0001_initial" not in str(path)
        and path.read_text(encoding="utf-8").strip()
        and not re.match(r'(#.*\n)*r?"""', path.read_text(encoding="utf-8"))
    ]
    assert bare == []


def test_no_committed_file_names_a_registry_or_a_path_of_one_machine() -> None:
    registry = re.compile("py" r"pi\.org|python" r"hosted|registry\." r"npmjs|deb\.deb" r"ian\.org")
    machine = re.compile(r"(^|[\s\"'=(])/(ro" r"ot|ho" r"me/[a-z]+|wo" r"rk)/")
    found = []
    for path in committed():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if registry.search(text) or machine.search(text):
            found.append(str(path.relative_to(PROJECT)))
    assert found == []


def test_no_committed_file_is_large() -> None:
    assert [str(path) for path in committed() if path.stat().st_size > 1_000_000] == []


def test_the_network_is_out_of_reach() -> None:
    # The block warns before it raises, and here every warning is an error: either stops the connection.
    stopped = (SocketBlockedError, SocketConnectBlockedError, UserWarning)
    with pytest.raises(stopped, match="192"), socket.socket() as line:
        line.connect(("192.0.2.1", 80))


@pytest.mark.django_db(databases=["default", "owner", "public"])
def test_the_migrations_of_each_app_are_one_line_and_nothing_is_left_out() -> None:
    from django.core.management import call_command

    assert MigrationLoader(None).detect_conflicts() == {}
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_rules_know_nothing_of_django() -> None:
    found = [
        path.name
        for path in (SOURCE / "rules").rglob("*.py")
        if re.search(r"^\s*(from|import) (django|safeguarding\.(?!rules))", path.read_text(), re.MULTILINE)
    ]
    assert found == []
