"""`run_worker`: sends what waits, and ticks. It outlives restarts of the database and ends gently when told to. What
a tick does is in `messages/ticking.py`."""

import asyncio
import logging
import signal
import threading
from argparse import ArgumentParser
from typing import Any

import psycopg
from django.core.management.base import BaseCommand
from django.db import connection
from procrastinate import App, PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.db_cleanup import close_db_connections
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException

from safeguarding import today
from safeguarding.ground.environment import read_environment
from safeguarding.ground.start_up import refuse_unsafe_start
from safeguarding.messages.ticking import STALLED_AFTER, tick

logger = logging.getLogger(__name__)

AGAIN_AFTER = 2  # seconds, when the database is away


class Command(BaseCommand):
    help = "Run a worker: send messages, and do every minute what is owed by now."
    requires_system_checks = []  # it opens no page; a fault in one is no reason to send nothing

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=float, default=60, help="seconds between ticks; 0: no ticks")
        parser.add_argument("--concurrency", type=int, default=4, help="messages sent side by side")
        parser.add_argument("--grace", type=float, default=10, help="seconds that running jobs get to end")
        parser.add_argument(
            "--stalled-after", type=float, default=STALLED_AFTER, help="seconds until a silent worker's jobs are taken"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_unsafe_start(read_environment())
        connection.close()
        asked_to_stop = threading.Event()
        ticks = threading.Thread(
            target=tick_for_ever, args=(asked_to_stop, options["every"], options["stalled_after"]), daemon=True
        )
        if options["every"]:
            ticks.start()
        try:
            asyncio.run(_work_for_ever(options))
        finally:
            asked_to_stop.set()
            if options["every"]:
                ticks.join(options["grace"])


def tick_for_ever(asked_to_stop: threading.Event, every: float, stalled_after: float) -> None:
    """Tick at once and then every so often. A database that is away is asked again at the next tick."""
    while not asked_to_stop.is_set():
        try:
            tick(today.today(), today.now(), stalled_after=stalled_after)
        except Exception as error:
            logger.warning("tick: %s", type(error).__name__)
        finally:
            connection.close()
        asked_to_stop.wait(every)


async def _work_for_ever(options: dict[str, Any]) -> None:
    """Work until told to stop; when the database goes away, begin again as soon as it is back."""
    asked_to_stop = asyncio.Event()
    for which in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(which, asked_to_stop.set)
    while not asked_to_stop.is_set():
        work = asyncio.create_task(_work(options))
        stop = asyncio.create_task(asked_to_stop.wait())
        await asyncio.wait((work, stop), return_when=asyncio.FIRST_COMPLETED)
        if asked_to_stop.is_set():
            work.cancel()  # the worker takes this as the wish to end its jobs first
        stop.cancel()
        try:
            await work
        except asyncio.CancelledError:
            return
        except (ConnectorException, psycopg.Error, OSError) as error:
            logger.warning("the worker lost the database (%s) and begins again", type(error).__name__)
        await asyncio.wait((asyncio.create_task(asked_to_stop.wait()),), timeout=AGAIN_AFTER)


async def _work(options: dict[str, Any]) -> None:
    # Its tasks stay bound to Django's own connection, so that what a job defers is in the job's transaction.
    connector = PsycopgConnector(kwargs=connector_params())
    worker: App = app.with_connector(connector)
    async with worker.open_async():
        await worker.run_worker_async(
            concurrency=options["concurrency"],
            shutdown_graceful_timeout=options["grace"],
            install_signal_handlers=False,
            update_heartbeat_interval=options["stalled_after"] / 3,
            stalled_worker_timeout=options["stalled_after"],
            task_middleware=[close_db_connections],
        )
