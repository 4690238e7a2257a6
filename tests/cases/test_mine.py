"""What lists are filtered by lets through the cases that the wall shows, and no others."""

import pytest
from django.db import DatabaseError, connection

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.mine import IsMine
from safeguarding.cases.models import Appointment, Bar, Case, Party
from safeguarding.rules.roles import Reach, Role
from tests.cast import LONG_AGO, Cast
from tests.making import make_incident


def my_case_ids() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT my_cases()")
        keys: list[int] = cursor.fetchone()[0]
    return keys


@pytest.mark.parametrize("who", ["ada", "ben", "pia", "hal", "vic", "cleo", "eve", "ann"])
def test_the_keys_are_those_of_the_cases_that_the_wall_shows(cast: Cast, who: str) -> None:
    for area in ("ashmere", "calder", "ashmere"):
        make_incident(cast, area=area)
    with acting_as(cast.people[who].pk):
        seen = sorted(Case.objects.values_list("pk", flat=True))
        assert sorted(my_case_ids()) == seen
        assert sorted(Case.objects.filter(IsMine("pk")).values_list("pk", flat=True)) == seen


def test_a_case_that_is_reached_in_several_ways_is_answered_once(cast: Cast) -> None:
    case = make_incident(cast)
    with acting_as(cast.ben.pk):
        for body in ("ashmere", "board"):
            Party.objects.get_or_create(
                case=case,
                organisation=cast[body],
                reach=Reach.PARTNER,
                defaults={"from_on": LONG_AGO, "added_by": cast.ben},
            )
        Appointment.objects.create(
            case=case, person=cast.ada, role=Role.REVIEWER, from_on=LONG_AGO, appointed_by=cast.ben
        )
    with acting_as(cast.ada.pk):
        assert my_case_ids() == [case.pk]


def test_a_case_that_somebody_is_kept_out_of_is_not_among_their_own(cast: Cast) -> None:
    case = make_incident(cast)
    with acting_as(cast.ben.pk):
        Bar.objects.create(case=case, person=cast.pia, why="A relation", from_on=today.today(), barred_by=cast.ben)
    with acting_as(cast.pia.pk):
        assert my_case_ids() == []


def test_with_nobody_acting_it_fails_loudly(cast: Cast) -> None:
    with pytest.raises(DatabaseError, match="Nobody is acting"):
        my_case_ids()
