"""The embedded server's processes, recognised by the folder they work in, never by a number in a file alone.

Starting and stopping are embedded.py's part.
"""

import os
import signal
import subprocess
from collections.abc import Iterable
from pathlib import Path

from safeguarding.ground.place import Account

_PROC = Path("/proc")


def can_be_seen() -> bool:
    """Whether this system tells where its processes work: Linux does."""
    return _PROC.is_dir()


def working_in(cluster: Path, account: Account) -> list[int]:
    """The numbers of the server's living processes, its own and its children's."""
    return [number for number, folder in _folders(account).items() if folder == str(cluster)]


def end_the_abandoned(cluster: Path, account: Account) -> None:
    """A server whose folder was deleted beneath it holds the socket for up to a minute: it ends now."""
    beneath = f"{cluster} (deleted)"
    end([number for number, folder in _folders(account).items() if folder == beneath], at_once=True)


def end(numbers: Iterable[int], *, at_once: bool) -> None:
    """PostgreSQL's immediate shutdown, which loses nothing that was committed; or the kernel's."""
    for number in numbers:
        try:
            os.kill(number, signal.SIGKILL if at_once else signal.SIGQUIT)
        except ProcessLookupError:
            continue


def recorded(file: Path) -> int | None:
    """The number in a lock file of the server's, which may by now be anybody's; None where there is none."""
    try:
        return int(file.read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None


def discard_if_misleading(file: Path) -> None:
    """For when no process works in the cluster: PostgreSQL clears a dead number's lock file away by itself,
    but stops at one that is empty, or whose number is now somebody else's, or that of a dead process for
    which nobody has asked, as many containers leave them."""
    number = recorded(file)
    if number is None or _is_taken(number):
        file.unlink(missing_ok=True)


def _is_taken(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _folders(account: Account) -> dict[int, str]:
    """Where each process of the account works. Root may not ask about another account's in most containers,
    so what it may not read is asked for by the account itself."""
    folders: dict[int, str] = {}
    closed: list[int] = []
    for number in _numbers(account):
        try:
            folders[number] = os.readlink(_PROC / str(number) / "cwd")
        except PermissionError:
            closed.append(number)
        except (FileNotFoundError, ProcessLookupError):
            continue
    if closed and os.geteuid() == 0:
        folders.update(_ask_as(account, closed))
    return folders


def _numbers(account: Account) -> list[int]:
    numbers = []
    for entry in _PROC.glob("[0-9]*"):
        try:
            if entry.stat().st_uid == account.uid:
                numbers.append(int(entry.name))
        except FileNotFoundError:
            continue
    return numbers


def _ask_as(account: Account, numbers: list[int]) -> dict[int, str]:
    asked = subprocess.run(
        ["sh", "-c", 'for n; do echo "$n $(readlink /proc/$n/cwd)"; done', "sh", *map(str, numbers)],
        user=account.uid,
        group=account.gid,
        extra_groups=[],
        cwd="/",
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    pairs = (line.split(" ", 1) for line in asked.stdout.splitlines())
    return {int(number): folder for number, folder in pairs}
