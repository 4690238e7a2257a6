"""The administrator's pages: looked up, added, corrected, stopped; twice, by two at once, and with bad input."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.people.actions import accounts, roles
from safeguarding.people.models import AccountEvent, HeldRole, Person
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Role
from tests.at_once import at_once
from tests.cast import Cast, make_cast
from tests.making import make_incident
from tests.people.administrators import make_administrator
from tests.signing_in import second_step_of, signed_in

pytestmark = pytest.mark.django_db


def hidden(page: bytes) -> dict[str, str]:
    pairs = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.decode())
    return {name: value.replace("&#x27;", "'") for name, value in pairs}


def words(answer: Any) -> str:
    return str(answer.content.decode())


def test_an_administrator_adds_somebody_who_is_sent_a_link(cast: Cast) -> None:
    browser = signed_in(cast.ann)
    given = {"name": "Zoë O'Neill-Ødegård", "email": "Zoe@Example.Invalid", "phone": "0113 496 0000"}
    answer = browser.post("/people/add/", given)
    person = Person.objects.get(email="zoe@example.invalid")
    assert answer["Location"] == f"/people/{person.pk}/"
    assert not person.has_usable_password()
    assert ProcrastinateJob.objects.get().args == {"person_id": person.pk, "kind": "invitation"}
    assert list(person.account_events.values_list("what", "by")) == [("invited", cast.ann.pk), ("added", cast.ann.pk)]
    assert "Zoë O&#x27;Neill-Ødegård" in words(browser.get("/people/"))


def test_the_same_address_twice_is_refused_and_the_text_stays(cast: Cast) -> None:
    browser = signed_in(cast.ann)
    answer = browser.post("/people/add/", {"name": "Another", "email": cast.ben.email.upper(), "phone": ""})
    assert "Somebody with this email address is here already" in words(answer)
    assert 'value="Another"' in words(answer)


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("name", "", "Enter their name"),
        ("name", "x" * 121, "no more than 120 characters"),
        ("name", "A\0B", "characters that cannot be seen"),
        ("name", "Ann \u202eenoN", "characters that cannot be seen"),
        ("name", "   ", "Enter their name"),
        ("email", "nonsense", "Enter an email address"),
        ("email", "a@" + "b" * 300 + ".invalid", "email address"),
        ("phone", "0" * 41, "no more than 40 characters"),
    ],
)
def test_bad_input_is_told_in_the_summary_beside_the_field_and_kept(
    cast: Cast, field: str, text: str, told: str
) -> None:
    given = {"name": "Good Name", "email": "good@example.invalid", "phone": "", field: text}
    answer = signed_in(cast.ann).post("/people/add/", given)
    page = words(answer)
    assert answer.status_code == 200
    assert "There is a problem" in page
    assert f'href="#id_{field}"' in page
    assert page.count(told) >= 2
    assert "<title>Error: " in page
    assert not Person.objects.filter(email="good@example.invalid", name="Good Name").exists()


def test_names_are_escaped_everywhere(cast: Cast) -> None:
    browser = signed_in(cast.ann)
    browser.post("/people/add/", {"name": "<script>alert(1)</script>", "email": "s@example.invalid"})
    person = Person.objects.get(email="s@example.invalid")
    for address in ("/people/", f"/people/{person.pk}/", f"/people/{person.pk}/stop/"):
        assert "<script>alert" not in words(browser.get(address))


def test_people_are_looked_up_by_name_address_and_body(cast: Cast) -> None:
    browser = signed_in(cast.ann)
    for sought in ("Ben B", "ben@example", "Ashmere partnership"):
        page = words(browser.get("/people/", {"q": sought}))
        assert "Ben B." in page
        assert "Vic V." not in page
    assert browser.get("/people/", {"q": "\0'%_\\" * 50, "page": "999999"}).status_code == 200


def test_two_who_correct_the_same_person_the_second_is_told_and_both_texts_stay(cast: Cast) -> None:
    browser, other = signed_in(cast.ann), signed_in(make_administrator(cast, cast.eve))
    address = f"/people/{cast.ben.pk}/details/"
    mine, theirs = hidden(browser.get(address).content), hidden(other.get(address).content)
    given = {"email": cast.ben.email, "phone": ""}
    assert browser.post(address, {**mine, **given, "name": "First Writer"}).status_code == 302
    answer = other.post(address, {**theirs, **given, "name": "Second Writer"})
    assert "Somebody changed this person" in words(answer)
    assert "First Writer" in words(answer)
    assert 'value="Second Writer"' in words(answer)
    assert Person.objects.get(pk=cast.ben.pk).name == "First Writer"
    again = other.post(address, {**hidden(answer.content), **given, "name": "Second Writer"})
    assert again.status_code == 302, "having been told, they may put theirs in its place"


def test_stopping_ends_sessions_at_once_keeps_the_reason_and_works_once(cast: Cast) -> None:
    theirs, browser = signed_in(cast.ben), signed_in(cast.ann)
    address = f"/people/{cast.ben.pk}/stop/"
    assert "Enter the reason" in words(browser.post(address, {"why": "  "}))
    assert browser.post(address, {"why": "Left the post"}).status_code == 302
    assert theirs.get("/account/").status_code == 302
    assert AccountEvent.objects.get(person=cast.ben, what="disabled").why == "Left the post"
    assert "Somebody else did this already" in words(browser.post(address, {"why": "Again"}))
    assert browser.post(f"/people/{cast.ben.pk}/allow/", {"why": "Came back"}).status_code == 302
    assert Person.objects.get(pk=cast.ben.pk).is_active


def test_resetting_the_second_step_is_recorded_and_ends_the_session(cast: Cast) -> None:
    theirs, browser = signed_in(cast.ben), signed_in(cast.ann)
    assert (
        browser.post(f"/people/{cast.ben.pk}/second-step/reset/", {"why": "Lost phone, rang back"}).status_code == 302
    )
    assert theirs.get("/account/").status_code == 302
    event = AccountEvent.objects.get(person=cast.ben, what="factor-reset")
    assert (event.why, event.by_id) == ("Lost phone, rang back", cast.ann.pk)
    assert "Lost phone, rang back" in words(browser.get(f"/people/{cast.ben.pk}/"))


@pytest.mark.parametrize("address", ["stop", "second-step/reset", "allow"])
def test_nobody_does_these_to_themselves(cast: Cast, address: str) -> None:
    answer = signed_in(cast.ann).post(f"/people/{cast.ann.pk}/{address}/", {"why": "Because"})
    assert "Ask another administrator" in words(answer)


def test_the_link_can_be_sent_again_by_a_press(cast: Cast) -> None:
    browser = signed_in(cast.ann)
    assert browser.get(f"/people/{cast.ben.pk}/invite/").status_code == 405
    browser.post(f"/people/{cast.ben.pk}/invite/")
    assert ProcrastinateJob.objects.get().args["person_id"] == cast.ben.pk


def give(browser: Client, cast: Cast, person: Person, role: Role, body: str, more: dict[str, str] | None = None) -> Any:
    day = today.today()
    given = {
        "role": role.value,
        "organisation": str(cast[body].pk),
        "from_on-day": str(day.day),
        "from_on-month": str(day.month),
        "from_on-year": str(day.year),
        **(more or {}),
    }
    return browser.post(f"/people/{person.pk}/roles/give/", given)


def test_a_role_is_given_from_a_day_and_ended_from_a_day(cast: Cast) -> None:
    browser, day = signed_in(cast.ann), today.today()
    assert give(browser, cast, cast.eve, Role.MANAGER, "ashmere-partnership").status_code == 302
    held = HeldRole.objects.get(person=cast.eve)
    assert (held.from_on, held.until_on, held.given_by_id) == (day, None, cast.ann.pk)
    assert "Directory" in words(signed_in(cast.eve).get("/directory/"))
    later = day + timedelta(days=9)
    ends = {"until_on-day": later.day, "until_on-month": later.month, "until_on-year": later.year}
    assert browser.post(f"/people/{cast.eve.pk}/roles/{held.pk}/end/", ends).status_code == 302
    held.refresh_from_db()
    assert held.until_on == later


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"role": ""}, "Choose a role"),
        ({"role": "superuser"}, "Choose a role from the list"),
        ({"role": "reviewer"}, "Choose a role from the list"),
        ({"organisation": ""}, "Choose a body"),
        ({"organisation": "999999999"}, "Choose a body from the list"),
        ({"organisation": "\0"}, "There is a problem"),
        ({"from_on-day": "31", "from_on-month": "2"}, "must be a real day"),
        ({"from_on-day": "", "from_on-month": "", "from_on-year": ""}, "Enter the day it begins"),
        ({"from_on-year": "99999"}, "real day"),
        ({"from_on-year": "٢٠٢٦"}, "real day"),
        ({"from_on-year": "2020"}, "A role cannot begin before today"),
    ],
)
def test_a_role_that_cannot_be_given_is_refused_with_its_reason(cast: Cast, more: dict[str, str], told: str) -> None:
    answer = give(signed_in(cast.ann), cast, cast.eve, Role.MANAGER, "ashmere-partnership", more)
    assert answer.status_code == 200
    assert told in words(answer)
    assert not HeldRole.objects.filter(person=cast.eve).exists()


def test_a_role_is_held_only_at_its_own_kind_of_body(cast: Cast) -> None:
    answer = give(signed_in(cast.ann), cast, cast.eve, Role.NOTIFIER, "ashmere-police")
    assert "This role is not held at Ashmere police" in words(answer)


def test_a_role_given_twice_is_refused(cast: Cast) -> None:
    browser = signed_in(cast.ann)
    give(browser, cast, cast.eve, Role.MANAGER, "ashmere-partnership")
    assert "holds this role there already" in words(give(browser, cast, cast.eve, Role.MANAGER, "ashmere-partnership"))


def test_nobody_gives_themselves_a_role(cast: Cast) -> None:
    answer = give(signed_in(cast.ann), cast, cast.ann, Role.MANAGER, "ashmere-partnership")
    assert "Nobody gives themselves a role" in words(answer)


def test_nobody_manages_people_and_sees_cases(cast: Cast) -> None:
    other = make_administrator(cast, cast.eve)
    told = words(give(signed_in(cast.ann), cast, other, Role.NOTIFIER, "ashmere"))
    assert "An administrator sees no case" in told
    told = words(give(signed_in(cast.ann), cast, cast.ben, Role.ADMINISTRATOR, "panel"))
    assert "An administrator sees no case" in told


def test_the_last_administrator_stays(cast: Cast) -> None:
    with acting_as(cast.ann.pk):
        held = HeldRole.objects.get(person=cast.ann)
    with pytest.raises(Refused, match="last administrator"), acting_as(cast.ann.pk):
        roles.end_role(held=held, until_on=today.today(), by=cast.actor("ann"), on=today.today())


def test_a_role_that_has_ended_cannot_be_ended_again(cast: Cast) -> None:
    held, day = HeldRole.objects.get(person=cast.ben), today.today()
    roles.end_role(held=held, until_on=day, by=cast.actor("ann"), on=day)
    with pytest.raises(Refused, match="ended already"):
        roles.end_role(held=held, until_on=day + timedelta(days=400), by=cast.actor("ann"), on=day)


def test_the_page_of_a_person_shows_no_case(cast: Cast) -> None:
    case = make_incident(cast, child="Markername")
    browser = signed_in(cast.ann)
    for person in cast.people.values():
        page = words(browser.get(f"/people/{person.pk}/"))
        assert case.reference not in page
        assert "Markername" not in page


@pytest.mark.parametrize("verb", ["add", "invite", "change", "reset", "disable", "enable", "give", "end"])
@pytest.mark.parametrize("who", ["ada", "ben", "pia", "kit", "cleo", "dot", "dee", "eve"])
def test_every_verb_refuses_everybody_but_an_administrator(cast: Cast, verb: str, who: str) -> None:
    by, on, person = cast.actor(who), today.today(), cast.joe
    held = HeldRole.objects.get(person=cast.joe)
    calls = {
        "add": lambda: accounts.add_person(email="n@example.invalid", name="N", by=by, on=on),
        "invite": lambda: accounts.invite_again(person=person, by=by, on=on),
        "change": lambda: accounts.change_details(
            person=person, email="x@example.invalid", name="X", phone="", seen=accounts.as_seen(person), by=by, on=on
        ),
        "reset": lambda: accounts.reset_second_step(person=person, why="w", by=by, on=on),
        "disable": lambda: accounts.disable(person=person, why="w", by=by, on=on),
        "enable": lambda: accounts.enable(person=person, why="w", by=by, on=on),
        "give": lambda: roles.give_role(
            person=person, role=Role.MANAGER, organisation=cast["ashmere-partnership"], from_on=on, by=by, on=on
        ),
        "end": lambda: roles.end_role(held=held, until_on=on, by=by, on=on),
    }
    with pytest.raises(Refused, match="Only an administrator"):
        calls[verb]()


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_the_demonstration_takes_nobody_real_in(cast: Cast, settings: Settings, is_demonstration: bool) -> None:
    settings.DEMONSTRATION = is_demonstration
    given = {"email": "mary.hill@example.org", "name": "Mary Hill", "phone": "", "seen": accounts.as_seen(cast.joe)}
    browser = signed_in(cast.ann)
    for address in ("/people/add/", f"/people/{cast.joe.pk}/details/"):
        page = browser.post(address, given)
        assert ("This is a demonstration, which guards nobody" in page.content.decode()) is is_demonstration, address
    assert Person.objects.filter(email="mary.hill@example.org").exists() is not is_demonstration


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_stop_each_other_at_once_leave_one() -> None:
    cast = make_cast()
    make_administrator(cast, cast.eve)
    ann, eve, day = cast.actor("ann"), cast.actor("eve"), today.today()
    at_once(
        lambda: accounts.disable(person=cast.eve, why="w", by=ann, on=day),
        lambda: accounts.disable(person=cast.ann, why="w", by=eve, on=day),
    )
    assert Person.objects.filter(pk__in=[cast.ann.pk, cast.eve.pk], is_active=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_end_each_others_role_at_once_leave_one() -> None:
    cast = make_cast()
    make_administrator(cast, cast.eve)
    held = {row.person_id: row for row in HeldRole.objects.filter(role=Role.ADMINISTRATOR)}
    ann, eve, day = cast.actor("ann"), cast.actor("eve"), today.today()
    at_once(
        lambda: roles.end_role(held=held[cast.eve.pk], until_on=day, by=ann, on=day),
        lambda: roles.end_role(held=held[cast.ann.pk], until_on=day, by=eve, on=day),
    )
    assert HeldRole.objects.on(day).filter(role=Role.ADMINISTRATOR).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_add_the_same_person_at_once_add_one() -> None:
    cast = make_cast()
    ann, day = cast.actor("ann"), today.today()
    call = lambda: accounts.add_person(email="new@example.invalid", name="New", by=ann, on=day)  # noqa: E731
    outcomes = at_once(call, call)
    assert sorted(type(one).__name__ for one in outcomes) == ["Person", "Refused"]
    assert ProcrastinateJob.objects.count() == 1


def test_the_second_step_of_somebody_new_is_not_there_until_they_set_it_up(cast: Cast) -> None:
    assert "Not set up yet" in words(signed_in(cast.ann).get(f"/people/{cast.eve.pk}/"))
    second_step_of(cast.eve)
    assert "Not set up yet" not in words(signed_in(cast.ann).get(f"/people/{cast.eve.pk}/"))
