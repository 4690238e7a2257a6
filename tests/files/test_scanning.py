"""The scanner is a small real server that speaks clamd's protocol over real sockets."""

import io
import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from safeguarding.files.scanning import Scanned, scan
from safeguarding.files.unsafe import Unsafe

MARK = b"TEST-MARK-OF-AN-UNSAFE-FILE"


class Clamd(socketserver.BaseRequestHandler):
    """INSTREAM as clamd answers it, with its size limit; `answer` in the server may override."""

    def handle(self) -> None:
        self.request.settimeout(5)
        assert self._exactly(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack(">I", self._exactly(4))[0]:
            content += self._exactly(size)
            if len(content) > 5_000_000:
                self.request.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.server.received.append(content)  # type: ignore[attr-defined]
        answer = self.server.answer  # type: ignore[attr-defined]
        if answer is None:
            answer = b"stream: Test.Mark FOUND\0" if MARK in content else b"stream: OK\0"
        self.request.sendall(answer)

    def _exactly(self, count: int) -> bytes:
        piece = b""
        while len(piece) < count:
            more = self.request.recv(count - len(piece))
            if not more:
                raise ConnectionError
            piece += more
        return piece


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, *args: object, **kwargs: object) -> None:
        self.answer: bytes | None = None
        self.received: list[bytes] = []
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]


class UnixServer(Server):
    address_family = socket.AF_UNIX

    def server_bind(self) -> None:
        self.socket.bind(self.server_address)


@pytest.fixture(params=["tcp", "unix"])
def scanner(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Server, str]]:
    server: Server
    if request.param == "tcp":
        server = Server(("127.0.0.1", 0), Clamd)
        address = f"127.0.0.1:{server.server_address[1]}"
    else:
        server = UnixServer(str(tmp_path / "s"), Clamd)  # type: ignore[arg-type]
        address = f"unix:{tmp_path / 's'}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server, address
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_clean_file_passes_and_every_byte_was_sent(scanner: tuple[Server, str]) -> None:
    server, address = scanner
    content = b"words " * 50_000
    assert scan(io.BytesIO(content), address) == Scanned("clamd")
    assert server.received == [content]


def test_a_file_that_the_scanner_names_is_refused(scanner: tuple[Server, str]) -> None:
    with pytest.raises(Unsafe, match=r"the scanner found Test\.Mark in it"):
        scan(io.BytesIO(b"words " * 20_000 + MARK), scanner[1])


@pytest.mark.parametrize("answer", [b"", b"stream: what? ERROR\0", b"OK\0", b"x" * 10_000])
def test_an_answer_that_is_none_is_a_no(scanner: tuple[Server, str], answer: bytes) -> None:
    scanner[0].answer = answer
    with pytest.raises(Unsafe, match="could not look at it"):
        scan(io.BytesIO(b"words"), scanner[1])


def test_a_file_over_the_scanners_own_limit_is_a_no(scanner: tuple[Server, str]) -> None:
    with pytest.raises(Unsafe, match="could not look at it"):
        scan(io.BytesIO(bytes(9_000_000)), scanner[1])


@pytest.mark.parametrize("address", ["127.0.0.1:9", "unix:/nowhere/at/all", "no address", "host:"])
def test_a_scanner_that_is_configured_and_down_is_a_no(address: str) -> None:
    with pytest.raises(Unsafe, match="could not look at it"):
        scan(io.BytesIO(b"words"), address, seconds=2)


def test_a_scanner_that_never_answers_is_a_no() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        pytest.raises(Unsafe, match="could not look at it"),
    ):
        scan(io.BytesIO(b"words"), f"127.0.0.1:{silent.getsockname()[1]}", seconds=0.3)


def test_without_a_scanner_the_file_passes_and_nobody_is_said_to_have_looked() -> None:
    assert scan(io.BytesIO(MARK), "") == Scanned("")
