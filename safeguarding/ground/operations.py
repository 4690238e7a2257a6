"""Migration operations for the walls: one line a table. Each reads its table's name from the migration state
and runs on the owner's connection. The functions they call are made in `ground/migrations` (who acts, the
audit) and `cases/migrations` (which cases)."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

CASE_IS_VISIBLE = "{column} = ANY ((SELECT my_cases())::bigint[])"


class OnTable(Operation):
    """An operation that runs statements on the table of one model and can undo them."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, model: str) -> None:
        self.model = model

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing that Django's models know about changes."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        for statement in self.up(self._table(app_label, to_state)):
            schema_editor.execute(statement, None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        for statement in self.down(self._table(app_label, from_state)):
            schema_editor.execute(statement, None)

    def up(self, table: str) -> Sequence[str]:
        raise NotImplementedError

    def down(self, table: str) -> Sequence[str]:
        raise NotImplementedError

    def describe(self) -> str:
        return f"{type(self).__name__} on {self.model}"

    def _table(self, app_label: str, state: Any) -> str:
        model: type[models.Model] = state.apps.get_model(app_label, self.model)
        return model._meta.db_table


class Wall(OnTable):
    """The application's role sees and changes only the rows for which `visible` holds, and leaves only rows for
    which `writable` holds (the same unless told).

    The owner is not walled (`ENABLE`, not `FORCE`): migrations and dumps see all. `start_up.py` refuses to run
    the application under a role that owns a table.
    """

    def __init__(self, model: str, visible: str, writable: str | None = None) -> None:
        super().__init__(model)
        self.visible, self.writable = visible, writable or visible

    def up(self, table: str) -> Sequence[str]:
        return (
            f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
            f'CREATE POLICY wall ON "{table}" TO "{app_role()}" USING ({self.visible}) WITH CHECK ({self.writable})',
        )

    def down(self, table: str) -> Sequence[str]:
        return (f'DROP POLICY wall ON "{table}"', f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY')


class CaseWall(Wall):
    """A row that carries its case is seen by those who see the case."""

    def __init__(self, model: str, column: str = "case_id") -> None:
        super().__init__(model, CASE_IS_VISIBLE.format(column=column))
        self.column = column


class BareCaseKey(OnTable):
    """`case_id` of an app that may not import `cases` becomes a real foreign key, made in the database."""

    def __init__(self, model: str, column: str = "case_id", to: str = "cases_case") -> None:
        super().__init__(model)
        self.column, self.to = column, to

    def up(self, table: str) -> Sequence[str]:
        return (
            f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_{self.column}_case" FOREIGN KEY ("{self.column}") '
            f'REFERENCES "{self.to}" (id) DEFERRABLE INITIALLY DEFERRED',
        )

    def down(self, table: str) -> Sequence[str]:
        return (f'ALTER TABLE "{table}" DROP CONSTRAINT "{table}_{self.column}_case"',)


class Audit(OnTable):
    """Every change of a row is written to the hash-chained audit, in the chain of the case in `column`.

    A table without a case (`column=None`) is written to the chain of the whole system, case 0.
    """

    def __init__(self, model: str, column: str | None = "case_id") -> None:
        super().__init__(model)
        self.column = column

    def up(self, table: str) -> Sequence[str]:
        return (
            f'CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON "{table}" '
            f"FOR EACH ROW EXECUTE FUNCTION audit_change('{self.column or ''}')",
        )

    def down(self, table: str) -> Sequence[str]:
        return (f'DROP TRIGGER audit ON "{table}"',)


class AppendOnly(OnTable):
    """The application may add rows and read them, and never change or delete one."""

    def up(self, table: str) -> Sequence[str]:
        return (f'REVOKE UPDATE, DELETE ON "{table}" FROM "{app_role()}"',)

    def down(self, table: str) -> Sequence[str]:
        return (f'GRANT UPDATE, DELETE ON "{table}" TO "{app_role()}"',)


class ReadOnly(OnTable):
    """The application may read the table; only functions of the owner write it."""

    def up(self, table: str) -> Sequence[str]:
        return (f'REVOKE INSERT, UPDATE, DELETE ON "{table}" FROM "{app_role()}"',)

    def down(self, table: str) -> Sequence[str]:
        return (f'GRANT INSERT, UPDATE, DELETE ON "{table}" TO "{app_role()}"',)


class Statements(Operation):
    """Plain statements with their undoing, in which `{app}` and `{public}` stand for the two roles."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, up: str, down: str) -> None:
        self.up, self.down = up, down

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing that Django's models know about changes."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        schema_editor.execute(_with_roles(self.up), None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        schema_editor.execute(_with_roles(self.down), None)

    def describe(self) -> str:
        return self.up.strip().splitlines()[0][:60]


def app_role() -> str:
    """The name of the role the application signs in with."""
    return str(settings.DATABASES["default"]["USER"])


def public_role() -> str:
    """The name of the role the public library signs in with."""
    return str(settings.DATABASES["public"]["USER"])


def _with_roles(statement: str) -> str:
    return statement.replace("{app}", f'"{app_role()}"').replace("{public}", f'"{public_role()}"')
