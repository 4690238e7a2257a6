"""The demonstration's part: three bodies asked of a sent incident, one signed, one part-way, one past its date."""

import pytest
from pytest_django import Settings

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.demonstration.stories import in_the_fifteen_days
from safeguarding.cases.demonstration.teller import Teller
from safeguarding.gathering.answers import latest_returns
from safeguarding.gathering.demonstration import tell_gathering
from safeguarding.gathering.requests import requests_of
from safeguarding.people.demonstration import make_people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_demonstration(settings: Settings) -> None:
    settings.DEMONSTRATION = True


def test_three_are_asked_and_stand_at_three_points() -> None:
    made = make_people()
    teller = Teller(made, today.today())
    case = in_the_fifteen_days(teller)
    tell_gathering(teller, case)
    with acting_as(made.people["manager"].pk):
        standings = requests_of(case, on=today.today())
        assert {one.state for one in standings} == {"signed", "begun", "asked"}
        assert sum(one.is_past_date for one in standings) == 1
        (answer,) = latest_returns(case)
        assert answer.body == made.bodies["northvale-hospital"]
        events = set(case.events.values_list("event", flat=True))
        assert {"rapid_review_commissioned", "agency_letters_sent", "agency_return_received"} <= events
        assert "agency_returns_in" not in events
