"""A database of the benchmark's own: its folder, its environment, its start and its end. The developer's `var` and any
server that the environment names are never touched. What is loaded into it is in `filling.py`."""

import fcntl
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from safeguarding.ground import embedded
from safeguarding.ground.addresses import APP_URL, OWNER_URL, PROJECT, PUBLIC_URL

FOLDER = PROJECT / "build" / "benchmarks"
MANY, STARTS = FOLDER / "many", FOLDER / "starts"
FEW = "benchmark_few"
HOST = "127.0.0.1"
"""All that the benchmark talks to is on this machine."""
OTHERS = ("default", "public")


class RefusesToMeasure(Exception):
    """Nothing is measured; the message says why and what to do."""


def refuse_production() -> None:
    """Raise `RefusesToMeasure` where the environment says that this installation is a real one."""
    if os.environ.get("SAFEGUARDING_MODE", "").strip() == "production":
        raise RefusesToMeasure(
            "SAFEGUARDING_MODE is production. The benchmark writes thousands of invented incidents: run it on a "
            "developer's machine, with SAFEGUARDING_MODE unset."
        )


@contextmanager
def alone() -> Iterator[None]:
    """Until the block ends, no other run of the benchmark; raises `RefusesToMeasure` where there is one. The kernel
    lets go of the lock when its holder dies."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RefusesToMeasure("Another run of the benchmark is under way: wait for it to end.") from None
        yield


def environment(data: Path) -> dict[str, str]:
    """The environment of everything the benchmark starts: its own data folder and no other server."""
    ours = ("SAFEGUARDING_", APP_URL, OWNER_URL, PUBLIC_URL, "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return kept | {"SAFEGUARDING_DATA": str(data), "SAFEGUARDING_MODE": "demonstration"}


def enter(data: Path) -> None:
    """Make this process one that stands on the benchmark's own data, and start its database."""
    refuse_production()
    wanted = environment(data)
    for name in os.environ.keys() - wanted.keys():
        del os.environ[name]
    os.environ.update(wanted)
    embedded.start(data)
    from safeguarding.commands.management import set_up_django

    set_up_django()
    logging.disable(logging.ERROR)  # thousands of pages are asked for, also by people who may not open them


def leave(data: Path, *, keep: bool = False) -> None:
    """Stop the database of a folder, and delete it with everything in it unless it is to be kept."""
    if keep:
        embedded.stop(data)
        return
    embedded.destroy(data)
    shutil.rmtree(data, ignore_errors=True)


@contextmanager
def a_second_database(name: str = FEW) -> Iterator[None]:
    """Until the block ends, the three logins use a fresh database of the same server, brought up to date."""
    from django.db import connections

    owner = connections["owner"]
    usual = str(owner.settings_dict["NAME"])
    owner.settings_dict["TEST"]["NAME"] = name
    owner.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    _use(name)
    try:
        yield
    finally:
        for alias in OTHERS:
            connections[alias].close()
        owner.creation.destroy_test_db(usual, verbosity=0)
        _use(usual)


def _use(name: str) -> None:
    from django.db import connections

    for alias in OTHERS:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name
