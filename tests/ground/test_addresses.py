"""Which three logins are in force: read from the environment, or the embedded server's. Nothing is started here."""

from pathlib import Path

import psycopg
import pytest

from safeguarding.ground.addresses import BadAddress, data_folder, from_environment, is_embedded, read
from safeguarding.ground.logins import Login

DATA = Path("/nowhere/var")
THREE = {
    "DATABASE_URL": "postgresql://app:one@db.example:5433/reviews",
    "DATABASE_OWNER_URL": "postgresql://owner:two@db.example:5433/reviews",
    "DATABASE_PUBLIC_URL": "postgresql://library:three@db.example:5433/reviews",
}


def test_without_addresses_the_embedded_server_is_the_one_in_use() -> None:
    assert is_embedded({"DATABASE_URL": " "})
    databases = from_environment({}, DATA)
    assert [databases[alias]["USER"] for alias in ("default", "owner", "public")] == [
        "safeguarding_app",
        "safeguarding_owner",
        "safeguarding_public",
    ]
    assert {databases[alias]["NAME"] for alias in databases} == {"safeguarding"}


def test_three_addresses_become_three_databases_of_django() -> None:
    databases = from_environment(THREE, DATA)
    assert databases["default"] == {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": "db.example",
        "PORT": "5433",
        "NAME": "reviews",
        "USER": "app",
        "PASSWORD": "one",
        "OPTIONS": {},
    }
    assert databases["owner"]["USER"] == "owner"
    assert databases["public"]["PASSWORD"] == "three"


def test_every_part_may_carry_awkward_characters() -> None:
    login = read("DATABASE_URL", "postgres://a%40b:p%3A%2F%40%3F%23%25%26%3D%20%C5%B5@h/n%2Fm?sslmode=verify-full")
    assert (login.user, login.password, login.name) == ("a@b", "p:/@?#%&= ŵ", "n/m")
    assert login.options == {"sslmode": "verify-full"}


def test_options_of_the_session_are_kept() -> None:
    login = read("DATABASE_URL", "postgresql://a:b@h/n?options=-c%20statement_timeout%3D5s&connect_timeout=3")
    assert login.options == {"options": "-c statement_timeout=5s", "connect_timeout": "3"}


@pytest.mark.parametrize(
    ("address", "host", "port"),
    [
        ("postgresql://a:b@/n?host=/run/postgresql", "/run/postgresql", ""),
        ("postgresql://a:b@%2Frun%2Fpostgresql/n", "/run/postgresql", ""),
        ("postgresql:///n?host=/run/postgresql&port=5433&user=a", "/run/postgresql", "5433"),
        ("postgresql://a@[::1]:5433/n", "::1", "5433"),
    ],
)
def test_sockets_and_addresses_of_six_parts_are_understood(address: str, host: str, port: str) -> None:
    login = read("DATABASE_URL", address)
    assert (login.host, login.port) == (host, port)


@pytest.mark.parametrize(
    "login",
    [
        Login("db.example", "5433", "n/m", "a@b", "p:/@?#%&= ŵ", {"sslmode": "require"}),
        Login("/run/a folder", "5432", "n", "a", "", {"requirepeer": "nobody"}),
        Login("::1", "", "n", "a", "b"),
    ],
)
def test_an_address_that_we_write_is_read_back_the_same_by_us_and_by_postgresql(login: Login) -> None:
    assert read("DATABASE_URL", login.url) == login
    facts = psycopg.conninfo.conninfo_to_dict(login.url)
    assert (facts["host"], facts["user"], facts["dbname"]) == (login.host, login.user, login.name)
    assert facts.get("password", "") == login.password


@pytest.mark.parametrize("missing", list(THREE))
def test_two_addresses_of_three_are_refused_naming_the_third(missing: str) -> None:
    two = {name: address for name, address in THREE.items() if name != missing}
    with pytest.raises(BadAddress, match=rf"^{missing} is not set"):
        from_environment(two, DATA)


def test_one_address_alone_is_refused_naming_the_others() -> None:
    with pytest.raises(BadAddress, match=r"^DATABASE_OWNER_URL and DATABASE_PUBLIC_URL are not set"):
        from_environment({"DATABASE_URL": THREE["DATABASE_URL"]}, DATA)


def test_two_addresses_with_one_login_are_refused() -> None:
    shared = THREE | {"DATABASE_OWNER_URL": THREE["DATABASE_URL"]}
    with pytest.raises(BadAddress, match="DATABASE_URL and DATABASE_OWNER_URL sign in as the same login, app"):
        from_environment(shared, DATA)


def test_logins_to_different_databases_are_refused() -> None:
    astray = THREE | {"DATABASE_PUBLIC_URL": THREE["DATABASE_PUBLIC_URL"] + "2"}
    with pytest.raises(BadAddress, match=r"different databases \(reviews, reviews2\)"):
        from_environment(astray, DATA)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("mysql://a:secret@h/n", "does not begin with postgresql://"),
        ("a:secret@h/n", "does not begin with postgresql://"),
        ("postgresql://a:secret@h", "names no database name"),
        ("postgresql://a:secret@/n", "names no host"),
        ("postgresql://:secret@h/n", "names no user"),
        ("postgresql://a:secret@h:99999/n", "a port that is not a number"),
        ("postgresql://a:secret@h:http/n", "a port that is not a number"),
        ("postgresql://a:sec#ret@h/n", "holds a #"),
        ("postgresql://a:secret@h/n?sslmode", "not name=value"),
        ("postgresql://a:secret@h/n?sslmode=a&sslmode=b", "sslmode more than once"),
        ("postgresql://a:secret@h/n?user=b", "gives the user twice"),
        ("postgresql://a:secret@[h/n", "not an address that can be read"),
    ],
)
def test_a_bad_address_is_refused_with_the_setting_and_the_cure_but_never_the_password(address: str, said: str) -> None:
    with pytest.raises(BadAddress, match=said) as refused:
        read("DATABASE_OWNER_URL", address)
    assert str(refused.value).startswith("DATABASE_OWNER_URL ")
    assert "secret" not in str(refused.value)
    assert "sec#ret" not in str(refused.value)


def test_the_data_folder_is_named_from_the_project_unless_it_is_whole() -> None:
    project = Path(__file__).parents[2]
    assert data_folder({}) == project / "var"
    assert data_folder({"SAFEGUARDING_DATA": "elsewhere"}) == project / "elsewhere"
    assert data_folder({"SAFEGUARDING_DATA": "/srv/reviews"}) == Path("/srv/reviews")
