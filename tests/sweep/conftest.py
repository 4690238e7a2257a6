"""The story is told once for the whole folder, in a transaction that is undone at its end; what a test does is undone
after it. None of these tests commits, so none needs the database emptied."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from safeguarding import today
from tests.cast import make_cast
from tests.sweep.story import MON_16_NOV, Story, tell


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside leaves nothing in the database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def told(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Story]:
    """The story, on Monday 16 November 2026, its files in a folder of their own."""
    folder = tmp_path_factory.mktemp("sweep")
    keys = ("1:" + "A" * 43 + "=",)
    with (
        django_db_blocker.unblock(),
        override_settings(DATA=folder, FILE_KEYS=keys, FILE_SCANNER="", DEBUG=False),
        today.turned_to(MON_16_NOV),
        undone(),
    ):
        cache.clear()
        yield tell(make_cast())


@pytest.fixture
def story(told: Story) -> Iterator[Story]:
    """The story for one test, which may change what it likes."""
    with undone():
        cache.clear()
        yield told
