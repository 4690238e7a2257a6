"""The demonstration's plan: past its date, made a difference, did not last."""

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.demonstration.teller import Teller
from safeguarding.people.demonstration import make_people
from safeguarding.plans.demonstration import tell_plan
from safeguarding.plans.how_it_goes import action_now

pytestmark = pytest.mark.django_db


def test_three_actions_are_told_as_they_stand(settings: object) -> None:
    settings.DEMONSTRATION = True  # type: ignore[attr-defined]
    teller = Teller(make_people(), today.today())
    case = teller.open(70, "A small child missed several appointments")
    late, helped, failed = tell_plan(teller, case)
    with acting_as(teller.made.people["manager"].pk):
        assert (action_now(late).state, action_now(late).is_past(today.today())) == ("no-evidence", True)
        assert (action_now(helped).state, action_now(helped).made_a_difference) == ("done", True)
        assert (action_now(failed).is_open, action_now(failed).made_a_difference) == (True, False)
