"""The messages of a case on its own page: to whom, what, and what became of it; nothing about a child."""

from datetime import date

import pytest

from safeguarding import today
from tests.cast import Cast
from tests.making import open_incident
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

MON_1_JUN, TUE_2_JUN = date(2026, 6, 1), date(2026, 6, 2)


def test_what_the_first_call_wrote_is_listed_and_waits(cast: Cast) -> None:
    with today.turned_to(TUE_2_JUN):
        case = open_incident(cast, known_on=MON_1_JUN)
        page = signed_in(cast.ben).get(f"/cases/{case.reference}/messages/").content.decode()
    assert "A first call was recorded" in page
    assert "hal@example.invalid" in page
    assert "Waiting to be sent" in page
    assert "Rowan" not in page


def test_another_area_sees_none(cast: Cast) -> None:
    with today.turned_to(TUE_2_JUN):
        case = open_incident(cast, known_on=MON_1_JUN)
    assert signed_in(cast.vic).get(f"/cases/{case.reference}/messages/").status_code == 404
