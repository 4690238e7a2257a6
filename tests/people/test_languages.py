"""A language is offered when its catalogue is there, and served to nobody before: not to a browser that asks for it,
nor to somebody who chose it."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.test import Client
from django.utils.translation import gettext_lazy as _
from pytest_django import Settings

from safeguarding.actor import acting_as
from safeguarding.look.languages import spoken_to
from safeguarding.messages.kinds import Kind
from safeguarding.messages.letters import letter
from safeguarding.people.models import Person
from tests.cast import Cast
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

BOTH = [("en-gb", _("English")), ("cy", _("Welsh"))]


def choose_welsh(person: Person) -> None:
    with acting_as(person.pk):
        Person.objects.filter(pk=person.pk).update(language="cy")


def test_a_browser_that_asks_for_welsh_is_not_told_that_english_is_welsh(client: Client) -> None:
    page = client.get("/sign-in/", headers={"accept-language": "cy, en;q=0.5"})
    assert '<html lang="en-gb"' in page.content.decode().lower()
    assert page.headers["Content-Language"] == "en-gb"


def test_every_language_that_is_offered_has_its_catalogue() -> None:
    for code, _name in configured.LANGUAGES:
        catalogue = Path(configured.LOCALE_PATHS[0]) / code / "LC_MESSAGES/django.mo"
        assert code == configured.LANGUAGE_CODE or catalogue.is_file()


def test_who_chose_welsh_is_spoken_to_in_english_until_it_is_there(cast: Cast, settings: Settings) -> None:
    settings.LANGUAGES = BOTH[:1]
    choose_welsh(cast.ada)
    page = signed_in(cast.ada).get("/account/")
    assert page.headers["Content-Language"] == "en-gb"
    assert "Welsh" not in page.content.decode()
    assert "Welsh" not in signed_in(cast.ada).get("/account/details/").content.decode()
    assert signed_in(cast.ada).post("/account/details/", {"name": "Ada B."}).status_code == 302
    assert Person.objects.get(pk=cast.ada.pk).language == "cy", "what was chosen is kept for the day it is there"
    assert letter(kind=Kind.DECIDED, to_name="Ada", lines=[], language="cy") == letter(
        kind=Kind.DECIDED, to_name="Ada", lines=[], language="en"
    )


def test_once_it_is_there_it_is_offered_and_obeyed(cast: Cast, settings: Settings) -> None:
    settings.LANGUAGES = BOTH
    browser = signed_in(cast.ada)
    assert "Welsh" in browser.get("/account/details/").content.decode()
    assert browser.post("/account/details/", {"name": "Ada A.", "language": "cy"}).status_code == 302
    assert Person.objects.get(pk=cast.ada.pk).language == "cy"
    assert browser.get("/account/").headers["Content-Language"] == "cy"
    assert (spoken_to("cy"), spoken_to("en"), spoken_to("fr")) == ("cy", "en-gb", "en-gb")


def test_the_settings_find_the_catalogue(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-c", "from safeguarding.web import settings; print([c for c, _ in settings.LANGUAGES])"],
        capture_output=True, text=True, check=True, env={"SAFEGUARDING_DATA": str(tmp_path), "PATH": ""},
    ).stdout  # fmt: skip
    there = (Path(configured.LOCALE_PATHS[0]) / "cy/LC_MESSAGES/django.mo").is_file()
    assert said.strip() == str(["en-gb", "cy"] if there else ["en-gb"])
