"""The story of the sweep, told once for this folder and committed: its connection is cut off again and again here,
which no transaction outlives. The database is emptied at the end."""

from collections.abc import Iterator
from datetime import time

import pytest
from django.core.cache import cache
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from safeguarding import today
from safeguarding.ground.management.commands.flush import truncate_all
from tests.cast import make_cast
from tests.sweep.story import MON_16_NOV, Story, tell


@pytest.fixture(scope="package")
def story(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Story]:
    """On the afternoon of Monday 16 November 2026, its files in a folder of their own."""
    folder = tmp_path_factory.mktemp("stopped")
    keys = ("1:" + "A" * 43 + "=",)
    with (
        django_db_blocker.unblock(),
        override_settings(DATA=folder, FILE_KEYS=keys, FILE_SCANNER="", DEBUG=False),
        today.turned_to(MON_16_NOV, time(14)),
    ):
        cache.clear()
        yield tell(make_cast())
        truncate_all()
