"""No query shows a row of another partnership's, and no statement changes one, whatever the table."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Model
from psycopg.types.json import Jsonb

from safeguarding.actor import acting_as
from safeguarding.cases.models import Case
from tests.sweep.conftest import undone
from tests.sweep.people import BARRED, ENDED
from tests.sweep.story import Story
from tests.sweep.tables import OF_A_CASE, case_column, columns_of, row_of, walled_tables

pytestmark = pytest.mark.wall

ELSEWHERE = ("vic", "uma", "eve", "ann", "dot", BARRED, ENDED)
"""Nobody of these may read the restricted incidents: not by role, or no longer, or kept out of them."""


ITS_OWN = {"gathering.ReturnDraft": "kit"}
"""What whoever reads the incident does not read: an agency's draft is its own until it is signed."""


def named(models: Iterable[type[Model]]) -> list[str]:
    return [model._meta.label for model in models]


def rows_of(model: type[Model], cases: Iterable[Case]) -> int:
    column = "pk" if model is Case else case_column(model)
    return model._default_manager.filter(**{f"{column}__in": [case.pk for case in cases]}).count()


def test_tables_of_a_case_are_found() -> None:
    assert len(OF_A_CASE) > 25
    assert Case in OF_A_CASE


@pytest.mark.parametrize("model", OF_A_CASE, ids=named(OF_A_CASE))
def test_all_rows_asked_by_another_partnership_hold_none_of_ours(story: Story, model: type[Model]) -> None:
    with acting_as(story.cast.people[ITS_OWN.get(model._meta.label, "ben")].pk):
        ours = rows_of(model, [*story.restricted, story["across"]])
    assert ours, f"The story fills no row of {model._meta.label}: add one, or this test proves nothing."
    for name in ELSEWHERE:
        with acting_as(story.cast.people[name].pk):
            assert rows_of(model, story.restricted) == 0, f"{name} sees rows of {model._meta.label}"
            seen = model._default_manager.all()
            column = "pk" if model is Case else case_column(model)
            theirs = {value for (value,) in seen.values_list(column)}
        assert theirs.isdisjoint({case.pk for case in story.restricted}), name


def test_every_walled_table_holds_a_row_that_somebody_of_ours_sees(story: Story) -> None:
    empty = []
    for table in walled_tables():
        seen = False
        for name in ("ada", "ben", "kit", "cleo"):
            with acting_as(story.cast.people[name].pk), connection.cursor() as cursor:
                cursor.execute(f'SELECT EXISTS (SELECT FROM "{table}")')
                seen = seen or cursor.fetchone()[0]
        if not seen:
            empty.append(table)
    assert empty == [], "The story fills none of these: add a row, or the tests below prove nothing."


def keeper(story: Story, table: str, where: str) -> str | None:
    """Somebody of ours who sees such a row."""
    for name in ("ada", "ben", "kit"):
        with acting_as(story.cast.people[name].pk):
            if row_of(table, where) is not None:
                return name
    return None


def key_column(table: str) -> str:
    if table == "cases_case":
        return "id"
    return "case_id" if "case_id" in columns_of(table) else ""


def restricted(story: Story, table: str) -> str:
    """The condition under which a row is of an incident that only Ashmere reads; empty for a table without a case."""
    column = key_column(table)
    return f'"{column}" IN ({", ".join(str(case.pk) for case in story.restricted)})' if column else ""


def digest_as(story: Story, name: str, table: str) -> str:
    """Every restricted row of the table that this person sees, as one number."""
    where = restricted(story, table)
    with acting_as(story.cast.people[name].pk), connection.cursor() as cursor:
        cursor.execute(
            f"SELECT md5(coalesce(string_agg(t::text, chr(10) ORDER BY t::text), '')) FROM \"{table}\" t WHERE {where}"
        )
        return str(cursor.fetchone()[0])


REFUSED = ("permission denied", "row-level security")


