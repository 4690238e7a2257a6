"""Every page of people, accounts and the directory, tried by everybody of the cast and by nobody."""

import pytest
from django.test import Client

from safeguarding.actor import acting_as
from safeguarding.people.models import Contact, HeldRole
from safeguarding.people.urls import urlpatterns
from safeguarding.rules.roles import Permission
from tests.cast import Cast
from tests.signing_in import second_step_of, signed_in, with_password

pytestmark = pytest.mark.django_db

MANAGED = (
    "/people/", "/people/add/", "/people/{person}/", "/people/{person}/details/", "/people/{person}/invite/",
    "/people/{person}/second-step/reset/", "/people/{person}/stop/", "/people/{person}/allow/",
    "/people/{person}/roles/give/", "/people/{person}/roles/{held}/end/", "/outside-bodies/",
)  # fmt: skip
READ = ("/directory/", "/directory/{body}/")
EDITED = (
    "/directory/{body}/add/", "/directory/contacts/{contact}/", "/directory/contacts/{contact}/confirm/",
    "/directory/contacts/{contact}/remove/",
)  # fmt: skip
OWN = (
    "/account/", "/account/details/", "/account/password/", "/account/second-step/",
    "/account/second-step/picture.svg", "/account/recovery-codes/", "/account/recovery-codes/new/",
)  # fmt: skip
ANYBODY = ("/sign-in/", "/password/forgotten/", "/password/forgotten/sent/")

NEEDS = {
    **dict.fromkeys(MANAGED, Permission.MANAGE_PEOPLE),
    **dict.fromkeys(READ, Permission.READ_DIRECTORY),
    **dict.fromkeys(EDITED, Permission.EDIT_DIRECTORY),
}


@pytest.fixture
def named(cast: Cast) -> dict[str, int]:
    with acting_as(cast.ann.pk):
        contact = Contact.objects.create(organisation=cast["ashmere"], post="Duty team", phone="1")
    held = HeldRole.objects.get(person=cast.ben)
    return {"person": cast.ben.pk, "held": held.pk, "body": cast["ashmere"].pk, "contact": contact.pk}


def test_every_page_is_open_to_those_with_its_permission_and_to_nobody_else(cast: Cast, named: dict[str, int]) -> None:
    for name, person in cast.people.items():
        browser, actor = signed_in(person), cast.actor(name)
        for address, permission in NEEDS.items():
            status = browser.get(address.format(**named)).status_code
            if actor.may(permission):
                assert status in (200, 405), f"{name} {address}: {status}"
            else:
                assert status == 403, f"{name} {address}: {status}"


def test_a_post_is_refused_as_a_look_is(cast: Cast, named: dict[str, int]) -> None:
    for name in ("ada", "kit", "cleo", "dot", "eve"):
        browser = signed_in(cast.people[name])
        for address in (*MANAGED, *EDITED):
            assert browser.post(address.format(**named), {"why": "x"}).status_code == 403, f"{name} {address}"


def test_ones_own_pages_are_open_to_everybody_who_signed_in(cast: Cast) -> None:
    for name, person in cast.people.items():
        browser = signed_in(person)
        assert {browser.get(address).status_code for address in OWN} == {200}, name


def test_signed_out_every_page_but_signing_in_leads_there(cast: Cast, named: dict[str, int]) -> None:
    for address in (*NEEDS, *OWN, "/sign-in/set-up/", "/sign-in/set-up/picture.svg"):
        answer = Client().get(address.format(**named))
        assert answer.status_code == 302, address
        assert answer["Location"].startswith("/sign-in/?next="), address
    assert {Client().get(address).status_code for address in ANYBODY} == {200}


def test_with_the_password_alone_every_page_leads_to_the_second_step(cast: Cast, named: dict[str, int]) -> None:
    browser = Client()
    browser.post("/sign-in/", {"login": with_password(cast.ann).email, "password": "a long password for tests"})
    for address in (*NEEDS, *OWN):
        assert browser.get(address.format(**named))["Location"] == "/sign-in/set-up/", address


@pytest.mark.parametrize("address", ["/people/999999999/", "/directory/999999999/", "/directory/contacts/999999999/"])
def test_what_is_not_there_is_not_found(cast: Cast, address: str) -> None:
    assert signed_in(cast.ann).get(address).status_code == 404


def test_a_role_of_another_person_is_not_found_under_this_one(cast: Cast) -> None:
    held = HeldRole.objects.get(person=cast.ben)
    assert signed_in(cast.ann).get(f"/people/{cast.eve.pk}/roles/{held.pk}/end/").status_code == 404


def test_every_address_is_named_above(cast: Cast) -> None:
    named = {
        "sign-out/", "sign-in/second-step/", "sign-in/stopped/", "sign-in/set-up/", "sign-in/set-up/picture.svg",
        "password/choose/<uidb64>/<token>/", "demonstration/day/",
    }  # fmt: skip
    said = {address.strip("/").split("{")[0] for address in (*NEEDS, *OWN, *ANYBODY)}
    for pattern in urlpatterns:
        route = str(pattern.pattern)
        assert route in named or any(route.startswith(one) or one == route.strip("/") for one in said), route


def test_the_second_step_page_is_closed_without_the_password(cast: Cast) -> None:
    second_step_of(cast.ann)
    assert Client().get("/sign-in/second-step/")["Location"].startswith("/sign-in/")
