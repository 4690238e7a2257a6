"""On the page after signing in: the actions of one's own body, evidence that waits, effects to look at again."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import override_settings

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.models import Case
from safeguarding.cases.waiting import Item, Work
from safeguarding.cases.work import work_of
from tests.cast import Cast
from tests.making import open_incident
from tests.plans.making import MON_1_JUN, THU_1_OCT, TUE_2_JUN, WED_1_JUL, accepted, finished, planned, shown

pytestmark = pytest.mark.django_db
THU_2_JUL = date(2026, 7, 2)


@pytest.fixture(autouse=True)
def _on_tuesday(tmp_path) -> Iterator[None]:  # type: ignore[no-untyped-def]
    keys = ("1:" + "A" * 43 + "=",)
    with today.turned_to(TUE_2_JUN), override_settings(DATA=tmp_path, FILE_KEYS=keys, FILE_SCANNER=""):
        yield


@pytest.fixture
def case(cast: Cast) -> Case:
    return open_incident(cast, known_on=MON_1_JUN)


def work(cast: Cast, name: str, on: date = TUE_2_JUN) -> Work:
    with acting_as(cast.people[name].pk, on=on):
        return work_of(cast.actor(name), on=on)


def about(items: list[Item], reference: str) -> list[tuple[str, str]]:
    return [(item.path, item.standing) for item in items if item.reference == reference]


def test_who_leads_sees_it_without_evidence_and_past_its_date(cast: Cast, case: Case) -> None:
    action = planned(cast, case)
    path = f"/our-actions/{action.reference}/"
    assert about(work(cast, "kit").soon, action.reference) == [(path, "open")]
    assert about(work(cast, "kit", WED_1_JUL).today, action.reference) == [(path, "due-today")]
    shown(cast, action)
    assert work(cast, "kit").is_quiet
    assert about(work(cast, "kit", THU_2_JUL).today, action.reference) == [(path, "late")]
    accepted(cast, shown(cast, action))
    finished(cast, action)
    assert work(cast, "kit", THU_2_JUL).is_quiet


def test_evidence_waits_for_who_may_judge_it(cast: Cast, case: Case) -> None:
    action = planned(cast, case)
    one = shown(cast, action)
    path = f"/plan/actions/{action.reference}/evidence/{one.pk}/"
    for name in ("ben", "pia"):
        assert about(work(cast, name).today, action.reference) == [(path, "no-period")], name
    for name in ("kit", "vic", "uma"):
        assert about(work(cast, name).today, action.reference) == [], name
    accepted(cast, one)
    assert about(work(cast, "ben").today, action.reference) == []


def test_nobody_judges_their_own_bodys(cast: Cast, case: Case) -> None:
    action = planned(cast, case, lead=cast["ashmere"])
    shown(cast, action, by="pia")
    assert about(work(cast, "pia").today, action.reference) == []
    assert len(about(work(cast, "joe").today, action.reference)) == 1


def test_an_effect_is_to_be_looked_at_again(cast: Cast, case: Case) -> None:
    action = planned(cast, case)
    accepted(cast, shown(cast, action), made_a_difference=True, recheck_on=THU_1_OCT)
    finished(cast, action)
    path = f"/plan/actions/{action.reference}/look-again/"
    assert about(work(cast, "ben").soon, action.reference) == []
    assert about(work(cast, "ben", THU_1_OCT).today, action.reference) == [(path, "due-today")]
    assert about(work(cast, "vic", THU_1_OCT).today, action.reference) == []


def test_of_no_case_as_well(cast: Cast) -> None:
    action = planned(cast, None)
    shown(cast, action)
    assert len(about(work(cast, "ben").today, action.reference)) == 1
