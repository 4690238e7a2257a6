"""`acting_as`: who every database statement runs as, on which day and at which moment of it. The database itself
refuses a walled statement when nobody acts. Which cases that person sees is the wall's matter (`cases/migrations`)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connections, transaction

from safeguarding import today
from safeguarding.rules.roles import Permission, Role, may_in_general

_SETTINGS = ("app.person", "app.today", "app.now")


@contextmanager
def acting_as(person_id: int, *, on: date | None = None, using: str = "default") -> Iterator[None]:
    """Open a transaction whose statements run as this person, on `on` (today unless told).

    Blocks nest: the outer person is restored on the way out. When the transaction is already broken nothing
    is restored, so that the error which broke it is the one that is seen; its rollback restores all. The outermost
    has nothing to restore: who acts is set for its transaction alone and goes with it.
    """
    connection = connections[using]
    is_outermost = not connection.in_atomic_block
    with transaction.atomic(using=using):
        before = None if is_outermost else _read(connection)
        _write(connection, (str(person_id), *_day_and_moment(on)))
        yield
        if before is not None and not connection.needs_rollback:
            _write(connection, before)


def nobody_acts_in(using: str = "default") -> bool:
    """Whether no person is set on this connection."""
    return not _read(connections[using])[0]


def _day_and_moment(on: date | None) -> tuple[str, str]:
    """The day that is acted on, and the present time of day on it."""
    day, now = on or today.today(), today.now()
    return day.isoformat(), (now + timedelta(days=(day - today.london(now).date()).days)).isoformat()


def _read(connection) -> tuple[str, ...]:  # type: ignore[no-untyped-def]
    asked = ", ".join(["coalesce(current_setting(%s, true), '')"] * len(_SETTINGS))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}", _SETTINGS)
        values: tuple[str, ...] = cursor.fetchone()
    return values


def _write(connection, values: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    asked = ", ".join(["set_config(%s, %s, true)"] * len(_SETTINGS))
    pairs = [part for pair in zip(_SETTINGS, values, strict=True) for part in pair]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}", pairs)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, with the roles they hold on this day: what doors and verbs are given."""

    person_id: int
    name: str
    roles: frozenset[tuple[Role, int]]
    """Each role with the key of the organisation it is held at."""

    def may(self, permission: Permission) -> bool:
        """Whether any of the roles gives this permission where no case is concerned."""
        return permission in may_in_general(frozenset(role for role, _ in self.roles))

    def organisations_as(self, *roles: Role) -> frozenset[int]:
        """Keys of the organisations at which one of these roles is held."""
        return frozenset(organisation for role, organisation in self.roles if role in roles)
