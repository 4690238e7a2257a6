"""Five failures lock the name from that address for half an hour, and nobody else."""

import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client

from safeguarding import today
from safeguarding.people.models import Person
from tests.cast import PASSWORD, Cast
from tests.signing_in import code_of, second_step_of, with_password

pytestmark = pytest.mark.django_db


def tries(person: Person, password: str, **extra: str) -> int:
    given = {"login": person.email, "password": password}
    return Client().post("/sign-in/", given, **extra).status_code  # type: ignore[arg-type]


def locked(person: Person, **extra: str) -> None:
    assert [tries(person, "wrong every time", **extra) for _ in range(5)] == [200, 200, 200, 200, 429]


def test_the_fifth_failure_locks_and_then_the_right_password_does_not_help(cast: Cast) -> None:
    locked(with_password(cast.ann))
    assert tries(cast.ann, PASSWORD) == 429


def test_another_name_from_the_same_address_is_not_locked(cast: Cast) -> None:
    second_step_of(with_password(cast.ben))
    locked(with_password(cast.ann))
    assert tries(cast.ben, PASSWORD) == 302


def test_the_same_name_from_another_address_is_not_locked(cast: Cast) -> None:
    locked(with_password(cast.ann))
    assert tries(cast.ann, PASSWORD, REMOTE_ADDR="10.1.2.3") == 302


def test_the_page_says_when_to_try_again_and_that_is_when_it_works(cast: Cast) -> None:
    locked(with_password(cast.ann))
    answer = Client().post("/sign-in/", {"login": cast.ann.email, "password": PASSWORD})
    attempt = AccessAttempt.objects.get()
    until = today.london(attempt.attempt_time + timedelta(minutes=30))
    assert f"<strong>{until:%H:%M}</strong>" in answer.content.decode()
    assert 1700 < int(answer["Retry-After"]) <= 1800
    AccessAttempt.objects.update(attempt_time=attempt.attempt_time - timedelta(minutes=31))
    assert tries(cast.ann, PASSWORD) == 302


def test_trying_while_locked_does_not_make_the_wait_longer(cast: Cast) -> None:
    locked(with_password(cast.ann))
    first = AccessAttempt.objects.get().attempt_time
    tries(cast.ann, "wrong every time")
    assert AccessAttempt.objects.get().attempt_time == first


def test_capital_letters_in_the_name_count_as_the_same_name(cast: Cast) -> None:
    locked(with_password(cast.ann))
    answer = Client().post("/sign-in/", {"login": cast.ann.email.upper(), "password": PASSWORD})
    assert answer.status_code == 429


def test_signing_in_whole_forgets_the_failures(cast: Cast) -> None:
    second_step_of(with_password(cast.ann))
    for _ in range(4):
        tries(cast.ann, "wrong every time")
    browser = Client()
    browser.post("/sign-in/", {"login": cast.ann.email, "password": PASSWORD})
    browser.post("/sign-in/second-step/", {"code": code_of(cast.ann)})
    assert not AccessAttempt.objects.exists()


def test_wrong_codes_lock_like_wrong_passwords(cast: Cast) -> None:
    second_step_of(with_password(cast.ann))
    browser = Client()
    browser.post("/sign-in/", {"login": cast.ann.email, "password": PASSWORD})
    told = [browser.post("/sign-in/second-step/", {"code": "000000"}).status_code for _ in range(6)]
    assert told == [200, 200, 200, 200, 429, 429]
    assert browser.post("/sign-in/second-step/", {"code": code_of(cast.ann)}).status_code == 429
    assert tries(cast.ann, PASSWORD) == 429


def test_codes_cannot_be_guessed_from_many_addresses(cast: Cast) -> None:
    second_step_of(with_password(cast.ann))
    for number in range(10):
        guess(cast.ann, "000000", f"10.0.0.{number}")
    last = guess(cast.ann, code_of(cast.ann), "10.0.0.99")
    assert last.status_code == 200
    assert "Too many codes were wrong" in last.content.decode()


def guess(person: Person, code: str, address: str):  # type: ignore[no-untyped-def]
    browser = Client(REMOTE_ADDR=address)
    browser.post("/sign-in/", {"login": person.email, "password": PASSWORD})
    return browser.post("/sign-in/second-step/", {"code": code})


def test_behind_a_proxy_the_address_is_the_one_our_proxy_saw(cast: Cast, settings) -> None:  # type: ignore[no-untyped-def]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for number in range(5):
        tries(with_password(cast.ann), "wrong", HTTP_X_FORWARDED_FOR=f"1.2.3.{number}, 10.9.9.9")
    assert tries(cast.ann, PASSWORD, HTTP_X_FORWARDED_FOR="8.8.8.8, 10.9.9.9") == 429
    assert tries(cast.ann, PASSWORD, HTTP_X_FORWARDED_FOR="10.9.9.9, 8.8.8.8") == 302


def test_no_password_and_no_code_is_kept_with_the_attempts(cast: Cast) -> None:
    second_step_of(with_password(cast.ann))
    tries(cast.ann, "a wrong secret word")
    guess(cast.ann, "765432", "127.0.0.1")
    kept = " ".join(f"{one.post_data} {one.get_data} {one.path_info}" for one in AccessAttempt.objects.all())
    assert not re.search("secret word|765432", kept)
