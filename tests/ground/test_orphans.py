"""A process that is tied to its parent ends when the parent is killed, or was dead before it could be tied."""

import signal
import subprocess
import sys

import pytest

from tests.ground.servers import PROJECT, is_alive, wait_until

TIED = (
    "import os, time; from safeguarding.ground.orphans import die_with; "
    "die_with({parent}); print(os.getpid(), flush=True); time.sleep(300)"
)
PARENT = "import os, subprocess, sys, time; subprocess.Popen([sys.executable, '-c', sys.argv[1]]); time.sleep(300)"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can tie a process to its parent")
def test_a_tied_child_ends_when_its_parent_is_killed() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, TIED.format(parent="os.getppid()")], cwd=PROJECT, stdout=subprocess.PIPE
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert is_alive(child)
    parent.kill()
    parent.communicate()
    wait_until(lambda: not is_alive(child))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can tie a process to its parent")
def test_a_child_whose_parent_is_dead_already_ends_at_once() -> None:
    long_dead = subprocess.Popen([sys.executable, "-c", ""])
    long_dead.wait()
    late = subprocess.run(
        [sys.executable, "-c", TIED.format(parent=long_dead.pid)],
        cwd=PROJECT,
        capture_output=True,
        timeout=30,
        check=False,
    )
    assert late.returncode == -signal.SIGKILL
    assert late.stdout == b""
