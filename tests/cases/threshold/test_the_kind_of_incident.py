"""What kind of incident it is, and the paths of the law that need no test A."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.assessment import natures, path_of, set_nature
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.dues import owed_in
from safeguarding.cases.models import Case, Incident
from safeguarding.rules.refusal import Refused
from tests.cast import Cast
from tests.making import open_incident

pytestmark = pytest.mark.django_db

FRI_13_NOV, MON_16_NOV = date(2026, 11, 13), date(2026, 11, 16)


@pytest.fixture(autouse=True)
def _on_monday() -> Iterator[None]:
    with today.turned_to(MON_16_NOV):
        yield


@pytest.fixture
def case(cast: Cast) -> Case:
    return open_incident(cast, known_on=FRI_13_NOV)


def choose(cast: Cast, case: Case, nature: str, *, by: str = "ada", **given: Any) -> Incident:
    actor = cast.actor(by)
    with acting_as(actor.person_id):
        return set_nature(case=case, nature=nature, by=actor, on=today.today(), **given)


def holding(cast: Cast, case: Case) -> dict[str, date]:
    with acting_as(cast.ada.pk):
        rows = case.events.filter(superseded_by__isnull=True).exclude(event="fact_withdrawn")
        return dict(rows.values_list("event", "on"))


def owed(cast: Cast, case: Case) -> set[str]:
    with acting_as(cast.ada.pk):
        return {one.duty.id for one in owed_in(case)}


def test_a_looked_after_childs_death_starts_its_own_duties_from_the_day_it_was_known(cast: Cast, case: Case) -> None:
    choose(cast, case, "looked-after-death-no-abuse")
    events = holding(cast, case)
    assert events["death_known_to_la"] == FRI_13_NOV
    assert {"death_was_of_looked_after_child", "no_rapid_review_owed"} <= set(events)
    assert {"eng-notify-looked-after-death", "eng-tell-parents-looked-after-death"} <= owed(cast, case)
    assert "eng-notify-care-leaver-death" not in owed(cast, case)


def test_with_abuse_or_neglect_a_rapid_review_stays_possible(cast: Cast, case: Case) -> None:
    choose(cast, case, "looked-after-death-abuse", death_known_on=MON_16_NOV)
    events = holding(cast, case)
    assert "no_rapid_review_owed" not in events
    assert events["death_known_to_la"] == MON_16_NOV


def test_a_care_leavers_death_has_no_fixed_period(cast: Cast, case: Case) -> None:
    choose(cast, case, "care-leaver-death")
    assert "eng-notify-care-leaver-death" in owed(cast, case)
    assert "eng-notify-looked-after-death" not in owed(cast, case)


def test_found_to_be_another_kind_its_events_are_withdrawn_and_nothing_is_deleted(cast: Cast, case: Case) -> None:
    choose(cast, case, "looked-after-death-no-abuse")
    choose(cast, case, "child-death")
    assert set(holding(cast, case)) == {"first_call_taken", "incident_known_to_la"}
    assert "eng-notify-looked-after-death" not in owed(cast, case)
    with acting_as(cast.ada.pk):
        assert case.events.filter(event="death_known_to_la").count() == 1


def test_said_twice_nothing_is_recorded_twice(cast: Cast, case: Case) -> None:
    choose(cast, case, "looked-after-death-abuse")
    before = holding(cast, case)
    choose(cast, case, "looked-after-death-abuse")
    assert holding(cast, case) == before
    with acting_as(cast.ada.pk):
        assert case.events.filter(event="death_known_to_la").count() == 1


def test_the_day_of_knowing_of_the_death_can_be_corrected(cast: Cast, case: Case) -> None:
    choose(cast, case, "looked-after-death-abuse")
    choose(cast, case, "looked-after-death-abuse", death_known_on=MON_16_NOV)
    assert holding(cast, case)["death_known_to_la"] == MON_16_NOV


def test_the_second_of_two_is_told(cast: Cast, case: Case) -> None:
    choose(cast, case, "child-death", seen="")
    with pytest.raises(ChangedMeanwhile):
        choose(cast, case, "serious-harm", seen="", by="ben")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"nature": "nonsense"}, "Select what kind"),
        ({"nature": "child-death", "death_known_on": date(2026, 11, 17)}, "lies ahead"),
    ],
)
def test_what_cannot_be_is_refused(cast: Cast, case: Case, given: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        choose(cast, case, **given)


@pytest.mark.parametrize("name", ["pia", "hal", "joe"])
def test_a_partner_does_not_choose_the_kind(cast: Cast, case: Case, name: str) -> None:
    with pytest.raises(Refused, match="cannot do this"):
        choose(cast, case, "child-death", by=name)


def test_every_kind_that_the_form_knows_has_a_path(cast: Cast, case: Case) -> None:
    assert {path_of(code) for code in natures(case)} == {"test-a", "looked-after-death", "care-leaver-death"}
