"""The demonstration's people: all there, the same twice, able to sign in, and refused in production."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import Settings

from safeguarding.people.actors import actor_for
from safeguarding.people.demonstration import (
    BODIES,
    PASSWORD,
    PEOPLE,
    OnlyForDemonstration,
    invented_names,
    make_people,
    who_can_sign_in,
)
from safeguarding.people.directory import contacts_for, is_bounced, is_stale
from safeguarding.people.invented import secret_of
from safeguarding.people.models import Contact, HeldRole, Organisation, Person
from safeguarding.people.second_step import unused_code
from safeguarding.rules.roles import Role

MON_23_NOV_2026 = date(2026, 11, 23)


def test_names_are_enough_and_none_stands_twice() -> None:
    for names in invented_names().values():
        assert len(set(names)) == len(names)
    adults = invented_names()["adults"]
    assert len(adults) >= len(PEOPLE)
    families = [name.split()[-1] for name in adults] + invented_names()["children_family"]
    assert len(set(families)) == len(families), "no child shares a family name with anybody at work"


@pytest.mark.django_db
def test_made_twice_it_is_as_once() -> None:
    first = make_people(on=MON_23_NOV_2026)
    counts = [model.objects.count() for model in (Person, HeldRole, Organisation, Contact)]
    again = make_people(on=MON_23_NOV_2026)
    assert [model.objects.count() for model in (Person, HeldRole, Organisation, Contact)] == counts
    assert {key: one.pk for key, one in first.people.items()} == {key: one.pk for key, one in again.people.items()}


@pytest.mark.django_db
def test_everybody_on_the_list_holds_their_role_and_the_panel_receives_here() -> None:
    made = make_people(on=MON_23_NOV_2026)
    assert set(made.bodies) == {key for key, _, _ in BODIES} | {"panel"}
    assert made.bodies["panel"].receives_here
    for key, role, where, _post in PEOPLE:
        held = actor_for(made.people[key], on=MON_23_NOV_2026).roles
        assert held == ({(role, made.bodies[where].pk)} if role else frozenset())
    assert {role for _, role, _, _ in PEOPLE if role} == set(Role) - {Role.REVIEWER}
    assert len(who_can_sign_in()) == len(PEOPLE)


@pytest.mark.django_db
def test_anybody_on_the_list_can_sign_in_with_what_is_shown(settings: Settings) -> None:
    make_people(on=MON_23_NOV_2026)
    one = who_can_sign_in()[0]
    browser = Client()
    browser.post("/sign-in/?next=/account/", {"login": one.email, "password": one.password})
    page = browser.get("/sign-in/second-step/").content.decode()
    code = unused_code(Person.objects.get(email=one.email), secret_of(one.email))
    assert code in page
    assert browser.post("/sign-in/second-step/", {"code": code})["Location"] == "/account/"
    assert one.password == PASSWORD


@pytest.mark.django_db
@pytest.mark.parametrize("hasher", ["MD5PasswordHasher", "Argon2PasswordHasher"])
def test_the_password_is_stored_as_passwords_are_stored_now(hasher: str, settings: Settings) -> None:
    settings.PASSWORD_HASHERS = [f"django.contrib.auth.hashers.{hasher}"]
    made = make_people(on=MON_23_NOV_2026)
    assert all(one.check_password(PASSWORD) for one in made.people.values())


@pytest.mark.django_db
def test_the_directory_shows_every_case_that_occurs() -> None:
    made = make_people(on=MON_23_NOV_2026)
    reached = contacts_for(made.bodies["northvale"], on=MON_23_NOV_2026)
    assert [one.contact.post for one in reached] == [
        "Head of safeguarding",
        "Safeguarding service manager",
        "Duty team",
    ]
    assert any(is_stale(one, MON_23_NOV_2026) for one in Contact.objects.all())
    assert any(is_bounced(one) for one in Contact.objects.all())


@pytest.mark.django_db
@pytest.mark.parametrize("ask", [make_people, who_can_sign_in])
def test_production_refuses(ask: object, settings: Settings) -> None:
    settings.DEMONSTRATION = settings.DEBUG = False
    with pytest.raises(OnlyForDemonstration, match="SAFEGUARDING_MODE"):
        ask()  # type: ignore[operator]
    assert not Person.objects.exists()
