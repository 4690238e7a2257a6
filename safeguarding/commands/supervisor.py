"""Keeps the children of `safeguarding run` running: starts again what dies, the embedded database among it, and
stops them all within seconds when told to. The database is left running: it is idle, and the next start is quicker.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

from safeguarding.ground.orphans import die_with

SECONDS_BETWEEN_LOOKS = 0.2
SECONDS_BETWEEN_LOOKS_BENEATH = 1.0
SECONDS_TO_END = 5
SHORTEST_WAIT, LONGEST_WAIT = 0.1, 15.0
# A child that lived this long was well: if it dies then, it is started again at once.
SECONDS_THAT_COUNT_AS_WELL = 30


@dataclass
class Child:
    """One process that is to be kept running."""

    name: str
    arguments: tuple[str, ...]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    wait: float = field(default=SHORTEST_WAIT)
    not_before: float = 0.0

    def start(self) -> None:
        """In a group of its own, so that Ctrl-C reaches the supervisor alone; tied to the supervisor's life."""
        parent = os.getpid()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "safeguarding.commands", *self.arguments],
            process_group=0,
            preexec_fn=lambda: die_with(parent),
        )
        self.started = time.monotonic()

    def has_died(self) -> bool:
        """Notes the death once, and when to start again: later each time while it does not live long."""
        if self.process is None or self.process.poll() is None:
            return False
        now = time.monotonic()
        was_well = now - self.started > SECONDS_THAT_COUNT_AS_WELL
        self.wait = SHORTEST_WAIT if was_well else min(self.wait * 2, LONGEST_WAIT)
        self.not_before = now + self.wait
        print(
            f"The {self.name} ended ({_ending(self.process.returncode)}); it starts again in {self.wait:g} seconds.",
            file=sys.stderr,
        )
        self.process = None
        return True

    def signal(self, number: signal.Signals) -> None:
        """To the whole group when it must end: the web server's own workers are in it."""
        if self.process is None or self.process.poll() is not None:
            return
        if number == signal.SIGKILL:
            os.killpg(self.process.pid, number)
        else:
            self.process.send_signal(number)


class Supervisor:
    """Runs until SIGTERM, SIGINT or SIGHUP; a second one ends everything at once."""

    def __init__(
        self,
        children: Sequence[Child],
        *,
        before: Callable[[], None],
        is_up: Callable[[], bool],
        when_up: Callable[[], None],
    ) -> None:
        """`before` makes sure, again and again, of what the children stand on."""
        self._children = children
        self._before = before
        self._is_up = is_up
        self._when_up = when_up
        self._looked_beneath = 0.0
        self._asked_to_stop = 0

    def run(self) -> int:
        """Start the children and keep them; 0 after an orderly end."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        announced = False
        try:
            while not self._asked_to_stop:
                self._keep_running()
                if not announced and self._is_up():
                    announced = True
                    self._when_up()
                time.sleep(SECONDS_BETWEEN_LOOKS)
        finally:
            self._end()
        return 0

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self._asked_to_stop += 1

    def _keep_running(self) -> None:
        self._look_beneath()
        for child in self._children:
            child.has_died()
            if child.process is None and time.monotonic() >= child.not_before:
                child.start()

    def _look_beneath(self) -> None:
        if time.monotonic() - self._looked_beneath < SECONDS_BETWEEN_LOOKS_BENEATH:
            return
        try:
            self._before()
        except Exception as problem:  # whatever it is, the children are kept, and it is tried again
            print(problem, file=sys.stderr)
        self._looked_beneath = time.monotonic()

    def _end(self) -> None:
        """Ask once, wait, then insist. A second Ctrl-C does not wait."""
        for child in self._children:
            child.signal(signal.SIGTERM)
        until = time.monotonic() + SECONDS_TO_END
        asked = self._asked_to_stop
        while any(child.process and child.process.poll() is None for child in self._children):
            if time.monotonic() > until or self._asked_to_stop > asked:
                for child in self._children:
                    child.signal(signal.SIGKILL)
            time.sleep(0.05)


def _ending(status: int) -> str:
    return f"killed by {signal.Signals(-status).name}" if status < 0 else f"status {status}"
