"""F16: nothing goes to an address that has no part in the case, unless a person has read why not and confirms it."""

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.models import Appointment, Bar, Case, Party
from safeguarding.messages.addresses import Address, NotAnAddress
from safeguarding.messages.kinds import Kind
from safeguarding.messages.lines import Line
from safeguarding.messages.models import Message
from safeguarding.messages.recipients import refusal_of
from safeguarding.messages.writing import Preview, preview, write
from safeguarding.people.models import Contact, Person
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Reach, Role
from tests.cast import LONG_AGO, Cast
from tests.making import make_incident
from tests.messages.making import FRI_13_MARCH, job_ids

pytestmark = pytest.mark.django_db


def why_not(cast: Cast, case: Case, to: Person | Address, *, is_confirmed: bool = False) -> str:
    with acting_as(cast.ben.pk):
        refusal = refusal_of(to, case_id=case.pk, on=today.today(), is_confirmed=is_confirmed)
    return str(refusal or "")


def test_whoever_holds_a_role_at_a_body_with_a_part_may_be_written_to(cast: Cast) -> None:
    case = make_incident(cast)
    for name in ("ada", "ben", "pia", "hal", "joe", "cleo"):
        assert why_not(cast, case, cast.people[name]) == ""
    assert why_not(cast, case, Address("Joe", cast.joe.email.upper())) == ""


@pytest.mark.parametrize("name", ["uma", "vic", "kit"])
def test_somebody_at_a_body_without_a_part_is_refused_by_the_bodys_name(cast: Cast, name: str) -> None:
    case = make_incident(cast)
    held = cast.people[name].roles.get().organisation
    sentence = why_not(cast, case, Address(name, cast.people[name].email))
    assert f"is at {held.name}, which has no part in this case" in sentence
    assert why_not(cast, case, cast.people[name]) == sentence


def test_a_home_area_that_was_added_may_be_written_to(cast: Cast) -> None:
    case = make_incident(cast)
    with acting_as(cast.ben.pk):
        Party.objects.create(
            case=case, organisation=cast["calder"], reach=Reach.HOME_AREA, from_on=LONG_AGO, added_by=cast.ben
        )
    assert why_not(cast, case, cast.uma) == ""


def test_somebody_appointed_to_the_case_may_be_written_to(cast: Cast) -> None:
    case = make_incident(cast)
    assert why_not(cast, case, cast.dee)
    with acting_as(cast.ben.pk):
        Appointment.objects.create(
            case=case, person=cast.dee, role=Role.REVIEWER, from_on=LONG_AGO, appointed_by=cast.ben
        )
    assert why_not(cast, case, cast.dee) == ""


def test_a_contact_of_the_directory_may_be_written_to_until_removed(cast: Cast) -> None:
    case = make_incident(cast)
    desk = Address("Duty desk", "duty.desk@ashmere.example")
    assert "nobody's entry in the directory" in why_not(cast, case, desk)
    with acting_as(cast.ben.pk):
        contact = Contact.objects.create(
            organisation=cast["ashmere"], post="Duty desk", email="Duty.Desk@ashmere.example"
        )
    assert why_not(cast, case, desk) == ""
    with acting_as(cast.ben.pk):
        contact.removed_on = today.today()
        contact.save()
    assert why_not(cast, case, desk)


def test_a_personal_address_is_refused_with_a_sentence_until_confirmed(cast: Cast) -> None:
    case, home = make_incident(cast), Address("Joe", "joe.at.home@gmail.com")
    assert "looks like a personal address" in why_not(cast, case, home)
    assert why_not(cast, case, home, is_confirmed=True) == ""


def test_somebody_kept_out_is_refused_however_confirmed_and_by_address_too(cast: Cast) -> None:
    case = make_incident(cast)
    with acting_as(cast.ben.pk):
        Bar.objects.create(case=case, person=cast.ada, why="Related", from_on=LONG_AGO, barred_by=cast.ben)
    for to in (cast.ada, Address("Ada", cast.ada.email)):
        assert "is kept out" in why_not(cast, case, to, is_confirmed=True)


def write_to(cast: Cast, case: Case, to: Person | Address, **more: bool) -> Message | None:
    with acting_as(cast.ben.pk):
        return write(
            kind=Kind.TOLD,
            key="k",
            to=to,
            case_id=case.pk,
            lines=[Line(case.reference, "notified", FRI_13_MARCH)],
            by=cast.actor("ben"),
            on=today.today(),
            **more,
        )


def test_the_writing_itself_refuses_so_that_no_page_can_forget(cast: Cast) -> None:
    case, stranger = make_incident(cast), Address("Somebody", "somebody@elsewhere.example")
    with pytest.raises(Refused, match="nobody's entry in the directory"):
        write_to(cast, case, stranger)
    assert job_ids() == []
    assert write_to(cast, case, stranger, is_confirmed=True) is not None


def test_to_somebody_kept_out_nothing_is_written_and_nobody_else_is_held_up(cast: Cast) -> None:
    case = make_incident(cast)
    with acting_as(cast.ben.pk):
        Bar.objects.create(case=case, person=cast.ada, why="Related", from_on=LONG_AGO, barred_by=cast.ben)
    assert write_to(cast, case, cast.ada, is_confirmed=True) is None
    assert job_ids() == []


def test_a_preview_shows_what_would_be_sent_and_why_not_and_writes_nothing(cast: Cast) -> None:
    case = make_incident(cast)
    lines = [Line(case.reference, "position-wanted", FRI_13_MARCH)]
    with acting_as(cast.ben.pk):
        shown: Preview = preview(kind=Kind.POSITION_ASKED, to=cast.uma, case_id=case.pk, lines=lines, on=today.today())
        assert not Message.objects.exists()
    assert shown.to == Address(cast.uma.name, cast.uma.email)
    assert case.reference in shown.letter.subject
    assert shown.refusal is not None
    assert "has no part in this case" in shown.refusal.sentence


def test_what_is_no_address_is_refused_with_the_cure() -> None:
    with pytest.raises(NotAnAddress, match=r"Write one like name@example\.gov\.uk"):
        Address("Somebody", "somebody at example")
