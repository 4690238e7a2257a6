"""The directory: whom to ring on a day, kept right by those who manage it and by nobody else."""

from datetime import date, timedelta
from typing import Any

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.messages.bounces import bounced
from safeguarding.people.actions import directory
from safeguarding.people.actions.directory import Details
from safeguarding.people.directory import contacts_for, contacts_of_each, first_to_ring, is_stale
from safeguarding.people.models import Contact
from safeguarding.rules.refusal import Refused
from tests.at_once import at_once
from tests.cast import Cast, make_cast
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

MON_2_MAR = date(2026, 3, 2)
FRI_6_MAR = date(2026, 3, 6)
MON_9_MAR = date(2026, 3, 9)


def listed(cast: Cast, body: str = "ashmere", **facts: Any) -> Contact:
    with acting_as(cast.ann.pk):
        return Contact.objects.create(
            organisation=cast[body], **{"post": "Duty team", "phone": "1", "confirmed_on": MON_2_MAR, **facts}
        )


def rung(cast: Cast, on: date, body: str = "ashmere") -> list[str]:
    return [one.contact.post for one in contacts_for(cast[body], on=on)]


def test_contacts_come_in_the_order_in_which_to_ring(cast: Cast) -> None:
    for order, post in ((3, "Third"), (1, "First"), (2, "Second")):
        listed(cast, post=post, order=order)
    assert rung(cast, MON_2_MAR) == ["First", "Second", "Third"]


def test_somebody_away_gives_place_to_their_cover_until_the_day_they_are_back(cast: Cast) -> None:
    deputy, cover = listed(cast, post="Deputy", order=8), listed(cast, post="Cover", order=9)
    listed(cast, post="Head", deputy=deputy, cover=cover, away_from_on=MON_2_MAR, away_until_on=MON_9_MAR)
    assert rung(cast, MON_2_MAR - timedelta(days=1))[0] == "Head"
    assert rung(cast, MON_2_MAR) == ["Cover", "Deputy"], "and nobody is named twice"
    assert rung(cast, MON_9_MAR - timedelta(days=1))[0] == "Cover"
    assert rung(cast, MON_9_MAR)[0] == "Head"
    first = contacts_for(cast["ashmere"], on=FRI_6_MAR)[0]
    assert first.instead_of is not None
    assert first.instead_of.post == "Head"


def test_without_cover_the_deputy_stands_in(cast: Cast) -> None:
    listed(cast, post="Head", deputy=listed(cast, post="Deputy", order=9), away_from_on=MON_2_MAR)
    assert rung(cast, FRI_6_MAR) == ["Deputy"]


def test_a_cover_who_is_away_too_gives_place_to_the_deputy(cast: Cast) -> None:
    cover = listed(cast, post="Cover", order=9, away_from_on=MON_2_MAR)
    listed(cast, post="Head", deputy=listed(cast, post="Deputy", order=8), cover=cover, away_from_on=MON_2_MAR)
    assert rung(cast, FRI_6_MAR)[0] == "Deputy"


def test_somebody_away_with_nobody_to_stand_in_is_still_named_and_said_to_be_away(cast: Cast) -> None:
    listed(cast, post="Head", away_from_on=MON_2_MAR)
    (only,) = contacts_for(cast["ashmere"], on=FRI_6_MAR)
    assert only.is_away
    assert "away today, with nobody to stand in" not in page_of(cast, "ada", on=MON_2_MAR - timedelta(days=1))
    assert "away today, with nobody to stand in" in page_of(cast, "ada", on=FRI_6_MAR)


def page_of(cast: Cast, who: str, *, on: date | None = None, body: str = "ashmere") -> str:
    with today.turned_to(on or today.today()):
        return str(signed_in(cast.people[who]).get(f"/directory/{cast[body].pk}/").content.decode())


def test_the_first_to_ring_at_each_body_are_three_people(cast: Cast) -> None:
    for body in ("ashmere", "board", "ashmere-police", "ashmere-hospital"):
        listed(cast, body, post=f"Head at {body}")
        listed(cast, body, post="Second", order=2)
    bodies = [cast[body] for body in ("ashmere", "board", "ashmere-police", "ashmere-hospital")]
    reached = first_to_ring(contacts_of_each([body.pk for body in bodies], on=MON_2_MAR).values())
    assert [one.contact.post for one in reached] == ["Head at ashmere", "Head at board", "Head at ashmere-police"]


