"""A browser that reads pages of the real server on this machine, as one signed-in person."""

import http.client
import itertools
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.own_ground import HOST

SECONDS_TO_WAIT = 20
GOOD = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """One page as it came: how it was answered (0 for not at all), what it said, how long it took in seconds."""

    status: int
    body: bytes
    seconds: float

    @property
    def is_good(self) -> bool:
        return self.status == GOOD


class Browsers:
    """One browser a thread, each with a connection kept open and a session of the same person."""

    def __init__(self, port: int, cookie: str, sessions: Sequence[str]) -> None:
        self._port, self._cookie = port, cookie
        self._sessions = itertools.cycle(sessions)
        self._own = threading.local()

    def get(self, path: str) -> Answer:
        """The page, read to its end. A connection that the server closed meanwhile is opened again."""
        begin = time.perf_counter()
        try:
            status, body = self._read(path)
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            self._forget()
            try:
                status, body = self._read(path)
            except (OSError, http.client.HTTPException):
                status, body = self._lost()
        except (OSError, http.client.HTTPException):
            status, body = self._lost()
        return Answer(status, body, time.perf_counter() - begin)

    def close(self) -> None:
        """Close the connection of this thread; those of threads that ended are closed already."""
        self._forget()

    def _read(self, path: str) -> tuple[int, bytes]:
        if not hasattr(self._own, "line"):
            self._own.line = http.client.HTTPConnection(HOST, self._port, timeout=SECONDS_TO_WAIT)
            self._own.session = next(self._sessions)
        line: http.client.HTTPConnection = self._own.line
        line.request("GET", path, headers={"Cookie": f"{self._cookie}={self._own.session}"})
        answer = line.getresponse()
        return answer.status, answer.read()

    def _lost(self) -> tuple[int, bytes]:
        self._forget()
        return 0, b""

    def _forget(self) -> None:
        if hasattr(self._own, "line"):
            self._own.line.close()
            del self._own.line
