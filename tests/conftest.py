"""What every test stands on: the test database made by the owner, nobody acting at first, an empty cache."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

if TYPE_CHECKING:
    from tests.cast import Cast


# How fast a machine is decides no test.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")


def pytest_configure(config: pytest.Config) -> None:
    """A run has a database of its own, so that two runs in one checkout do not destroy each other's."""
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture(autouse=True)
def _real_day(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Tests begin on the real day, whatever day a test before, or somebody in the demonstration beside, has set."""
    from safeguarding import today

    file = tmp_path_factory.getbasetemp() / "days-later"
    file.unlink(missing_ok=True)
    today.follow(file)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker, worker_id: str) -> Iterator[None]:
    """The owner makes the test database; the other two logins then use it."""
    from safeguarding.ground.starting import start_when_embedded

    start_when_embedded()
    name = f"test_{os.getppid() if worker_id != 'master' else os.getpid()}_{worker_id}"
    with django_db_blocker.unblock():
        owner = connections["owner"]
        owner.settings_dict["TEST"]["NAME"] = name
        owner.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        for alias in ("default", "public"):
            connections[alias].close()
            connections[alias].settings_dict["NAME"] = name
        yield
        for alias in ("default", "public"):
            _end_sessions(alias)
        owner.creation.destroy_test_db(settings.DATABASES["owner"]["NAME"], verbosity=0)


def _end_sessions(alias: str) -> None:
    """Ours, and any that a server of the tests left open when it was shut down with an answer still on its way."""
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity "
            "WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"
        )
    connections[alias].close()


@pytest.fixture(autouse=True)
def _empty_cache(request: pytest.FixtureRequest) -> None:
    """Limits are counted in the cache, which is a table: a test that uses the database begins without them."""
    if "db" in request.fixturenames or "transactional_db" in request.fixturenames:
        cache.clear()


@pytest.fixture
def cast(db: None) -> "Cast":
    """Everybody of `tests/cast.py`."""
    from tests.cast import make_cast

    return make_cast()
