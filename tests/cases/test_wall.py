"""Which cases each person sees: the database answers, whatever the query."""

import pytest
from django.db import ProgrammingError, connection, connections, transaction

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.models import Appointment, Bar, Case, Child, Party
from safeguarding.rules.roles import Reach, Role
from tests.cast import LONG_AGO, Cast
from tests.making import make_incident

pytestmark = [pytest.mark.django_db, pytest.mark.wall]

SEES_ASHMERE = {"ada", "ben", "pia", "hal", "joe"}


def who_sees(cast: Cast, case: Case) -> set[str]:
    seen = set()
    for name, person in cast.people.items():
        with acting_as(person.pk):
            if Case.objects.filter(pk=case.pk).exists():
                seen.add(name)
    return seen


def test_a_case_is_seen_by_its_area_and_by_nobody_else(cast: Cast) -> None:
    assert who_sees(cast, make_incident(cast)) == SEES_ASHMERE


def test_every_row_of_anothers_case_is_hidden_from_an_unfiltered_query(cast: Cast) -> None:
    make_incident(cast, child="Marker")
    with acting_as(cast.vic.pk):
        assert not Case.objects.all().exists()
        assert not Child.objects.all().exists()
        assert not Party.objects.all().exists()


def test_with_nobody_acting_a_query_fails_loudly(cast: Cast) -> None:
    make_incident(cast)
    with pytest.raises(ProgrammingError, match="Nobody is acting"), transaction.atomic():
        list(Case.objects.all())


def test_after_acting_nobody_acts_again(cast: Cast) -> None:
    make_incident(cast)
    with acting_as(cast.ben.pk):
        with acting_as(cast.vic.pk):
            assert Case.objects.count() == 0
        assert Case.objects.count() == 1
    with pytest.raises(ProgrammingError, match="Nobody is acting"), transaction.atomic():
        Case.objects.count()


def test_a_bar_overrides_every_role(cast: Cast) -> None:
    case = make_incident(cast)
    with acting_as(cast.ben.pk):
        for name in ("ada", "hal"):
            Bar.objects.create(case=case, person=cast.people[name], why="Related", from_on=LONG_AGO, barred_by=cast.ben)
    assert who_sees(cast, case) == SEES_ASHMERE - {"ada", "hal"}


def test_a_bar_holds_from_its_day_until_its_day(cast: Cast) -> None:
    case, day = make_incident(cast), today.today()
    with acting_as(cast.ben.pk):
        Bar.objects.create(
            case=case, person=cast.ada, why="Related", from_on=LONG_AGO, until_on=day, barred_by=cast.ben
        )
    assert "ada" in who_sees(cast, case)


def test_a_role_that_has_ended_shows_nothing(cast: Cast) -> None:
    case = make_incident(cast)
    with acting_as(cast.ann.pk):
        cast.ben.roles.update(until_on=today.today())
    assert who_sees(cast, case) == SEES_ASHMERE - {"ben"}


def test_the_wall_reads_the_day_that_is_acted_on(cast: Cast) -> None:
    case, day = make_incident(cast), today.today()
    with acting_as(cast.ann.pk):
        cast.ben.roles.update(until_on=day)
    with acting_as(cast.ben.pk, on=day.replace(year=day.year - 1)):
        assert Case.objects.filter(pk=case.pk).exists()


def test_a_case_cannot_be_given_to_an_area_one_does_not_see(cast: Cast) -> None:
    make_incident(cast)
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        acting_as(cast.ben.pk),
    ):
        Case.objects.update(partnership=cast["calder-partnership"], authority=cast["calder"])


def test_a_row_cannot_be_added_to_anothers_case_nor_its_existence_learned(cast: Cast) -> None:
    case = make_incident(cast)
    refusals = []
    for key in (case.pk, case.pk + 1000):
        with pytest.raises(ProgrammingError) as refusal, acting_as(cast.vic.pk):
            Child.objects.create(case_id=key, number=9)
        refusals.append(str(refusal.value).replace(str(key), ""))
    assert refusals[0] == refusals[1]


def test_a_home_area_added_as_a_party_sees_the_case(cast: Cast) -> None:
    case = make_incident(cast)
    with acting_as(cast.ben.pk):
        Party.objects.create(
            case=case, organisation=cast["calder"], reach=Reach.HOME_AREA, from_on=LONG_AGO, added_by=cast.ben
        )
    assert who_sees(cast, case) == SEES_ASHMERE | {"uma"}


def test_an_appointment_to_one_case_shows_that_case_alone(cast: Cast) -> None:
    case, other = make_incident(cast), make_incident(cast)
    with acting_as(cast.ben.pk):
        Appointment.objects.create(
            case=case, person=cast.dee, role=Role.REVIEWER, from_on=LONG_AGO, appointed_by=cast.ben
        )
    assert "dee" in who_sees(cast, case)
    assert "dee" not in who_sees(cast, other)


def test_the_public_role_can_select_from_no_table(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(
                "SELECT has_table_privilege(%s, format('%%I', %s::text), 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')",
                [connections["public"].settings_dict["USER"], table],
            )
            assert cursor.fetchone() == (False,), table


def test_every_table_with_a_case_has_the_wall(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
            "WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND NOT c.relrowsecurity "
            "AND (a.attname = 'case_id' OR c.relname IN ('cases_case', 'cases_proposal'))"
        )
        assert cursor.fetchall() == []
