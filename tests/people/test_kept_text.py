"""What somebody typed when their session had ended is not lost (failure F8), and is shown to nobody else."""

import re
import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from safeguarding import today
from safeguarding.people import kept_text
from safeguarding.people.models import KeptText, Person
from tests.cast import Cast
from tests.people.administrators import make_administrator
from tests.signing_in import code_of, second_step_of, signed_in, with_password

pytestmark = pytest.mark.django_db

TYPED = 'She said: <b>"never again"</b> & left.\nSecond line \u202e ok'


def open_form(browser: Client, address: str) -> dict[str, str]:
    """Open a page and take the hidden fields of its form, as a browser would send them back."""
    page = browser.get(address).content.decode()
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))


def signs_in(browser: Client, person: Person, answer: HttpResponse) -> str:
    """Sign in by both pages from where the answer leads, and follow to the page."""
    address = answer["Location"]
    browser.post(address, {"login": person.email, "password": "a long password for tests"})
    after = browser.post("/sign-in/second-step/", {"code": code_of(person)})
    return browser.get(after["Location"]).content.decode()


def lose_session(browser: Client) -> None:
    del browser.cookies["sessionid"]


@pytest.fixture
def browser(cast: Cast) -> Client:
    """Ann at the page that asks for a reason, with her form open."""
    with_password(cast.ann)
    return signed_in(cast.ann)


def address(cast: Cast) -> str:
    return f"/people/{cast.ben.pk}/stop/"


def posts_signed_out(browser: Client, cast: Cast, **more: Any) -> HttpResponse:
    hidden = open_form(browser, address(cast))
    lose_session(browser)
    return browser.post(address(cast), {**hidden, "why": TYPED, **more})  # type: ignore[return-value]


def test_text_typed_in_a_lost_session_is_there_after_signing_in(browser: Client, cast: Cast) -> None:
    answer = posts_signed_out(browser, cast)
    assert answer.status_code == 302
    assert "kept=yes" in answer["Location"]
    assert "What you typed is kept" in browser.get(answer["Location"]).content.decode()
    page = signs_in(browser, cast.ann, answer)
    assert "Your text is here" in page
    assert "She said: &lt;b&gt;&quot;never again&quot;&lt;/b&gt; &amp; left.\nSecond line \u202e ok</textarea>" in page
    assert Person.objects.get(pk=cast.ben.pk).is_active, "nothing was done without a press"


def test_once_the_page_has_taken_it_the_text_is_kept_no_longer(browser: Client, cast: Cast) -> None:
    signs_in(browser, cast.ann, posts_signed_out(browser, cast))
    assert KeptText.objects.count() == 1, "looking at it does not lose it"
    browser.post(address(cast), {"why": TYPED})
    assert not KeptText.objects.exists()
    assert "Your text is here" not in browser.get(address(cast)).content.decode()


def test_another_person_at_the_same_browser_never_sees_it(browser: Client, cast: Cast) -> None:
    other = make_administrator(cast, cast.eve)
    second_step_of(with_password(other))
    page = signs_in(browser, other, posts_signed_out(browser, cast))
    assert "Stop their sign-in" in page
    assert "never again" not in page
    assert "Your text is here" not in page
    assert KeptText.objects.count() == 1, "and it still waits for whose it is"


def test_it_is_not_shown_at_another_page(browser: Client, cast: Cast) -> None:
    signs_in(browser, cast.ann, posts_signed_out(browser, cast))
    assert "never again" not in browser.get(f"/people/{cast.eve.pk}/stop/").content.decode()


def test_without_the_browsers_token_the_text_cannot_be_had(browser: Client, cast: Cast) -> None:
    posts_signed_out(browser, cast)
    kept = KeptText.objects.get()
    assert b"never again" not in bytes(kept.sealed)
    assert "never again" not in signed_in(cast.ann).get(address(cast)).content.decode()


