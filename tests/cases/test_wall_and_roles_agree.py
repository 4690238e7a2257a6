"""The database says which cases, `rules/roles.py` what may be done there: for everybody in the cast they agree."""

import re

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.emergency import use_emergency_access
from safeguarding.cases.models import Appointment, Bar, Case, Party
from safeguarding.cases.reach import permissions_on
from safeguarding.rules.roles import ON_A_CASE, SEES_CASES, Permission, Reach, Role, who_may
from tests.cast import LONG_AGO, Cast
from tests.making import make_incident

pytestmark = [pytest.mark.django_db, pytest.mark.wall]


def test_a_person_reads_a_case_by_the_rules_exactly_when_the_wall_shows_it(cast: Cast) -> None:
    plain, across, barred, urgent = (make_incident(cast) for _ in range(4))
    theirs = make_incident(cast, area="calder")
    with acting_as(cast.ben.pk):
        Party.objects.create(
            case=across,
            organisation=cast["calder"],
            reach=Reach.HOME_AREA,
            from_on=LONG_AGO,
            added_by=cast.ben,
        )
        Appointment.objects.create(
            case=across, person=cast.dee, role=Role.REVIEWER, from_on=LONG_AGO, appointed_by=cast.ben
        )
        Bar.objects.create(case=barred, person=cast.pia, why="Related", from_on=LONG_AGO, barred_by=cast.ben)
    for case, name in ((urgent, "ann"), (urgent, "uma"), (barred, "vic"), (theirs, "hal")):
        with acting_as(cast.people[name].pk):
            use_emergency_access(
                reference=case.reference, why="A child may be at home alone", by=cast.actor(name), on=today.today()
            )
    everything = [plain, across, barred, urgent, theirs]
    for name, person in cast.people.items():
        with acting_as(person.pk):
            shown = set(Case.objects.values_list("pk", flat=True))
        for case in everything:
            with acting_as(_somebody_who_sees(cast, case)):
                by_the_rules = Permission.READ_CASE in permissions_on(cast.actor(name), case)
            assert by_the_rules == (case.pk in shown), (name, case)


def test_whoever_reaches_a_case_may_at_least_read_it() -> None:
    for reaches in ON_A_CASE.values():
        for permitted in reaches.values():
            assert Permission.READ_CASE in permitted


def test_every_role_that_sees_cases_is_told_what_it_may_do_in_each_way_of_reaching_one() -> None:
    for role in SEES_CASES:
        assert set(ON_A_CASE[role]) == set(Reach) - {Reach.APPOINTED}


def test_the_wall_names_the_same_roles_as_the_rules(cast: Cast) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('my_organisations'::regproc)")
        (definition,) = cursor.fetchone()
    assert {role for role in Role if f"'{role.value}'" in definition} == SEES_CASES


@pytest.mark.parametrize(
    ("function", "permission"),
    [
        ("record_answer", Permission.ANSWER_REQUEST),
        ("my_leading_bodies", Permission.ANSWER_ACTION),
        ("my_meetings_run", Permission.RUN_MEETINGS),
    ],
)
def test_what_is_seen_beside_the_wall_is_seen_by_the_roles_of_the_rules(
    cast: Cast, function: str, permission: Permission
) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef(%s::regproc)", [function])
        (definition,) = cursor.fetchone()
    named = set(",".join(re.findall(r"'{([a-z,-]+)}'", definition)).split(","))
    assert named == {role.value for role in who_may(permission)}


def _somebody_who_sees(cast: Cast, case: Case) -> int:
    return (cast.ben if case.partnership_id == cast["ashmere-partnership"].pk else cast.vic).pk
