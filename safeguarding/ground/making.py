"""Makes the embedded server: its folders, its cluster, its settings, its logins. Every step is done once, or
again after a start that was killed.

Starting and stopping it are embedded.py's part.
"""

import fcntl
import os
import shutil
import stat
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from safeguarding.ground import logins, settled
from safeguarding.ground.as_account import (
    SUPERUSER,
    as_superuser,
    environment,
    last_words,
    program,
    run,
    write,
)
from safeguarding.ground.place import CannotStart, Place, nearest_folder

SECONDS_FOR_ANOTHER_STARTER = 120
# Built into PostgreSQL, so that lists sort the same on every machine.
LOCALE = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")


@contextmanager
def alone(place: Place) -> Iterator[int]:
    """Hold the folder's lock. The kernel lets go of it when its holder dies, so it never goes stale."""
    _make_data_folder(place)
    try:
        lock = os.open(place.lock, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except PermissionError:
        raise CannotStart(
            f"{place.lock} cannot be opened by this account. Give {place.data} to the account that runs "
            "Safeguarding Reviews, or name another folder in SAFEGUARDING_DATA."
        ) from None
    try:
        if os.geteuid() == 0:
            os.fchown(lock, place.data.stat().st_uid, place.data.stat().st_gid)
        _wait_for(lock, place)
        yield lock
    finally:
        os.close(lock)


def _wait_for(lock: int, place: Place) -> None:
    until = time.monotonic() + SECONDS_FOR_ANOTHER_STARTER
    while True:
        try:
            return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise CannotStart(
                    f"Another process has held {place.lock} for {SECONDS_FOR_ANOTHER_STARTER} seconds. "
                    f"See who (fuser {place.lock}), end it and start again."
                ) from None
            time.sleep(0.05)


def make_cluster(place: Place, lock: int) -> None:
    """Into a sibling, then renamed: what is killed half-way never passes for whole. `initdb` holds the lock
    too, so that nobody begins afresh beside one that outlives its starter."""
    if place.cluster.exists():
        return
    _make_home(place)
    for half_made in place.home.glob("cluster.new-*"):
        shutil.rmtree(half_made, ignore_errors=True)
    half = Path(mkdtemp(dir=place.home, prefix="cluster.new-"))
    _give(half, place)
    made = run(
        place,
        [program(place, "initdb"), "-D", half, "-U", SUPERUSER, "-A", "peer", "--no-instructions", *LOCALE],
        keep_open=(lock,),
    )
    if made.returncode:
        raise CannotStart(f"PostgreSQL could not make its files in {place.home}: {last_words(made.stderr)}")
    write(place, half / "pg_hba.conf", settled.HBA)
    write(place, half / "pg_ident.conf", settled.ident(place.account))
    write(place, half / "postgresql.conf", (half / "postgresql.conf").read_text() + settled.INCLUDE)
    write(place, half / settled.FILE, settled.configuration(place.sockets))
    half.rename(place.cluster)


def write_settings(place: Place) -> None:
    """The folder of the socket depends on where the project lies, and projects are moved."""
    wanted = settled.configuration(place.sockets)
    written = place.cluster / settled.FILE
    if not written.exists() or written.read_text() != wanted:
        write(place, written, wanted)


def make_socket_folder(place: Place) -> None:
    place.sockets.mkdir(mode=0o700, exist_ok=True)
    facts = place.sockets.lstat()
    if facts.st_uid == os.geteuid() and stat.S_ISDIR(facts.st_mode):
        _give(place.sockets, place)
        facts = place.sockets.lstat()
    if not stat.S_ISDIR(facts.st_mode) or facts.st_uid != place.account.uid or facts.st_mode & 0o077:
        raise CannotStart(
            f"{place.sockets}, the folder for the database's socket, was made by another account. Delete it "
            "as that account or as root, or move the project to a shorter path."
        )


def make_logins(place: Place) -> None:
    """By the superuser, each only if absent; the marker says afterwards that all of it was done."""
    if place.marker.exists():
        return
    made = subprocess.run(
        [program(place, "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", *as_superuser(place)],
        env=environment(),
        input=logins.sql(for_tests=True),
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise CannotStart(f"The database's logins could not be made: {last_words(made.stderr)}")
    write(place, place.marker, "The cluster, the logins and the database are made.\n")


def _make_data_folder(place: Place) -> None:
    """New folders belong to whoever owns the folder above, so that root leaves a person's project theirs."""
    owner = nearest_folder(place.data).stat()
    try:
        for folder in reversed((place.data, *place.data.parents)):
            _make_folder(folder, mode=0o755, uid=owner.st_uid, gid=owner.st_gid)
    except PermissionError:
        raise CannotStart(
            f"{place.data} cannot be made by this account. Make it and give it to the account that runs "
            "Safeguarding Reviews, or name another folder in SAFEGUARDING_DATA."
        ) from None


def _make_folder(folder: Path, *, mode: int, uid: int, gid: int) -> None:
    """Given away before it has its name: another start that sees it in between would take it for root's."""
    if folder.exists():
        return
    nameless = Path(mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    nameless.chmod(mode)
    if os.geteuid() == 0:
        os.chown(nameless, uid, gid)
    try:
        nameless.rename(folder)
    except OSError:  # another start was quicker, and the folder has something in it by now
        nameless.rmdir()


def _make_home(place: Place) -> None:
    if place.home != place.data / "postgres":
        for folder in reversed(place.home.parents):
            _make_folder(folder, mode=0o755, uid=0, gid=0)
        place.pointer.write_text(f"{place.home}\n")
    _make_folder(place.home, mode=0o700, uid=place.account.uid, gid=place.account.gid)


def _give(folder: Path, place: Place) -> None:
    if os.geteuid() == 0:
        os.chown(folder, place.account.uid, place.account.gid)
