"""The keys that lists are filtered by are those of the cases that the wall shows, and no others."""

import pytest
from django.db import DatabaseError

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.mine import my_case_ids
from safeguarding.cases.models import Bar, Case
from tests.cast import Cast
from tests.making import make_incident


@pytest.mark.parametrize("who", ["ada", "ben", "pia", "hal", "vic", "cleo", "eve", "ann"])
def test_the_keys_are_those_of_the_cases_that_the_wall_shows(cast: Cast, who: str) -> None:
    for area in ("ashmere", "calder", "ashmere"):
        make_incident(cast, area=area)
    with acting_as(cast.people[who].pk):
        assert sorted(my_case_ids()) == sorted(Case.objects.values_list("pk", flat=True))


def test_a_case_that_somebody_is_kept_out_of_is_not_among_their_own(cast: Cast) -> None:
    case = make_incident(cast)
    with acting_as(cast.ben.pk):
        Bar.objects.create(case=case, person=cast.pia, why="A relation", from_on=today.today(), barred_by=cast.ben)
    with acting_as(cast.pia.pk):
        assert my_case_ids() == []


def test_with_nobody_acting_it_fails_loudly(cast: Cast) -> None:
    with pytest.raises(DatabaseError, match="Nobody is acting"):
        my_case_ids()
