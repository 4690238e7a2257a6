"""Starts, stops and destroys the embedded PostgreSQL, over the programs that a wheel carries.

Where the server lies is place.py's answer; which addresses are in force is addresses.py's.
"""

import fcntl
import os
import shutil
import stat
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Literal

from safeguarding.ground import logins, processes, settled
from safeguarding.ground.binaries import reachable_binaries
from safeguarding.ground.logins import Addresses
from safeguarding.ground.place import CannotStart, Place, nearest_folder, place_of

SUPERUSER = "postgres"
# Built into PostgreSQL, so that lists sort the same on every machine.
LOCALE = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
SECONDS_FOR_ANOTHER_STARTER = 120
SECONDS_TO_COME_UP = 120
SECONDS_TO_STOP = 30
FAILED_STARTS_BEFORE_GIVING_UP = 4
_ANSWERS = 0


@dataclass(frozen=True)
class Status:
    """How the server of one data folder stands."""

    state: Literal["running", "stopped", "absent"]
    home: Path
    account: str
    processes: tuple[int, ...]


def addresses(data: Path) -> Addresses:
    """The three logins of this data folder's server; starts nothing."""
    return place_of(data).addresses()


def start(data: Path) -> Addresses:
    """Make the server where there is none, start it where it is not up, and answer its logins."""
    place = place_of(data)
    _refuse_the_server_of_another(place)
    if not _is_up(place):
        with _alone(place) as lock:
            _make_cluster(place, lock)
            _write_settings(place)
            _bring_up(place)
            _make_logins(place)
    return place.addresses()


def stop(data: Path) -> bool:
    """Stop the server; whether there was one to stop."""
    place = place_of(data)
    _refuse_the_server_of_another(place)
    if not place.home.exists():
        return False
    with _alone(place):
        return _stop(place)


def status(data: Path) -> Status:
    """How the server stands, starting and changing nothing."""
    place = place_of(data)
    running = processes.working_in(place.cluster, place.account)
    if not place.cluster.exists():
        state: Literal["running", "stopped", "absent"] = "absent"
    else:
        state = "running" if running and _is_up(place) else "stopped"
    return Status(state, place.home, place.account.name, tuple(running))


def destroy(data: Path) -> bool:
    """Stop the server and delete it with everything in it; whether there was anything to delete."""
    place = place_of(data)
    _refuse_the_server_of_another(place)
    if not place.home.exists():
        return False
    with _alone(place):
        _stop(place)
        for folder in {place.sockets, place.home}:
            if folder.exists():
                shutil.rmtree(folder)
        place.pointer.unlink(missing_ok=True)
    return True


def _is_up(place: Place) -> bool:
    """Whole, ours and answering. The cluster's own file is asked for too: after the folder was deleted by
    hand, its server lives on for up to a minute, and still answers where the socket is elsewhere."""
    return place.marker.exists() and _answers(place)


def _answers(place: Place) -> bool:
    if not (place.cluster / "postmaster.pid").exists() or not (place.sockets / ".s.PGSQL.5432").exists():
        return False
    asked = subprocess.run(
        [_program(place, "pg_isready"), "-q", *_as_superuser(place)],
        env=_environment(),
        check=False,
    )
    return asked.returncode == _ANSWERS


def _refuse_the_server_of_another(place: Place) -> None:
    if not place.home.exists():
        return
    owner = place.home.stat().st_uid
    if owner != place.account.uid:
        raise CannotStart(
            f"The database in {place.home} belongs to account number {owner}, not to "
            f"'{place.account.name}': it was started by somebody else, perhaps by root. Start as "
            "that account, let root delete it (safeguarding database destroy), or name another folder in SAFEGUARDING_DATA."
        )


@contextmanager
def _alone(place: Place) -> Iterator[int]:
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


def _make_data_folder(place: Place) -> None:
    """New folders belong to whoever owns the folder above, so that root leaves a person's project theirs."""
    above = nearest_folder(place.data)
    facts = above.stat()
    missing = [folder for folder in (place.data, *place.data.parents) if above in folder.parents]
    try:
        for folder in reversed(missing):
            folder.mkdir(exist_ok=True)
            folder.chmod(0o755)
            if os.geteuid() == 0:
                os.chown(folder, facts.st_uid, facts.st_gid)
    except PermissionError:
        raise CannotStart(
            f"{place.data} cannot be made by this account. Make it and give it to the account that runs "
            "Safeguarding Reviews, or name another folder in SAFEGUARDING_DATA."
        ) from None


def _make_cluster(place: Place, lock: int) -> None:
    """Into a sibling, then renamed: what is killed half-way never passes for whole. `initdb` holds the lock
    too, so that nobody begins afresh beside one that outlives its starter."""
    if place.cluster.exists():
        return
    _make_home(place)
    for half_made in place.home.glob("cluster.new-*"):
        shutil.rmtree(half_made, ignore_errors=True)
    half = Path(mkdtemp(dir=place.home, prefix="cluster.new-"))
    _give(half, place)
    made = _run(
        place,
        [_program(place, "initdb"), "-D", half, "-U", SUPERUSER, "-A", "peer", "--no-instructions", *LOCALE],
        keep_open=(lock,),
    )
    if made.returncode:
        raise CannotStart(f"PostgreSQL could not make its files in {place.home}: {_last_words(made.stderr)}")
    _write(place, half / "pg_hba.conf", settled.HBA)
    _write(place, half / "pg_ident.conf", settled.ident(place.account))
    _write(place, half / "postgresql.conf", (half / "postgresql.conf").read_text() + settled.INCLUDE)
    _write(place, half / settled.FILE, settled.configuration(place.sockets))
    half.rename(place.cluster)


