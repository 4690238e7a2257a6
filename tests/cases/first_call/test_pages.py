"""The pages of the first call: look first, then one form, then what runs."""

import re

import pytest
from django.test import Client

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.models import Case, Child, ChildSearch
from safeguarding.look.questions import ADD_ANOTHER
from safeguarding.people.models import Contact
from tests.cases.first_call.calls import search
from tests.cast import Cast
from tests.making import make_incident
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

SAID = {
    "children-safe": "yes",
    "safety-lead": "Night duty team, 0113 496 0001",
    "first-to-know": "Duty desk",
    "caller-name": "Ward sister",
    "what-happened": "A broken arm that nobody can explain",
    "area": "ashmere",
}


def said(**more: str) -> dict[str, str]:
    day = today.today()
    known = {"became-aware-day": str(day.day), "became-aware-month": str(day.month), "became-aware-year": str(day.year)}
    return {**SAID, **known, **more}


def looked(cast: Cast, browser: Client, **terms: str) -> str:
    response = browser.post("/first-call/", {"name": "Rowan Vale", **terms})
    assert response.status_code == 303, response.content.decode()
    return str(response["Location"])


def form_after(cast: Cast, browser: Client) -> str:
    response = browser.post(looked(cast, browser))
    return str(response["Location"])


def listed(cast: Cast) -> None:
    with acting_as(cast.vic.pk):
        Contact.objects.create(organisation=cast["calder"], post="Duty manager", phone="0113 496 0009")


def cases(cast: Cast) -> int:
    with acting_as(cast.ben.pk):
        return Case.objects.count()


def test_from_looking_to_what_runs_in_three_pages(cast: Cast) -> None:
    browser = signed_in(cast.ada)
    page = form_after(cast, browser)
    shown = browser.get(page).content.decode()
    assert "Rowan Vale" in shown, "what was looked for is in the form"
    response = browser.post(page, said())
    assert re.fullmatch(r"/cases/SR-\d{4}-\d{4}/call/", response["Location"])
    after = browser.get(response["Location"]).content.decode()
    assert "By when, and why" in after
    assert "Notify or not" in after
    assert cases(cast) == 1


def test_the_form_asks_for_safety_first(cast: Cast) -> None:
    browser = signed_in(cast.ada)
    shown = browser.get(form_after(cast, browser)).content.decode()
    order = [
        "Is every child safe now?",
        "Who is seeing to it?",
        "Who in the authority knew first?",
        "Who rang?",
        "did it happen?",
    ]
    places = [shown.index(words) for words in order]
    assert places == sorted(places)


def test_what_was_typed_comes_back_with_its_errors(cast: Cast) -> None:
    browser = signed_in(cast.ada)
    page = form_after(cast, browser)
    response = browser.post(page, said(**{"caller-name": "", "what-happened": "<b>Typed</b> words", "age": "seven"}))
    shown = response.content.decode()
    assert response.status_code == 200
    assert "<title>Error:" in " ".join(shown.split())
    assert "There is a problem" in shown
    assert "&lt;b&gt;Typed&lt;/b&gt; words" in shown
    assert 'href="#caller-name"' in shown
    assert 'value="seven"' in shown
    assert cases(cast) == 0


def test_other_areas_that_know_the_family_are_shown_later_with_whom_to_ring(cast: Cast) -> None:
    listed(cast)
    browser = signed_in(cast.ada)
    taken = browser.post(form_after(cast, browser), said(**{"other-areas": "calder"}))["Location"]
    shown = browser.get(taken.replace("/call/", "/told/")).content.decode()
    assert "Other areas that know the family" in shown
    assert "0113 496 0009" in shown
    assert cases(cast) == 1
    with acting_as(cast.vic.pk):
        assert not Case.objects.exists()


def test_one_more_area_may_be_asked_for_and_nothing_is_saved_by_that(cast: Cast) -> None:
    browser = signed_in(cast.ada)
    shown = browser.post(form_after(cast, browser), said(**{ADD_ANOTHER: "other-areas", "caller-name": ""}))
    assert "There is a problem" not in shown.content.decode()
    assert "A broken arm that nobody can explain" in shown.content.decode()
    assert cases(cast) == 0


def test_sent_twice_both_lead_to_one_incident(cast: Cast) -> None:
    browser = signed_in(cast.ada)
    page = form_after(cast, browser)
    first, second = browser.post(page, said()), browser.post(page, said())
    assert first["Location"] == second["Location"]
    assert cases(cast) == 1


def test_another_area_stores_nothing_and_shows_whom_to_ring_there(cast: Cast) -> None:
    listed(cast)
    browser = signed_in(cast.ada)
    response = browser.post(form_after(cast, browser), said(area="calder", **{"what-happened": "Kept words"}))
    shown = response.content.decode()
    assert "0113 496 0009" in shown
    assert "nothing is stored" in shown
    assert "Kept words" in shown
    assert cases(cast) == 0


def test_several_children_are_a_line_each(cast: Cast) -> None:
    browser = signed_in(cast.ada)
    browser.post(form_after(cast, browser), said(**{"child-name": "Rowan Vale\r\nSkye Vale\r\n"}))
    with acting_as(cast.ada.pk):
        assert list(Child.objects.values_list("name", flat=True)) == ["Rowan Vale", "Skye Vale"]


