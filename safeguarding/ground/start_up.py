"""What the system refuses to start with, each in a sentence that names the setting and the cure: settings, the
database's login, and people who must not meet. Called by the web server, the worker and `safeguarding setup-check`;
never by tests or migrations."""

from collections.abc import Iterator

from django.conf import settings
from django.db import connections

from safeguarding.ground.environment import Environment

INVENTED_AT = "@demonstration.invalid"
"""How the address of everybody in the demonstration ends. Their passwords and codes are known to all the world."""

NOBODY_REAL_AT = ".invalid"
"""No address that ends so reaches anybody, ever: the name is kept for that."""

THIS_MACHINE = ("127.0.0.1", "localhost", "::1")


class RefusesToStart(Exception):
    """The system would be unsafe; the message lists every reason."""


def refuse_unsafe_start(env: Environment, *, listens_on: str = "127.0.0.1") -> None:
    """Raise `RefusesToStart` with every reason, or return. `listens_on` is the web server's own address."""
    reasons = [*unsafe_settings(env), *unsafe_address(env, listens_on), *unsafe_database(), *unsafe_people(env)]
    if reasons:
        raise RefusesToStart("The system does not start:\n" + "\n".join(f"- {reason}" for reason in reasons))


def unsafe_settings(env: Environment) -> Iterator[str]:
    """Settings that are no good in production. Demonstration and development have none to refuse, but neither
    may answer to anything but this machine."""
    if env.mode != "production":
        beyond = [host for host in env.hosts if host not in (*THIS_MACHINE, "testserver")]
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
    if env.email_password and not env.email_tls:
        yield "SAFEGUARDING_MAIL_TLS is no, and SAFEGUARDING_MAIL_PASSWORD would travel in the clear. Set it to yes."
    if env.email_from.lower().rstrip(">").endswith(NOBODY_REAL_AT):
        yield (
            f"SAFEGUARDING_MAIL_FROM is {env.email_from}, where no answer arrives. "
            "Write an address at a name of your own."
        )


def unsafe_address(env: Environment, listens_on: str) -> Iterator[str]:
    """Where codes are shown on the page, other machines are not listened to, whatever host they ask for."""
    if env.mode != "production" and listens_on not in THIS_MACHINE:
        yield (
            f"--host is {listens_on}, but in {env.mode} mode codes are shown on the page. "
            "Set SAFEGUARDING_MODE=production, or keep to 127.0.0.1."
        )


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


def unsafe_people(env: Environment) -> Iterator[str]:
    """Invented people among real ones. Everybody knows how to sign in as somebody of the demonstration, and the
    demonstration guards nobody: neither may be where the other is."""
    if env.mode == "production" and (invented := invented_people()):
        yield (
            f"{invented} people of the demonstration may sign in here, with passwords and codes that anybody can work "
            "out. Begin with a database of its own: give SAFEGUARDING_DATA another folder, or the three addresses of "
            "another database."
        )
    if env.demonstration and (real := real_people()):
        yield (
            f"{real} people may sign in here whose addresses do not end in {NOBODY_REAL_AT}, and a demonstration "
            "guards nobody. Set SAFEGUARDING_MODE=production, or give SAFEGUARDING_DATA another folder."
        )


def invented_people() -> int:
    """How many people of the demonstration may sign in."""
    return sum(address.endswith(INVENTED_AT) for address in _addresses_that_sign_in())


def real_people() -> int:
    """How many people may sign in who could be somebody."""
    return sum(not address.endswith(NOBODY_REAL_AT) for address in _addresses_that_sign_in())


def _addresses_that_sign_in() -> list[str]:
    """Asked in SQL, since people are an app above this; none while the table is still to be made."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT to_regclass('people_person')")
        if cursor.fetchone() == (None,):
            return []
        cursor.execute("SELECT lower(email) FROM people_person WHERE is_active")
        return [address for (address,) in cursor.fetchall()]
