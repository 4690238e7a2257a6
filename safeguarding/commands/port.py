"""Whether a port is free, and if not, who has it. The web server would bind beside another without a word."""

import errno
import os
import socket
import time
from pathlib import Path

from safeguarding.commands.plainly import CannotRun


def refuse_a_taken_port(host: str, port: int, *, patience: float = 3.0) -> None:
    """Raise `CannotRun` where something listens there, after giving a server that is ending time to end."""
    until = time.monotonic() + patience
    while is_taken(host, port):
        if time.monotonic() > until:
            raise CannotRun(
                f"Port {port} on {host} is taken{_by_whom(port)}. Stop what uses it, or choose another: "
                f"safeguarding run --port {port + 1} (make run PORT={port + 1})."
            )
        time.sleep(0.1)


def is_taken(host: str, port: int) -> bool:
    """Tried by binding without sharing, which fails beside any listener; raises `CannotRun` for a bad host."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host, port))
        except OSError as refused:
            if refused.errno == errno.EADDRINUSE:
                return True
            raise CannotRun(f"Nothing can be served on {host}, port {port}: {refused.strerror}.") from None
    return False


def answers(host: str, port: int) -> bool:
    """Whether somebody accepts connections there."""
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def _by_whom(port: int) -> str:
    """The process, where this account may know it (Linux); else nothing."""
    wanted = {f"socket:[{number}]" for number in _listeners(port)}
    for folder in Path("/proc").glob("[0-9]*/fd"):
        try:
            if wanted.intersection(os.readlink(entry) for entry in folder.iterdir()):
                words = (folder.parent / "cmdline").read_text().replace("\0", " ").strip()
                return f" by process {folder.parent.name} ({words[:80]})"
        except OSError:
            continue
    return ""


def _listeners(port: int) -> set[str]:
    listening = "0A"
    found = set()
    for table in (Path("/proc/net/tcp"), Path("/proc/net/tcp6")):
        for line in table.read_text().splitlines()[1:] if table.exists() else ():
            fields = line.split()
            if fields[3] == listening and int(fields[1].rpartition(":")[2], 16) == port:
                found.add(fields[9])
    return found
