"""A port that is taken is refused, with who has it; the web server itself would bind beside without a word."""

import os
import socket
from collections.abc import Iterator

import pytest

from safeguarding.commands.plainly import CannotRun
from safeguarding.commands.port import answers, is_taken, refuse_a_taken_port

HOST = "127.0.0.1"


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Sharing its port, as the web server does: another could bind beside it."""
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        server.bind((HOST, 0))
        server.listen()
        yield server


def test_a_taken_port_is_refused_naming_the_process_and_the_cure(listener: socket.socket) -> None:
    port = listener.getsockname()[1]
    assert is_taken(HOST, port)
    with pytest.raises(CannotRun) as refused:
        refuse_a_taken_port(HOST, port, patience=0)
    said = str(refused.value)
    assert said.startswith(f"Port {port} on {HOST} is taken by process {os.getpid()} (")
    assert f"make run PORT={port + 1}" in said


def test_a_port_that_is_given_back_in_time_is_taken(listener: socket.socket) -> None:
    port = listener.getsockname()[1]
    assert answers(HOST, port)
    listener.close()
    refuse_a_taken_port(HOST, port, patience=0)
    assert not answers(HOST, port)


def test_an_address_that_is_not_this_machines_is_refused() -> None:
    with pytest.raises(CannotRun, match=r"Nothing can be served on 192\.0\.2\.1, port 8000"):
        is_taken("192.0.2.1", 8000)
