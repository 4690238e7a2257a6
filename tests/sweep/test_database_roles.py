"""What each database role may do with each table, compared with a short list: whatever is not on it is a plain table,
which the application reads and writes behind its walls."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import ProgrammingError, connection, connections

from tests.sweep.story import Story
from tests.sweep.tables import privileges_of

pytestmark = pytest.mark.wall

PLAIN = "SIUD"
ADDED_TO_ONLY = "SI"
READ_ONLY = "S"

OTHERWISE = {
    **dict.fromkeys(
        (
            "cases_assessment", "cases_decision", "cases_diarynote", "cases_event", "cases_lettertemplatecontent",
            "cases_export", "cases_moveddue", "cases_paper", "cases_position", "cases_positionrequest", "cases_receipt",
            "cases_sentpaper", "cases_submission", "cases_told", "outbox_message", "outbox_reminder",
            "people_accountevent", "reviews_askanswer", "reviews_decisionafterreview", "reviews_nationalhandover",
            "reviews_panelask", "reviews_panelreply", "reviews_positiononproposal", "reviews_proposeddecision",
            "reviews_reviewreport", "reviews_signoffrequest",
        ),
        ADDED_TO_ONLY,
    ),
    **dict.fromkeys(
        ("cases_emergencyaccess", "django_migrations", "ground_auditentry", "ground_audithead", "outbox_delivery"),
        READ_ONLY,
    ),
    "files_filekey": "SID",
    "files_storedfile": "SIU",
    "outbox_waiting": "",
}  # fmt: skip

CLOSED = {
    "audit_account", "audit_append", "audit_change", "outbox_append", "outbox_is_wanted", "outbox_now_waits",
}  # fmt: skip
"""Functions that only the database's own triggers and functions may call."""


def test_the_application_may_do_with_each_table_what_the_list_says(story: Story) -> None:
    app = settings.DATABASES["default"]["USER"]
    assert {table: held for table, held in privileges_of(app).items() if held != PLAIN} == OTHERWISE


def test_the_public_role_may_do_nothing_with_any_table(story: Story) -> None:
    held = privileges_of(settings.DATABASES["public"]["USER"])
    assert len(held) > 50
    assert set(held.values()) == {""}


@pytest.fixture
def as_public(told: Story) -> Iterator[None]:
    """A connection of its own, really signed in as the public role."""
    yield
    connections["public"].close()


def test_the_public_role_is_refused_by_every_table(story: Story, as_public: None) -> None:
    tables = list(privileges_of(settings.DATABASES["public"]["USER"]))
    with connections["public"].cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (settings.DATABASES["public"]["USER"],)
        for table in tables:
            with pytest.raises(ProgrammingError, match="permission denied"):
                cursor.execute(f'SELECT * FROM "{table}"')


def test_the_public_role_may_call_no_function_of_ours(story: Story) -> None:
    public = settings.DATABASES["public"]["USER"]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace "
            "AND has_function_privilege(%s, p.oid, 'EXECUTE')",
            [public],
        )
        assert cursor.fetchall() == []


def test_the_application_may_call_no_function_that_belongs_to_triggers(story: Story) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT p.proname FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace "
            "AND NOT has_function_privilege(%s, p.oid, 'EXECUTE')",
            [settings.DATABASES["default"]["USER"]],
        )
        assert {name for (name,) in cursor.fetchall()} == CLOSED


def test_a_function_that_runs_as_the_owner_looks_in_one_place_for_its_tables(story: Story) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef "
            "AND NOT coalesce(proconfig::text, '') LIKE '%search_path=public, pg_temp%'"
        )
        assert cursor.fetchall() == []


def test_the_application_can_neither_become_another_role_nor_own_a_table(story: Story) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication, "
            "EXISTS (SELECT FROM pg_class WHERE relowner = r.oid), "
            "EXISTS (SELECT FROM pg_auth_members WHERE member = r.oid), "
            "has_schema_privilege(r.oid, 'public', 'CREATE') "
            "FROM pg_roles r WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, False, False)
