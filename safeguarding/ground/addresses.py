"""Which database is used, and by which three logins: the environment's addresses, else the embedded server.

The embedded server's own addresses come from place.py; starting it is embedded.py's part, never this one's.
"""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from safeguarding.ground.logins import Addresses, Login
from safeguarding.ground.place import place_of

APP_URL, OWNER_URL, PUBLIC_URL = "DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_PUBLIC_URL"
PROJECT = Path(__file__).resolve().parents[2]


class BadAddress(ValueError):
    """An address of a database that cannot be used; the message names the setting and the cure."""


def data_folder(env: Mapping[str, str]) -> Path:
    """Where this installation keeps what it makes: SAFEGUARDING_DATA, else `var` in the project."""
    return (PROJECT / (env.get("SAFEGUARDING_DATA") or "var")).resolve()


def is_embedded(env: Mapping[str, str]) -> bool:
    """Whether the embedded server is the one in use: none of the three addresses is given."""
    return not any(env.get(name, "").strip() for name in (APP_URL, OWNER_URL, PUBLIC_URL))


def from_environment(env: Mapping[str, str], data: Path) -> dict[str, dict[str, object]]:
    """Django's DATABASES: the aliases `default` (the application), `owner` and `public`. Starts nothing."""
    return addresses_from(env, data).as_django()


def addresses_from(env: Mapping[str, str], data: Path) -> Addresses:
    """The three logins in force; refuses one or two addresses, and two that share a login."""
    if is_embedded(env):
        return place_of(data).addresses()
    given = {name: env.get(name, "").strip() for name in (APP_URL, OWNER_URL, PUBLIC_URL)}
    missing = [name for name, address in given.items() if not address]
    if missing:
        raise BadAddress(
            f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} not set, though another of the "
            "three addresses is. Give all three, each with its own login, or none for the embedded database."
        )
    logins = {name: read(name, address) for name, address in given.items()}
    _refuse_shared_logins(logins)
    _refuse_different_databases(logins)
    return Addresses(app=logins[APP_URL], owner=logins[OWNER_URL], public=logins[PUBLIC_URL])


def read(setting: str, address: str) -> Login:
    """Read one `postgresql://user:password@host:port/name?sslmode=require` address. Every part may be
    percent-encoded; a socket's folder is `?host=/folder`. The address is never repeated in an error: it holds
    a password."""
    parts = _split(setting, address)
    query = _query(setting, parts)
    host = unquote(parts.hostname or "") or query.pop("host", "")
    port = str(_port(setting, parts) or query.pop("port", ""))
    name = unquote(parts.path.removeprefix("/")) or query.pop("dbname", "")
    user = unquote(parts.username or "") or query.pop("user", "")
    password = unquote(parts.password or "") or query.pop("password", "")
    for what, value in (("host", host), ("database name", name), ("user", user)):
        if not value:
            raise BadAddress(f"{setting} names no {what}. {_FORM}")
    if twice := sorted(query.keys() & {"host", "port", "dbname", "user", "password"}):
        raise BadAddress(f"{setting} gives the {twice[0]} twice, before and after the question mark. Keep one.")
    return Login(host=host, port=port, name=name, user=user, password=password, options=query)


_FORM = "Write postgresql://user:password@host:5432/name, with % codes for any of : / @ ? # % in a password."


def _split(setting: str, address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
    except ValueError:
        raise BadAddress(f"{setting} is not an address that can be read. {_FORM}") from None
    if parts.scheme not in ("postgres", "postgresql"):
        raise BadAddress(f"{setting} does not begin with postgresql://, and PostgreSQL alone is supported. {_FORM}")
    if parts.fragment or "#" in address:
        raise BadAddress(f"{setting} holds a #, which ends an address. {_FORM}")
    return parts


def _port(setting: str, parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        raise BadAddress(f"{setting} has a port that is not a number from 0 to 65535. {_FORM}") from None


def _query(setting: str, parts: SplitResult) -> dict[str, str]:
    try:
        pairs = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    except ValueError:
        raise BadAddress(f"{setting} has something after the question mark that is not name=value. {_FORM}") from None
    names = [name for name, _ in pairs]
    if repeated := sorted({name for name in names if names.count(name) > 1}):
        raise BadAddress(f"{setting} gives {repeated[0]} more than once after the question mark. Keep one.")
    return dict(pairs)


def _refuse_shared_logins(logins: dict[str, Login]) -> None:
    by_user: dict[str, list[str]] = {}
    for setting, login in logins.items():
        by_user.setdefault(login.user, []).append(setting)
    for user, settings in by_user.items():
        if len(settings) > 1:
            raise BadAddress(
                f"{' and '.join(settings)} sign in as the same login, {user}: the walls between them would "
                "be gone. Use three logins; `safeguarding database logins` prints the SQL that makes them."
            )


def _refuse_different_databases(logins: dict[str, Login]) -> None:
    names = {login.name for login in logins.values()}
    if len(names) > 1:
        raise BadAddress(
            f"{APP_URL}, {OWNER_URL} and {PUBLIC_URL} name different databases ({', '.join(sorted(names))}). "
            "The three are logins to one database."
        )
