"""Where the embedded database lies and whose it is, answered from the data folder alone, starting nothing.

The server itself is started in embedded.py; addresses given by hand are read in addresses.py.
"""

import hashlib
import os
import pwd
import re
from dataclasses import dataclass
from pathlib import Path

from safeguarding.ground.logins import APP, DATABASE, OWNER, PUBLIC, Addresses, Login

# Where root keeps the server when the account that must run it cannot reach the data folder.
SYSTEM = Path("/var/lib/safeguarding-reviews")
# A socket's whole path may have about 107 characters; the socket's own name takes some of them.
LONGEST_SOCKET_FOLDER = 85


class CannotStart(Exception):
    """The embedded database cannot be started; the message says why and what to do."""


@dataclass(frozen=True)
class Account:
    """The account of the operating system that the server's processes run as."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True)
class Place:
    """The server's own folder and what lies in it."""

    data: Path
    home: Path
    account: Account

    @property
    def cluster(self) -> Path:
        return self.home / "cluster"

    @property
    def pid_file(self) -> Path:
        return self.cluster / "postmaster.pid"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def marker(self) -> Path:
        """Written last: the cluster, the logins and the database are all there."""
        return self.home / "ready"

    @property
    def lock(self) -> Path:
        return self.data / "postgres.lock"

    @property
    def pointer(self) -> Path:
        """Names the server's folder where it is not the usual one."""
        return self.data / "postgres.place"

    @property
    def sockets(self) -> Path:
        """The folder of the socket. Short, and of plain characters: libpq splits a host at commas."""
        plain = re.fullmatch(r"[\w/.+-]+", str(self.home), re.ASCII)
        if plain and len(str(self.home)) <= LONGEST_SOCKET_FOLDER:
            return self.home
        return Path("/tmp") / f"safeguarding-{_short_hash(self.home)}"  # noqa: S108 owned, 0700, and peer-checked

    def addresses(self) -> Addresses:
        """`requirepeer` makes the client refuse a server that another account put in the socket's place."""

        def login(user: str) -> Login:
            return Login(
                host=str(self.sockets),
                port="5432",
                name=DATABASE,
                user=user,
                options={"requirepeer": self.account.name},
            )

        return Addresses(app=login(APP), owner=login(OWNER), public=login(PUBLIC))


def place_of(data: Path) -> Place:
    """Look up, or for a first start decide, where the server of this data folder lies and who runs it."""
    data = data.absolute().resolve()
    home = _recorded_home(data)
    if os.geteuid() != 0:
        return Place(data, home or data / "postgres", _account_of(os.geteuid()))
    if home and home.exists():
        return Place(data, home, _account_of(home.stat().st_uid))
    account = _account_for_root(data)
    if home is None:
        home = data / "postgres" if can_reach(account, data) else SYSTEM / _short_hash(data)
    return Place(data, home, account)


def nearest_folder(path: Path) -> Path:
    """The path itself where it exists, else the closest folder above it that does."""
    return next(folder for folder in (path, *path.parents) if folder.exists())


def can_reach(account: Account, path: Path) -> bool:
    """Whether the account may pass through every folder down to `path`, as their modes stand."""
    return all(_may_enter(account, folder) for folder in (path, *path.parents) if folder.is_dir())


def _may_enter(account: Account, folder: Path) -> bool:
    facts = folder.stat()
    if facts.st_uid == account.uid:
        return bool(facts.st_mode & 0o100)
    if facts.st_gid == account.gid:
        return bool(facts.st_mode & 0o010)
    return bool(facts.st_mode & 0o001)


def _recorded_home(data: Path) -> Path | None:
    usual = data / "postgres"
    if usual.exists():
        return usual
    pointer = data / "postgres.place"
    return Path(pointer.read_text().strip()) if pointer.exists() else None


def _account_for_root(data: Path) -> Account:
    """PostgreSQL refuses to run as root: it runs as the folder's owner, so that a person keeps their own
    project after one start as root, or as `nobody` where root owns the folder."""
    owner = nearest_folder(data).stat().st_uid
    if owner:
        return _account_of(owner)
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        raise CannotStart(
            "PostgreSQL does not run as root, and this machine has no account 'nobody' to run it as. "
            "Start as another account, or give the data folder to one."
        ) from None
    return Account(nobody.pw_name, nobody.pw_uid, nobody.pw_gid)


def _account_of(uid: int) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise CannotStart(
            f"The account number {uid} has no name on this machine, and PostgreSQL needs one. Add the "
            "account (useradd), or give DATABASE_URL, DATABASE_OWNER_URL and DATABASE_PUBLIC_URL."
        ) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _short_hash(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
