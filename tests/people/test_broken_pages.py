"""When the database is lost, or something of ours is broken, the answer says so and gives back what was typed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client
from procrastinate.exceptions import ConnectorException

from safeguarding.people.actions import accounts
from tests.cast import Cast
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
TYPED = "Words that took <an hour> to write"


def raising(error: Exception) -> Callable[..., None]:
    def verb(**given: Any) -> None:
        raise error

    return verb


def post(cast: Cast, monkeypatch: pytest.MonkeyPatch, error: Exception) -> Any:
    browser = signed_in(cast.ann)
    browser.raise_request_exception = False
    monkeypatch.setattr(accounts, "disable", raising(error))
    return browser.post(f"/people/{cast.ben.pk}/stop/", {"why": TYPED, "csrfmiddlewaretoken": "x"})


LOST = [OperationalError("server closed the connection"), InterfaceError("closed"), ConnectorException()]
"""The last while a message's job is written."""


@pytest.mark.parametrize("error", LOST, ids=lambda error: type(error).__name__)
def test_a_lost_database_answers_503_with_the_text(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    answer = post(cast, monkeypatch, error)
    page = answer.content.decode()
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert "Words that took &lt;an hour&gt; to write</textarea>" in page
    assert str(error) not in page


def test_a_fault_of_ours_answers_500_with_the_text(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = post(cast, monkeypatch, RuntimeError("a fault with a child's name in it"))
    assert answer.status_code == 500
    assert "Words that took &lt;an hour&gt; to write</textarea>" in answer.content.decode()
    assert "child's name" not in answer.content.decode()


def test_a_password_is_never_given_back(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = Client(raise_request_exception=False)
    monkeypatch.setattr("safeguarding.people.views.sign_in.LoginView.post", raising(OperationalError("gone")))
    answer = browser.post("/sign-in/", {"login": "ann@example.invalid", "password": "my own secret"})
    assert answer.status_code in (500, 503)
    assert "my own secret" not in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_database_that_does_not_answer_at_all_is_told_before_anybody_is_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The session itself cannot be read: nothing of the page's own code is reached."""
    from django.db import connection

    def no_connection(*given: Any, **more: Any) -> None:
        raise OperationalError("connection refused")

    connection.close()
    monkeypatch.setattr(connection, "get_new_connection", no_connection)
    browser = Client(raise_request_exception=False)
    browser.cookies["sessionid"] = "x" * 32
    answer = browser.post("/people/add/", {"name": TYPED})
    monkeypatch.undo()
    assert answer.status_code == 503
    assert "Words that took &lt;an hour&gt; to write</textarea>" in answer.content.decode()
