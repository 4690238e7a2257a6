"""Files are kept in a folder of the test's own."""

from collections.abc import Iterator

import pytest
from django.test import override_settings

from safeguarding import today
from safeguarding.cases.models import Case
from tests.cases.notification import writing
from tests.cast import Cast
from tests.making import open_incident
from tests.meetings.making import FRI_13_NOV, MON_16_NOV


@pytest.fixture(autouse=True)
def on_monday(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """It is Monday 16 November 2026."""
    keys = ("1:" + "A" * 43 + "=",)
    with (
        today.turned_to(MON_16_NOV),
        override_settings(DATA=tmp_path_factory.mktemp("meetings"), FILE_KEYS=keys, FILE_SCANNER=""),
    ):
        yield


@pytest.fixture
def case(cast: Cast) -> Case:
    """An incident of Ashmere, known since Friday."""
    return open_incident(cast, known_on=FRI_13_NOV)


@pytest.fixture
def notified(cast: Cast, case: Case) -> Case:
    """The incident, notified."""
    writing.decided(cast, case)
    writing.write_whole(cast, case)
    writing.send(cast, case)
    return case
