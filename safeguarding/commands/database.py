"""`safeguarding database`: the embedded database by hand. `make run` needs none of it."""

import argparse
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from safeguarding.commands.in_use import refuse_while_in_use
from safeguarding.commands.plainly import CannotRun, plainly
from safeguarding.ground import embedded, logins
from safeguarding.ground.addresses import data_folder, is_embedded


def main(arguments: Sequence[str]) -> int:
    """Start, stop, describe or destroy the embedded server, or print the SQL for another."""
    parser = argparse.ArgumentParser(prog="safeguarding database", description="The embedded database.")
    parts = parser.add_subparsers(dest="part", required=True, metavar="start|stop|status|destroy|logins")
    for name, (meaning, _) in PARTS.items():
        part = parts.add_parser(name, help=meaning, description=meaning)
        if name == "destroy":
            part.add_argument("--yes", action="store_true", help="it may all be deleted")
    given = parser.parse_args(arguments)
    return plainly(lambda: PARTS[given.part][1](given))


def _start(given: argparse.Namespace) -> int:
    addresses = embedded.start(_data())
    print(f"The database is up. Its application login: {addresses.app.url}")
    return 0


def _stop(given: argparse.Namespace) -> int:
    data = _data()
    refuse_while_in_use(data)
    print("The database is stopped." if embedded.stop(data) else "The database was not running.")
    return 0


def _status(given: argparse.Namespace) -> int:
    status = embedded.status(_data())
    print(f"The database is {status.state}: {status.home}, run as the account '{status.account}'.")
    return 0 if status.state == "running" else 3


def _destroy(given: argparse.Namespace) -> int:
    data = _data()
    if not given.yes:
        raise CannotRun(
            f"This deletes the database in {embedded.status(data).home} with everything on record. "
            "To go ahead: safeguarding database destroy --yes"
        )
    refuse_while_in_use(data)
    print("The database is deleted." if embedded.destroy(data) else "There was no database to delete.")
    return 0


def _logins(given: argparse.Namespace) -> int:
    print(logins.sql(for_tests=False), end="")
    return 0


PARTS: dict[str, tuple[str, Callable[[argparse.Namespace], int]]] = {
    "start": ("make it where there is none, and start it", _start),
    "stop": ("stop it", _stop),
    "status": ("say how it stands; exit status 3 when it is not running", _status),
    "destroy": ("stop it and delete everything in it", _destroy),
    "logins": ("print the SQL that makes the three logins and the database on a server of yours (psql)", _logins),
}


def _data() -> Path:
    if not is_embedded(os.environ):
        raise CannotRun(
            "DATABASE_URL, DATABASE_OWNER_URL and DATABASE_PUBLIC_URL name a server of yours: it is started and "
            "stopped where it runs."
        )
    return data_folder(os.environ)
