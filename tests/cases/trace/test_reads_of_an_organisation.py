"""Who read what in an organisation's cases: what is unusual, in words, by key, without any content."""

from datetime import UTC, date, datetime

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases import reads as reading
from safeguarding.cases.models import Case
from safeguarding.cases.reads import Read, reads
from safeguarding.cases.views import trace
from tests.cast import Cast
from tests.making import open_incident
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

MON_1_JUN, TUE_2_JUN = date(2026, 6, 1), date(2026, 6, 2)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def case(cast: Cast) -> Case:
    with today.turned_to(TUE_2_JUN):
        return open_incident(cast, known_on=MON_1_JUN)


def every(cast: Cast, name: str = "dot") -> list[Read]:
    with acting_as(cast.people[name].pk):
        return reads(since=LONG_AGO, most=100, is_unusual=False)


def test_each_reading_says_who_which_page_and_which_case(cast: Cast, case: Case) -> None:
    signed_in(cast.hal).get(f"/cases/{case.reference}/papers/")
    (one,) = every(cast)
    assert (one.reference, one.person_id, one.page) == (case.reference, cast.hal.pk, "cases:papers")


def test_many_cases_in_one_day_are_unusual(cast: Cast, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MANY", 1)
    with today.turned_to(TUE_2_JUN):
        other = open_incident(cast, known_on=MON_1_JUN)
    browser = signed_in(cast.hal)
    browser.get(f"/cases/{case.reference}/")
    assert all("many" not in one.reasons for one in every(cast))
    browser.get(f"/cases/{other.reference}/")
    assert all("many" in one.reasons for one in every(cast))


def test_nobody_but_the_officer_is_given_any(cast: Cast, case: Case) -> None:
    signed_in(cast.hal).get(f"/cases/{case.reference}/")
    for name in ("ben", "ada", "ann", "cleo", "vic", "eve"):
        assert every(cast, name) == []


def test_readings_follow_each_other_by_key_without_gap(cast: Cast, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trace, "A_PAGE", 2)
    browser = signed_in(cast.hal)
    for _ in range(5):
        browser.get(f"/cases/{case.reference}/")
    officer, seen, address = signed_in(cast.dot), [], "/reads/?show=every"
    while address:
        context = officer.get(address).context
        seen += [one.id for one, *_words in context["rows"]]
        address = f"/reads/?show=every&before={context['older']}" if context["older"] else ""
    assert seen == [one.id for one in every(cast)]
    assert len(seen) == 5
