"""The embedded server on bad days: killed while it is made, killed while it runs, and files that mislead."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from safeguarding.ground import embedded
from safeguarding.ground.place import CannotStart, place_of
from tests.ground.servers import ask, folder, is_alive, server_process, start_elsewhere, wait_until


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    with folder() as data:
        yield data


@pytest.fixture
def bystander(data: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process of the server's own account that has nothing to do with the server."""
    account = place_of(data).account
    as_account: dict[str, Any] = {}
    if os.geteuid() == 0:
        as_account = {"user": account.uid, "group": account.gid, "extra_groups": []}
    process = subprocess.Popen(["sleep", "300"], cwd="/", **as_account)
    yield process
    process.kill()
    process.wait()


def _mislead(data: Path, text: str) -> None:
    """As a machine that lost its power would leave the file; of the account, as the server would."""
    place = place_of(data)
    place.pid_file.write_text(text)
    if os.geteuid() == 0:
        os.chown(place.pid_file, place.account.uid, place.account.gid)


def test_killed_half_way_through_the_making_the_next_start_begins_afresh() -> None:
    with folder() as data:
        starter = start_elsewhere(data)
        half_made = data / "postgres"
        wait_until(lambda: bool(list(half_made.glob("cluster.new-*/global"))))
        starter.kill()
        starter.communicate()
        assert not (half_made / "cluster").exists()
        embedded.start(data)
        assert ask(data, "SELECT current_user") == "safeguarding_app"
        assert not list(half_made.glob("cluster.new-*"))


def test_killed_before_the_logins_the_next_start_makes_them() -> None:
    with folder() as data:
        starter = start_elsewhere(data)
        wait_until((data / "postgres" / "cluster").exists)
        starter.kill()
        starter.communicate()
        assert not (data / "postgres" / "ready").exists()
        embedded.start(data)
        assert ask(data, "SELECT current_user", login="public") == "safeguarding_public"


def test_a_killed_server_is_up_again_at_once_with_what_was_committed(data: Path) -> None:
    embedded.start(data)
    with psycopg.connect(embedded.addresses(data).owner.url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept AS SELECT 7 AS number")
    for _ in range(3):
        killed = server_process(data)
        os.kill(killed, signal.SIGKILL)
        embedded.start(data)
        assert server_process(data) != killed
        assert ask(data, "SELECT number FROM kept", login="owner") == 7


@pytest.mark.parametrize("text", ["", "12", "not a number\n"])
def test_a_half_written_pid_file_stops_nobody(data: Path, text: str) -> None:
    embedded.start(data)
    embedded.stop(data)
    _mislead(data, text)
    embedded.start(data)
    assert ask(data, "SELECT current_user") == "safeguarding_app"


def test_a_number_that_is_somebody_elses_now_is_not_taken_for_the_server(
    data: Path, bystander: subprocess.Popen[bytes]
) -> None:
    embedded.start(data)
    whole = place_of(data).pid_file.read_text().split("\n")
    embedded.stop(data)
    _mislead(data, "\n".join([str(bystander.pid), *whole[1:]]))
    assert embedded.status(data).state == "stopped"
    assert not embedded.stop(data)
    embedded.start(data)
    assert ask(data, "SELECT current_user") == "safeguarding_app"
    assert bystander.poll() is None


@pytest.mark.parametrize("below", [(), ("a-long-name" * 4, "another-long-name" * 4)])
def test_a_folder_deleted_beneath_its_server_gives_way_to_a_new_one(below: tuple[str, ...]) -> None:
    with folder(*below) as data:
        embedded.start(data)
        left_over = server_process(data)
        shutil.rmtree(data)
        embedded.start(data)
        assert ask(data, "SELECT current_user") == "safeguarding_app"
        wait_until(lambda: not is_alive(left_over))


def test_a_server_that_cannot_start_says_why_and_where() -> None:
    with folder() as data:
        embedded.start(data)
        embedded.stop(data)
        conf = place_of(data).cluster / "postgresql.conf"
        conf.write_text(conf.read_text() + "\nno_such_setting = 1\n")
        with pytest.raises(CannotStart, match=r"server\.log ends: .*no_such_setting"):
            embedded.start(data)
