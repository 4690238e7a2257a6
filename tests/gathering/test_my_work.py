"""On the page after signing in: what an agency still has to answer; for who asked, whose answer is past its date."""

from datetime import timedelta

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.waiting import Work
from safeguarding.cases.work import work_of
from safeguarding.gathering.actions.answering import decline_request, say_nothing_held
from safeguarding.gathering.models import InformationRequest
from tests.cast import Cast
from tests.gathering.asking import ask
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_(cast: Cast) -> InformationRequest:
    """The hospital is asked today, with a week to answer."""
    return ask(cast)[0]


def work(cast: Cast, name: str, *, days: int = 0) -> Work:
    on = today.today() + timedelta(days=days)
    with acting_as(cast.people[name].pk, on=on):
        return work_of(cast.actor(name), on=on)


def of(items: list, reference: str) -> list[tuple[str, str, str]]:  # type: ignore[type-arg]
    return [(item.path, item.standing, item.who) for item in items if item.reference == reference]


def test_who_answers_sees_it_soon_then_today(cast: Cast, request_: InformationRequest) -> None:
    path = f"/asked-of-us/{request_.reference}/"
    assert of(work(cast, "kit").soon, request_.reference) == [(path, "open", "")]
    assert of(work(cast, "kit", days=7).today, request_.reference) == [(path, "due-today", "")]
    assert of(work(cast, "kit", days=8).today, request_.reference) == [(path, "late", "")]


def test_who_asked_waits_for_it_once_it_is_past_its_date(cast: Cast, request_: InformationRequest) -> None:
    assert of(work(cast, "ben", days=7).waiting, request_.reference) == []
    path = f"/cases/{request_.case_reference}/asked/{request_.number}/"
    assert of(work(cast, "ben", days=8).waiting, request_.reference) == [(path, "late", "Ashmere hospital")]


@pytest.mark.parametrize("name", ["ada", "pia", "vic", "uma", "eve"])
def test_nobody_else_is_told(cast: Cast, request_: InformationRequest, name: str) -> None:
    found = work(cast, name, days=8)
    assert request_.reference not in {item.reference for item in (*found.today, *found.soon, *found.waiting)}


def test_what_is_answered_or_declined_waits_no_longer(cast: Cast, request_: InformationRequest) -> None:
    kit, on = cast.actor("kit"), today.today()
    with acting_as(cast.kit.pk):
        decline_request(asked=request_, why="Not ours", by=kit, on=on)
    assert work(cast, "kit", days=8).is_quiet
    with acting_as(cast.kit.pk):
        say_nothing_held(asked=request_, where_looked="Every register", seen=0, by=kit, on=on)
    assert work(cast, "kit", days=8).is_quiet
    assert of(work(cast, "ben", days=8).waiting, request_.reference) == []


def test_the_page_leads_to_it(cast: Cast, request_: InformationRequest) -> None:
    assert f'href="/asked-of-us/{request_.reference}/"' in signed_in(cast.kit).get("/").content.decode()
