"""`safeguarding database` by hand: each word does what it says, and nothing is deleted unasked."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from safeguarding.commands import main
from safeguarding.ground.place import place_of
from tests.ground.servers import folder


@pytest.fixture
def data(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with folder() as data:
        monkeypatch.setenv("SAFEGUARDING_DATA", str(data))
        yield data


def test_start_status_stop_and_destroy(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for words in ("status", "start", "status", "stop", "stop", "destroy", "status", "destroy --yes", "destroy --yes"):
        status = main(["database", *words.split()])
        captured = capsys.readouterr()
        said.append((words, status, (captured.out + captured.err).split(":")[0].strip()))
    home = place_of(data).home
    assert said == [
        ("status", 3, "The database is absent"),
        ("start", 0, "The database is up. Its application login"),
        ("status", 0, "The database is running"),
        ("stop", 0, "The database is stopped."),
        ("stop", 0, "The database was not running."),
        ("destroy", 1, f"This deletes the database in {home} with everything on record. To go ahead"),
        ("status", 3, "The database is stopped"),
        ("destroy --yes", 0, "The database is deleted."),
        ("destroy --yes", 0, "There was no database to delete."),
    ]


def test_a_server_of_your_own_is_not_ours_to_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://a:b@localhost/n")
    assert main(["database", "start"]) == 1
    assert "name a server of yours" in capsys.readouterr().err


def test_the_sql_for_a_server_of_your_own_gives_nobody_a_special_right(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["database", "logins"]) == 0
    sql = capsys.readouterr().out
    assert sql.count("NOSUPERUSER NOBYPASSRLS NOCREATEROLE") == 3
    assert sql.count("NOCREATEDB") == 3
    assert "REVOKE ALL ON DATABASE safeguarding FROM PUBLIC" in sql
