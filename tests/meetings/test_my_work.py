"""On the page after signing in: the meetings of the next seven days to which somebody is invited."""

from datetime import timedelta

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.models import Appointment, Case
from safeguarding.cases.waiting import Work
from safeguarding.cases.work import appointed_to, work_of
from safeguarding.meetings.actions.calling import call_off
from safeguarding.rules.roles import Role
from tests.cast import LONG_AGO, Cast
from tests.meetings.making import TUE_17_NOV, about, do, held, invited, of_partnership

pytestmark = pytest.mark.django_db


def work(cast: Cast, name: str) -> Work:
    with acting_as(cast.people[name].pk):
        return work_of(cast.actor(name), on=today.today())


def test_today_and_this_week_for_who_is_invited(cast: Cast) -> None:
    now, later = of_partnership(cast), of_partnership(cast, meets_on=TUE_17_NOV)
    far = of_partnership(cast, meets_on=today.today() + timedelta(days=8))
    for meeting in (now, later, far):
        invited(cast, meeting, "kit")
    assert [(one.reference, one.path) for one in work(cast, "kit").today] == [
        (now.reference, f"/meetings/{now.reference}/")
    ]
    assert [one.reference for one in work(cast, "kit").soon] == [later.reference]
    assert work(cast, "uma").is_quiet


def test_somebody_who_is_only_appointed_is_told_too(cast: Cast, case: Case) -> None:
    with acting_as(cast.ben.pk):
        Appointment.objects.create(
            case=case, person=cast.dee, role=Role.REVIEWER, from_on=LONG_AGO, appointed_by=cast.ben
        )
    meeting = about(cast, case)
    invited(cast, meeting, "dee")
    with acting_as(cast.dee.pk):
        found = appointed_to(cast.actor("dee"), on=today.today()).today
    assert [one.reference for one in found] == [case.reference, meeting.reference]


def test_what_was_held_or_called_off_waits_for_nobody(cast: Cast) -> None:
    held(cast, of_partnership(cast), kit="ashmere-hospital")
    other = of_partnership(cast, meets_on=TUE_17_NOV)
    invited(cast, other, "kit")
    do(cast, call_off, meeting=other, why="Nobody can come")
    assert work(cast, "kit").is_quiet
