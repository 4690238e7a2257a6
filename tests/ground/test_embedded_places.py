"""The embedded server in awkward places: long paths, odd names, root's closed folders, others' projects."""

import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from safeguarding.ground import binaries, embedded, place
from safeguarding.ground.place import CannotStart, place_of
from tests.ground.servers import PROJECT, START, ask, folder

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can stand in for other accounts")
PERSON = "daemon"


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A stand-in for root's system folder, in reach of every account."""
    top = Path(tempfile.mkdtemp(prefix="ground-system-"))
    top.chmod(0o755)
    for module in (place, binaries):
        monkeypatch.setattr(module, "SYSTEM", top / "safeguarding-reviews")
    yield top / "safeguarding-reviews"
    shutil.rmtree(top)


@pytest.fixture
def closed() -> Iterator[Path]:
    """A folder of root's that nobody else may enter, as root's home is."""
    top = Path(tempfile.mkdtemp(prefix="ground-closed-"))
    yield top / "project" / "var"
    embedded.destroy(top / "project" / "var")
    shutil.rmtree(top)


def _modes_above(path: Path) -> dict[Path, tuple[int, int]]:
    folders = [folder for folder in (path, *path.parents) if folder.exists()]
    return {folder: (folder.stat().st_mode, folder.stat().st_uid) for folder in folders}


@pytest.mark.parametrize(
    "below",
    [
        ("a-long-name" * 4, "another-long-name" * 4),
        ("a name with spaces, a comma", 'it\'s $HOME `here` "quoted" 100%'),
        ("plant bach â ŵ",),
    ],
)
def test_a_long_path_or_an_odd_one_is_served_from_a_short_closed_folder(below: tuple[str, ...]) -> None:
    with folder(*below) as data:
        embedded.start(data)
        sockets = Path(embedded.addresses(data).app.host)
        assert ask(data, "SELECT current_user") == "safeguarding_app"
        assert len(str(sockets)) < 50
        assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
        embedded.destroy(data)
        assert not sockets.exists()


def test_a_project_that_was_moved_is_served_where_it_lies_now() -> None:
    with folder("project") as data:
        embedded.start(data)
        embedded.stop(data)
        moved = data.parent.rename(data.parent.with_name("moved")) / "var"
        try:
            embedded.start(moved)
            assert ask(moved, "SELECT current_user") == "safeguarding_app"
        finally:
            embedded.destroy(moved)


def test_a_socket_folder_that_somebody_else_made_is_refused() -> None:
    with folder("a-long-name" * 4, "another-long-name" * 4) as data:
        sockets = place_of(data).sockets
        sockets.mkdir(mode=0o755)
        sockets.chmod(0o755)
        with pytest.raises(CannotStart, match="was made by another account"):
            embedded.start(data)


def test_a_server_of_another_account_in_the_sockets_place_is_not_believed() -> None:
    """The client asks the kernel who is at the other end before it sends anything."""
    with folder() as data:
        address = embedded.start(data).app.url
        mine = f"requirepeer={place_of(data).account.name}"
        assert mine in address
        with pytest.raises(psycopg.OperationalError, match="requirepeer"):
            psycopg.connect(address.replace(mine, "requirepeer=somebody-else"))


def test_the_address_is_known_before_anything_is_started() -> None:
    with folder() as data:
        before = embedded.addresses(data)
        assert not data.exists()
        assert embedded.start(data) == before


@only_root
def test_as_root_no_folder_above_is_opened_or_given_away() -> None:
    with folder("project") as data:
        data.parent.mkdir(mode=0o755)
        before = _modes_above(data.parent)
        embedded.start(data)
        assert _modes_above(data.parent) == before
        assert place_of(data).home.stat().st_uid == pwd.getpwnam("nobody").pw_uid
        assert pwd.getpwnam("nobody").pw_shell.endswith("nologin")


@only_root
def test_in_a_folder_closed_to_others_the_server_lies_in_the_system_folder(closed: Path, system: Path) -> None:
    before = _modes_above(closed)
    addresses = embedded.addresses(closed)
    assert embedded.start(closed) == addresses
    assert ask(closed, "SELECT current_user") == "safeguarding_app"
    assert place_of(closed).home.is_relative_to(system)
    assert _modes_above(closed) | before == _modes_above(closed)
    closed.parents[1].chmod(0o755)  # opened later, the server is still found where it was made
    assert embedded.addresses(closed) == addresses
    home = place_of(closed).home
    embedded.destroy(closed)
    assert not home.exists()


@only_root
def test_programs_that_the_account_cannot_reach_are_copied_to_where_it_can(
    closed: Path, system: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = binaries.binaries().parents[1]
    packages = closed.parent / "packages"
    for part in (wheel.name, f"{wheel.name}.libs"):
        shutil.copytree(wheel.with_name(part), packages / part, symlinks=True)
    monkeypatch.syspath_prepend(packages)
    assert binaries.binaries().is_relative_to(packages)
    before = _modes_above(packages)
    embedded.start(closed)
    assert ask(closed, "SELECT current_user") == "safeguarding_app"
    assert binaries.reachable_binaries(place_of(closed).account).is_relative_to(system)
    assert _modes_above(packages) == before


@only_root
def test_root_leaves_a_persons_project_theirs() -> None:
    python = _python_for_everybody()
    with folder("project") as data:
        person = pwd.getpwnam(PERSON)
        data.parent.mkdir()
        data.parent.chmod(0o700)
        os.chown(data.parent, person.pw_uid, person.pw_gid)
        embedded.start(data)
        home = place_of(data).home
        owners = {path.stat().st_uid for path in (data, home, home / "cluster", data / "postgres.lock")}
        assert owners == {person.pw_uid}
        assert ask(data, "SELECT current_user") == "safeguarding_app"
        embedded.stop(data)
        started = _start_as(PERSON, python, data)
        assert started.returncode == 0, started.stderr
        assert ask(data, "SELECT current_user") == "safeguarding_app"


@only_root
def test_a_server_that_root_started_is_refused_to_others_with_the_cure() -> None:
    python = _python_for_everybody()
    with folder() as data:
        embedded.start(data)
        refused = _start_as(PERSON, python, data)
        assert refused.returncode == 1
        assert "somebody else started it, perhaps root" in refused.stderr
        assert "SAFEGUARDING_DATA" in refused.stderr


@only_root
def test_a_folder_that_cannot_be_made_is_refused_with_the_cure() -> None:
    python = _python_for_everybody()
    with folder() as data:
        refused = _start_as(PERSON, python, data)
        assert refused.returncode == 1
        assert f"{data} cannot be made by this account" in refused.stderr


def _python_for_everybody() -> str:
    """A Python that another account can run; the one of the tests may lie in root's own home."""
    python = Path("/usr/bin/python3.11")
    if not python.exists() or not place.can_reach(place.Account(PERSON, 1, 1), PROJECT):
        pytest.skip("another account can reach no Python here, or not the project")
    return str(python)


def _start_as(name: str, python: str, data: Path) -> subprocess.CompletedProcess[str]:
    packages = binaries.binaries().parents[2]
    return subprocess.run(
        [python, "-c", START, str(data)],
        cwd="/",
        env={"PYTHONPATH": f"{PROJECT}:{packages}", "PYTHONDONTWRITEBYTECODE": "1"},
        user=name,
        group=name,
        extra_groups=[],
        capture_output=True,
        text=True,
        check=False,
    )
