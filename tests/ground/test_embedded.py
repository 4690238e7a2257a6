"""The embedded server on a good day: what a first start makes, and what a stop and a destruction leave."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from safeguarding.ground import embedded
from safeguarding.ground.binaries import reachable_binaries
from safeguarding.ground.place import place_of
from tests.ground.servers import ask, folder, is_alive, server_process, start_elsewhere


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    with folder() as data:
        embedded.start(data)
        yield data


@pytest.mark.parametrize("login", ["app", "owner", "public"])
def test_each_login_comes_in_as_itself_and_has_no_special_right(data: Path, login: str) -> None:
    rights = "SELECT rolname || rolsuper || rolbypassrls || rolcreaterole || rolcreatedb FROM pg_roles"
    expected = f"safeguarding_{login}" + "falsefalsefalse" + ("true" if login == "owner" else "false")
    assert ask(data, f"{rights} WHERE rolname = current_user", login=login) == expected


def test_the_owner_owns_the_database(data: Path) -> None:
    owner = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"
    assert ask(data, owner) == "safeguarding_owner"


def test_the_application_may_make_no_table(data: Path) -> None:
    with psycopg.connect(embedded.addresses(data).app.url) as connection:
        for place in ("TABLE", "TEMPORARY TABLE"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
                connection.execute(f"CREATE {place} forged (id int)".encode())


def test_nothing_listens_on_the_network(data: Path) -> None:
    assert ask(data, "SHOW listen_addresses") == ""


def test_sorting_and_the_hour_are_the_same_on_every_machine(data: Path) -> None:
    sorts = "SELECT datlocprovider::text || datlocale FROM pg_database WHERE datname = current_database()"
    assert ask(data, sorts) == "bC.UTF-8"
    assert ask(data, "SHOW timezone") == "UTC"


def test_the_log_never_repeats_what_a_statement_said(data: Path) -> None:
    with psycopg.connect(embedded.addresses(data).owner.url) as connection:
        connection.execute("CREATE TABLE child (name text PRIMARY KEY)")
        connection.execute("INSERT INTO child VALUES ('Marked Child')")
        for statement in ("INSERT INTO child VALUES ('Marked Child')", "SELECT 'Marked Child'::int"):
            with pytest.raises(psycopg.Error), connection.transaction():
                connection.execute(statement.encode())
    log = place_of(data).log.read_text()
    assert "ready to accept connections" in log
    assert "Marked Child" not in log


def test_another_account_cannot_come_in(data: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can try as another account")
    asked = subprocess.run(
        ["psql", "-h", embedded.addresses(data).app.host, "-U", "postgres", "-c", "SELECT 1", "postgres"],
        user="daemon",
        extra_groups=[],
        cwd="/",
        env={"PATH": f"{reachable_binaries(place_of(data).account)}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 2
    assert "Permission denied" in asked.stderr


def test_the_account_that_runs_it_for_root_cannot_come_in_either(data: Path) -> None:
    place = place_of(data)
    if os.geteuid() != 0 or place.account.name != "nobody":
        pytest.skip("the server runs as the person who started it")
    asked = subprocess.run(
        [
            reachable_binaries(place.account) / "psql",
            "-h",
            place.sockets,
            "-U",
            "postgres",
            "postgres",
        ],
        user=place.account.uid,
        group=place.account.gid,
        extra_groups=[],
        cwd="/",
        env={},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 2
    assert "Peer authentication failed" in asked.stderr


def test_a_second_start_starts_nothing(data: Path) -> None:
    before = server_process(data)
    assert embedded.start(data) == embedded.addresses(data)
    assert server_process(data) == before


def test_three_first_starts_at_once_all_succeed_with_one_server() -> None:
    with folder() as data:
        starters = [start_elsewhere(data) for _ in range(3)]
        said = [starter.communicate()[0] for starter in starters]
        assert [starter.returncode for starter in starters] == [0, 0, 0], said
        assert ask(data, "SELECT current_user") == "safeguarding_app"
        assert place_of(data).log.read_text().count("starting PostgreSQL") == 1
        assert not list(place_of(data).home.glob("cluster.new-*"))


def test_a_stopped_server_keeps_what_it_held_and_starts_again() -> None:
    with folder() as data:
        assert embedded.status(data).state == "absent"
        assert not embedded.stop(data)
        embedded.start(data)
        with psycopg.connect(embedded.addresses(data).owner.url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
        server = server_process(data)
        assert embedded.status(data).state == "running"
        assert embedded.stop(data)
        assert not is_alive(server)
        assert embedded.status(data).state == "stopped"
        embedded.start(data)
        assert ask(data, "SELECT number FROM kept", login="owner") == 7


def test_destroying_leaves_no_process_and_no_folder() -> None:
    with folder() as data:
        embedded.start(data)
        server, home = server_process(data), place_of(data).home
        assert embedded.destroy(data)
        assert not is_alive(server)
        assert not home.exists()
        assert not embedded.destroy(data)
