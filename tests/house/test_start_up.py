"""A start that would be unsafe is refused, and every reason is named: settings, and the application's own login."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend

from safeguarding.ground import start_up
from safeguarding.ground.environment import Environment, UnreadableSetting, read_environment
from safeguarding.ground.start_up import (
    RefusesToStart,
    refuse_unsafe_start,
    unsafe_address,
    unsafe_database,
    unsafe_people,
    unsafe_settings,
)
from safeguarding.people.demonstration import PEOPLE, OnlyForDemonstration, make_people
from safeguarding.people.models import Person

ROLE = f"test_login_{os.getpid()}"


def production(folder: Path, **changed: str) -> dict[str, str]:
    """Settings with which production starts, and what a test changes of them; an empty one is as if not given."""
    return {
        "SAFEGUARDING_MODE": "production",
        "SAFEGUARDING_DATA": str(folder),
        "SAFEGUARDING_SECRET_KEY": secrets.token_urlsafe(50),
        "SAFEGUARDING_FILE_KEYS": "1:" + "A" * 43 + "=",
        "SAFEGUARDING_HOSTS": "reviews.example.invalid",
        "SAFEGUARDING_SITE_ADDRESS": "https://reviews.example.invalid",
        "SAFEGUARDING_HTTPS": "yes",
        "SAFEGUARDING_MAIL_HOST": "mail.example.invalid",
        "SAFEGUARDING_MAIL_FROM": "reviews@example.org",
        **changed,
    }


def told(given: dict[str, str]) -> str:
    return "\n".join(unsafe_settings(read_environment(given)))


def test_production_with_every_setting_given_starts(tmp_path: Path) -> None:
    assert told(production(tmp_path)) == ""


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("SAFEGUARDING_SECRET_KEY", "", "SAFEGUARDING_SECRET_KEY is not set"),
        ("SAFEGUARDING_SECRET_KEY", "short", "shorter than 50"),
        ("SAFEGUARDING_FILE_KEYS", "", "SAFEGUARDING_FILE_KEYS is not set"),
        ("SAFEGUARDING_HOSTS", "", "SAFEGUARDING_HOSTS is not set"),
        ("SAFEGUARDING_HOSTS", "*", "SAFEGUARDING_HOSTS holds *"),
        ("SAFEGUARDING_MAIL_HOST", "", "SAFEGUARDING_MAIL_HOST is not set"),
        ("SAFEGUARDING_HTTPS", "no", "SAFEGUARDING_HTTPS is not yes"),
        ("SAFEGUARDING_MAIL_FROM", "", "SAFEGUARDING_MAIL_FROM is reviews@safeguarding.invalid"),
        ("SAFEGUARDING_MAIL_FROM", "Reviews <r@x.invalid>", "where no answer arrives"),
        ("SAFEGUARDING_SITE_ADDRESS", "http://reviews.example.invalid", "SAFEGUARDING_SITE_ADDRESS is http:"),
    ],
)
def test_production_names_each_unsafe_setting(tmp_path: Path, name: str, value: str, says: str) -> None:
    assert says in told(production(tmp_path, **{name: value}))


def test_all_reasons_are_told_at_once(tmp_path: Path) -> None:
    bare = {"SAFEGUARDING_MODE": "production", "SAFEGUARDING_DATA": str(tmp_path)}
    lines = told(bare).splitlines()
    for name in ("SECRET_KEY", "FILE_KEYS", "HOSTS", "MAIL_HOST", "HTTPS"):
        assert any(line.startswith(f"SAFEGUARDING_{name} ") for line in lines), name


def test_a_mail_password_does_not_travel_in_the_clear(tmp_path: Path) -> None:
    in_the_clear = production(tmp_path, SAFEGUARDING_MAIL_TLS="no")
    assert told(in_the_clear) == ""
    assert "SAFEGUARDING_MAIL_TLS is no" in told({**in_the_clear, "SAFEGUARDING_MAIL_PASSWORD": "x"})


@pytest.mark.parametrize("mode", ["demonstration", "development", "production"])
def test_where_codes_are_shown_other_machines_are_not_listened_to(tmp_path: Path, mode: str) -> None:
    env = read_environment(production(tmp_path, SAFEGUARDING_MODE=mode))
    for host in ("127.0.0.1", "localhost", "::1"):
        assert list(unsafe_address(env, host)) == []
    for host in ("0.0.0.0", "::", "192.0.2.7"):
        said = "\n".join(unsafe_address(env, host))
        assert said == "" if mode == "production" else f"--host is {host}" in said


@pytest.mark.parametrize("mode", ["demonstration", "development"])
def test_where_codes_are_shown_only_this_machine_is_answered(tmp_path: Path, mode: str) -> None:
    given = {"SAFEGUARDING_MODE": mode, "SAFEGUARDING_DATA": str(tmp_path)}
    assert told(given) == ""
    assert "reviews.example.invalid" in told({**given, "SAFEGUARDING_HOSTS": "localhost,reviews.example.invalid"})
    assert "SAFEGUARDING_MODE=production" in told({**given, "SAFEGUARDING_HOSTS": "*"})


def test_an_unknown_mode_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSetting, match="SAFEGUARDING_MODE is 'live'"):
        read_environment(production(tmp_path, SAFEGUARDING_MODE="live"))


def test_djangos_own_checks_for_a_deployment_find_nothing(tmp_path: Path) -> None:
    env = {**production(tmp_path), "PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "safeguarding.web.settings"}
    command = [sys.executable, "-W", "error", "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_production_serves_neither_debugging_nor_the_demonstration(tmp_path: Path) -> None:
    env: Environment = read_environment(production(tmp_path))
    assert not env.demonstration
    assert not env.development


# Invented people and real ones do not meet.


def add(email: str, *, is_active: bool = True) -> None:
    Person.objects.create(email=email, name="Somebody", is_active=is_active)


def told_of_people(folder: Path, mode: str) -> str:
    return "\n".join(unsafe_people(read_environment(production(folder, SAFEGUARDING_MODE=mode))))


@pytest.mark.django_db
def test_production_refuses_people_whose_passwords_everybody_knows(tmp_path: Path) -> None:
    make_people()
    add("mary.hill@example.org")
    said = told_of_people(tmp_path, "production")
    assert f"{len(PEOPLE)} people of the demonstration may sign in" in said
    assert "give SAFEGUARDING_DATA another folder" in said


@pytest.mark.django_db
def test_production_takes_everybody_else(tmp_path: Path) -> None:
    add("mary.hill@example.org")
    assert told_of_people(tmp_path, "production") == ""


@pytest.mark.django_db
def test_those_whose_sign_in_was_stopped_are_let_be(tmp_path: Path) -> None:
    add("one@demonstration.invalid", is_active=False)
    add("two@example.org", is_active=False)
    assert told_of_people(tmp_path, "production") == ""
    assert told_of_people(tmp_path, "demonstration") == ""


@pytest.mark.django_db
def test_a_demonstration_refuses_to_stand_among_real_people(tmp_path: Path) -> None:
    add("somebody@example.invalid")
    assert told_of_people(tmp_path, "demonstration") == ""
    add("mary.hill@example.org")
    assert "1 people may sign in here whose addresses do not end in" in told_of_people(tmp_path, "demonstration")
    assert told_of_people(tmp_path, "development") == ""
    with pytest.raises(OnlyForDemonstration, match="another folder"):
        make_people()


@pytest.mark.django_db
def test_the_start_names_people_and_host_among_its_reasons(tmp_path: Path) -> None:
    add("mary.hill@example.org")
    given = {"SAFEGUARDING_MODE": "demonstration", "SAFEGUARDING_DATA": str(tmp_path)}
    with pytest.raises(RefusesToStart) as refused:
        refuse_unsafe_start(read_environment(given), listens_on="0.0.0.0")
    assert "--host is 0.0.0.0" in str(refused.value)
    assert "1 people may sign in" in str(refused.value)


# The application's login, as the walls need it.


@pytest.fixture
def superuser(db: None) -> Iterator[psycopg.Connection]:
    """The embedded server's own superuser; a real server gives the tests none."""
    facts = connection.get_connection_params()
    address = {key: facts[key] for key in ("host", "port", "dbname") if facts.get(key)}
    try:
        opened = psycopg.connect(**address, user="postgres", autocommit=True)
    except psycopg.OperationalError:
        pytest.skip("this server gives the tests no superuser")
    with opened:
        opened.execute(f'CREATE ROLE "{ROLE}" NOLOGIN')
        try:
            yield opened
        finally:
            opened.execute(f'DROP OWNED BY "{ROLE}"')
            opened.execute(f'DROP ROLE "{ROLE}"')


