"""Starts, stops and destroys the embedded PostgreSQL, over the programs that a wheel carries.

Where the server lies is place.py's answer; which addresses are in force is addresses.py's.
"""

import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from safeguarding.ground import processes
from safeguarding.ground.as_account import as_superuser, environment, last_words, program, run
from safeguarding.ground.logins import Addresses
from safeguarding.ground.making import alone, make_cluster, make_logins, make_socket_folder, write_settings
from safeguarding.ground.place import CannotStart, Place, place_of

SOCKET = ".s.PGSQL.5432"
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
    _refuse_what_cannot_work(place)
    if not _is_up(place):
        with alone(place) as lock:
            make_cluster(place, lock)
            write_settings(place)
            _bring_up(place)
            make_logins(place)
    return place.addresses()


def stop(data: Path) -> bool:
    """Stop the server; whether there was one to stop."""
    place = place_of(data)
    _refuse_what_cannot_work(place)
    if not place.home.exists():
        return False
    with alone(place):
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
    _refuse_what_cannot_work(place)
    if not place.home.exists():
        return False
    with alone(place):
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
    if not place.pid_file.exists() or not (place.sockets / SOCKET).exists():
        return False
    asked = subprocess.run(
        [program(place, "pg_isready"), "-q", *as_superuser(place)],
        env=environment(),
        check=False,
    )
    return asked.returncode == _ANSWERS


def _refuse_what_cannot_work(place: Place) -> None:
    if not processes.can_be_seen():
        raise CannotStart(
            "The embedded database needs Linux. Elsewhere use a PostgreSQL server: DATABASE_URL, "
            "DATABASE_OWNER_URL and DATABASE_PUBLIC_URL."
        )
    if not place.home.exists():
        return
    owner = place.home.stat().st_uid
    if owner != place.account.uid:
        raise CannotStart(
            f"The database in {place.home} belongs to account number {owner}, not to "
            f"'{place.account.name}': somebody else started it, perhaps root. Start as that account, let "
            "root delete it (safeguarding database destroy), or name another folder in SAFEGUARDING_DATA."
        )


def _bring_up(place: Place) -> None:
    """Ask, wait or start, until it answers. Neither `pg_ctl status` nor postmaster.pid is believed: just
    after a kill both call a dead server running, and both take any process with its number for the server."""
    make_socket_folder(place)
    until = time.monotonic() + SECONDS_TO_COME_UP
    failed = 0
    while not _answers(place):
        if failed == FAILED_STARTS_BEFORE_GIVING_UP or time.monotonic() > until:
            raise CannotStart(f"The database does not start. {place.log} ends: {last_words(_tail(place))}")
        processes.end_the_abandoned(place.cluster, place.account)
        if processes.working_in(place.cluster, place.account):
            time.sleep(0.05)  # starting, recovering, or the last of a killed server's processes
            continue
        processes.discard_if_misleading(place.pid_file)
        processes.discard_if_misleading(place.sockets / f"{SOCKET}.lock")
        started = _control(place, "start", "-l", place.log.name, seconds=SECONDS_TO_COME_UP)
        if started.returncode:
            failed += 1
            time.sleep(0.25)


def _stop(place: Place) -> bool:
    """Ask the server itself, found by the folder it works in: its number may long be somebody else's."""
    running = processes.working_in(place.cluster, place.account)
    if not running:
        return False
    if processes.recorded(place.pid_file) in running:
        _control(place, "stop", "-m", "fast", seconds=SECONDS_TO_STOP)
    until = time.monotonic() + SECONDS_TO_STOP
    while left := processes.working_in(place.cluster, place.account):
        processes.end(left, at_once=time.monotonic() > until)
        time.sleep(0.05)
    return True


def _control(place: Place, what: str, *options: str, seconds: int) -> subprocess.CompletedProcess[str]:
    command = [
        program(place, "pg_ctl"),
        what,
        "-D",
        place.cluster.name,
        "-s",
        "-w",
        "-t",
        str(seconds),
        *options,
    ]
    return run(place, command)


def _tail(place: Place) -> str:
    return place.log.read_text(errors="replace")[-4000:] if place.log.exists() else ""
