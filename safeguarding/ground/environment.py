"""Every setting that may be given from outside, with what it means: one table, read into one frozen value. What
Django makes of them is in `settings.py`; which combinations are refused at the start, in `ground/start_up.py`."""

import base64
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from safeguarding.ground.addresses import data_folder


@dataclass(frozen=True, slots=True)
class Setting:
    """One variable of the environment."""

    name: str
    meaning: str
    default: str


SETTINGS = (
    Setting("SAFEGUARDING_MODE", "`demonstration` (invented people, codes shown on the page), `production`, or `development`.", "demonstration"),
    Setting("SAFEGUARDING_DATA", "Folder for the embedded database, stored files and keys.", "var"),
    Setting("SAFEGUARDING_SECRET_KEY", "Signs sessions and links. Made and kept in the data folder when absent; production must give it.", ""),
    Setting("SAFEGUARDING_HOSTS", "Host names the site answers to, with commas between.", "127.0.0.1,localhost"),
    Setting("SAFEGUARDING_SITE_ADDRESS", "The address written into messages.", "http://127.0.0.1:8000"),
    Setting("SAFEGUARDING_HTTPS", "`yes` when people reach the site by https; production must.", "no"),
    Setting("SAFEGUARDING_BEHIND_PROXY", "`yes` when a proxy in front sets X-Forwarded-Proto.", "no"),
    Setting("DATABASE_URL", "The application's login to PostgreSQL. Absent: the embedded server.", ""),
    Setting("DATABASE_OWNER_URL", "The owner's login, for migrations.", ""),
    Setting("DATABASE_PUBLIC_URL", "The public library's login.", ""),
    Setting("SAFEGUARDING_FILE_KEYS", "Keys that seal stored files: `version:base64` with commas between, the newest last. Made and kept in the data folder when absent; production must give them.", ""),
    Setting("SAFEGUARDING_FILE_SIZE_LIMIT", "Largest file that is taken, in megabytes.", "50"),
    Setting("SAFEGUARDING_SCANNER", "Address of a clamd scanner: `unix:/path` or `host:port`. Absent: files are not scanned, and their record says so.", ""),
    Setting("SAFEGUARDING_MAIL_HOST", "SMTP server. Absent: messages are written to files in the data folder.", ""),
    Setting("SAFEGUARDING_MAIL_PORT", "Its port.", "587"),
    Setting("SAFEGUARDING_MAIL_USER", "Its user.", ""),
    Setting("SAFEGUARDING_MAIL_PASSWORD", "Its password.", ""),
    Setting("SAFEGUARDING_MAIL_TLS", "`no` when the connection is not to be secured; not in production with a password.", "yes"),
    Setting("SAFEGUARDING_MAIL_FROM", "Address that messages come from; production must give one of its own.", "reviews@safeguarding.invalid"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Environment:
    """The settings as read."""

    mode: str
    data: Path
    secret_key: str
    hosts: tuple[str, ...]
    site_address: str
    https: bool
    behind_proxy: bool
    database_urls: Mapping[str, str]
    file_keys: tuple[str, ...]
    file_size_limit: int
    file_scanner: str
    email_host: str
    email_port: int
    email_user: str
    email_password: str
    email_tls: bool
    email_from: str
    given: frozenset[str]

    @property
    def demonstration(self) -> bool:
        return self.mode == "demonstration"

    @property
    def development(self) -> bool:
        return self.mode == "development"

    @property
    def trusted_origins(self) -> tuple[str, ...]:
        return (self.site_address,)

    @property
    def email_backend(self) -> str:
        kind = "smtp" if self.email_host else "filebased"
        return f"django.core.mail.backends.{kind}.EmailBackend"


class UnreadableSetting(Exception):
    """A setting holds something that cannot be used; the sentence names it and the cure."""


def read_environment(given: Mapping[str, str] | None = None) -> Environment:
    """Read the settings, with defaults that let a new checkout run. Raises `UnreadableSetting`."""
    given = os.environ if given is None else given
    value: Callable[[str], str] = lambda name: given.get(name) or _DEFAULTS[name]  # noqa: E731
    data = data_folder(given)
    return Environment(
        mode=_one_of("SAFEGUARDING_MODE", value, ("demonstration", "production", "development")),
        data=data,
        secret_key=value("SAFEGUARDING_SECRET_KEY") or _kept(data / "secret-key", lambda: secrets.token_urlsafe(50)),
        hosts=tuple(host.strip() for host in value("SAFEGUARDING_HOSTS").split(",")),
        site_address=value("SAFEGUARDING_SITE_ADDRESS").rstrip("/"),
        https=_yes("SAFEGUARDING_HTTPS", value),
        behind_proxy=_yes("SAFEGUARDING_BEHIND_PROXY", value),
        database_urls={
            name: given[name]
            for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_PUBLIC_URL")
            if given.get(name)
        },
        file_keys=tuple(
            (value("SAFEGUARDING_FILE_KEYS") or _kept(data / "file-keys", _new_file_key)).strip().split(",")
        ),
        file_size_limit=_number("SAFEGUARDING_FILE_SIZE_LIMIT", value) * 1024 * 1024,
        file_scanner=value("SAFEGUARDING_SCANNER"),
        email_host=value("SAFEGUARDING_MAIL_HOST"),
        email_port=_number("SAFEGUARDING_MAIL_PORT", value),
        email_user=value("SAFEGUARDING_MAIL_USER"),
        email_password=value("SAFEGUARDING_MAIL_PASSWORD"),
        email_tls=_yes("SAFEGUARDING_MAIL_TLS", value),
        email_from=value("SAFEGUARDING_MAIL_FROM"),
        given=frozenset(setting.name for setting in SETTINGS if given.get(setting.name)),
    )


_DEFAULTS = {setting.name: setting.default for setting in SETTINGS}


def _one_of(name: str, value: Callable[[str], str], allowed: tuple[str, ...]) -> str:
    said = value(name)
    if said not in allowed:
        raise UnreadableSetting(f"{name} is {said!r}: write one of {', '.join(allowed)}.")
    return said


def _yes(name: str, value: Callable[[str], str]) -> bool:
    return _one_of(name, value, ("yes", "no")) == "yes"


def _number(name: str, value: Callable[[str], str]) -> int:
    said = value(name)
    if not said.isdecimal():
        raise UnreadableSetting(f"{name} is {said!r}: write a whole number.")
    return int(said)


def _new_file_key() -> str:
    return "1:" + base64.b64encode(secrets.token_bytes(32)).decode()


def _kept(path: Path, make: Callable[[], str]) -> str:
    """What the file holds; made once, readable by its owner alone. Two first readers end with the same text."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        mine = path.with_name(f"{path.name}.{os.getpid()}")
        mine.touch(mode=0o600)
        mine.write_text(make(), encoding="utf-8")
        try:
            os.link(mine, path)
        except FileExistsError:
            pass
        finally:
            mine.unlink()
    return path.read_text(encoding="utf-8").strip()
