"""The `safeguarding` command finds its parts, and loads no more than the part needs."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from safeguarding import commands
from tests.ground.servers import PROJECT


def _run(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "safeguarding.commands", *words],
        cwd=PROJECT,
        env=os.environ | env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("part", list(commands.PARTS))
def test_every_part_that_is_listed_is_there(part: str) -> None:
    assert callable(import_module(f"safeguarding.commands.{part.replace('-', '_')}").main)


def test_the_bare_command_lists_every_part(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main([]) == 0
    said = capsys.readouterr().out
    assert all(f"safeguarding {part} " in said for part in commands.PARTS)


UNDER_ANOTHER_NAME = {"flush": "for tests", "run_worker": "is `worker`"}


def test_the_bare_command_lists_every_command_of_ours(capsys: pytest.CaptureFixture[str]) -> None:
    commands.main(["--help"])
    said = capsys.readouterr().out
    ours = {path.stem for path in (PROJECT / "safeguarding").glob("*/management/commands/*.py")} - {"__init__"}
    assert {name.replace("-", "_") for name in commands.MANAGED} == ours - set(UNDER_ANOTHER_NAME)
    for name, meaning in commands.MANAGED.items():
        assert f"safeguarding {name} " in said
        assert meaning in said


@pytest.mark.parametrize("words", [["law", "list"], ["clock", "--help"]])
def test_law_and_clock_load_no_django(words: list[str]) -> None:
    watch = (
        "import sys; from safeguarding import commands\n"
        "try: commands.main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "loaded = {name.split('.')[0] for name in sys.modules}\n"
        "sys.exit(f'{loaded & {\"django\", \"psycopg\"}}' if loaded & {'django', 'psycopg'} else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", watch, *words], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout


@pytest.mark.parametrize("name", ["verify-audit", "axes-reset-ip"])
def test_every_command_is_found_by_its_name_with_dashes(name: str) -> None:
    done = _run(name, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith(f"usage: safeguarding {name[:4]}")


def test_asking_for_help_starts_no_database(tmp_path: Path) -> None:
    for words in (("help",), ("migrate", "--help"), ("database", "status")):
        _run(*words, SAFEGUARDING_DATA=str(tmp_path / "var"))
    assert not list(tmp_path.glob("var/postgres*"))


def test_an_unknown_command_is_refused_without_starting_a_database(tmp_path: Path) -> None:
    done = _run("pubish", SAFEGUARDING_DATA=str(tmp_path / "var"))
    assert done.returncode == 1
    assert "Unknown command: 'pubish'" in done.stderr
    assert not list(tmp_path.glob("var/postgres*"))


def test_a_bad_setting_is_refused_in_one_sentence(tmp_path: Path) -> None:
    done = _run("migrate", SAFEGUARDING_DATA=str(tmp_path / "var"), DATABASE_URL="postgresql://a:b@localhost/n")
    assert done.returncode == 1
    assert done.stderr.startswith("DATABASE_OWNER_URL and DATABASE_PUBLIC_URL are not set")
    assert "Traceback" not in done.stderr
