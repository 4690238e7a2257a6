"""Whether this installation can serve: the database up and in step with the code, and the settings safe."""

from safeguarding.commands.management import set_up_django
from safeguarding.commands.plainly import CannotRun


def refuse_to_start_unready(*, listens_on: str = "127.0.0.1") -> None:
    """Start the embedded database, and raise `CannotRun` with every reason against serving."""
    from safeguarding.ground.starting import start_when_embedded

    start_when_embedded()
    set_up_django()
    from django.db import connections

    from safeguarding.ground.start_up import RefusesToStart, refuse_unsafe_start
    from safeguarding.web.settings import env

    try:
        refuse_unsafe_start(env, listens_on=listens_on)
        refuse_a_database_behind()
    except RefusesToStart as refusal:
        raise CannotRun(str(refusal)) from None
    finally:
        connections.close_all()  # the web server forks: nobody shares a connection


def refuse_a_database_behind() -> None:
    """Raise `CannotRun` where migrations have not been applied."""
    if waiting := migrations_waiting():
        raise CannotRun(
            f"The database is behind the code by {len(waiting)} migrations, {waiting[0]} first. "
            "Run: safeguarding migrate"
        )


def migrations_waiting() -> list[str]:
    """The names of the migrations that the database has not had yet; Django must be set up."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections["owner"])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, _ in plan]
