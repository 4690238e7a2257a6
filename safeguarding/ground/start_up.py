"""What the system refuses to start with, each in a sentence that names the setting and the cure. Called by the
web server, the worker and `safeguarding setup-check`; never by tests or migrations."""

from collections.abc import Iterator

from django.conf import settings
from django.db import connections

from safeguarding.ground.environment import Environment


class RefusesToStart(Exception):
    """The system would be unsafe; the message lists every reason."""


def refuse_unsafe_start(env: Environment) -> None:
    """Raise `RefusesToStart` with every reason, or return."""
    reasons = [*unsafe_settings(env), *unsafe_database()]
    if reasons:
        raise RefusesToStart("The system does not start:\n" + "\n".join(f"- {reason}" for reason in reasons))


def unsafe_settings(env: Environment) -> Iterator[str]:
    """Settings that are no good in production. Demonstration and development have none to refuse, but neither
    may answer to anything but this machine."""
    if env.mode != "production":
        beyond = [host for host in env.hosts if host not in ("127.0.0.1", "localhost", "::1", "testserver")]
        if beyond:
            yield (
                f"SAFEGUARDING_HOSTS names {', '.join(beyond)}, but in {env.mode} mode codes are shown on the page. "
                "Set SAFEGUARDING_MODE=production, or keep to 127.0.0.1."
            )
        return
    must_be_given = (
        "SAFEGUARDING_SECRET_KEY",
        "SAFEGUARDING_FILE_KEYS",
        "SAFEGUARDING_HOSTS",
        "SAFEGUARDING_MAIL_HOST",
    )
    for name in must_be_given:
        if name not in env.given:
            yield f"{name} is not set. Production must give it; docs/reference/settings.md says what it holds."
    if len(env.secret_key) < 50:
        yield "SAFEGUARDING_SECRET_KEY is shorter than 50 characters. Make a new one of random characters."
    if "*" in env.hosts:
        yield "SAFEGUARDING_HOSTS holds *. Name the hosts that the site answers to."
    if not env.https:
        yield "SAFEGUARDING_HTTPS is not yes. People's sessions would travel in the clear: serve by https."
    elif not env.site_address.startswith("https://"):
        yield f"SAFEGUARDING_SITE_ADDRESS is {env.site_address}. Write the https address that people open."


def unsafe_database() -> Iterator[str]:
    """An application login that the walls could not hold."""
    role = str(settings.DATABASES["default"]["USER"])
    owner = str(settings.DATABASES["owner"]["USER"])
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        is_super, bypasses = cursor.fetchone()
        cursor.execute(
            "SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner "
            "WHERE r.rolname = current_user AND c.relkind IN ('r', 'p', 'v')"
        )
        owned = cursor.fetchone()[0]
        cursor.execute(
            "SELECT rolname FROM pg_roles WHERE rolname <> current_user "
            "AND pg_has_role(current_user, oid, 'MEMBER') AND (rolsuper OR rolname = %s)",
            [owner],
        )
        member_of = [row[0] for row in cursor.fetchall()]
    if is_super:
        yield f"DATABASE_URL signs in as {role}, a superuser. Every wall would be gone: use a plain login."
    if bypasses and not is_super:
        yield f"DATABASE_URL signs in as {role}, which has BYPASSRLS. Take it away: ALTER ROLE {role} NOBYPASSRLS."
    if owned:
        yield f"DATABASE_URL signs in as {role}, which owns {owned} tables. Migrate as another login, the owner."
    if member_of and not is_super:
        yield f"DATABASE_URL signs in as {role}, a member of {', '.join(member_of)}. Revoke that membership."
