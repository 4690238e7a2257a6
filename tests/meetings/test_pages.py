"""The pages of meetings, walked through as people do: called, people invited and answering, held, typed, minutes."""

import re
from typing import Any

import pytest
from django.test import Client

from safeguarding.actor import acting_as
from safeguarding.cases.models import Case
from safeguarding.meetings.actions.inviting import invite
from safeguarding.meetings.actions.room import declare_interest
from safeguarding.meetings.models import AgendaItem, Attendance, Meeting, MeetingAction, MinutesEntry, TypedBeside
from tests.cast import Cast
from tests.meetings.making import EVERYBODY, MARKER, about, came, do, invited, item_of, plain_item, sent, typed
from tests.signing_in import signed_in

WHEN = {"title": "Rapid review", "meets_on-day": "16", "meets_on-month": "11", "meets_on-year": "2026",
        "starts_at": "14:00", "place": "Room 1", "kind": "rapid-review"}  # fmt: skip


def page(client: Client, address: str, wanted: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == wanted, (address, response.status_code)
    return response.content.decode()


def post(client: Client, address: str, wanted: int = 303, **given: Any) -> str:
    response = client.post(address, given)
    assert response.status_code == wanted, re.sub(r"<[^>]+>|\s+", " ", response.content.decode())[:1500]
    return str(response.headers.get("Location", ""))


def test_from_the_call_to_agreed_minutes(cast: Cast, notified: Case) -> None:
    ben, pia = signed_in(cast.ben), signed_in(cast.pia)
    assert "Meetings" in page(ben, f"/cases/{notified.reference}/")
    call = page(ben, f"/cases/{notified.reference}/meetings/call/")
    assert "What is open" in call
    invite_page = post(ben, f"/cases/{notified.reference}/meetings/call/", **WHEN)
    assert "You are invited to a meeting" in page(ben, invite_page)
    base = post(ben, invite_page, people=[cast.pia.pk, cast.hal.pk, cast.joe.pk])
    assert base in page(ben, "/meetings/")
    assert base in page(ben, f"/cases/{notified.reference}/meetings/")
    assert base in page(pia, "/meetings/mine/")
    assert notified.reference in page(pia, base)
    post(pia, f"{base}answer/", answer="coming")
    assert "Coming" in page(ben, base)
    for name, body in EVERYBODY.items():
        post(ben, f"{base}now/here/", person=cast.people[name].pk, body=cast[body].pk)
    assert "Enough bodies" in page(ben, f"{base}now/")
    item = f"{base}now/agenda/1/"
    drawn = page(ben, item)
    assert f'data-autosave="{item}"' in drawn
    post(ben, item, do="write", notes=MARKER, decision="Agreed", seen="1", token="t")
    post(ben, item, do="action", **{"action-what": "Ring the school", "action-lead_body": cast["board"].pk})
    assert "Ring the school" in page(ben, item)
    minutes = post(ben, f"{base}now/held/")
    post(ben, minutes, seen="0")
    assert "Minutes to be agreed" in page(ben, f"{minutes}send/")
    post(ben, f"{minutes}send/")
    assert MARKER in page(pia, minutes)
    post(pia, f"{minutes}answer/", is_right="yes")
    post(ben, f"{minutes}agreed/", **{"agreed_on-day": "16", "agreed_on-month": "11", "agreed_on-year": "2026"})
    post(ben, f"{minutes}correct/", text="Hal came later")
    assert "Hal came later" in page(pia, minutes)


def test_a_title_shows_a_reference_and_never_what_the_meeting_is_called(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    head = page(signed_in(cast.ben), f"/meetings/{meeting.reference}/").split("</title>")[0]
    assert meeting.reference in head
    assert case.reference not in head


@pytest.mark.parametrize("name", ["ada", "kit", "vic", "cleo", "dot", "eve"])
def test_whoever_is_not_invited_finds_no_page(cast: Cast, case: Case, name: str) -> None:
    meeting = about(cast, case)
    browser = signed_in(cast.people[name])
    for path in ("", "calendar.ics", "papers/", "minutes/", "answer/"):
        assert browser.get(f"/meetings/{meeting.reference}/{path}").status_code == 404
    for path in ("invite/", "now/", "now/agenda/1/", "change/", "off/", "agenda/add/"):
        assert browser.get(f"/meetings/{meeting.reference}/{path}").status_code in (403, 404)


def test_a_conflicted_person_opening_the_page_afterwards_sees_nothing_of_that_item(cast: Cast, case: Case) -> None:
    meeting = about(cast, case, asked=MARKER)
    plain_item(cast, meeting)
    here = came(cast, meeting, **EVERYBODY)
    hal = signed_in(cast.hal)
    base = f"/meetings/{meeting.reference}/"
    assert MARKER in page(hal, base)
    do(cast, declare_interest, item=item_of(cast, meeting), attendance=here["hal"], what="A cousin")
    shown = page(hal, base)
    assert "An item is not shown to you." in shown
    for word in (MARKER, case.reference, "cousin"):
        assert word not in shown
    assert "Dates of next year" in shown
    page(hal, f"/cases/{case.reference}/", 404)


def test_a_manager_with_an_interest_of_their_own_is_sent_back_to_the_meeting(cast: Cast, case: Case) -> None:
    from safeguarding.people.models import HeldRole
    from safeguarding.rules.roles import Role
    from tests.cast import LONG_AGO

    with acting_as(cast.ann.pk):
        HeldRole.objects.create(
            person=cast.dee, organisation=cast["ashmere-partnership"], role=Role.MANAGER, from_on=LONG_AGO,
            given_by=cast.ann,
        )  # fmt: skip
    meeting = about(cast, case)
    base, ben = f"/meetings/{meeting.reference}/", signed_in(cast.ben)
    do(cast, invite, by="dee", meeting=meeting, people=[cast.ben])
    post(ben, f"{base}now/here/", person=cast.ben.pk)
    with acting_as(cast.ben.pk):
        mine = Attendance.objects.get()
    assert post(ben, f"{base}now/agenda/1/interest/", attendance=mine.pk, what="A cousin") == f"{base}now/"
    assert "An item is not shown to you." in page(ben, f"{base}now/")
    page(ben, f"{base}now/agenda/1/", 404)
    assert "Typed" not in page(signed_in(cast.dee), f"{base}now/agenda/1/")


def test_an_agency_that_is_invited_sees_the_meeting_without_its_case(cast: Cast, case: Case) -> None:
    meeting = about(cast, case, asked=MARKER)
    invited(cast, meeting, "kit")
    shown = page(signed_in(cast.kit), f"/meetings/{meeting.reference}/")
    assert case.reference not in shown
    assert MARKER not in shown


def test_the_calendar_file_says_a_reference_and_a_moment_alone(cast: Cast, case: Case) -> None:
    meeting = about(cast, case, title="Panel on the ward")
    response = signed_in(cast.pia).get(f"/meetings/{meeting.reference}/calendar.ics")
    said = response.content.decode()
    assert meeting.reference in said
    assert "20261116T14" in said
    for word in ("ward", "Room 1", case.reference):
        assert word not in said


def test_a_page_that_saves_itself_answers_a_script_and_keeps_both_texts(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    address = f"/meetings/{meeting.reference}/now/agenda/1/"
    one, other = signed_in(cast.ben), signed_in(cast.ben)
    script = {"headers": {"X-Requested-With": "fetch"}}
    first = one.post(address, {"do": "write", "notes": "First", "seen": "1", "token": "a"}, **script)
    assert first.status_code == 200
    assert "version" in first.json()
    second = other.post(address, {"do": "write", "notes": "Second", "seen": "1", "token": "b"}, **script)
    assert second.status_code == 409
    shown = page(other, address)
    assert "First" in shown
    assert "Second" in shown
    with acting_as(cast.ben.pk):
        beside = TypedBeside.objects.get()
    post(other, f"/meetings/{meeting.reference}/now/kept-beside/{beside.pk}/", add="yes")
    with acting_as(cast.ben.pk):
        assert AgendaItem.objects.get().notes == "First\n\nSecond"


def test_what_was_typed_comes_back_with_what_is_wrong(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    ben, base = signed_in(cast.ben), f"/meetings/{meeting.reference}/"
    response = ben.post(f"{base}now/agenda/1/", {"do": "action", "action-what": "", "action-lead_person": "Sam Reed"})
    assert "Sam Reed" in response.content.decode()
    assert "Write what is to be done" in response.content.decode()
    response = ben.post(f"{base}change/", {**WHEN, "title": "", "place": "Room 9", "seen": "1"})
    assert "Room 9" in response.content.decode()


def test_rows_of_another_meeting_are_no_page_here(cast: Cast, case: Case) -> None:
    one, other = about(cast, case), about(cast, case, title="Another")
    here = came(cast, one, pia="ashmere")
    ben = signed_in(cast.ben)
    for path in (f"now/present/{here['pia'].pk}/gone/", "now/agenda/9/interest/"):
        assert ben.post(f"/meetings/{other.reference}/{path}").status_code == 404
    with acting_as(cast.ben.pk):
        assert Attendance.objects.get().left_at is None


def test_the_other_presses_do_what_they_say(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    second = plain_item(cast, meeting)
    ben, base = signed_in(cast.ben), f"/meetings/{meeting.reference}/"
    post(ben, f"{base}agenda/add/", title="Another", asked="What next?")
    post(ben, f"{base}agenda/3/change/", title="Another one", asked="", seen="1")
    post(ben, f"{base}agenda/{second.number}/off/")
    invited(cast, meeting, "pia")
    post(ben, "/meetings/enough/", which="least", least="1", asks_education="on")
    post(ben, f"{base}now/here/", name="Mx Reed", body=cast["ashmere"].pk, speaks_for_education="on")
    assert "Enough bodies" in page(ben, f"{base}now/")
    with acting_as(cast.ben.pk):
        assert list(AgendaItem.objects.values_list("title", flat=True)) == [case.reference, "Another one"]
        attendance = Attendance.objects.get()
    post(ben, f"{base}now/present/{attendance.pk}/gone/")
    assert "Not enough yet" in page(ben, f"{base}now/")
    post(ben, f"{base}now/agenda/3/", do="action", **{"action-what": "Ring"})
    with acting_as(cast.ben.pk):
        action = MeetingAction.objects.get()
    post(ben, f"{base}now/to-do/{action.pk}/back/")
    for path in ("change/", "off/"):
        assert "Pia P., pia@example.invalid" in page(ben, f"{base}{path}")
    post(ben, f"{base}off/", why="The room is flooded")
    assert "The room is flooded" in page(signed_in(cast.pia), base)


def test_a_correction_asked_for_is_read_by_those_who_run_it(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    typed(cast, item_of(cast, meeting))
    sent(cast, meeting)
    item = item_of(cast, meeting)
    minutes = f"/meetings/{meeting.reference}/minutes/"
    post(signed_in(cast.joe), f"{minutes}answer/", is_right="no", item=item.pk, text="It was Tuesday")
    assert "It was Tuesday" in page(signed_in(cast.ben), minutes)
    assert "It was Tuesday" not in page(signed_in(cast.pia), minutes)
    with acting_as(cast.ben.pk):
        assert MinutesEntry.objects.get(what="asks").case_id == case.pk
        assert Meeting.objects.get().held_on is not None
