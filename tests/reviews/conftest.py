"""It is Monday 16 November 2026, files go to a folder of their own, and an incident of Ashmere is notified."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from safeguarding import today
from safeguarding.cases.models import Case
from tests.cases.notification.writing import MON_16_NOV
from tests.cast import Cast
from tests.reviews.reviewing import notified


@pytest.fixture(autouse=True)
def _on_monday() -> Iterator[None]:
    with today.turned_to(MON_16_NOV):
        yield


@pytest.fixture(autouse=True)
def _files_apart(tmp_path: Path, settings: Settings) -> None:
    settings.DATA = tmp_path
    settings.FILE_KEYS = ("1:" + "A" * 43 + "=",)
    settings.FILE_SCANNER = ""


@pytest.fixture
def case(cast: Cast) -> Case:
    return notified(cast)