def changed_by(statement: str) -> int:
    """How many rows a statement changed; none where it was refused."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            return int(cursor.rowcount)
    except DatabaseError as refused:
        if any(word in str(refused) for word in REFUSED):
            return 0
        raise


@pytest.mark.parametrize("name", ELSEWHERE)
def test_updating_or_deleting_everything_touches_no_row_of_ours(story: Story, name: str) -> None:
    audit = ("ground_auditentry", "ground_audithead")
    tables = [table for table in walled_tables() if key_column(table) and table not in audit]
    before = {(table, who): digest_as(story, who, table) for table in tables for who in ("ada", "ben", "kit")}
    for table in tables:
        column = columns_of(table)[-1]
        with acting_as(story.cast.people[name].pk):
            changed_by(f'UPDATE "{table}" SET "{column}" = "{column}"')
            changed_by(f'DELETE FROM "{table}"')
    assert {key for key in before if before[key] != digest_as(story, key[1], key[0])} == set()


FORGERS = (*ELSEWHERE, "cleo", "kit", "dee")
RIGHTLY = {
    ("cases_receipt", "cleo"), ("outbox_message", "cleo"), ("reviews_panelreply", "cleo"), ("reviews_panelask", "cleo"),
    ("plans_actionupdate", "kit"), ("plans_evidence", "kit"), ("files_storedfile", "kit"), ("files_filekey", "kit"),
    ("gathering_agencyreturn", "kit"), ("gathering_requeststep", "kit"), ("gathering_returndraft", "kit"),
    ("outbox_message", "kit"),
}  # fmt: skip
"""Cleo acknowledges what was sent to her, replies and asks, and says so in a message. Kit says how an action goes that
her hospital leads in a case, and sends evidence of it, a document perhaps; and
answers what her hospital is asked, which the partnership is told."""


@pytest.mark.parametrize("name", FORGERS)
def test_nobody_elsewhere_can_write_a_row_into_a_case_of_ours(story: Story, name: str) -> None:
    """A row of ours as if new, everybody it names replaced by whoever writes it, so that it looks like their own:
    the wall or the grants refuse it, whatever else is in the way."""
    tried, written = 0, []
    for table in walled_tables():
        where = restricted(story, table)
        who = where and keeper(story, table, where)
        if not who or table == "cases_case":  # a case of one's own area may be opened: it is no row of ours
            continue
        with acting_as(story.cast.people[who].pk):
            row = row_of(table, where)
        assert row is not None
        tried += 1
        for forged in (row, in_ones_own_name(story, name, row)):
            with acting_as(story.cast.people[name].pk), undone():
                if not is_refused(table, forged) and (table, name) not in RIGHTLY:
                    written.append(table)
    assert tried > 20
    assert written == []


def in_ones_own_name(story: Story, name: str, row: dict[str, Any]) -> dict[str, Any]:
    """The row with its people and bodies replaced by the writer and the bodies at which they hold a role."""
    person = story.cast.people[name]
    people = ("_by_id", "person_id", "author_id", "recipient_id")
    forged = {key: person.pk if key.endswith(people) and value else value for key, value in row.items()}
    held = person.roles.first()
    if held is not None:
        bodies = ("recipient_id", "sent_from_id", "proposed_by_id", "body_id", "organisation_id")
        own = {key: held.organisation_id for key in row if key in bodies and "to_address" not in row}
        forged |= own
    return forged


def is_refused(table: str, row: dict[str, Any]) -> bool:
    try:
        with transaction.atomic():
            insert(table, row)
    except DatabaseError as refused:
        return any(word in str(refused) for word in REFUSED)
    return False


def insert(table: str, row: dict[str, Any]) -> None:
    values = [Jsonb(value) if isinstance(value, dict | list) else value for value in row.values()]
    names = ", ".join(f'"{name}"' for name in row)
    with connection.cursor() as cursor:
        cursor.execute(f'INSERT INTO "{table}" ({names}) VALUES ({", ".join(["%s"] * len(row))})', values)


@pytest.mark.parametrize("name", ["uma", "vic", "kit"])
def test_a_row_of_ones_own_cannot_be_moved_into_a_case_of_ours(story: Story, name: str) -> None:
    tried, moved = 0, []
    ours = story["across" if name == "kit" else "early"].pk
    for table in walled_tables():
        if "case_id" not in columns_of(table) or table.startswith("ground_"):
            continue
        with acting_as(story.cast.people[name].pk), undone():
            with connection.cursor() as cursor:
                cursor.execute(f'SELECT count(*) FROM "{table}"')
                tried += cursor.fetchone()[0] > 0
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(f'UPDATE "{table}" SET case_id = {ours}')
                    moved += [table] if cursor.rowcount else []
            except DatabaseError as refused:
                moved += [] if any(word in str(refused) for word in REFUSED) else [f"{table}: {refused}"]
    assert tried
    assert moved == []
