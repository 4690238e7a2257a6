"""`safeguarding serve`: the web server alone. It refuses an unsafe start, a database behind the code, and a port
that is taken. `run.py` keeps it running."""

import argparse
from collections.abc import Sequence

from safeguarding.commands.plainly import plainly
from safeguarding.commands.port import refuse_a_taken_port

HOST, PORT, WORKERS = "127.0.0.1", 8000, 2
# Each Python thread keeps a database connection, so few; a browser that is idle waits too, so many.
THREADS, WAITING = 4, 512
SECONDS_TO_FINISH = 3


def main(arguments: Sequence[str]) -> int:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(prog="safeguarding serve", description="Serve the web pages.")
    add_options(parser)
    given = parser.parse_args(arguments)
    return plainly(lambda: _serve(given.host, given.port, given.workers))


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options that `run` has too."""
    parser.add_argument("--host", default=HOST, help=f"address to listen on ({HOST})")
    parser.add_argument("--port", type=int, default=PORT, help=f"port to listen on ({PORT})")
    parser.add_argument("--workers", type=int, default=WORKERS, help=f"web processes ({WORKERS})")


def _serve(host: str, port: int, workers: int) -> int:
    from safeguarding.commands.readiness import refuse_to_start_unready

    refuse_a_taken_port(host, port)
    refuse_to_start_unready(listens_on=host)
    from granian.constants import Interfaces
    from granian.server import Server

    server = Server(
        "safeguarding.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backpressure=WAITING,
        websockets=False,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=SECONDS_TO_FINISH,
    )
    server.serve()
    return 0
