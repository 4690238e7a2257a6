"""Signing in: password, then the second step; closed to strangers; codes are shown in the demonstration alone."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from pytest_django import Settings

from safeguarding.actor import acting_as
from safeguarding.people.invented import secret_of
from safeguarding.people.models import AccountEvent, Person
from safeguarding.people.second_step import unused_code
from tests.cast import PASSWORD, Cast
from tests.signing_in import SECRET, code_of, second_step_of, signed_in, with_password

pytestmark = pytest.mark.django_db


def give_password(browser: Client, person: Person, password: str = PASSWORD, address: str = "/sign-in/"):  # type: ignore[no-untyped-def]
    return browser.post(address, {"login": person.email, "password": password})


def test_password_and_code_sign_in_and_lead_back_to_the_page(cast: Cast) -> None:
    second_step_of(with_password(cast.ann))
    browser = Client()
    assert browser.get("/people/")["Location"] == "/sign-in/?next=/people/"
    step = give_password(browser, cast.ann, address="/sign-in/?next=/people/")
    assert step["Location"].startswith("/sign-in/second-step/")
    assert browser.get("/people/").status_code == 302, "the password alone opens nothing"
    after = browser.post("/sign-in/second-step/", {"code": code_of(cast.ann)})
    assert after["Location"] == "/people/"
    assert browser.get("/people/").status_code == 200


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(cast: Cast) -> None:
    with_password(cast.ann)
    known = give_password(Client(), cast.ann, "not the password at all")
    unknown = Client().post("/sign-in/", {"login": "nobody@example.invalid", "password": "not the password at all"})
    told = [re.sub(r'value="[^"]*"', "", response.content.decode()) for response in (known, unknown)]
    assert told[0] == told[1]
    assert "The email address or the password is not right" in told[0]


def test_a_wrong_code_is_told_and_the_right_one_still_works(cast: Cast) -> None:
    second_step_of(with_password(cast.ann))
    browser = Client()
    give_password(browser, cast.ann)
    assert "That code is not right" in browser.post("/sign-in/second-step/", {"code": "000000"}).content.decode()
    assert browser.post("/sign-in/second-step/", {"code": code_of(cast.ann)}).status_code == 302


@pytest.mark.parametrize("code", ["", "\0", "١٢٣٤٥٦", "9" * 5000, "<script>", "\u202e123456"])
def test_a_hostile_code_is_refused_kindly(cast: Cast, code: str) -> None:
    second_step_of(with_password(cast.ann))
    browser = Client()
    give_password(browser, cast.ann)
    answer = browser.post("/sign-in/second-step/", {"code": code})
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert "<script>" not in answer.content.decode().split("<main")[1]


@pytest.mark.parametrize("name", ["", "\0", "x" * 5000 + "@example.invalid", "\u202eann@example.invalid", "'--"])
def test_a_hostile_name_is_refused_kindly(cast: Cast, name: str) -> None:
    answer = Client().post("/sign-in/", {"login": name, "password": "whatever it may be"})
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()


def test_a_code_works_once(cast: Cast) -> None:
    second_step_of(with_password(cast.ann))
    code, first, second = code_of(cast.ann), Client(), Client()
    give_password(first, cast.ann)
    give_password(second, cast.ann)
    assert first.post("/sign-in/second-step/", {"code": code}).status_code == 302
    assert second.post("/sign-in/second-step/", {"code": code}).status_code == 200


def test_the_first_sign_in_sets_the_second_step_up_and_shows_recovery_codes_once(cast: Cast) -> None:
    browser, ben = Client(), with_password(cast.ben)
    give_password(browser, ben)
    assert browser.get("/account/")["Location"] == "/sign-in/set-up/"
    page = browser.get("/sign-in/set-up/").content.decode()
    found = re.search(r'id="secret">([A-Z2-7]+)<', page)
    assert found is not None
    assert browser.get("/sign-in/set-up/picture.svg")["Content-Type"] == "image/svg+xml"
    assert "data:" not in page, "the content policy allows no picture inside the page"
    assert browser.post("/sign-in/set-up/", {"code": "000000"}).status_code == 200
    after = browser.post("/sign-in/set-up/", {"code": unused_code(ben, found[1])})
    assert after["Location"] == "/account/recovery-codes/"
    shown = re.findall(r"<code>(\d{8})</code>", browser.get("/account/recovery-codes/").content.decode())
    assert len(shown) == 10
    assert "<code>" not in browser.get("/account/recovery-codes/").content.decode()
    assert AccountEvent.objects.filter(person=ben, what="factor-set-up").count() == 1
    again = Client()
    give_password(again, ben)
    assert again.post("/sign-in/second-step/", {"code": shown[0]}).status_code == 302
    used = Client()
    give_password(used, ben)
    assert used.post("/sign-in/second-step/", {"code": shown[0]}).status_code == 200, "each works once"


def test_the_secret_is_not_stored_in_the_clear(cast: Cast) -> None:
    step = second_step_of(cast.ann)
    assert SECRET not in str(step.data)


def test_a_session_that_gave_only_the_password_gains_nothing_when_the_step_is_set_up_elsewhere(cast: Cast) -> None:
    stranger, ben = Client(), with_password(cast.ben)
    give_password(stranger, ben)
    signed_in(ben)
    assert stranger.get("/account/").status_code == 302


def test_the_set_up_page_is_closed_to_somebody_whose_step_is_set_up(cast: Cast) -> None:
    assert signed_in(cast.ben).get("/sign-in/set-up/")["Location"] == "/account/"


def test_another_phone_needs_the_password_and_ends_the_one_before(cast: Cast) -> None:
    ben = with_password(cast.ben)
    browser, elsewhere = signed_in(ben), signed_in(ben)
    page = browser.get("/account/second-step/").content.decode()
    found = re.search(r'id="secret">([A-Z2-7]+)<', page)
    assert found is not None
    code = unused_code(ben, found[1])
    assert browser.post("/account/second-step/", {"code": code, "password": "wrong"}).status_code == 200
    assert browser.post("/account/second-step/", {"code": code, "password": PASSWORD}).status_code == 302
    assert Authenticator.objects.filter(user=ben, type="totp").count() == 1
    assert browser.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302, "a session that passed the old step is signed out"


def test_new_recovery_codes_need_the_password_and_end_the_old_ones(cast: Cast) -> None:
    browser = signed_in(with_password(cast.ben))
    assert browser.post("/account/recovery-codes/new/", {"password": "wrong"}).status_code == 200
    assert browser.post("/account/recovery-codes/new/", {"password": PASSWORD}).status_code == 302
    assert browser.get("/account/recovery-codes/").content.count(b"<code>") == 10


def test_the_code_of_the_moment_is_shown_in_the_demonstration_alone(cast: Cast, settings: Settings) -> None:
    TOTP.activate(with_password(cast.ann), secret_of(cast.ann.email))
    for is_demonstration in (True, False):
        settings.DEMONSTRATION = is_demonstration
        browser = Client()
        give_password(browser, cast.ann)
        page = browser.get("/sign-in/second-step/").content.decode()
        assert ("code-of-the-moment" in page) is is_demonstration
        assert ("Demonstration" in page) is is_demonstration


def test_nobody_is_shown_the_code_of_an_app_that_has_a_secret_of_its_own(cast: Cast, settings: Settings) -> None:
    settings.DEMONSTRATION = True
    second_step_of(with_password(cast.ann))
    browser = Client()
    give_password(browser, cast.ann)
    assert b"code-of-the-moment" not in browser.get("/sign-in/second-step/").content


def test_signing_out_is_a_press_and_ends_the_session(cast: Cast) -> None:
    browser = signed_in(cast.ann)
    assert browser.get("/sign-out/").status_code == 405
    assert browser.get("/people/").status_code == 200
    assert browser.post("/sign-out/")["Location"] == "/sign-in/"
    assert browser.get("/people/").status_code == 302


def test_sign_in_as_somebody_else_leaves_the_second_step(cast: Cast) -> None:
    second_step_of(with_password(cast.ann))
    browser = Client()
    give_password(browser, cast.ann)
    browser.post("/sign-out/")
    assert browser.get("/sign-in/").status_code == 200


@pytest.mark.parametrize("address", ["/sign-up/", "/sign-in/signup/", "/signup/", "/accounts/signup/", "/email/"])
def test_nobody_can_make_an_account_by_themselves(address: str, db: None) -> None:
    before = Person.objects.count()
    for method in ("get", "post"):
        answer = getattr(Client(), method)(address, {"email": "new@example.invalid", "password1": PASSWORD})
        assert answer.status_code == 404
    assert Person.objects.count() == before


def test_somebody_whose_sign_in_was_stopped_is_told_only_with_the_right_password(cast: Cast) -> None:
    ben = with_password(cast.ben)
    ben.is_active = False
    with acting_as(cast.ann.pk):
        ben.save(update_fields=["is_active"])
    assert give_password(Client(), ben, "not the password").status_code == 200
    assert give_password(Client(), ben)["Location"] == "/sign-in/stopped/"
