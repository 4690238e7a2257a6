"""The demonstration's people and incidents, told once for the whole folder and kept while its tests run, and a browser
to visit them with. What one journey does stays for the next: each begins with an incident of its own."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.test import override_settings
from playwright.sync_api import Browser
from pytest_django import DjangoDbBlocker

from safeguarding.ground.management.commands.flush import truncate_all
from safeguarding.people.demonstration import Demonstration, make_people
from safeguarding.web.demonstration import tell_everything
from tests.journeys.acts import CHILD, NAME
from tests.journeys.site import served
from tests.journeys.visitor import Visitor
from tests.look.browsing import chromium

Visiting = Callable[..., Visitor]
QUICKLY = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever stands in this folder is a journey."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="package")
def demonstration(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Demonstration]:
    """Everybody and every incident of the demonstration, files and mail in a folder of their own."""
    folder = tmp_path_factory.mktemp("journeys")
    with (
        django_db_blocker.unblock(),
        override_settings(
            DATA=folder,
            DEMONSTRATION=True,
            DEBUG=False,
            FILE_KEYS=("1:" + "A" * 43 + "=",),
            FILE_SCANNER="",
            PASSWORD_HASHERS=QUICKLY,
            ALLOWED_HOSTS=["127.0.0.1"],
            CSRF_COOKIE_SECURE=False,
            SESSION_COOKIE_SECURE=False,
            SECURE_SSL_REDIRECT=False,
        ),
    ):
        cache.clear()
        made = make_people()
        tell_everything(made)
        yield made
        truncate_all()


@pytest.fixture(scope="package")
def site(demonstration: Demonstration) -> Iterator[str]:
    """Its address."""
    with served() as address:
        yield address


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def visiting(browser: Browser, site: str, demonstration: Demonstration) -> Iterator[Visiting]:
    """`visiting("notifier", window=PHONE)`: that person of the demonstration at a browser, not signed in yet."""
    visitors: list[Visitor] = []

    def visit(who: str, **more: object) -> Visitor:
        names = (*CHILD, NAME)
        visitors.append(Visitor(browser, site, demonstration.people[who].email, children=names, **more))  # type: ignore[arg-type]
        return visitors[-1]

    yield visit
    for visitor in visitors:
        visitor.leave()
