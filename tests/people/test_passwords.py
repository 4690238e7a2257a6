"""Passwords: forgotten, chosen by a link, changed. Who has an account here is never told."""

import re

import pytest
from django.core import mail
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from safeguarding.actor import acting_as
from safeguarding.people.models import AccountEvent, Person
from safeguarding.people.tasks import link_for, send_link
from tests.cast import PASSWORD, Cast
from tests.signing_in import signed_in, with_password

pytestmark = pytest.mark.django_db
NEW = "seven grey umbrellas waiting"


def choose(link: str, password: str = NEW, again: str = ""):  # type: ignore[no-untyped-def]
    browser = Client()
    path = re.sub(r"^https?://[^/]+", "", link)
    page = browser.get(path, follow=True)
    if "no longer works" in page.content.decode():
        return page
    given = {"new_password1": password, "new_password2": again or password}
    return browser.post(page.request["PATH_INFO"], given)


def test_asking_for_a_link_is_answered_alike_and_as_quickly_for_everybody(cast: Cast) -> None:
    answers = [
        Client().post("/password/forgotten/", {"email": email}) for email in (cast.ann.email, "no@example.invalid")
    ]
    assert [(one.status_code, one["Location"]) for one in answers] == [(302, "/password/forgotten/sent/")] * 2
    assert ProcrastinateJob.objects.filter(task_name="people.send_link").count() == 2
    assert not mail.outbox, "nothing is sent while the asker waits"


def test_the_job_sends_the_link_and_holds_no_secret(cast: Cast) -> None:
    Client().post("/password/forgotten/", {"email": cast.ann.email.upper()})
    job = ProcrastinateJob.objects.get()
    assert job.args == {"person_id": cast.ann.pk, "kind": "reset"}
    send_link(**job.args)
    assert mail.outbox[0].to == [cast.ann.email]
    found = re.search(r"https?://\S+", str(mail.outbox[0].body))
    assert found is not None
    assert choose(found[0])["Location"] == "/sign-in/"
    assert Person.objects.get(pk=cast.ann.pk).check_password(NEW)
    assert AccountEvent.objects.filter(person=cast.ann, what="password-changed").count() == 1


def test_the_job_for_nobody_sends_nothing(cast: Cast) -> None:
    send_link(person_id=0, kind="reset")
    assert not mail.outbox


def test_a_link_works_once(cast: Cast) -> None:
    link = link_for(cast.ann)
    assert choose(link).status_code == 302
    assert "This link no longer works" in choose(link).content.decode()


@pytest.mark.parametrize("end", ["AA/x-y/", "!!/set-password/"])
def test_a_made_up_link_says_that_it_does_not_work(end: str, cast: Cast) -> None:
    assert "This link no longer works" in Client().get(f"/password/choose/{end}").content.decode()


def test_the_token_of_a_link_does_not_stay_in_the_address(cast: Cast) -> None:
    path = re.sub(r"^https?://[^/]+", "", link_for(cast.ann))
    assert Client().get(path)["Location"].endswith("/set-password/")


def test_a_link_signs_nobody_in(cast: Cast) -> None:
    browser = Client()
    path = re.sub(r"^https?://[^/]+", "", link_for(cast.ann))
    page = browser.get(path, follow=True)
    browser.post(page.request["PATH_INFO"], {"new_password1": NEW, "new_password2": NEW})
    assert browser.get("/account/").status_code == 302


@pytest.mark.parametrize(
    ("password", "again", "told"),
    [
        ("short", "short", "too short"),
        ("passwordpassword", "something else entirely", "match"),
        ("", "", "Enter a new password"),
        ("ann@example.invalid", "ann@example.invalid", "too similar"),
    ],
)
def test_a_poor_password_is_refused_with_its_reason(cast: Cast, password: str, again: str, told: str) -> None:
    page = choose(link_for(cast.ann), password, again)
    assert told in page.content.decode()
    assert "There is a problem" in page.content.decode()


def test_changing_the_password_needs_the_old_one_and_signs_out_everywhere_else(cast: Cast) -> None:
    with_password(cast.ann)
    here, elsewhere = signed_in(cast.ann), signed_in(cast.ann)
    given = {"old_password": "wrong", "new_password1": NEW, "new_password2": NEW}
    assert "That is not your password" in here.post("/account/password/", given).content.decode()
    assert here.post("/account/password/", {**given, "old_password": PASSWORD})["Location"] == "/account/"
    assert here.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302


def test_asking_over_and_over_sends_no_flood(cast: Cast) -> None:
    for _ in range(12):
        Client().post("/password/forgotten/", {"email": cast.ann.email})
    assert ProcrastinateJob.objects.count() <= 5


def test_somebody_stopped_gets_no_link(cast: Cast) -> None:
    with acting_as(cast.ann.pk):
        Person.objects.filter(pk=cast.eve.pk).update(is_active=False)
    send_link(person_id=cast.eve.pk, kind="reset")
    assert not mail.outbox


@pytest.mark.usefixtures("slow_hashing")
def test_passwords_are_hashed_by_argon2(cast: Cast) -> None:
    assert with_password(cast.ann).password.startswith("argon2$")