def test_a_medical_opinion_awaited_is_shown_and_stops_nothing(cast: Cast) -> None:
    browser = signed_in(cast.ada)
    answer = said(**{"medical-opinion": "yes", "medical-opinion-from": "Dr Wren, on Friday"})
    response = browser.post(form_after(cast, browser), answer)
    shown = browser.get(response["Location"]).content.decode()
    assert "Dr Wren, on Friday" in shown
    assert "stops no clock" in shown


def test_the_form_cannot_be_reached_without_looking(cast: Cast) -> None:
    browser = signed_in(cast.ada)
    made = search(cast, settled=False)
    response = browser.get(f"/first-call/{made.token}/call/")
    assert response["Location"] == f"/first-call/{made.token}/"
    assert browser.get("/first-call/00000000-0000-0000-0000-000000000000/call/").status_code == 404


def test_the_search_of_another_is_as_if_it_did_not_exist(cast: Cast) -> None:
    made = search(cast, by="ada")
    for name in ("ben", "uma"):
        browser = signed_in(cast.people[name])
        assert browser.get(f"/first-call/{made.token}/").status_code == 404
        assert browser.get(f"/first-call/{made.token}/call/").status_code == 404


def test_a_match_in_ones_own_area_is_shown_with_its_reference_and_stage(cast: Cast) -> None:
    case = make_incident(cast)
    with acting_as(cast.ben.pk):
        Child.objects.filter(case=case).update(name="Rowan Vale", folded="rowan vale")
    browser = signed_in(cast.ada)
    shown = browser.get(looked(cast, browser)).content.decode()
    assert case.reference in shown
    assert "Awareness" in shown
    assert "None of these is the child" in shown


def test_a_match_elsewhere_changes_not_one_letter_of_the_page(cast: Cast) -> None:
    def page() -> str:
        browser = signed_in(cast.ada)
        address = looked(cast, browser)
        shown = browser.get(address).content.decode()
        return re.sub(r'value="[\w:.-]{20,}"|[0-9a-f]{8}-[0-9a-f-]{27}', "", shown)

    before = page()
    case = make_incident(cast, area="calder")
    with acting_as(cast.vic.pk):
        Child.objects.filter(case=case).update(name="Rowan Vale", folded="rowan vale")
    assert page() == before


def test_whom_to_ring_is_shown_for_any_area_that_is_chosen(cast: Cast) -> None:
    listed(cast)
    browser = signed_in(cast.ada)
    address = looked(cast, browser)
    assert "0113 496 0009" in browser.get(f"{address}?area=calder").content.decode()
    assert "0113 496 0009" not in browser.get(f"{address}?area=\0nonsense").content.decode()


def test_no_name_stands_in_an_address_or_a_title(cast: Cast) -> None:
    browser = signed_in(cast.ada)
    address = looked(cast, browser)
    assert "Rowan" not in address
    for each in (address, browser.post(address)["Location"]):
        title = re.search("<title>(.*?)</title>", browser.get(each).content.decode(), re.DOTALL)
        assert title
        assert "Rowan" not in title.group(1)


@pytest.mark.parametrize("typed", ["", "   "])
def test_looking_with_nothing_is_an_error_at_the_name(cast: Cast, typed: str) -> None:
    shown = signed_in(cast.ada).post("/first-call/", {"name": typed}).content.decode()
    assert "Enter a name, a date of birth or an age" in shown


@pytest.mark.parametrize("typed", ["Ro\0wan", "x" * 5000, "<script>alert(1)</script>"])
def test_hostile_input_is_refused_or_escaped_and_never_breaks_a_page(cast: Cast, typed: str) -> None:
    browser = signed_in(cast.ada)
    response = browser.post("/first-call/", {"name": typed}, follow=True)
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()
    page = form_after(cast, browser)
    response = browser.post(page, said(**{"what-happened": typed, "child-name": typed}), follow=True)
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


OPENS = {"ada", "ben", "uma", "vic"}


@pytest.mark.parametrize(
    "name", ["ada", "ben", "pia", "hal", "joe", "kit", "uma", "vic", "cleo", "dot", "ann", "dee", "eve"]
)
def test_who_may_open_the_pages_before_an_incident(cast: Cast, name: str) -> None:
    made = ChildSearch.objects.none() if name not in OPENS else search(cast, by=name)
    browser = signed_in(cast.people[name])
    expected = 200 if name in OPENS else 403
    assert browser.get("/first-call/").status_code == expected
    token = made.token if isinstance(made, ChildSearch) else "00000000-0000-0000-0000-000000000000"
    assert browser.get(f"/first-call/{token}/").status_code == expected
    assert browser.get(f"/first-call/{token}/call/").status_code == expected


SEES = {"ada", "ben", "pia", "hal", "joe"}


@pytest.mark.parametrize(
    "name", ["ada", "ben", "pia", "hal", "joe", "kit", "uma", "vic", "cleo", "dot", "ann", "dee", "eve"]
)
def test_who_may_see_what_runs(cast: Cast, name: str) -> None:
    case = make_incident(cast)
    response = signed_in(cast.people[name]).get(f"/cases/{case.reference}/call/")
    assert response.status_code == (200 if name in SEES else 404)


def test_signed_out_one_is_led_to_sign_in(cast: Cast) -> None:
    assert Client().get("/first-call/").status_code == 302
