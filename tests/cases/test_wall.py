"""Which cases each person sees: the database answers, whatever the query."""

import pytest
from django.db import ProgrammingError, connection, connections, transaction

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.emergency import use_emergency_access
from safeguarding.cases.doors import record_read
from safeguarding.cases.models import Appointment, Bar, Case, Child, Party, Proposal, Submission
from safeguarding.rules.roles import Reach, Role
from tests.cast import LONG_AGO, Cast
from tests.making import make_incident
from tests.sweep.tables import OF_A_CASE, case_column

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


EVERY_REACH = {
    "ada": "notifies for the authority where it happened",
    "ben": "manages the partnership that holds it",
    "pia": "holds the authority's position",
    "joe": "holds a partner body's position",
    "uma": "notifies for the home area",
    "vic": "manages the home area's partnership",
    "dee": "is appointed to it",
    "cleo": "receives what was sent",
    "kit": "proposed it",
    "dot": "answers for who read it",
    "ann": "has emergency access",
}


@pytest.fixture
def reached(cast: Cast) -> Case:
    """An incident that everybody but Eve and Hal reaches in a way of their own."""
    case, now = make_incident(cast, child="Marker"), today.now()
    with acting_as(cast.ben.pk):
        for area in ("calder", "calder-partnership"):
            Party.objects.create(
                case=case, organisation=cast[area], reach=Reach.HOME_AREA, from_on=LONG_AGO, added_by=cast.ben
            )
        Appointment.objects.create(
            case=case, person=cast.dee, role=Role.REVIEWER, from_on=LONG_AGO, appointed_by=cast.ben
        )
        Submission.objects.create(
            case=case,
            recipient=cast["panel"],
            what=Submission.What.NOTIFICATION,
            how=Submission.How.HERE,
            case_reference=case.reference,
            sent_from=cast["ashmere"],
            reference="S-1",
            sent_at=now,
            sender="Ada A.",
            content={},
            on=today.today(),
            recorded_at=now,
            recorded_by=cast.ben,
        )
        record_read(case, "cases:incident")
    with acting_as(cast.kit.pk):
        proposal = Proposal.objects.create(
            reference="P-1",
            proposed_by=cast["ashmere-hospital"],
            proposed_to=cast["ashmere"],
            partnership=cast["ashmere-partnership"],
            given={},
            form_version="1",
            signed_off_by="Kit K.",
            proposed_at=now,
            proposed_on=today.today(),
            author=cast.kit,
        )
    with acting_as(cast.ben.pk):
        Proposal.objects.filter(pk=proposal.pk).update(case=case)
    with acting_as(cast.ann.pk):
        use_emergency_access(
            reference=case.reference, why="A child may be at home alone", by=cast.actor("ann"), on=today.today()
        )
    return case


def seen_of(case: Case, name: str, cast: Cast) -> set[str]:
    """Every table in which the person sees a row of the case, and the list of who read it."""
    found = set()
    with acting_as(cast.people[name].pk):
        for model in OF_A_CASE:
            column = case_column(model)
            if model._base_manager.filter(**{column: case.pk}).exists():
                found.add(model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute("SELECT reference FROM reads_of_my_organisations('2000-01-01', NULL, 99, false, 9)")
            if (case.reference,) in cursor.fetchall():
                found.add("reads")
    return found


@pytest.mark.parametrize("name", EVERY_REACH, ids=lambda name: EVERY_REACH[name].replace(" ", "-"))
def test_a_bar_overrides_every_role_and_every_reach(cast: Cast, reached: Case, name: str) -> None:
    assert seen_of(reached, name, cast), "sees nothing, so nothing would be proved"
    with acting_as((cast.ada if name == "ben" else cast.ben).pk):
        Bar.objects.create(case=reached, person=cast.people[name], why="Related", from_on=LONG_AGO, barred_by=cast.ben)
    assert seen_of(reached, name, cast) == set()
    with pytest.raises(ProgrammingError, match="only of a case that one sees"), acting_as(cast.people[name].pk):
        record_read(reached, "cases:incident")


def test_every_role_is_among_those_that_a_bar_is_tried_on(cast: Cast) -> None:
    tried = {role for name in EVERY_REACH for role, _at in cast.actor(name).roles}
    assert tried == set(Role) - {Role.REVIEWER}, "a reviewer is Dee, by appointment"


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
