"""Emergency access: read for four hours with a reason, told to the lead, ended by a manager, never for who is kept
out; and nobody learns anything from the answer."""

import re
from datetime import date, datetime, time, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.conflicts import bar_person
from safeguarding.cases.actions.emergency import AT_ONCE, end_emergency_access, use_emergency_access
from safeguarding.cases.models import Bar, Case, Child, DiaryNote, EmergencyAccess
from safeguarding.cases.reach import permissions_on
from safeguarding.ground.models import AuditEntry
from safeguarding.messages.kinds import Kind
from safeguarding.messages.models import Message
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Permission, Role, may_in_general
from tests.cast import Cast
from tests.making import make_incident, open_incident
from tests.signing_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.wall]

MON_1_JUN, TUE_2_JUN, WED_3_JUN = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3)
WHY = "A brother may be at home alone tonight, and nobody answers."


@pytest.fixture
def case(cast: Cast) -> Case:
    """Led by Ada, who took the call."""
    with today.turned_to(TUE_2_JUN):
        return open_incident(cast, known_on=MON_1_JUN)


def use(cast: Cast, case: Case | str, who: str = "uma", why: str = WHY) -> None:
    reference = case if isinstance(case, str) else case.reference
    with acting_as(cast.people[who].pk):
        use_emergency_access(reference=reference, why=why, by=cast.actor(who), on=today.today())


def sees(cast: Cast, case: Case, name: str) -> bool:
    with acting_as(cast.people[name].pk):
        return Case.objects.filter(pk=case.pk).exists()


def told(cast: Cast, case: Case) -> list[str]:
    with acting_as(cast.ben.pk):
        found = Message.objects.filter(kind=Kind.EMERGENCY_ACCESS, case_id=case.pk).order_by("pk")
        return [message.to_name.split()[0].lower() for message in found]


@pytest.mark.parametrize("who", ["uma", "vic", "ann"])
def test_it_shows_one_incident_to_read_and_tells_its_lead_once(cast: Cast, case: Case, who: str) -> None:
    other = make_incident(cast)
    assert not sees(cast, case, who)
    use(cast, case, who)
    use(cast, case, who)
    assert sees(cast, case, who)
    assert not sees(cast, other, who)
    assert told(cast, case) == ["ada"]
    with acting_as(cast.ben.pk):
        assert permissions_on(cast.actor(who), case) == {Permission.READ_CASE}
        assert EmergencyAccess.objects.get().until_at - EmergencyAccess.objects.get().from_at == timedelta(hours=4)


def test_an_administrator_sees_the_one_incident_and_nothing_else(cast: Cast, case: Case) -> None:
    other = make_incident(cast, child="Marker")
    use(cast, case, "ann")
    with acting_as(cast.ann.pk):
        assert set(Case.objects.all()) == {case}
        assert set(Child.objects.values_list("case", flat=True)) == {case.pk}
        with pytest.raises(ProgrammingError), transaction.atomic():
            DiaryNote.objects.create(case=other, text="x", on=TUE_2_JUN, written_at=today.now(), written_by=cast.ann)
    browser = signed_in(cast.ann)
    assert browser.get(f"/cases/{case.reference}/").status_code == 200
    assert browser.get(f"/cases/{case.reference}/kept-out/").status_code == 403
    assert browser.get(f"/cases/{other.reference}/").status_code == 404


def test_it_ends_at_its_hour_in_the_wall_and_in_the_rules(cast: Cast, case: Case) -> None:
    with today.turned_to(TUE_2_JUN, time(22, 30)):
        use(cast, case)
    for day, at, reads in (
        (TUE_2_JUN, time(23, 59), True),
        (WED_3_JUN, time(2, 29), True),
        (WED_3_JUN, time(2, 31), False),
    ):
        with today.turned_to(day, at):
            assert sees(cast, case, "uma") is reads, at
            with acting_as(cast.ben.pk):
                assert (Permission.READ_CASE in permissions_on(cast.actor("uma"), case)) is reads, at
    with today.turned_to(WED_3_JUN, time(3)):
        use(cast, case)
        assert sees(cast, case, "uma")
    assert told(cast, case) == ["ada", "ada"]


def test_where_nobody_leads_the_managers_are_told(cast: Cast, case: Case) -> None:
    with acting_as(cast.ben.pk):
        bar_person(case=case, person=cast.ada, why="A relative", by=cast.actor("ben"), on=today.today())
    use(cast, case)
    assert told(cast, case) == ["ben"]


@pytest.mark.parametrize("why", ["", "   ", "urgent", "x" * 50, "it is urgent"])
def test_a_reason_is_a_sentence(cast: Cast, case: Case, why: str) -> None:
    with pytest.raises(Refused, match="Write a sentence"):
        use(cast, case, why=why)
    assert not sees(cast, case, "uma")


def test_who_is_kept_out_gets_the_same_answer_and_nothing(cast: Cast, case: Case) -> None:
    with acting_as(cast.ben.pk):
        bar_person(case=case, person=cast.uma, why="A relative", by=cast.actor("ben"), on=today.today())
    use(cast, case)
    use(cast, "SR-1999-0001")
    assert not sees(cast, case, "uma")
    assert told(cast, case) == []


def test_a_bar_set_meanwhile_ends_it(cast: Cast, case: Case) -> None:
    use(cast, case)
    with acting_as(cast.ben.pk):
        bar_person(case=case, person=cast.uma, why="A relative", by=cast.actor("ben"), on=today.today())
    assert not sees(cast, case, "uma")


