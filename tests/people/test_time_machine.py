"""The time machine of the demonstration: dates, tags and the wall turn with the day that somebody sets, and back; in
production there is none."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from pytest_django import Settings

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.models import Case
from safeguarding.people.actions import day as time_machine
from safeguarding.rules.refusal import Refused
from tests.cast import Cast
from tests.making import open_incident
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path, settings: Settings) -> Path:
    """As a process of the demonstration follows it."""
    settings.DEMONSTRATION = True
    today.follow(tmp_path / "days-later")
    return tmp_path / "days-later"


def typed(day: date) -> dict[str, str]:
    return {"day-day": str(day.day), "day-month": str(day.month), "day-year": str(day.year)}


def test_a_date_turns_from_to_be_done_to_past_its_date_and_back(cast: Cast, file: Path) -> None:
    case = open_incident(cast, known_on=today.today())
    browser = signed_in(cast.ada)
    address = f"/cases/{case.reference}/dates/"
    assert "past its date (" not in browser.get(address).content.decode().lower()
    later = today.real_day() + timedelta(days=30)
    assert browser.post("/demonstration/day/", typed(later)).status_code == 302
    assert today.today() == later
    page = browser.get(address).content.decode()
    assert "past its date (" in page.lower()
    assert f"It is {later:%A} {later.day} {later:%B} {later.year} here." in page
    browser.post("/demonstration/day/", {"back": "yes"})
    assert today.today() == today.real_day()
    assert not file.exists()
    assert "past its date (" not in browser.get(address).content.decode().lower()


def test_the_wall_turns_with_it(cast: Cast, file: Path) -> None:
    case = open_incident(cast, known_on=today.today())
    with acting_as(cast.ann.pk):
        cast.ben.roles.update(until_on=today.real_day() + timedelta(days=7))
    for days, sees in ((6, True), (7, False)):
        today.set_for_all(today.real_day() + timedelta(days=days))
        with acting_as(cast.ben.pk):
            assert Case.objects.filter(pk=case.pk).exists() is sees


def test_a_day_turned_for_a_block_is_that_day_whatever_is_set(file: Path) -> None:
    today.set_for_all(today.real_day() + timedelta(days=40))
    with today.turned_to(date(2026, 6, 2)):
        assert today.today() == date(2026, 6, 2)
    assert today.today() == today.real_day() + timedelta(days=40)


def test_another_process_that_follows_the_file_sees_every_change(file: Path) -> None:
    for days in (3, -200, 14):
        beside = file.with_name("another")
        beside.write_text(str(days))
        beside.replace(file)
        assert today.today() == today.real_day() + timedelta(days=days)
    file.unlink()
    assert not today.is_set_for_all()


@pytest.mark.parametrize("day", [date(2023, 12, 31), date(2200, 1, 1)])
def test_a_day_that_the_demonstration_does_not_know_is_refused(cast: Cast, file: Path, day: date) -> None:
    page = signed_in(cast.eve).post("/demonstration/day/", typed(day)).content.decode()
    assert "the demonstration knows no others" in page
    assert f'value="{day.year}"' in page
    assert not file.exists()


def test_every_page_leads_to_it_for_whoever_is_signed_in(cast: Cast, file: Path) -> None:
    assert 'href="/demonstration/day/"' in signed_in(cast.eve).get("/account/").content.decode()


def test_production_has_none(cast: Cast, settings: Settings, tmp_path: Path) -> None:
    settings.DEMONSTRATION, settings.DATA = False, tmp_path
    (tmp_path / "days-later").write_text("9")
    apps.get_app_config("ground").ready()
    assert today.today() == today.real_day()
    browser, given = signed_in(cast.ada), {"by": cast.actor("ada"), "on": today.today()}
    assert browser.get("/demonstration/day/").status_code == 404
    assert browser.post("/demonstration/day/", {"back": "yes"}).status_code == 404
    assert "/demonstration/day/" not in browser.get("/account/").content.decode()
    with pytest.raises(Refused, match="in the demonstration alone"):
        time_machine.set_day(day=date(2026, 6, 2), **given)
    with pytest.raises(Refused, match="in the demonstration alone"):
        time_machine.go_back(**given)


def test_the_demonstration_follows_the_file_of_its_data_folder(settings: Settings, tmp_path: Path) -> None:
    settings.DEMONSTRATION, settings.DATA = True, tmp_path
    apps.get_app_config("ground").ready()
    (tmp_path / "days-later").write_text("9")
    assert today.today() == today.real_day() + timedelta(days=9)