def test_the_token_is_out_of_reach_of_scripts_and_of_other_sites(browser: Client, cast: Cast) -> None:
    cookie = posts_signed_out(browser, cast).cookies[kept_text.COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 24 * 60 * 60


def test_after_a_day_it_is_gone(browser: Client, cast: Cast) -> None:
    answer = posts_signed_out(browser, cast)
    KeptText.objects.update(kept_at=today.now() - timedelta(hours=24, minutes=1))
    assert "never again" not in signs_in(browser, cast.ann, answer)
    kept_text.forget_old()
    assert not KeptText.objects.exists()


def test_passwords_and_codes_are_not_kept(browser: Client, cast: Cast) -> None:
    hidden = open_form(browser, "/account/password/")
    lose_session(browser)
    given = {"old_password": "secret one", "new_password1": "secret two", "new_password2": "secret two"}
    browser.post("/account/password/", {**hidden, **given})
    assert not KeptText.objects.exists()


@pytest.mark.parametrize("whose", ["", "made up", "1:1tAAAA:xxxx", "\0"])
def test_a_form_that_does_not_truly_say_whose_it_is_is_not_kept(browser: Client, cast: Cast, whose: str) -> None:
    answer = posts_signed_out(browser, cast, whose=whose)
    assert answer.status_code == 302
    assert not KeptText.objects.exists()


def test_two_tabs_lose_nothing_of_each_other(browser: Client, cast: Cast) -> None:
    first, second = open_form(browser, address(cast)), open_form(browser, f"/people/{cast.eve.pk}/stop/")
    lose_session(browser)
    browser.post(address(cast), {**first, "why": "first tab"})
    answer = browser.post(f"/people/{cast.eve.pk}/stop/", {**second, "why": "second tab"})
    assert "second tab" in signs_in(browser, cast.ann, answer)  # type: ignore[arg-type]
    assert "first tab" in browser.get(address(cast)).content.decode()


def test_a_form_left_open_while_signing_in_anew_in_another_tab_is_not_lost(cast: Cast) -> None:
    browser = Client(enforce_csrf_checks=True)
    signed_in(with_password(cast.ann), browser)
    hidden = open_form(browser, address(cast))
    stale = {**hidden, "csrfmiddlewaretoken": "x" * 64}
    answer = browser.post(address(cast), {**stale, "why": TYPED})
    assert answer.status_code == 302
    assert answer["Location"] == address(cast)
    assert "never again" in browser.get(address(cast)).content.decode()


def test_a_form_of_another_site_is_refused_and_nothing_of_it_is_shown(cast: Cast) -> None:
    browser = Client(enforce_csrf_checks=True)
    signed_in(cast.ann, browser)
    assert browser.post(address(cast), {"why": "planted"}).status_code == 403
    assert "planted" not in browser.get(address(cast)).content.decode()


def test_a_page_that_saves_by_itself_is_told_in_json(browser: Client, cast: Cast) -> None:
    lose_session(browser)
    answer = browser.post(address(cast), {"why": "x"}, headers={"X-Requested-With": "fetch"})
    assert answer.status_code == 401
    assert answer.json() == {"signed_out": True, "sign_in": "/sign-in/"}


def test_a_session_ends_after_an_hour_without_a_press(browser: Client, cast: Cast, settings: Any) -> None:
    assert settings.SESSION_COOKIE_AGE == 3600
    from django.contrib.sessions.models import Session

    begun_anew = browser.session
    begun_anew["seen-at"] = int(time.time()) - settings.SESSION_SEEN_EVERY
    begun_anew.save()
    Session.objects.update(expire_date=today.now() + timedelta(seconds=30))
    assert browser.get("/account/").status_code == 200
    left = Session.objects.latest("expire_date").expire_date - today.now()
    assert timedelta(minutes=59) < left <= timedelta(hours=1)
    Session.objects.update(expire_date=today.now() - timedelta(seconds=1))
    assert browser.get("/account/").status_code == 302


def test_a_page_that_is_read_writes_no_session(browser: Client) -> None:
    browser.get("/help/")
    with CaptureQueriesContext(connection) as asked:
        assert browser.get("/help/").status_code == 200
    assert not [query["sql"] for query in asked if query["sql"].startswith(("UPDATE", "INSERT"))]


def test_a_session_ends_after_twelve_hours_however_busy(browser: Client) -> None:
    session = browser.session
    for hours, status in ((11.9, 200), (12.1, 302)):
        session["account_authentication_methods"][0]["at"] = time.time() - hours * 3600
        session.save()
        assert browser.get("/account/").status_code == status


def test_text_given_back_does_not_hide_a_change_by_somebody_else_in_between(browser: Client, cast: Cast) -> None:
    page = f"/people/{cast.ben.pk}/details/"
    hidden = open_form(browser, page)
    lose_session(browser)
    given = {"name": "From the lost session", "email": cast.ben.email, "phone": ""}
    answer = browser.post(page, {**hidden, **given})
    other = signed_in(make_administrator(cast, cast.eve))
    other.post(page, {**open_form(other, page), **given, "name": "In between"})
    signs_in(browser, cast.ann, answer)  # type: ignore[arg-type]
    told = browser.post(page, {**open_form(browser, page), **given}).content.decode()
    assert "Somebody changed this person" in told
    assert Person.objects.get(pk=cast.ben.pk).name == "In between"