@pytest.mark.parametrize("who", ["kit", "cleo", "dot", "dee", "eve"])
def test_nobody_else_may_ask_and_the_database_refuses_them_too(cast: Cast, case: Case, who: str) -> None:
    with pytest.raises(Refused, match="You cannot use emergency access"):
        use(cast, case, who)
    with pytest.raises(ProgrammingError, match="Emergency access is for"), acting_as(cast.people[who].pk):
        connection.cursor().execute("SELECT give_emergency_access(%s, %s)", [case.reference, WHY])
    assert signed_in(cast.people[who]).get("/emergency-access/").status_code == 403


def test_the_database_names_the_same_roles_as_the_rules() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('give_emergency_access'::regproc)")
        (definition,) = cursor.fetchone()
    named = set(definition.split("my_organisations_as('{")[1].split("}")[0].split(","))
    assert named == {
        role.value for role in Role if Permission.USE_EMERGENCY_ACCESS in may_in_general(frozenset({role}))
    }


def test_the_application_can_neither_give_itself_access_nor_lengthen_it(cast: Cast, case: Case) -> None:
    use(cast, case)
    later = today.now() + timedelta(days=9)
    row = {"case": case, "person": cast.uma, "why": WHY, "from_at": today.now(), "until_at": later}
    for act in (
        lambda: EmergencyAccess.objects.create(**row),
        lambda: EmergencyAccess.objects.update(until_at=later),
        lambda: EmergencyAccess.objects.all().delete(),
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), acting_as(cast.uma.pk):
            act()


def test_only_so_many_at_once(cast: Cast) -> None:
    cases = [make_incident(cast) for _ in range(AT_ONCE + 1)]
    for case in cases[:AT_ONCE]:
        use(cast, case)
    with pytest.raises(Refused, match="Wait until one ends"):
        use(cast, cases[-1])
    assert not sees(cast, cases[-1], "uma")


def test_a_manager_sees_who_reads_and_why_and_ends_it(cast: Cast, case: Case) -> None:
    use(cast, case)
    with acting_as(cast.ben.pk):
        access = EmergencyAccess.objects.get()
    browser = signed_in(cast.ben)
    page = browser.get(f"/cases/{case.reference}/").content.decode()
    assert WHY in page
    assert f"/cases/{case.reference}/emergency-access/{access.pk}/end/" in page
    assert WHY not in signed_in(cast.hal).get(f"/cases/{case.reference}/").content.decode()
    assert browser.post(f"/cases/{case.reference}/emergency-access/{access.pk}/end/").status_code == 303
    assert not sees(cast, case, "uma")
    with acting_as(cast.uma.pk):
        assert not Message.objects.exists(), "nor what was written of it"
    again = browser.post(f"/cases/{case.reference}/emergency-access/{access.pk}/end/").content.decode()
    assert "This has ended already." in again
    with acting_as(cast.ben.pk):
        verbs = AuditEntry.objects.filter(case_id=case.pk, table="cases_emergencyaccess").order_by("sequence")
        assert list(verbs.values_list("verb", flat=True)) == ["insert", "update"]
        assert Bar.objects.count() == 0


def test_only_a_manager_ends_it_and_nobody_opens_it_again(cast: Cast, case: Case) -> None:
    use(cast, case)
    with acting_as(cast.uma.pk):
        access = EmergencyAccess.objects.get()
        with pytest.raises(Refused, match="You cannot do this"):
            end_emergency_access(case=case, access=access, by=cast.actor("uma"), on=today.today())
    with acting_as(cast.ben.pk):
        end_emergency_access(case=case, access=access, by=cast.actor("ben"), on=today.today())
        assert EmergencyAccess.objects.update(ended_at=None) == 0


def test_the_page_answers_alike_for_every_reference_and_leads_on(cast: Cast, case: Case) -> None:
    browser = signed_in(cast.uma)
    pages = []
    for reference in (case.reference, "SR-1999-0001"):
        answer = browser.post("/emergency-access/", {"reference": f" {reference.lower()} ", "why": WHY})
        assert (answer.status_code, answer["Location"]) == (303, f"/emergency-access/{reference}/")
        page = browser.get(answer["Location"]).content.decode().replace(reference, "REFERENCE")
        pages.append(re.sub(r'<input type="hidden"[^>]*>', "", page))  # tokens, and the second of the answer
    assert pages[0] == pages[1]
    assert browser.get(f"/cases/{case.reference}/").status_code == 200
    assert browser.get("/cases/SR-1999-0001/").status_code == 404


@pytest.mark.parametrize("given", [{}, {"reference": "a/b", "why": WHY}, {"reference": "x" * 500, "why": WHY}])
def test_what_was_typed_comes_back_with_the_error(cast: Cast, given: dict[str, str]) -> None:
    page = signed_in(cast.uma).post("/emergency-access/", given)
    assert page.status_code == 200
    assert "There is a problem" in page.content.decode()
    assert given.get("why", "") in page.content.decode()


def test_the_moment_acted_on_is_that_of_the_day_acted_on(cast: Cast) -> None:
    with today.turned_to(TUE_2_JUN, time(9)), acting_as(cast.ada.pk, on=WED_3_JUN), connection.cursor() as cursor:
        cursor.execute("SELECT acting_moment()")
        (moment,) = cursor.fetchone()
    assert abs(moment - datetime.combine(WED_3_JUN, time(9), today.LONDON)) < timedelta(minutes=1)