@pytest.mark.parametrize(
    ("confirmed", "day", "stale"),
    [
        (date(2025, 9, 2), date(2026, 3, 1), False),
        (date(2025, 9, 2), date(2026, 3, 2), True),
        (date(2025, 8, 31), date(2026, 2, 27), False),
        (date(2025, 8, 31), date(2026, 2, 28), True),
        (None, date(2026, 3, 2), True),
    ],
)
def test_a_contact_is_asked_about_after_six_months(cast: Cast, confirmed: date | None, day: date, stale: bool) -> None:
    assert is_stale(listed(cast, confirmed_on=confirmed), day) is stale


def test_still_right_is_one_press(cast: Cast) -> None:
    contact = listed(cast, confirmed_on=None)
    assert "Is this still right?" in page_of(cast, "ben")
    browser = signed_in(cast.ben)
    assert browser.get(f"/directory/contacts/{contact.pk}/confirm/").status_code == 405
    assert browser.post(f"/directory/contacts/{contact.pk}/confirm/").status_code == 302
    contact.refresh_from_db()
    assert (contact.confirmed_on, contact.confirmed_by) == (today.today(), cast.ben)
    assert "Is this still right?" not in page_of(cast, "ben")


def test_mail_that_came_back_is_flagged_until_the_address_changes(cast: Cast) -> None:
    contact = listed(cast, email="Duty@example.invalid")
    with acting_as(cast.ann.pk):
        assert bounced("duty@EXAMPLE.invalid", today.now()) == 1
    assert "Mail came back" in page_of(cast, "ada")
    details = Details(post="Duty team", email="new@example.invalid")
    directory.change_contact(contact=contact, details=details, version=1, by=cast.actor("ben"), on=today.today())
    assert "Mail came back" not in page_of(cast, "ada")


def posted(**more: str) -> dict[str, str]:
    return {"post": "Named nurse", "name": "", "phone": "0113 496 0000", "email": "", "order": "1", **more}


def test_a_manager_adds_to_the_bodies_of_their_own_partnership(cast: Cast) -> None:
    browser = signed_in(cast.ben)
    for body in ("ashmere", "board", "ashmere-police", "ashmere-partnership"):
        assert browser.post(f"/directory/{cast[body].pk}/add/", posted()).status_code == 302, body
    assert Contact.objects.count() == 4


def test_a_manager_changes_nothing_of_another_areas(cast: Cast) -> None:
    contact = listed(cast, "calder")
    browser = signed_in(cast.ben)
    added = browser.post(f"/directory/{cast['calder'].pk}/add/", posted())
    assert "You keep the directory of your own partnership" in added.content.decode()
    for press in ("", "confirm/", "remove/"):
        browser.post(f"/directory/contacts/{contact.pk}/{press}", posted(version="1"))
    kept = Contact.objects.get()
    assert (kept.post, kept.confirmed_on, kept.removed_on) == ("Duty team", MON_2_MAR, None)
    assert "Still right" not in page_of(cast, "ben", body="calder")
    assert "Still right" in page_of(cast, "vic", body="calder")


def test_an_administrator_keeps_all_of_it(cast: Cast) -> None:
    contact = listed(cast, "ashmere-hospital")
    assert signed_in(cast.ann).post(f"/directory/contacts/{contact.pk}/confirm/").status_code == 302
    contact.refresh_from_db()
    assert contact.confirmed_on == today.today()


