"""Which login a query uses: migrations run as the owner alone, everything else as the application."""

from typing import Any


class OwnerMigrates:
    """Allows migrations on the alias `owner` only."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == "owner"

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return True
