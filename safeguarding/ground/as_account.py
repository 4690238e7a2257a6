"""Runs PostgreSQL's programs as the account that owns the server's files, and writes those files as it.

Which account that is, place.py answers; what is run, embedded.py and making.py decide.
"""

import os
import subprocess
from pathlib import Path
from typing import Any

from safeguarding.ground.binaries import reachable_binaries
from safeguarding.ground.place import CannotStart, Place

SUPERUSER = "postgres"


def as_superuser(place: Place) -> list[str]:
    return ["-h", str(place.sockets), "-p", "5432", "-U", SUPERUSER, "-d", "postgres"]


def program(place: Place, name: str) -> Path:
    """One of PostgreSQL's programs, of the version that made the cluster, where the account can reach it."""
    version = place.cluster / "PG_VERSION"
    major = int(version.read_text()) if version.exists() else None
    return reachable_binaries(place.account, major=major) / name


def environment() -> dict[str, str]:
    """Nothing of ours: a PGHOST or PGDATA of the person's would lead the programs elsewhere."""
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


def run(
    place: Place, command: list[Any], *, text: str = "", keep_open: tuple[int, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """Run as the server's account, in the server's folder; from root by handing everything of root's away."""
    as_account: dict[str, Any] = {}
    if os.geteuid() == 0:
        as_account = {"user": place.account.uid, "group": place.account.gid, "extra_groups": []}
    return subprocess.run(
        command,
        cwd=place.home,
        env=environment(),
        input=text,
        capture_output=True,
        text=True,
        umask=0o077,
        pass_fds=keep_open,
        check=False,
        **as_account,
    )


def write(place: Place, path: Path, text: str) -> None:
    """Written by the account itself: root follows no link that the account may have put in its own folder."""
    written = run(place, ["tee", path], text=text)
    if written.returncode:
        raise CannotStart(f"{path} could not be written: {last_words(written.stderr)}")


def last_words(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return " / ".join(lines[-3:]) or "it said nothing."
