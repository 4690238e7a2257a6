"""The pages of asking and of answering, walked through as each of their people does, and shut to everybody else."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.models import Case
from safeguarding.gathering.models import InformationRequest, Ladder, ReturnDraft, Scope
from safeguarding.messages.models import Message
from tests.cast import Cast
from tests.files.samples import eml
from tests.gathering.asking import ANSWERS, MARKER, ask, scoped, sent_incident, write_whole
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def get(cast: Cast, name: str, address: str) -> str:
    answer = signed_in(cast.people[name]).get(address)
    assert answer.status_code == 200, (answer.status_code, address)
    return answer.content.decode()


def post(cast: Cast, name: str, address: str, given: dict[str, Any]) -> HttpResponse:
    return signed_in(cast.people[name]).post(address, given)


def day(name: str, on: Any) -> dict[str, str]:
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def at(case: Case, more: str = "") -> str:
    return f"/cases/{case.reference}/asked/{more}"


def title_of(html: str) -> str:
    found = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
    return found.group(1) if found else ""


def asked_for(cast: Cast, **more: str) -> dict[str, str]:
    return {
        f"kind-{cast['ashmere-hospital'].pk}": "nhs-trust",
        "power": "section-16h",
        "about": f"{MARKER}, born 3 June 2019",
        "purpose": "To learn",
        "questions": "What did you know?",
        "signed_by": "Ben B.",
        **day("wanted_by", today.today() + timedelta(days=7)),
        **more,
    }


def test_the_manager_sets_the_scope_chooses_and_asks(cast: Cast) -> None:
    case = sent_incident(cast)
    assert "Say first which period" in get(cast, "ben", at(case))
    answer = post(
        cast, "ben", at(case, "scope/"),
        {**day("from_on", today.today() - timedelta(days=700)), **day("until_on", today.today()), "why": "Since birth"},
    )  # fmt: skip
    assert answer.status_code == 303
    with acting_as(cast.ben.pk):
        assert Scope.objects.count() == 1
    page = get(cast, "ben", at(case))
    assert "Nobody from education or childcare is asked yet." in page
    assert "The child&#x27;s GP is not asked yet." in page
    assert "Ashmere hospital" in get(cast, "ben", at(case, "choose/?words=hosp"))
    body = cast["ashmere-hospital"].pk
    address = at(case, f"ask/?body={body}")
    assert "kit@example.invalid" in get(cast, "ben", address)
    assert post(cast, "ben", address, asked_for(cast)).status_code == 303
    page = get(cast, "ben", at(case))
    assert "Ashmere hospital" in page
    assert "Asked, not opened yet" in page


def test_what_was_typed_comes_back_with_what_is_wrong(cast: Cast) -> None:
    case = scoped(cast)
    address = at(case, f"ask/?body={cast['ashmere-hospital'].pk}")
    answer = post(cast, "ben", address, asked_for(cast, power="other", purpose="Typed by hand"))
    assert answer.status_code == 200
    assert "Typed by hand" in answer.content.decode()
    assert "Write by which other power you ask." in answer.content.decode()


def test_nobody_chosen_leads_back_to_choosing(cast: Cast) -> None:
    case = scoped(cast)
    assert signed_in(cast.ben).get(at(case, "ask/?body=x&body=99999999999999999999")).status_code == 303


def test_a_body_is_added_to_the_register_and_asked_by_letter(cast: Cast) -> None:
    case = scoped(cast)
    answer = post(cast, "ben", at(case, "add/"), {"name": "Mill Lane Surgery", "kind": "gp-practice"})
    assert "ask/?body=" in answer.headers["Location"]
    assert "a letter is made and filed" in get(cast, "ben", answer.headers["Location"])


def test_a_reason_why_not_takes_the_prompt_away(cast: Cast) -> None:
    case = scoped(cast)
    post(cast, "ben", at(case, "why-not/education/"), {"why": "The child was a baby."})
    page = get(cast, "ben", at(case))
    assert "Nobody from education" not in page
    assert "The child was a baby." in page


def test_markup_in_what_is_asked_or_answered_is_shown_and_never_run(cast: Cast) -> None:
    case = scoped(cast)
    (request,) = ask(cast, case, purpose="<b>purpose</b>", questions="<i>question</i>")
    own = f"/asked-of-us/{request.reference}/"
    assert post(cast, "kit", own + "nothing-held/", {"where_looked": "<u>looked</u>", "seen": "0"}).status_code == 303
    for name, address in (("kit", own), ("ben", at(case, f"{request.number}/"))):
        page = get(cast, name, address)
        for words in ("purpose", "question", "looked"):
            assert f"&gt;{words}&lt;" in page


@pytest.mark.parametrize("by", ["body", "state", "wanted", "contact", "nonsense"])
def test_the_table_is_sorted_by_links(cast: Cast, by: str) -> None:
    case = scoped(cast)
    ask(cast, case, ("ashmere-hospital", "nhs-trust"), ("ashmere-police", "police-force"))
    page = get(cast, "ben", at(case, f"?by={by}"))
    if by == "body":
        assert page.index("Ashmere hospital") < page.index("Ashmere police")
        assert 'aria-sort="ascending"' in page


def test_everything_is_done_about_a_request_from_its_page(cast: Cast) -> None:
    case = scoped(cast)
    (request,) = ask(cast, case)
    one = f"{request.number}/"
    assert "kit@example.invalid" in get(cast, "ben", at(case, one + "remind/"))
    assert post(cast, "ben", at(case, one + "remind/"), {}).status_code == 303
    assert "was reminded today already" in post(cast, "ben", at(case, one + "remind/"), {}).content.decode()
    call = {**day("called_on", today.today()), "whom": "The ward", "said": "It comes on Friday"}
    assert post(cast, "ben", at(case, one + "call/"), call).status_code == 303
    later = {**day("wanted_by", today.today() + timedelta(days=9)), "why": "More time"}
    assert post(cast, "ben", at(case, one + "again/"), later).status_code == 303
    page = get(cast, "ben", at(case, one))
    for words in ("It comes on Friday", "More time", "Reminded"):
        assert words in page
    given = {
        "signed_by": "Kit K.", **day("signed_on", today.today()), "summary": "Two visits",
        "marking": "OFFICIAL", "onward_sharing": "May be shared with the safeguarding partners",
        "file": SimpleUploadedFile("answer.eml", eml(body="As asked")), "seen": "0",
    }  # fmt: skip
    assert post(cast, "ben", at(case, one + "record/"), given).status_code == 303
    page = get(cast, "ben", at(case, one))
    assert "Two visits" in page
    assert "The answer itself, in the case file" in page


def test_the_check_half_way_says_who_is_missing(cast: Cast) -> None:
    case = scoped(cast)
    ask(cast, case)
    assert "Ashmere hospital: Asked, not opened yet" in get(cast, "ben", at(case, "half-way/"))
    post(cast, "ben", at(case, "half-way/"), {"come_to_light": "An aunt", "done_about_it": "She is rung"})
    assert "She is rung" in get(cast, "ben", at(case))


def test_the_agency_reads_what_is_asked_answers_and_signs(cast: Cast) -> None:
    case = scoped(cast)
    (request,) = ask(cast, case)
    own = f"/asked-of-us/{request.reference}/"
    assert request.reference in get(cast, "kit", "/asked-of-us/")
    page = get(cast, "kit", own)
    assert "section 16H" in page
    assert MARKER in page
    assert MARKER not in title_of(page)
    assert "Opened" in get(cast, "ben", at(case))
    given = ANSWERS["author"]
    assert post(cast, "kit", own + "pages/author/", {**given, "seen": "0"}).headers["Location"].endswith("period/")
    assert "Part answered" in get(cast, "ben", at(case))
    assert "answers are missing" in post(cast, "kit", own + "sign/", {"seen": "0"}).content.decode()
    with acting_as(cast.kit.pk):
        ReturnDraft.objects.all().delete()
    write_whole(cast, request)
    assert "ben@example.invalid" in get(cast, "kit", own + "sign/")
    assert post(cast, "kit", own + "sign/", {"seen": "0"}).status_code == 303
    assert "Kit K." in get(cast, "ben", at(case, f"{request.number}/"))
    assert "A new version of your answer" in get(cast, "kit", own)
    with acting_as(cast.ben.pk):
        assert Message.objects.filter(kind="return-signed").count() == 1


def test_a_page_is_saved_while_it_is_typed_and_the_button_still_works(cast: Cast) -> None:
    (request,) = ask(cast)
    browser, address = signed_in(cast.kit), f"/asked-of-us/{request.reference}/pages/child/"
    typed = {"child-seen": "At ho", "seen": "0", "token": "abc"}
    answer = browser.post(address, typed, headers={"X-Requested-With": "fetch"})
    assert answer.status_code == 200
    assert "saved_at" in answer.json()
    assert browser.post(address, {**typed, "child-seen": "At home"}).status_code == 303
    other = browser.post(address, {**typed, "token": "xyz", "child-seen": "Elsewhere"})
    assert other.status_code == 200
    assert "Elsewhere" in other.content.decode()
    assert "A colleague has saved this page" in other.content.decode()
    with acting_as(cast.kit.pk):
        draft = ReturnDraft.objects.get()
        assert draft.given["child-seen"] == "At home"
        assert draft.set_aside


def test_nothing_held_and_declining_say_what_follows(cast: Cast) -> None:
    (request,) = ask(cast)
    own = f"/asked-of-us/{request.reference}/"
    assert "High Court" in get(cast, "kit", own + "decline/")
    assert post(cast, "kit", own + "decline/", {"why": "Not ours"}).status_code == 303
    assert post(cast, "kit", own + "nothing-held/", {"where_looked": "All wards", "seen": "0"}).status_code == 303
    assert "Holds nothing" in get(cast, "kit", own)


@pytest.mark.parametrize("name", ["ben", "uma", "eve", "cleo"])
def test_another_persons_request_is_not_there(cast: Cast, name: str) -> None:
    (request,) = ask(cast)
    browser = signed_in(cast.people[name])
    for more in ("", "pages/child/", "sign/", "nothing-held/", "decline/"):
        assert browser.get(f"/asked-of-us/{request.reference}/{more}").status_code in (403, 404)
    with acting_as(cast.ben.pk):
        assert InformationRequest.objects.get().steps.count() == 0


@pytest.mark.parametrize("name", ["kit", "vic", "uma", "eve", "cleo", "ann"])
def test_the_cases_pages_are_shut_to_whoever_does_not_see_it(cast: Cast, name: str) -> None:
    case = scoped(cast)
    browser = signed_in(cast.people[name])
    for more in ("", "1/", "scope/", "choose/", "half-way/"):
        assert browser.get(at(case, more)).status_code == 404


def test_the_manager_sets_the_steps_of_reminding(cast: Cast) -> None:
    assert "The first to ring there" in get(cast, "ben", "/reminders-to-agencies/?kind=gp-practice")
    given = {"days-0": "3", "when-0": "before", "whom-0": "lead", "days-1": "2", "when-1": "after", "whom-1": "partner"}
    given |= {f"{what}-{n}": word for n in range(2, 8) for what, word in (("when", "before"), ("whom", "contact"))}
    assert post(cast, "ben", "/reminders-to-agencies/", {**given, "seen": "0"}).status_code == 303
    with acting_as(cast.ben.pk):
        assert Ladder.objects.get().steps == [{"days": -3, "whom": "lead"}, {"days": 2, "whom": "partner"}]
    assert signed_in(cast.kit).get("/reminders-to-agencies/").status_code == 403
