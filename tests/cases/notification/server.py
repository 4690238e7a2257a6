"""A real web server on the test database, to be stopped without warning, and a browser of few words for it."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

from tests.messages.workers import environment

PATIENCE = 40  # seconds, on a busy machine


@contextmanager
def server(log: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """The port, and the process with everything it started. Stopped at the end, if it still runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--blocking-threads", "4"]
    variables = {
        **environment(0),
        "SAFEGUARDING_MAIL_HOST": "",
        "SAFEGUARDING_SECRET_KEY": settings.SECRET_KEY,
        "SAFEGUARDING_DATA": str(settings.DATA),
        "SAFEGUARDING_FILE_KEYS": ",".join(settings.FILE_KEYS),
    }
    with log.open("ab") as out:
        process = subprocess.Popen(
            [*command, "safeguarding.web.wsgi:application"],
            env=variables,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        _wait_for(port, process, log)
        yield port, process
    finally:
        stop_without_warning(process)


def stop_without_warning(process: subprocess.Popen[bytes]) -> None:
    """The server and its workers at once, whatever they are doing."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


class Visitor:
    """Opens pages of the real server with the session of a test client, and sends forms."""

    def __init__(self, port: int, browser: Client) -> None:
        self.port = port
        self.cookies = {settings.SESSION_COOKIE_NAME: browser.cookies[settings.SESSION_COOKIE_NAME].value}
        self.token = ""

    def get(self, path: str) -> str:
        """The page; its token against forgery is kept for the next form."""
        status, body = self._ask("GET", path, "")
        assert status == 200, (path, status, body[:400])
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]*)"', body)
        self.token = found[1] if found else self.token
        return body

    def post(self, path: str, **values: str) -> int:
        """Send a form; the status of the answer. Raises OSError or HTTPException when there is none."""
        return self._ask("POST", path, urlencode({"csrfmiddlewaretoken": self.token, **values}))[0]

    def _ask(self, method: str, path: str, body: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    key, _, rest = value.partition("=")
                    self.cookies[key] = rest.partition(";")[0]
            return answer.status, answer.read().decode()
        finally:
            connection.close()


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert process.poll() is None, log.read_text()[-3000:]
            assert time.monotonic() < until, log.read_text()[-3000:]
            time.sleep(0.1)
        else:
            return
