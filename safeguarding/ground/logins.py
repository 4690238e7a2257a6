"""The three logins of the database: what each is called, how it is reached, and the SQL that makes them.

Which addresses are in force is answered by addresses.py; what each login may read is granted by migrations.
"""

from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

DATABASE = "safeguarding"
APP, OWNER, PUBLIC = "safeguarding_app", "safeguarding_owner", "safeguarding_public"


@dataclass(frozen=True)
class Login:
    """One way into the database. `options` are libpq's further connection parameters."""

    host: str
    port: str
    name: str
    user: str
    password: str = field(default="", repr=False)
    options: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The same facts as one address; a socket folder goes into the query, as libpq wants it."""
        socket = {"host": self.host} if self.host.startswith("/") else {}
        secret = f":{quote(self.password, safe='')}" if self.password else ""
        host = "" if socket else f"[{self.host}]" if ":" in self.host else quote(self.host, safe="")
        port = f":{self.port}" if self.port and host else ""
        if socket and self.port:
            socket["port"] = self.port
        query = urlencode({**socket, **self.options}, quote_via=quote)
        path = quote(self.name, safe="")
        tail = f"?{query}" if query else ""
        return f"postgresql://{quote(self.user, safe='')}{secret}@{host}{port}/{path}{tail}"

    def as_django(self) -> dict[str, object]:
        """The entry that Django's DATABASES wants for this login."""
        return {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": self.host,
            "PORT": self.port,
            "NAME": self.name,
            "USER": self.user,
            "PASSWORD": self.password,
            "OPTIONS": dict(self.options),
        }


@dataclass(frozen=True)
class Addresses:
    """The application's login, the owner's (migrations) and the public library's."""

    app: Login
    owner: Login
    public: Login

    def as_django(self) -> dict[str, dict[str, object]]:
        """Django's DATABASES: `default` is the application."""
        logins = {"default": self.app, "owner": self.owner, "public": self.public}
        return {alias: login.as_django() for alias, login in logins.items()}


_SCRIPT = """\
SELECT 'CREATE ROLE {owner} {plain} {owner_right}'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{owner}') \\gexec
SELECT 'CREATE ROLE {app} {plain} NOCREATEDB'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{app}') \\gexec
SELECT 'CREATE ROLE {public} {plain} NOCREATEDB'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{public}') \\gexec
SELECT 'CREATE DATABASE {database} OWNER {owner} TEMPLATE template0 ENCODING ''UTF8'''
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{database}') \\gexec
REVOKE ALL ON DATABASE {database} FROM PUBLIC;
GRANT CONNECT ON DATABASE {database} TO {app}, {public};
"""


def sql(*, for_tests: bool) -> str:
    """The script for psql that makes the logins and the database, each only if absent.

    A superuser runs it once. `for_tests` lets the owner create the test suite's own database.
    """
    return _SCRIPT.format(
        owner=OWNER,
        app=APP,
        public=PUBLIC,
        database=DATABASE,
        plain="LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION",
        owner_right="CREATEDB" if for_tests else "NOCREATEDB",
    )
