"""The database server itself killed, again and again, while somebody writes: whatever was acknowledged is there, each
incident that is there is there whole, and the audit holds. One connection cut off is `test_each_verb.py`."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from safeguarding.ground import embedded
from tests.ground.servers import PROJECT, folder, server_process

WHOLE = """
SELECT c.reference, (SELECT count(*) FROM cases_event e WHERE e.case_id = c.id),
       (SELECT count(*) FROM cases_due d WHERE d.case_id = c.id),
       (SELECT count(*) FROM cases_child h WHERE h.case_id = c.id),
       (SELECT count(*) FROM outbox_message m WHERE m.case_id = c.id)
FROM cases_case c
"""


def environment(data: Path) -> dict[str, str]:
    """A database of the test's own, whatever the run itself stands on."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    return {**mine, "SAFEGUARDING_DATA": str(data), "DJANGO_SETTINGS_MODULE": "safeguarding.web.settings"}


def safeguarding(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "safeguarding.commands", *words]
    return subprocess.run(command, cwd=PROJECT, env=environment(data), capture_output=True, text=True, check=True)


@contextmanager
def writer(data: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.stopped.writer"]
    with subprocess.Popen(command, cwd=PROJECT, env=environment(data), stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def test_what_was_acknowledged_is_there_and_all_of_it_is_whole() -> None:
    with folder() as data:
        embedded.start(data)
        safeguarding(data, "migrate", "--verbosity", "0")
        acknowledged: list[str] = []
        with writer(data) as process:
            assert process.stdout is not None
            for _ in range(4):
                for _ in range(3):
                    acknowledged.append(process.stdout.readline().strip())
                    assert acknowledged[-1], "the writer ended by itself"
                os.kill(server_process(data), signal.SIGKILL)
                embedded.start(data)
            acknowledged.append(process.stdout.readline().strip())
        with psycopg.connect(embedded.addresses(data).owner.url) as connection:
            there = {reference: parts for reference, *parts in connection.execute(WHOLE).fetchall()}
        assert set(acknowledged) <= set(there)
        assert len(acknowledged) == len(set(acknowledged)) == 13
        assert len({tuple(parts) for parts in there.values()}) == 1, there
        assert all(count > 0 for parts in there.values() for count in parts)
        assert "holds" in safeguarding(data, "verify-audit").stdout