def reasons_when_signed_in(monkeypatch: pytest.MonkeyPatch, user: str, role: str = "") -> str:
    """What is told when the application's own connection is this login's."""
    facts = {**connections["default"].settings_dict, "USER": user}
    if role:
        facts["OPTIONS"] = {**facts["OPTIONS"], "options": f"-c role={role}"}
    other: BaseDatabaseWrapper = load_backend(facts["ENGINE"]).DatabaseWrapper(facts, alias="default")
    monkeypatch.setattr(start_up, "connections", {"default": other})
    try:
        return "\n".join(unsafe_database())
    finally:
        other.close()


@pytest.mark.django_db
def test_the_applications_own_login_is_safe() -> None:
    assert list(unsafe_database()) == []


@pytest.mark.django_db
def test_a_superuser_is_refused(superuser: psycopg.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "a superuser" in reasons_when_signed_in(monkeypatch, "postgres")


@pytest.mark.django_db
def test_a_login_that_bypasses_the_walls_is_refused(
    superuser: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    superuser.execute(f'ALTER ROLE "{ROLE}" BYPASSRLS')
    said = reasons_when_signed_in(monkeypatch, "postgres", ROLE)
    assert "has BYPASSRLS" in said
    assert "a superuser" not in said


@pytest.mark.django_db
def test_the_owner_of_the_tables_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    owner = connections["owner"].settings_dict["USER"]
    assert "tables. Migrate as another login" in reasons_when_signed_in(monkeypatch, owner)


@pytest.mark.django_db
def test_the_owner_of_a_single_table_is_refused(superuser: psycopg.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    superuser.execute(f"CREATE TABLE owned_by_the_test (id int); ALTER TABLE owned_by_the_test OWNER TO {ROLE}")
    assert "which owns 1 tables" in reasons_when_signed_in(monkeypatch, "postgres", ROLE)


@pytest.mark.django_db
def test_a_member_of_the_owner_is_refused(superuser: psycopg.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = connections["owner"].settings_dict["USER"]
    superuser.execute(f'GRANT "{owner}" TO "{ROLE}"')
    assert f"a member of {owner}" in reasons_when_signed_in(monkeypatch, "postgres", ROLE)


@pytest.mark.django_db
def test_a_member_of_a_superuser_is_refused(superuser: psycopg.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    superuser.execute(f'GRANT postgres TO "{ROLE}"')
    assert "a member of postgres" in reasons_when_signed_in(monkeypatch, "postgres", ROLE)


@pytest.mark.django_db
def test_a_plain_role_without_any_of_these_is_taken(
    superuser: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert reasons_when_signed_in(monkeypatch, "postgres", ROLE) == ""


@pytest.mark.django_db
def test_the_start_lists_settings_and_login_together(
    superuser: psycopg.Connection, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    facts = {**connections["default"].settings_dict, "USER": "postgres"}
    other: BaseDatabaseWrapper = load_backend(facts["ENGINE"]).DatabaseWrapper(facts, alias="default")
    monkeypatch.setattr(start_up, "connections", {"default": other})
    with pytest.raises(RefusesToStart) as refused:
        refuse_unsafe_start(read_environment(production(tmp_path, SAFEGUARDING_HTTPS="no")))
    other.close()
    assert "SAFEGUARDING_HTTPS is not yes" in str(refused.value)
    assert "a superuser" in str(refused.value)
