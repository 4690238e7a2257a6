"""The demonstration is told whole or not at all, once, and never in production. What it holds is asked in
`test_what_is_told.py`."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from safeguarding.actor import acting_as
from safeguarding.cases.demonstration import is_told, stories
from safeguarding.cases.demonstration.teller import Teller
from safeguarding.cases.models import Case
from safeguarding.commands.run import _fill
from safeguarding.people.demonstration import make_people
from safeguarding.people.models import Person
from tests.cases.test_what_is_told import WENT_ON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files_apart(tmp_path: Path, settings: Settings) -> None:
    settings.DATA = tmp_path
    settings.FILE_KEYS = ("1:" + "A" * 43 + "=",)
    settings.FILE_SCANNER = ""


def test_stopped_between_two_stories_it_leaves_nothing_and_is_told_whole_at_the_next_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stopped(teller: Teller) -> Case:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(stories, "STORIES", (*stories.STORIES[:2], stopped))
        with pytest.raises(KeyboardInterrupt):
            _fill()
    assert not Person.objects.exists()
    assert not is_told()
    _fill()
    manager = Person.objects.get(roles__role="business-manager", roles__organisation__code="demo-northvale-partnership")
    with acting_as(manager.pk):
        assert Case.objects.count() >= len(stories.STORIES) - 1
    assert is_told()


def test_people_without_incidents_are_no_demonstration_told(capsys: pytest.CaptureFixture[str]) -> None:
    make_people()
    _fill()
    assert f"{len(stories.STORIES) + WENT_ON} invented incidents are in place" in capsys.readouterr().out
    _fill()
    assert "invented incidents" not in capsys.readouterr().out


def test_it_is_refused_in_production(settings) -> None:  # type: ignore[no-untyped-def]
    settings.DEMONSTRATION = settings.DEBUG = False
    with pytest.raises(CommandError, match="demonstration"):
        call_command("demonstration")