@pytest.mark.parametrize("who", ["ada", "pia", "kit", "cleo", "dot", "eve"])
@pytest.mark.parametrize("verb", ["add", "change", "confirm", "remove"])
def test_every_verb_refuses_whoever_keeps_no_directory(cast: Cast, who: str, verb: str) -> None:
    contact, by, on, details = listed(cast), cast.actor(who), today.today(), Details(post="P", phone="1")
    calls = {
        "add": lambda: directory.add_contact(organisation=cast["ashmere"], details=details, by=by, on=on),
        "change": lambda: directory.change_contact(contact=contact, details=details, version=1, by=by, on=on),
        "confirm": lambda: directory.confirm_contact(contact=contact, by=by, on=on),
        "remove": lambda: directory.remove_contact(contact=contact, by=by, on=on),
    }
    with pytest.raises(Refused, match="your own partnership"):
        calls[verb]()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"post": ""}, "Enter the post"),
        ({"phone": ""}, "Enter a phone number or an email address"),
        ({"name": "\u202edrow"}, "characters that cannot be seen"),
        ({"name": "x" * 121}, "no more than 120 characters"),
        ({"email": "x"}, "Enter an email address"),
        ({"order": "0"}, "Enter a number from 1 to 99"),
        ({"order": "first"}, "Enter a number from 1 to 99"),
        (
            {"away_until_on-day": "9", "away_until_on-month": "3", "away_until_on-year": "2026"},
            "Enter the first day away",
        ),
        ({"away_from_on-day": "30", "away_from_on-month": "2", "away_from_on-year": "2026"}, "must be a real day"),
        ({"cover": "999999999"}, "Choose somebody of the same body"),
        ({"deputy": "\0"}, "There is a problem"),
    ],
)
def test_bad_input_is_told_and_kept(cast: Cast, more: dict[str, str], told: str) -> None:
    answer = signed_in(cast.ben).post(f"/directory/{cast['ashmere'].pk}/add/", posted(**more))
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert "There is a problem" in answer.content.decode()
    assert not Contact.objects.exists()


def test_back_before_going_is_refused(cast: Cast) -> None:
    details = Details(post="P", phone="1", away_from_on=MON_9_MAR, away_until_on=MON_9_MAR)
    with pytest.raises(Refused, match="comes after the first day away"):
        directory.add_contact(organisation=cast["ashmere"], details=details, by=cast.actor("ben"), on=MON_2_MAR)


def test_a_deputy_of_another_body_is_refused(cast: Cast) -> None:
    details = Details(post="P", phone="1", deputy=listed(cast, "calder"))
    with pytest.raises(Refused, match="of the same body"):
        directory.add_contact(organisation=cast["ashmere"], details=details, by=cast.actor("ben"), on=MON_2_MAR)


def test_two_who_change_the_same_contact_the_second_is_told_and_both_texts_stay(cast: Cast) -> None:
    contact = listed(cast)
    address = f"/directory/contacts/{contact.pk}/"
    first, second = signed_in(cast.ben), signed_in(cast.ann)
    assert first.post(address, posted(version="1", name="First Writer")).status_code == 302
    answer = second.post(address, posted(version="1", name="Second Writer")).content.decode()
    assert "Somebody changed this contact" in answer
    assert "First Writer" in answer
    assert 'value="Second Writer"' in answer
    assert Contact.objects.get().name == "First Writer"
    assert 'name="version" value="2"' in answer
    assert second.post(address, posted(version="2", name="Second Writer")).status_code == 302


def test_one_removed_meanwhile_cannot_be_changed_and_stands_in_for_nobody(cast: Cast) -> None:
    contact = listed(cast, post="Gone", order=2)
    other = listed(cast, post="Head", deputy=contact, cover=contact)
    browser = signed_in(cast.ben)
    browser.post(f"/directory/contacts/{contact.pk}/remove/")
    other.refresh_from_db()
    assert (other.deputy, other.cover) == (None, None)
    assert rung(cast, today.today()) == ["Head"]
    answer = browser.post(f"/directory/contacts/{contact.pk}/", posted(version="2")).content.decode()
    assert "Somebody removed this contact meanwhile" in answer


@pytest.mark.django_db(transaction=True)
def test_two_changes_at_the_same_moment_never_overwrite_each_other() -> None:
    cast = make_cast()
    contact, ben, ann = listed(cast), cast.actor("ben"), cast.actor("ann")

    def change(by: Any, name: str) -> Any:
        details = Details(post="P", phone="1", name=name)
        return lambda: directory.change_contact(contact=contact, details=details, version=1, by=by, on=today.today())

    outcomes = at_once(change(ben, "One"), change(ann, "Two"))
    assert sorted(type(one).__name__ for one in outcomes) == ["Contact", "Refused"]


def test_bodies_are_found_by_name_and_ones_own_come_first(cast: Cast) -> None:
    browser = signed_in(cast.ben)
    own = browser.get("/directory/").content.decode()
    assert "Ashmere police" in own
    assert "Calder" not in own
    found = browser.get("/directory/", {"q": "calder"}).content.decode()
    assert "Calder police" in found
    assert browser.get("/directory/", {"q": "\0%_'\\" * 90, "page": "-3"}).status_code == 200
