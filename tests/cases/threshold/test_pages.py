"""The pages of “notify or not”: what each person sees, does, and is told."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.models import Assessment, Case, Decision, Escalation, Paper, Position, SetAside
from safeguarding.people.models import HeldRole
from safeguarding.rules.roles import Role
from tests.cases.threshold.weighing import answer, answer_all, everybody_says, say, settle
from tests.cast import LONG_AGO, Cast
from tests.files.samples import outlook
from tests.making import make_incident, open_incident
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

EVERYBODY = ["ada", "ben", "pia", "hal", "joe", "kit", "uma", "vic", "cleo", "dot", "ann", "dee", "eve"]
RUN = {"ada", "ben"}
HOLD = {"pia", "hal", "joe"}
EMAIL = (
    b"From: Hal H. <hal@example.invalid>\r\nTo: ada@example.invalid\r\nSubject: Our position\r\n"
    b"Date: Mon, 16 Nov 2026 10:00:00 +0000\r\nMessage-ID: <1@example.invalid>\r\n"
    b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nWe agree.\r\n"
)


@pytest.fixture
def case(cast: Cast) -> Case:
    return open_incident(cast, known_on=today.today())


def page(cast: Cast, name: str, address: str) -> str:
    response = signed_in(cast.people[name]).get(address)
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def at(case: Case, tail: str = "") -> str:
    return f"/cases/{case.reference}/notify-or-not/{tail}"


@pytest.mark.parametrize("name", EVERYBODY)
@pytest.mark.parametrize(
    ("tail", "who"),
    [
        ("notify-or-not/", RUN | HOLD),
        ("notify-or-not/test/in-area/", RUN),
        ("notify-or-not/kind/", RUN),
        ("notify-or-not/decision/", RUN),
        ("notify-or-not/further/", RUN | HOLD),
        ("position/notify/", HOLD),
        ("positions/notify/ask/", RUN),
        ("positions/notify/record/", RUN),
        ("lead/", RUN),
    ],
)
def test_who_may_open_each_page(cast: Cast, case: Case, name: str, tail: str, who: set[str]) -> None:
    response = signed_in(cast.people[name]).get(f"/cases/{case.reference}/{tail}")
    expected = 200 if name in who else 403 if name in RUN | HOLD else 404
    assert response.status_code == expected


def test_the_title_is_the_reference_and_never_a_name(cast: Cast, case: Case) -> None:
    for tail in ("notify-or-not/", "position/notify/"):
        title = re.search("<title>(.*?)</title>", page(cast, "pia", f"/cases/{case.reference}/{tail}"), re.DOTALL)
        assert title
        assert case.reference in title.group(1)
        assert "Rowan" not in title.group(1)


def test_disagreement_is_shown_before_agreement(cast: Cast, case: Case) -> None:
    say(cast, case, "pia", "agree", reasons="Words of the council")
    say(cast, case, "joe", "disagree", reasons="Words of the police")
    shown = page(cast, "ada", at(case))
    assert shown.index("Words of the police") < shown.index("Words of the council")


def test_an_item_is_answered_and_its_history_shown(cast: Cast, case: Case) -> None:
    answer(cast, case, "in-area", "not-known", evidence="First words")
    browser = signed_in(cast.ben)
    shown = page(cast, "ben", at(case, "test/in-area/"))
    seen = re.search(r'name="seen" value="(\d+)"', shown)
    assert seen
    response = browser.post(
        at(case, "test/in-area/"), {"answer": "yes", "evidence": "Second words", "seen": seen.group(1)}
    )
    assert response["Location"] == at(case)
    after = page(cast, "joe", at(case))
    assert after.index("Second words") < after.index("First words")


def test_the_second_answer_is_told_and_both_texts_are_kept(cast: Cast, case: Case) -> None:
    answer(cast, case, "in-area", "yes", evidence="Ada's words")
    response = signed_in(cast.ben).post(
        at(case, "test/in-area/"), {"answer": "no", "evidence": "Ben's words", "seen": "0"}
    )
    shown = response.content.decode()
    assert "Somebody else has answered this" in shown
    assert "Ben&#x27;s words" in shown
    assert "Ada&#x27;s words" in shown
    with acting_as(cast.ada.pk):
        assert SetAside.objects.get(case=case).text["evidence"] == "Ben's words"
        assert Assessment.objects.filter(case=case).count() == 1
    assert "Ben&#x27;s words" in page(cast, "ada", at(case))


def test_a_second_press_after_being_told_saves(cast: Cast, case: Case) -> None:
    answer(cast, case, "in-area", "yes")
    browser = signed_in(cast.ben)
    told = browser.post(at(case, "test/in-area/"), {"answer": "no", "evidence": "Ben", "seen": "0"}).content.decode()
    seen = re.search(r'name="seen" value="(\d+)"', told)
    assert seen
    browser.post(at(case, "test/in-area/"), {"answer": "no", "evidence": "Ben", "seen": seen.group(1)})
    with acting_as(cast.ada.pk):
        assert Assessment.objects.filter(case=case).count() == 2


def test_a_holder_answers_from_the_link(cast: Cast, case: Case) -> None:
    browser, body = signed_in(cast.hal), cast["board"]
    address = f"/cases/{case.reference}/position/notify/"
    shown = page(cast, "hal", address)
    assert "A call from a ward" in shown
    assert "Rowan Vale" not in shown, "two lines about the child suffice: no name is needed here"
    response = browser.post(address, {"view": "disagree", "reasons": "No sign", f"seen-{body.pk}": "0"}, follow=True)
    assert "Your position is recorded" in response.content.decode()
    with acting_as(cast.hal.pk):
        assert Position.objects.get(case=case).body == body


def test_a_position_without_a_reason_comes_back_with_its_error(cast: Cast, case: Case) -> None:
    address = f"/cases/{case.reference}/position/notify/"
    shown = signed_in(cast.hal).post(address, {"view": "disagree", "reasons": ""}).content.decode()
    assert "Write why, in a sentence or two." in shown
    assert 'href="#id_reasons"' in shown


def test_whoever_holds_for_two_bodies_chooses_on_the_page(cast: Cast, case: Case) -> None:
    with acting_as(cast.ann.pk):
        HeldRole.objects.create(
            person=cast.hal, organisation=cast["ashmere-police"], role=Role.PARTNER, from_on=LONG_AGO, given_by=cast.ann
        )
    address = f"/cases/{case.reference}/position/notify/"
    browser = signed_in(cast.hal)
    assert "For which body do you answer?" in browser.get(address).content.decode()
    shown = browser.post(address, {"view": "agree"}).content.decode()
    assert "Select the body for which you answer" in shown
    browser.post(address, {"view": "agree", "body": str(cast["ashmere-police"].pk)})
    with acting_as(cast.hal.pk):
        assert Position.objects.get(case=case).body == cast["ashmere-police"]


def upload(content: bytes = EMAIL, name: str = "position.eml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def recorded(cast: Cast, case: Case, **given: Any) -> str:
    said = {
        "body": str(cast["board"].pk), "view": "agree", "reasons": "We agree.", "held_by": "",
        "marking": "OFFICIAL-SENSITIVE", "onward_sharing": "Partners only", "email": upload(), **given,
    }  # fmt: skip
    address = f"/cases/{case.reference}/positions/notify/record/"
    return str(signed_in(cast.ada).post(address, said, follow=True).content.decode())


OUTLOOK = outlook(subject="Our position", body="We agree.", sender="Hal H. <hal@example.invalid>")


@pytest.mark.parametrize(("name", "content"), [("position.eml", EMAIL), ("position.msg", OUTLOOK)])
def test_a_position_from_an_email_is_shown_as_recorded_and_never_as_signed_in(
    cast: Cast, case: Case, name: str, content: bytes
) -> None:
    recorded(cast, case, email=upload(content, name))
    with acting_as(cast.ada.pk):
        position, paper = Position.objects.get(case=case), Paper.objects.get(case=case)
    assert (position.how, position.email_id, paper.kind) == ("from-email", paper.pk, "email")
    assert paper.about_mail["subject"] == "Our position"
    shown = page(cast, "joe", at(case))
    assert "Recorded by Ada A. from an email of Hal H." in shown
    assert "signed in" not in shown


def test_wherever_such_a_position_is_shown_the_email_is_one_press_away(cast: Cast, case: Case) -> None:
    recorded(cast, case)
    answer_all(cast, case)
    for name in ("pia", "joe"):
        say(cast, case, name)
    deciding = page(cast, "ada", at(case, "decision/"))
    settle(cast, case)
    link = f'href="/cases/{case.reference}/papers/1/"'
    decided = page(cast, "joe", at(case)).partition('id="decisions"')[2]
    for shown in (deciding, decided, page(cast, "joe", at(case)), page(cast, "hal", position_page(case))):
        assert link in shown
    assert "We agree." in page(cast, "joe", f"/cases/{case.reference}/papers/1/")
    recorded_to_withdraw(cast, case)
    assert f'href="/cases/{case.reference}/papers/2/"' in page(cast, "joe", f"/cases/{case.reference}/withdrawal/")


def position_page(case: Case) -> str:
    return f"/cases/{case.reference}/position/notify/"


def recorded_to_withdraw(cast: Cast, case: Case) -> None:
    said = {
        "body": str(cast["board"].pk), "view": "agree", "reasons": "Never met.", "held_by": "",
        "marking": "OFFICIAL-SENSITIVE", "onward_sharing": "Partners only", "email": upload(OUTLOOK, "later.msg"),
    }  # fmt: skip
    signed_in(cast.ada).post(f"/cases/{case.reference}/positions/withdraw/record/", said)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"email": ""}, "Attach the email itself"),
        ({"email": upload(b"MZ\x90\x00" + b"\0" * 200, "position.eml")}, "There is a problem"),
        ({"email": upload(b"just words", "words.txt")}, "Attach the email itself"),
        ({"email": upload(b"", "position.eml")}, "is empty"),
        ({"marking": ""}, "how the email is marked"),
    ],
)
def test_what_is_no_email_is_refused_and_nothing_is_stored(
    cast: Cast, case: Case, given: dict[str, Any], said: str
) -> None:
    shown = recorded(cast, case, **given)
    assert said in shown
    assert "We agree." in shown, "what was typed comes back"
    with acting_as(cast.ada.pk):
        assert not Position.objects.filter(case=case).exists()
        assert not Paper.objects.filter(case=case).exists()


def test_decided_not_to_notify_is_shown_with_reasons_positions_and_who_was_told(cast: Cast, case: Case) -> None:
    answer_all(cast, case, "no")
    everybody_says(cast, case, "disagree")
    response = signed_in(cast.ada).post(
        at(case, "decision/"), {"outcome": "not-notify", "reasons": "A fall, seen by four", "seen": "0"}
    )
    assert response["Location"] == at(case)
    shown = page(cast, "joe", at(case))
    assert "A fall, seen by four" in shown
    assert "Not notified, with reasons" in shown
    assert "Who was told:" in shown
    assert "Ashmere police" in shown


def test_nothing_says_notified_before_a_submission_is_recorded(cast: Cast, case: Case) -> None:
    answer_all(cast, case)
    everybody_says(cast, case)
    settle(cast, case, "notify")
    shown = page(cast, "ada", at(case))
    assert "Deciding sends nothing" in shown
    assert "was notified" not in shown


def test_a_decision_that_came_second_is_told_and_kept(cast: Cast, case: Case) -> None:
    answer_all(cast, case, "not-known")
    everybody_says(cast, case)
    settle(cast, case, "notify", reasons="Ada decided")
    said = {"outcome": "more-facts", "reasons": "Ben waits", "seen": "0"}
    shown = signed_in(cast.ben).post(at(case, "decision/"), said).content.decode()
    assert "Somebody else has decided" in shown
    assert "Ada decided" in shown
    assert "Ben waits" in shown
    with acting_as(cast.ada.pk):
        assert Decision.objects.filter(case=case).count() == 1
        assert SetAside.objects.get(case=case).text["reasons"] == "Ben waits"


def test_what_a_decision_still_needs_is_said_at_its_field(cast: Cast, case: Case) -> None:
    answer_all(cast, case)
    shown = signed_in(cast.ada).post(
        at(case, "decision/"), {"outcome": "notify", "reasons": "Kept words", "seen": "0"}
    ).content.decode()  # fmt: skip
    assert 'href="#id_going_ahead"' in shown
    assert "Kept words" in shown


def test_asking_lets_another_body_take_part(cast: Cast, case: Case) -> None:
    browser, address = signed_in(cast.ada), f"/cases/{case.reference}/positions/notify/ask/"
    browser.post(address, {"body": str(cast["calder-police"].pk), "add": "yes"})
    assert "Calder police" in browser.get(address).content.decode()
    response = browser.post(address, {"ask": "yes"}, follow=True)
    assert "Asked: 4." in response.content.decode()


def test_a_disagreement_is_taken_further_and_settled_on_pages(cast: Cast, case: Case) -> None:
    signed_in(cast.joe).post(at(case, "further/"), {"to_whom": "Lead partners", "why": "We differ"})
    with acting_as(cast.ada.pk):
        key = Escalation.objects.get(case=case).pk
    assert "Lead partners" in page(cast, "ada", at(case))
    signed_in(cast.ada).post(at(case, f"further/{key}/"), {"outcome": "It is to be notified"})
    assert "It is to be notified" in page(cast, "ada", at(case))


def test_the_kind_that_needs_no_test_a_says_so(cast: Cast, case: Case) -> None:
    signed_in(cast.ada).post(at(case, "kind/"), {"nature": "looked-after-death-no-abuse", "was": ""})
    assert "For this kind of incident it is not needed" in page(cast, "ada", at(case))


def test_the_lead_is_chosen_among_those_who_see_it(cast: Cast, case: Case) -> None:
    shown = page(cast, "ben", f"/cases/{case.reference}/lead/")
    assert "Joe J." in shown
    assert "Eve E." not in shown
    response = signed_in(cast.ben).post(f"/cases/{case.reference}/lead/", {"lead": str(cast.eve.pk), "seen": "0"})
    assert "Choose somebody who can open this incident" in response.content.decode()


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "x" * 200_000])
def test_hostile_words_are_escaped_or_refused(cast: Cast, case: Case, typed: str) -> None:
    signed_in(cast.ada).post(at(case, "test/in-area/"), {"answer": "yes", "evidence": typed, "seen": "0"})
    assert "<script>alert" not in page(cast, "ada", at(case))


@pytest.mark.parametrize(
    "tail", ["position/nonsense/", "notify-or-not/test/cause-or-factor/", "notify-or-not/further/99/"]
)
def test_what_does_not_exist_is_not_found(cast: Cast, case: Case, tail: str) -> None:
    name = "hal" if tail.startswith("position") else "ada"
    assert signed_in(cast.people[name]).get(f"/cases/{case.reference}/{tail}").status_code == 404


def test_another_areas_incident_is_as_if_it_did_not_exist(cast: Cast) -> None:
    theirs = make_incident(cast, area="calder")
    for address in (f"/cases/{theirs.reference}/notify-or-not/", "/cases/SR-1999-0001/notify-or-not/"):
        assert signed_in(cast.ada).get(address).status_code == 404
