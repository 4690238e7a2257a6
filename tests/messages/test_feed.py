"""The calendar feed: references and dates of what its person sees today, for whoever has its secret address."""

from datetime import date, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.models import Bar, Case, Due
from safeguarding.messages.feeds import end_feed, open_feed
from safeguarding.messages.models import Feed
from safeguarding.people.models import Person
from tests.cast import LONG_AGO, Cast
from tests.making import make_incident
from tests.messages.making import make_due

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pages(settings) -> None:  # type: ignore[no-untyped-def]
    settings.ROOT_URLCONF = "tests.messages.urls"


def feed_for(cast: Cast, name: str) -> str:
    with acting_as(cast.people[name].pk):
        return f"/calendar/{open_feed(by=cast.actor(name))}.ics"


def entries(client: Client, address: str) -> list[tuple[str, date]]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(answer.content.decode()).walk("VEVENT")
    return [(str(event["SUMMARY"]), event["DTSTART"].dt) for event in events]


def expected(case: Case, on: date) -> tuple[str, date]:
    return f"{case.reference}: something is to be done", on


def test_a_feed_shows_reference_and_date_of_what_its_person_sees_and_no_more(cast: Cast, client: Client) -> None:
    ours, theirs = make_incident(cast, child="Quillfeather"), make_incident(cast, area="calder")
    on = today.today() + timedelta(days=3)
    make_due(cast, ours, on)
    make_due(cast, ours, on, duty="eng-advance-copy")
    make_due(cast, theirs, on)
    address = feed_for(cast, "ben")
    assert entries(client, address) == [expected(ours, on)]
    content = client.get(address).content.decode()
    assert "Quillfeather" not in content
    assert "rapid" not in content.lower()
    assert entries(client, feed_for(cast, "vic")) == [expected(theirs, on)]


def test_whole_days_that_keep_nobody_busy_with_numbers_that_stay(cast: Cast, client: Client) -> None:
    on = today.today()
    make_due(cast, make_incident(cast), on)
    address = feed_for(cast, "ben")
    first, second = (Calendar.from_ical(client.get(address).content.decode()).walk("VEVENT")[0] for _ in "12")
    assert first["UID"] == second["UID"]
    assert (first["DTSTART"].dt, first["DTEND"].dt) == (on, on + timedelta(days=1))
    assert first["TRANSP"] == "TRANSPARENT"
    assert "eng-" not in str(first["UID"])


def test_what_is_met_stopped_unconfirmed_or_long_past_is_not_shown(cast: Cast, client: Client) -> None:
    case, on = make_incident(cast), today.today()
    for number, facts in enumerate(({"met_on": on}, {"stopped_on": on}, {"is_confirmed": False}, {"is_relaxed": True})):
        make_due(cast, case, on, started_on=LONG_AGO + timedelta(days=number), **facts)
    make_due(cast, case, on - timedelta(days=32), duty="eng-advance-copy")
    make_due(cast, case, on - timedelta(days=31), duty="eng-notify-panel")
    assert entries(client, feed_for(cast, "ben")) == [expected(case, on - timedelta(days=31))]


def test_what_a_person_sees_is_judged_when_the_feed_is_fetched(cast: Cast, client: Client) -> None:
    case = make_incident(cast)
    make_due(cast, case, today.today())
    address = feed_for(cast, "hal")
    assert len(entries(client, address)) == 1
    with acting_as(cast.ben.pk):
        Bar.objects.create(case=case, person=cast.hal, why="Related", from_on=LONG_AGO, barred_by=cast.ben)
    assert entries(client, address) == []


def test_a_feed_ends_with_its_persons_roles_and_when_they_may_no_longer_sign_in(cast: Cast, client: Client) -> None:
    make_due(cast, make_incident(cast), today.today())
    hals, bens = feed_for(cast, "hal"), feed_for(cast, "ben")
    with acting_as(cast.ann.pk):
        cast.hal.roles.update(until_on=today.today())
        Person.objects.filter(pk=cast.ben.pk).update(is_active=False)
    assert client.get(hals).status_code == 404
    assert client.get(bens).status_code == 404


def test_a_new_address_ends_the_old_and_an_ended_one_answers_no_more(cast: Cast, client: Client) -> None:
    old, new = feed_for(cast, "ben"), feed_for(cast, "ben")
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)
    with acting_as(cast.ben.pk):
        assert end_feed(by=cast.actor("ben"))
        assert not end_feed(by=cast.actor("ben"))
    assert client.get(new).status_code == 404


def test_the_secret_is_kept_nowhere(cast: Cast) -> None:
    secret = feed_for(cast, "ben").removeprefix("/calendar/").removesuffix(".ics")
    with acting_as(cast.ben.pk):
        feed = Feed.objects.get()
    assert len(secret) >= 43
    assert secret not in repr(vars(feed))


def test_a_person_sees_no_feed_but_their_own(cast: Cast) -> None:
    feed_for(cast, "ben")
    with acting_as(cast.vic.pk):
        assert not Feed.objects.exists()


def test_guessing_and_asking_without_end_are_turned_away(cast: Cast, client: Client) -> None:
    address = feed_for(cast, "ben")
    answers = [client.get(address).status_code for _ in range(32)]
    assert (answers[0], answers[-1]) == (200, 429)
    guesses = [client.get(f"/calendar/guess-{number}.ics") for number in range(22)]
    assert (guesses[0].status_code, guesses[-1].status_code) == (404, 429)
    assert guesses[-1]["Retry-After"] == "600"


def test_a_feed_is_kept_by_no_cache_and_found_by_no_index(cast: Cast, client: Client) -> None:
    answer = client.get(feed_for(cast, "ben"))
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex, nofollow"


def test_a_date_that_is_met_leaves_the_calendar(cast: Cast, client: Client) -> None:
    due = make_due(cast, make_incident(cast), today.today())
    address = feed_for(cast, "ben")
    assert len(entries(client, address)) == 1
    with acting_as(cast.ben.pk):
        Due.objects.filter(pk=due.pk).update(met_on=today.today())
    assert entries(client, address) == []
