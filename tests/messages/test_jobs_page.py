"""How the worker stands: for the administrator alone, and nothing of any case."""

import pytest
from django.urls import reverse

from safeguarding.messages.daily import once_a_day
from tests.cast import Cast
from tests.making import make_incident
from tests.messages.making import FRI_13_MARCH, write_one
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def test_the_administrator_sees_what_waits_and_that_nobody_works(cast: Cast) -> None:
    case = make_incident(cast, child="Marker")
    write_one(cast, case, key="one")
    once_a_day(FRI_13_MARCH)
    page = signed_in(cast.ann).get(reverse("outbox:jobs")).content.decode()
    assert "Waiting" in page
    assert "No worker is running" in page
    assert "13 March 2026" in page
    assert case.reference not in page
    assert "Marker" not in page


@pytest.mark.parametrize("name", ["ada", "ben", "pia", "kit", "cleo", "dot", "eve"])
def test_nobody_else_does(cast: Cast, name: str) -> None:
    assert signed_in(cast.people[name]).get(reverse("outbox:jobs")).status_code == 403


def test_it_shows_nothing_when_there_is_nothing(cast: Cast) -> None:
    assert "There are no jobs." in signed_in(cast.ann).get(reverse("outbox:jobs")).content.decode()
