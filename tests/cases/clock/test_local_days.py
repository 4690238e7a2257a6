"""A body's own days move the local plans of its own area, and nothing else: no other area, no law, no guidance."""

from datetime import date

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.law import add_local_day, end_addition
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import record_event
from safeguarding.cases.local_law import AUTHORITY, PARTNERSHIP
from safeguarding.cases.models import Case, LawRecount, LocalDay, MovedDue
from safeguarding.cases.plan import plan
from safeguarding.cases.recounting import count_anew
from safeguarding.rules.procedure import load
from tests.cast import Cast
from tests.making import ENGLAND, open_incident

pytestmark = pytest.mark.django_db

MON_1_JUN, TUE_2_JUN, WED_3_JUN, THU_4_JUN = (date(2026, 6, day) for day in (1, 2, 3, 4))
TUE_23_JUN, WED_24_JUN = date(2026, 6, 23), date(2026, 6, 24)
PLAN, GUIDANCE, STATUTE = "eng-rapid-review-plan", "eng-rapid-review", "eng-notify-panel"


def sent(cast: Cast, area: str, by: str) -> Case:
    with today.turned_to(TUE_2_JUN):
        case = open_incident(cast, known_on=MON_1_JUN, by=by, area=area)
        with acting_as(cast.people[by].pk):
            record_event(case, "notification_submitted", on=TUE_2_JUN, by=cast.actor(by))
            refresh_dues(case, by=cast.people[by].pk)
    return case


@pytest.fixture
def ours(cast: Cast) -> Case:
    return sent(cast, "ashmere", "ada")


@pytest.fixture
def theirs(cast: Cast) -> Case:
    return sent(cast, "calder", "uma")


def own_day(cast: Cast, body: str, on: date = THU_4_JUN, *, is_working: bool = False) -> LocalDay:
    with acting_as(cast.ann.pk), today.turned_to(WED_3_JUN):
        return add_local_day(
            body=cast[body], day=on, is_working=is_working, name="Founders' day", authority="Minute 7",
            by=cast.actor("ann"), on=WED_3_JUN,
        )  # fmt: skip


def counted() -> None:
    with today.turned_to(WED_3_JUN):
        count_anew(LawRecount.objects.latest("pk").pk)


def due_on(cast: Cast, case: Case, duty: str) -> date | None:
    keeper = cast.ben if case.partnership_id == cast["ashmere-partnership"].pk else cast.vic
    with acting_as(keeper.pk):
        return case.dues.get(duty=duty).due_on


def test_a_day_of_the_partnership_moves_its_own_plan_and_nobody_elses_until_it_ends(
    cast: Cast, ours: Case, theirs: Case
) -> None:
    assert due_on(cast, ours, PLAN) == TUE_23_JUN
    day = own_day(cast, "ashmere-partnership")
    counted()
    assert due_on(cast, ours, PLAN) == WED_24_JUN
    assert due_on(cast, theirs, PLAN) == TUE_23_JUN
    with acting_as(cast.ben.pk):
        assert MovedDue.objects.get(case=ours).reason.startswith("The calendar changed. A day of Ashmere partnership")
        assert plan(ours, on=THU_4_JUN).own.due == WED_24_JUN  # type: ignore[union-attr]
    with acting_as(cast.ann.pk):
        end_addition(addition=day, by=cast.actor("ann"), on=WED_3_JUN)
    counted()
    assert due_on(cast, ours, PLAN) == TUE_23_JUN


def test_it_moves_no_date_of_law_or_of_guidance(cast: Cast, ours: Case) -> None:
    before = [due_on(cast, ours, duty) for duty in (STATUTE, GUIDANCE)]
    for body in ("ashmere-partnership", "ashmere"):
        own_day(cast, body)
    counted()
    assert [due_on(cast, ours, duty) for duty in (STATUTE, GUIDANCE)] == before


def test_a_day_of_the_council_bears_on_what_the_council_owes_and_not_on_the_partnerships_plan(
    cast: Cast, ours: Case
) -> None:
    own_day(cast, "ashmere")
    counted()
    assert due_on(cast, ours, PLAN) == TUE_23_JUN


def test_a_day_of_a_body_that_only_takes_part_moves_nothing(cast: Cast, ours: Case) -> None:
    own_day(cast, "board")
    counted()
    assert due_on(cast, ours, PLAN) == TUE_23_JUN


def test_the_bodies_that_an_area_fills_are_those_of_the_law_files() -> None:
    known = {body.id for name in (ENGLAND, "scotland/learning-review") for body in load(name).bodies}
    assert known >= {*PARTNERSHIP, *AUTHORITY}
