"""Every change of people, roles, contacts and bodies is in the chain of the whole system, without a password."""

import json

import pytest
from django.db import ProgrammingError, connections, transaction

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.people.actions import accounts
from safeguarding.people.models import AccountEvent, Contact, HeldRole, Organisation, Person
from tests.cast import PASSWORD, Cast, make_cast
from tests.signing_in import with_password

pytestmark = pytest.mark.wall


def entries(table: str) -> list[tuple[int, str, str]]:
    """Who did what, read by the owner: the application reads no chain but a case's own."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT person_id, verb, content::text FROM ground_auditentry "
            "WHERE case_id = 0 AND table_name = %s ORDER BY sequence",
            [table],
        )
        return list(cursor.fetchall())


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_every_change_is_written_with_who_did_it_and_no_password() -> None:
    cast = make_cast()
    ann, day = cast.actor("ann"), today.today()
    accounts.disable(person=cast.ben, why="Left", by=ann, on=day)
    with acting_as(cast.ann.pk):
        Contact.objects.create(organisation=cast["ashmere"], post="Duty", phone="1")
        Organisation.objects.filter(pk=cast["panel"].pk).update(receives_here=False)
    people = [entry for entry in entries("people_person") if entry[1] == "update"]
    assert [who for who, _, _ in people] == [cast.ann.pk]
    assert json.loads(people[0][2])["after"]["is_active"] is False
    assert "password" not in people[0][2]
    assert len(entries("people_heldrole")) == HeldRole.objects.count()
    assert [verb for _, verb, _ in entries("people_accountevent")] == ["insert"]
    assert [verb for _, verb, _ in entries("people_contact")] == ["insert"]
    assert [verb for _, verb, _ in entries("people_organisation")] == ["update"]


@pytest.mark.django_db
def test_a_persons_row_cannot_be_changed_with_nobody_acting(cast: Cast) -> None:
    with pytest.raises(ProgrammingError, match="Nobody is acting"), transaction.atomic():
        Person.objects.filter(pk=cast.ben.pk).update(name="Somebody else")


@pytest.mark.django_db
def test_signing_in_and_choosing_a_password_need_nobody_acting(cast: Cast) -> None:
    person = with_password(cast.ben)
    person.last_login = today.now()
    person.save(update_fields=["last_login"])
    assert person.check_password(PASSWORD)


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["update", "delete"])
def test_what_was_done_to_an_account_is_never_changed(cast: Cast, change: str) -> None:
    accounts.disable(person=cast.ben, why="Left", by=cast.actor("ann"), on=today.today())
    events = AccountEvent.objects.filter(person=cast.ben)
    with pytest.raises(ProgrammingError, match="permission denied"), acting_as(cast.ann.pk):
        events.update(why="Another reason") if change == "update" else events.delete()
