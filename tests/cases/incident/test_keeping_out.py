"""A conflict of interest keeps a person out of one case, from that moment and whatever their roles."""

from datetime import date

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.conflicts import bar_person, end_bar, who_may_be_barred
from safeguarding.cases.models import Appointment, Bar, Case, Party
from safeguarding.ground.models import AuditEntry
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Reach, Role
from tests.cast import Cast
from tests.making import open_incident
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

MON_1_JUN, TUE_2_JUN = date(2026, 6, 1), date(2026, 6, 2)


@pytest.fixture
def case(cast: Cast) -> Case:
    with today.turned_to(TUE_2_JUN):
        return open_incident(cast, known_on=MON_1_JUN)


def keep_out(cast: Cast, case: Case, who: str, why: str = "A relative", by: str = "ben") -> None:
    with acting_as(cast.people[by].pk):
        bar_person(case=case, person=cast.people[who], why=why, by=cast.actor(by), on=today.today())


def sees(cast: Cast, case: Case, name: str) -> bool:
    with acting_as(cast.people[name].pk):
        return Case.objects.filter(pk=case.pk).exists()


def test_from_that_moment_the_person_sees_nothing_of_it(cast: Cast, case: Case) -> None:
    keep_out(cast, case, "hal")
    assert not sees(cast, case, "hal")
    assert signed_in(cast.hal).get(f"/cases/{case.reference}/").status_code == 404


def test_a_lead_who_is_kept_out_leads_no_more(cast: Cast, case: Case) -> None:
    keep_out(cast, case, "ada")
    with acting_as(cast.ben.pk):
        assert Case.objects.get(pk=case.pk).lead is None


def test_a_manager_may_keep_themselves_out_through_the_page(cast: Cast, case: Case) -> None:
    browser = signed_in(cast.ben)
    answer = browser.post(f"/cases/{case.reference}/kept-out/add/", {"person": cast.ben.pk, "why": "My cousin"})
    assert (answer.status_code, answer["Location"]) == (303, "/")
    assert not sees(cast, case, "ben")


def test_the_last_who_runs_it_cannot_be_kept_out(cast: Cast, case: Case) -> None:
    keep_out(cast, case, "ada")
    with pytest.raises(Refused, match="nobody would be left"):
        keep_out(cast, case, "ben")


def test_a_reason_is_needed_and_the_second_time_is_refused(cast: Cast, case: Case) -> None:
    with pytest.raises(Refused, match="Write what the conflict is"):
        keep_out(cast, case, "hal", why=" ")
    keep_out(cast, case, "hal")
    with pytest.raises(Refused, match="already kept out"):
        keep_out(cast, case, "hal")


def test_only_a_manager_of_the_partnership_may(cast: Cast, case: Case) -> None:
    for name in ("ada", "hal"):
        with pytest.raises(Refused, match="You cannot do this"):
            keep_out(cast, case, "joe", by=name)


def test_somebody_let_in_again_sees_it_and_the_reasons_stay(cast: Cast, case: Case) -> None:
    keep_out(cast, case, "hal")
    with acting_as(cast.ben.pk):
        bar = Bar.objects.get(case=case)
        end_bar(case=case, bar=bar, why="It was another Hal", by=cast.actor("ben"), on=today.today())
        with pytest.raises(Refused, match="ended already"):
            end_bar(case=case, bar=bar, why="Again", by=cast.actor("ben"), on=today.today())
    assert sees(cast, case, "hal")
    page = signed_in(cast.ben).get(f"/cases/{case.reference}/kept-out/").content.decode()
    assert "A relative" in page
    assert "It was another Hal" in page


def test_out_in_and_out_again_on_one_day_is_all_in_the_audit(cast: Cast, case: Case) -> None:
    keep_out(cast, case, "hal")
    with acting_as(cast.ben.pk):
        end_bar(case=case, bar=Bar.objects.get(case=case), why="In", by=cast.actor("ben"), on=today.today())
    keep_out(cast, case, "hal", why="Out after all")
    assert not sees(cast, case, "hal")
    with acting_as(cast.ben.pk):
        assert AuditEntry.objects.filter(case_id=case.pk, table="cases_bar").count() == 3


def test_the_list_has_whoever_sees_it_or_what_may_be_sent_of_it(cast: Cast, case: Case) -> None:
    on = today.today()
    with acting_as(cast.ben.pk):
        listed = {one.name.split()[0].lower() for one in who_may_be_barred(case, on=on)}
        assert listed == {"ada", "ben", "pia", "hal", "joe", "cleo"}
        Appointment.objects.create(case=case, person=cast.dee, role=Role.REVIEWER, from_on=on, appointed_by=cast.ben)
        assert cast.dee in who_may_be_barred(case, on=on)
        bar_person(case=case, person=cast.cleo, why="A relative", by=cast.actor("ben"), on=on)
        assert cast.cleo not in who_may_be_barred(case, on=on)


def test_anybody_is_kept_out_by_their_address_before_they_could_see_it(cast: Cast, case: Case) -> None:
    browser = signed_in(cast.ben)
    given = {"email": f" {cast.uma.email.upper()}", "why": "The child's aunt"}
    assert browser.post(f"/cases/{case.reference}/kept-out/add/", given).status_code == 303
    with acting_as(cast.ben.pk):
        assert Bar.objects.get(case=case).person == cast.uma
        Party.objects.create(
            case=case, organisation=cast["calder"], reach=Reach.HOME_AREA, from_on=MON_1_JUN, added_by=cast.ben
        )
    assert not sees(cast, case, "uma")


@pytest.mark.parametrize(
    ("person", "email", "says"),
    [
        ("", "", "Choose somebody"),
        ("hal", "uma@example.invalid", "Name one person, in one of the two ways"),
        ("", "nobody@example.invalid", "Nobody here signs in with this address"),
        ("", "nonsense", "Enter an email address"),
    ],
)
def test_one_person_is_named_in_one_of_two_ways(cast: Cast, case: Case, person: str, email: str, says: str) -> None:
    given = {"person": cast.people[person].pk if person else "", "email": email, "why": "Aunt"}
    page = signed_in(cast.ben).post(f"/cases/{case.reference}/kept-out/add/", given).content.decode()
    assert says in page
    assert "Aunt" in page
    with acting_as(cast.ben.pk):
        assert not Bar.objects.exists()


def test_what_was_typed_comes_back_with_the_error_at_its_field(cast: Cast, case: Case) -> None:
    browser = signed_in(cast.ben)
    page = browser.post(f"/cases/{case.reference}/kept-out/add/", {"why": "<b>Aunt</b>"}).content.decode()
    assert "There is a problem" in page
    assert 'href="#id_person"' in page
    assert "&lt;b&gt;Aunt&lt;/b&gt;" in page
    assert "<title>Error:" in page


@pytest.mark.parametrize("why", ["x" * 100_000, "a\x00b"])
def test_hostile_reasons_are_refused(cast: Cast, case: Case, why: str) -> None:
    browser = signed_in(cast.ben)
    page = browser.post(f"/cases/{case.reference}/kept-out/add/", {"person": cast.hal.pk, "why": why})
    assert page.status_code == 200
    assert sees(cast, case, "hal")
