"""`safeguarding run`: everything in one go, as `make run` wants it. Starts the database, brings it up to date, fills
an empty one with the demonstration, and keeps the web server and the worker running until it is told to stop.

How children are kept running is in supervisor.py.
"""

import argparse
import os
from collections.abc import Sequence

from safeguarding.commands.in_use import in_use
from safeguarding.commands.management import set_up_django
from safeguarding.commands.plainly import plainly
from safeguarding.commands.port import answers, refuse_a_taken_port
from safeguarding.commands.readiness import migrations_waiting, refuse_to_start_unready
from safeguarding.commands.serve import PORT, add_options
from safeguarding.commands.supervisor import Child, Supervisor
from safeguarding.ground.addresses import data_folder


def main(arguments: Sequence[str]) -> int:
    """Run until told to stop."""
    parser = argparse.ArgumentParser(prog="safeguarding run", description="Set up, serve and keep running.")
    add_options(parser)
    given = parser.parse_args(arguments)
    return plainly(lambda: _run(given.host, given.port, given.workers))


def _run(host: str, port: int, workers: int) -> int:
    from safeguarding.ground.starting import start_when_embedded

    refuse_a_taken_port(host, port)
    address = f"http://{host}:{port}"
    if port != PORT:
        os.environ.setdefault("SAFEGUARDING_SITE_ADDRESS", address)
    start_when_embedded()
    with in_use(data_folder(os.environ)):
        _prepare(host)
        return _supervise(host, port, workers, address)


def _supervise(host: str, port: int, workers: int, address: str) -> int:
    from safeguarding.ground.starting import start_when_embedded

    children = (
        Child("web server", ("serve", f"--host={host}", f"--port={port}", f"--workers={workers}")),
        Child("worker", ("worker",)),
    )
    return Supervisor(
        children,
        before=start_when_embedded,
        is_up=lambda: answers(host, port),
        when_up=lambda: print(f"\nSafeguarding Reviews is at {address}  (Ctrl-C stops it)", flush=True),
    ).run()


def _prepare(host: str) -> None:
    """Migrate where needed, refuse an unsafe start before anybody is made, and fill an empty database."""
    set_up_django()
    from django.core.management import call_command
    from django.db import connections

    if migrations_waiting():
        print("Bringing the database up to date", flush=True)
        call_command("migrate", interactive=False, verbosity=0)
    refuse_to_start_unready(listens_on=host)
    _fill()
    connections.close_all()


def _fill() -> None:
    """Tell the demonstration where it is not told yet, and say who can sign in."""
    from django.conf import settings
    from django.core.management import call_command

    from safeguarding.cases.demonstration import is_told

    if settings.DEMONSTRATION:
        call_command("demonstration", list=is_told())
