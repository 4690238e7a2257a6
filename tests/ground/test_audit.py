"""The audit writes itself, cannot be changed or forged by the application, and shows when it was."""

import contextlib

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, connections, transaction

from safeguarding.actor import acting_as
from safeguarding.cases.models import Child
from safeguarding.ground.models import AuditEntry
from safeguarding.ground.verify_audit import faults, heads
from tests.cast import Cast, make_cast
from tests.making import make_incident

pytestmark = pytest.mark.wall


@pytest.mark.django_db
def test_every_change_of_a_row_is_written_with_who_and_when(cast: Cast) -> None:
    case = make_incident(cast, child="Robin")
    with acting_as(cast.ada.pk):
        Child.objects.filter(case=case).update(name="Rowan")
        last = AuditEntry.objects.filter(case_id=case.pk, chain="changes").order_by("sequence").last()
    assert last is not None
    assert (last.person_id, last.table, last.verb) == (cast.ada.pk, "cases_child", "update")
    assert last.content["before"]["name"] == "Robin"
    assert last.content["after"]["name"] == "Rowan"


@pytest.mark.django_db
def test_a_change_is_undone_with_its_entry(cast: Cast) -> None:
    case = make_incident(cast)
    with acting_as(cast.ada.pk):
        before = AuditEntry.objects.filter(case_id=case.pk).count()
        with contextlib.suppress(ZeroDivisionError), transaction.atomic():
            Child.objects.filter(case=case).update(name="Rowan")
            _ = 1 / 0
        assert AuditEntry.objects.filter(case_id=case.pk).count() == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO ground_auditentry (chain, case_id, sequence, at, person_id, day, table_name, row_key, verb, "
        "digest, hash) VALUES ('changes', 1, 99, now(), 1, now(), '', '', '', '', '')",
        "UPDATE ground_auditentry SET person_id = 1",
        "DELETE FROM ground_auditentry",
        "TRUNCATE ground_auditentry",
        "UPDATE ground_audithead SET sequence = 0",
        "SELECT audit_append('changes', 1, 't', '1', 'insert', '{}')",
        "ALTER TABLE cases_child DISABLE TRIGGER audit",
        "SET session_replication_role = replica",
        "UPDATE cases_event SET event = 'other'",
        "DELETE FROM cases_decision",
    ],
)
def test_the_application_can_neither_change_nor_forge_it(cast: Cast, statement: str) -> None:
    make_incident(cast)
    with (
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
        acting_as(cast.ben.pk),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.django_db
def test_a_change_with_nobody_acting_is_refused(cast: Cast) -> None:
    with pytest.raises(ProgrammingError, match="Nobody is acting"), transaction.atomic():
        cast.ben.roles.update(until_on=None)


@pytest.mark.django_db
def test_the_audit_of_anothers_case_is_hidden(cast: Cast) -> None:
    make_incident(cast, child="Marker")
    with acting_as(cast.vic.pk):
        assert not AuditEntry.objects.exclude(case_id=0).exists()


def as_owner(statement: str) -> None:
    facts = connections["owner"].get_connection_params()
    facts = {key: facts[key] for key in ("host", "port", "user", "password", "dbname") if facts.get(key)}
    with psycopg.connect(**facts) as owner:
        owner.execute(statement)  # type: ignore[arg-type]


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE ground_auditentry SET person_id = person_id + 1 WHERE sequence = 2", "does not follow"),
        ("UPDATE ground_auditentry SET content = '{}' WHERE sequence = 2", "values were changed"),
        ("DELETE FROM ground_auditentry WHERE sequence = 2", "is missing"),
        (
            "DELETE FROM ground_auditentry e USING ground_audithead h WHERE e.chain = h.chain "
            "AND e.case_id = h.case_id AND e.sequence = h.sequence",
            "end of the chain is missing",
        ),
        ("DELETE FROM ground_audithead", "lost its head"),
    ],
)
def test_what_an_owner_changes_behind_its_back_is_found(statement: str, says: str) -> None:
    make_incident(make_cast())
    assert faults() == []
    as_owner(statement)
    assert any(says in fault.why for fault in faults())
    with pytest.raises(CommandError, match="does not hold"):
        call_command("verify_audit")


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_values_may_be_destroyed_and_the_chain_still_holds(capsys: pytest.CaptureFixture[str]) -> None:
    make_incident(make_cast(), child="Robin")
    before = heads()
    as_owner("UPDATE ground_auditentry SET content = NULL, salt = NULL")
    assert faults() == []
    assert heads() == before
    call_command("verify_audit")
    assert before.digest in capsys.readouterr().out