def _make_home(place: Place) -> None:
    usual = place.data / "postgres"
    if place.home != usual:
        for folder in reversed((place.home, *place.home.parents)):
            if not folder.exists():
                folder.mkdir()
                folder.chmod(0o755)
        place.pointer.write_text(f"{place.home}\n")
    place.home.mkdir(exist_ok=True)
    place.home.chmod(0o700)
    _give(place.home, place)


def _give(folder: Path, place: Place) -> None:
    if os.geteuid() == 0:
        os.chown(folder, place.account.uid, place.account.gid)


def _write_settings(place: Place) -> None:
    """The folder of the socket depends on where the project lies, and projects are moved."""
    wanted = settled.configuration(place.sockets)
    written = place.cluster / settled.FILE
    if not written.exists() or written.read_text() != wanted:
        _write(place, written, wanted)


def _make_socket_folder(place: Place) -> None:
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


def _bring_up(place: Place) -> None:
    """Ask, wait or start, until it answers. Neither `pg_ctl status` nor postmaster.pid is believed: just
    after a kill both call a dead server running, and both take any process with its number for the server."""
    _make_socket_folder(place)
    until = time.monotonic() + SECONDS_TO_COME_UP
    failed = 0
    while not _answers(place):
        if failed == FAILED_STARTS_BEFORE_GIVING_UP or time.monotonic() > until:
            raise CannotStart(f"The database does not start. {place.log} ends: {_last_words(_tail(place))}")
        processes.end_the_abandoned(place.cluster, place.account)
        if processes.working_in(place.cluster, place.account):
            time.sleep(0.05)  # starting, recovering, or the last of a killed server's processes
            continue
        processes.discard_a_misleading_pid_file(place.cluster)
        started = _control(place, "start", "-l", place.log.name, seconds=SECONDS_TO_COME_UP)
        if started.returncode:
            failed += 1
            time.sleep(0.25)


def _make_logins(place: Place) -> None:
    """By the superuser, each only if absent; the marker says afterwards that all of it was done."""
    if place.marker.exists():
        return
    made = subprocess.run(
        [_program(place, "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", *_as_superuser(place)],
        env=_environment(),
        input=logins.sql(for_tests=True),
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise CannotStart(f"The database's logins could not be made: {_last_words(made.stderr)}")
    _write(place, place.marker, "The cluster, the logins and the database are made.\n")


def _stop(place: Place) -> bool:
    """Ask the server itself, found by the folder it works in: its number may long be somebody else's."""
    running = processes.working_in(place.cluster, place.account)
    if not running:
        return False
    if processes.recorded(place.cluster) in running:
        _control(place, "stop", "-m", "fast", seconds=SECONDS_TO_STOP)
    until = time.monotonic() + SECONDS_TO_STOP
    while left := processes.working_in(place.cluster, place.account):
        processes.end(left, at_once=time.monotonic() > until)
        time.sleep(0.05)
    return True


def _control(place: Place, what: str, *options: str, seconds: int) -> subprocess.CompletedProcess[str]:
    command = [
        _program(place, "pg_ctl"),
        what,
        "-D",
        place.cluster.name,
        "-s",
        "-w",
        "-t",
        str(seconds),
        *options,
    ]
    return _run(place, command)


def _as_superuser(place: Place) -> list[str]:
    return ["-h", str(place.sockets), "-p", "5432", "-U", SUPERUSER, "-d", "postgres"]


def _program(place: Place, name: str) -> Path:
    """As root or as its owner we can run the wheel's own; `_run` asks for what the account can reach."""
    version = place.cluster / "PG_VERSION"
    major = int(version.read_text()) if version.exists() else None
    return reachable_binaries(place.account, major=major) / name


def _environment() -> dict[str, str]:
    """Nothing of ours: a PGHOST or PGDATA of the person's would lead the programs elsewhere."""
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


def _run(
    place: Place, command: list[Any], *, text: str = "", keep_open: tuple[int, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """Run as the server's account, in the server's folder; from root by handing everything of root's away."""
    as_account: dict[str, Any] = {}
    if os.geteuid() == 0:
        as_account = {"user": place.account.uid, "group": place.account.gid, "extra_groups": []}
    return subprocess.run(
        command,
        cwd=place.home,
        env=_environment(),
        input=text,
        capture_output=True,
        text=True,
        umask=0o077,
        pass_fds=keep_open,
        check=False,
        **as_account,
    )


def _write(place: Place, path: Path, text: str) -> None:
    """Written by the account itself: root follows no link that the account may have put in its own folder."""
    written = _run(place, ["tee", path], text=text)
    if written.returncode:
        raise CannotStart(f"{path} could not be written: {_last_words(written.stderr)}")


def _tail(place: Place) -> str:
    return place.log.read_text(errors="replace")[-4000:] if place.log.exists() else ""


def _last_words(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return " / ".join(lines[-3:]) or "it said nothing."
