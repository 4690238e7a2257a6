"""Two people decide at the same moment: one decision stands, the other person is told."""

import pytest

from safeguarding.actor import acting_as
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.models import Decision
from safeguarding.messages.models import Message
from tests.at_once import at_once
from tests.cases.threshold.weighing import answer_all, everybody_says, settle
from tests.cast import make_cast
from tests.making import make_incident

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner", "public"])


def test_the_second_is_told_and_nothing_is_half_done() -> None:
    cast = make_cast()
    case = make_incident(cast)
    answer_all(cast, case, "not-known")
    everybody_says(cast, case)
    outcomes = at_once(
        lambda: settle(cast, case, "notify", by="ada", seen=0),
        lambda: settle(cast, case, "more-facts", by="ben", seen=0),
    )
    assert {type(one) for one in outcomes} == {Decision, ChangedMeanwhile}
    with acting_as(cast.ben.pk):
        assert Decision.objects.filter(case=case).count() == 1
        assert Message.objects.filter(case_id=case.pk, kind="decided").count() == 4
