"""What a command prints reaches its reader, or the command says in a sentence why not."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ENGLAND = "england/child-safeguarding-practice-review"
ASKED = {"procedure": ENGLAND, "facts": [{"event": "review_decided", "on": "2026-03-13"}], "today": "2026-04-01"}
COMMAND = (sys.executable, "-m", "safeguarding.commands")


@pytest.fixture
def asked(tmp_path: Path) -> str:
    path = tmp_path / "asked.json"
    path.write_text(json.dumps(ASKED), encoding="utf-8")
    return str(path)


def run_in_shell(line: str, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """The command as a person types it, with what the shell does to its input and output."""
    return subprocess.run(
        ["bash", "-c", line, "bash", *COMMAND, *words],
        env=os.environ | env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "words", [("clock", ""), ("law", "list"), ("law", "list", "--json"), ("law", "diff", "2019-01-01", "2026-01-01")]
)
def test_a_reader_who_has_read_enough_is_left_quietly(words: tuple[str, ...], asked: str) -> None:
    done = run_in_shell('set -o pipefail; "$@" | true', *(word or asked for word in words))
    assert (done.returncode, done.stderr) == (0, "")


def test_a_closed_input_is_told() -> None:
    done = run_in_shell('"$@" <&-', "clock", "-")
    assert done.returncode == 2
    assert done.stderr == "standard input: is closed; name a JSON file, or send the facts in.\n"


def test_a_closed_output_is_nobodys_fault(asked: str) -> None:
    done = run_in_shell('"$@" >&-', "clock", asked)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_an_output_that_takes_nothing_is_told(asked: str) -> None:
    done = run_in_shell('"$@" >/dev/full', "clock", asked)
    assert done.returncode == 2
    assert done.stderr.startswith("The output cannot be written (No space left on device); send it")
    assert done.stderr.count("\n") == 1


def test_letters_that_the_output_does_not_take_are_told() -> None:
    reached = ("picture", ENGLAND, "--reached", "rapid_review_sent")
    done = run_in_shell('"$@"', "law", *reached, PYTHONIOENCODING="ascii")
    assert done.returncode == 2
    assert done.stderr == "The output takes only ascii, and these words need UTF-8; set PYTHONIOENCODING=utf-8.\n"


def test_json_is_written_in_escapes_where_the_output_takes_no_other_letters(asked: str) -> None:
    facts = [
        {"event": "review_decided", "on": "2026-03-13"},
        {"event": "duty_extended", "on": "2026-03-16", "duty": "eng-complete-review", "until": "2026-10-01",
         "reason": "Seán’s inquest."},
    ]  # fmt: skip
    Path(asked).write_text(json.dumps(ASKED | {"facts": facts}), encoding="utf-8")
    done = run_in_shell('"$@"', "clock", asked, PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "Seán’s inquest." in str(json.loads(done.stdout))


def test_pages_that_cannot_be_written_are_told(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    for folder in (in_the_way, in_the_way / "law", Path("/proc/nowhere")):
        done = run_in_shell('"$@"', "law", "docs", str(folder))
        assert done.returncode == 2
        assert done.stderr.startswith(f"{folder}")
        assert done.stderr.endswith("; name a folder that you may write to.\n")
        assert done.stderr.count("\n") == 1
