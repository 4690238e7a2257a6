"""The decision whether to notify, what it needs, and what follows."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.assessment import set_nature
from safeguarding.cases.actions.decisions import basis_of, rested_on
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.facts import facts_of, procedure_of, record_event
from safeguarding.cases.models import Case, Decision, Due, Event
from safeguarding.messages.models import Message
from safeguarding.rules.phases import phase
from safeguarding.rules.refusal import Refused
from tests.cases.threshold.weighing import answer, answer_all, everybody_says, say, settle
from tests.cast import Cast
from tests.making import open_incident

pytestmark = pytest.mark.django_db

FRI_13_NOV, MON_16_NOV, TUE_17_NOV = date(2026, 11, 13), date(2026, 11, 16), date(2026, 11, 17)


@pytest.fixture(autouse=True)
def _on_monday() -> Iterator[None]:
    with today.turned_to(MON_16_NOV):
        yield


@pytest.fixture
def case(cast: Cast) -> Case:
    return open_incident(cast, known_on=FRI_13_NOV)


def events(cast: Cast, case: Case) -> list[str]:
    with acting_as(cast.ada.pk):
        return list(Event.objects.filter(case=case).order_by("id").values_list("event", flat=True))


def due(cast: Cast, case: Case) -> Due:
    with acting_as(cast.ada.pk):
        return Due.objects.get(case=case, duty="eng-notify-panel")


def test_agreed_by_all_it_is_decided_to_notify(cast: Cast, case: Case) -> None:
    answer_all(cast, case)
    everybody_says(cast, case)
    settle(cast, case, "notify")
    assert events(cast, case)[-2:] == ["threshold_agreed", "decided_to_notify"]
    assert due(cast, case).met_on is None, "deciding notifies nobody"


def test_not_notified_is_a_record_of_its_own_with_what_it_rested_on_and_who_was_told(cast: Cast, case: Case) -> None:
    answer_all(cast, case, "no")
    everybody_says(cast, case, "disagree")
    decision = settle(cast, case, "not-notify", reasons="A fall in the playground, seen by four")
    with acting_as(cast.ada.pk):
        (rested,) = rested_on(case, [Decision.objects.get(pk=decision.pk)])
        assert len(rested.answers) == len(rested.positions) == len(rested.told) == 3
        assert phase(procedure_of(case), facts_of(case)).stage.id == "not-notified"
    assert events(cast, case)[-2:] == ["threshold_agreed", "decided_not_to_notify"]
    assert due(cast, case).stopped_on == MON_16_NOV


def test_what_a_decision_rested_on_stays_although_a_body_changes_its_mind(cast: Cast, case: Case) -> None:
    answer_all(cast, case, "no")
    everybody_says(cast, case, "disagree")
    decision = settle(cast, case, "not-notify")
    say(cast, case, "hal", "agree")
    answer(cast, case, "in-area", "yes")
    with acting_as(cast.ada.pk):
        (rested,) = rested_on(case, [Decision.objects.get(pk=decision.pk)])
    assert {position.view for position in rested.positions} == {"disagree"}
    assert {row.answer for row in rested.answers} == {"no"}


def test_a_later_decision_reopens_it_and_the_clock_stands_where_it_did(cast: Cast, case: Case) -> None:
    answer_all(cast, case, "no")
    everybody_says(cast, case, "disagree")
    settle(cast, case, "not-notify")
    with today.turned_to(TUE_17_NOV):
        answer_all(cast, case, "yes")
        everybody_says(cast, case, "agree")
        second = settle(cast, case, "notify")
    assert second.number == 2
    assert due(cast, case).stopped_on is None
    assert due(cast, case).due_on == date(2026, 11, 20)


def test_more_facts_needed_leaves_the_clock_running(cast: Cast, case: Case) -> None:
    answer_all(cast, case, "not-known")
    settle(cast, case, "more-facts", going_ahead="Positions follow the medical opinion")
    assert events(cast, case)[-1] == "more_facts_needed"
    assert due(cast, case).stopped_on is None


def test_every_item_must_be_answered_if_only_not_known(cast: Cast, case: Case) -> None:
    answer(cast, case, "in-area", "yes")
    everybody_says(cast, case)
    with pytest.raises(Refused, match="Test A is not answered yet"):
        settle(cast, case, "notify")
    assert "decided_to_notify" not in events(cast, case)


def test_a_position_that_is_missing_needs_a_reason(cast: Cast, case: Case) -> None:
    answer_all(cast, case)
    say(cast, case, "pia")
    with pytest.raises(Refused, match="no position yet"):
        settle(cast, case, "notify")
    decision = settle(cast, case, "notify", going_ahead="The date is today")
    assert decision.going_ahead == "The date is today"
    assert "threshold_agreed" not in events(cast, case)


def test_the_authority_decides_to_notify_although_a_partner_disagrees(cast: Cast, case: Case) -> None:
    answer_all(cast, case)
    everybody_says(cast, case)
    say(cast, case, "joe", "disagree")
    settle(cast, case, "notify", by="ada")
    assert "threshold_agreed" not in events(cast, case)
    assert events(cast, case)[-1] == "decided_to_notify"


def test_anybody_else_first_takes_the_disagreement_further(cast: Cast, case: Case) -> None:
    answer_all(cast, case)
    everybody_says(cast, case)
    say(cast, case, "joe", "disagree")
    with pytest.raises(Refused, match="do not agree"):
        settle(cast, case, "notify", by="ben")
    settle(cast, case, "notify", by="ben", escalated_to="Lead partners")
    with acting_as(cast.ada.pk):
        assert case.escalations.get().to_whom == "Lead partners"


def test_against_a_partner_who_would_notify_the_disagreement_is_taken_further_by_anybody(
    cast: Cast, case: Case
) -> None:
    answer_all(cast, case, "no")
    everybody_says(cast, case, "disagree")
    say(cast, case, "joe", "agree")
    with pytest.raises(Refused, match="do not agree"):
        settle(cast, case, "not-notify", by="ada")


def test_when_test_a_is_met_nobody_decides_not_to_notify(cast: Cast, case: Case) -> None:
    answer_all(cast, case)
    everybody_says(cast, case, "disagree")
    with pytest.raises(Refused, match="the law requires"):
        settle(cast, case, "not-notify")


def test_when_test_a_is_not_met_notifying_needs_another_answer_first(cast: Cast, case: Case) -> None:
    answer_all(cast, case, "no")
    everybody_says(cast, case)
    with pytest.raises(Refused, match="not met"):
        settle(cast, case, "notify")


def test_a_looked_after_childs_death_is_notified_without_test_a(cast: Cast, case: Case) -> None:
    with acting_as(cast.ada.pk):
        set_nature(case=case, nature="looked-after-death-no-abuse", by=cast.actor("ada"), on=MON_16_NOV)
    everybody_says(cast, case)
    with pytest.raises(Refused, match="whatever the cause"):
        settle(cast, case, "not-notify")
    settle(cast, case, "notify")
    assert events(cast, case)[-1] == "decided_to_notify"


def test_two_who_decide_the_second_is_told(cast: Cast, case: Case) -> None:
    answer_all(cast, case)
    everybody_says(cast, case)
    settle(cast, case, "notify")
    with pytest.raises(ChangedMeanwhile):
        settle(cast, case, "notify", by="ben", seen=0)


def test_once_sent_nothing_is_decided_here_any_more(cast: Cast, case: Case) -> None:
    answer_all(cast, case)
    everybody_says(cast, case)
    with acting_as(cast.ada.pk):
        record_event(case, "notification_submitted", on=MON_16_NOV, by=cast.actor("ada"))
        assert basis_of(case, on=MON_16_NOV).is_submitted
    with pytest.raises(Refused, match="recorded as sent"):
        settle(cast, case, "notify")


@pytest.mark.parametrize(
    ("given", "said"), [({"outcome": "withdraw"}, "Select what"), ({"reasons": " "}, "Write the reasons")]
)
def test_half_a_decision_is_refused(cast: Cast, case: Case, given: dict[str, Any], said: str) -> None:
    answer_all(cast, case)
    everybody_says(cast, case)
    with pytest.raises(Refused, match=said):
        settle(cast, case, **given)


def test_everybody_concerned_is_written_to_once(cast: Cast, case: Case) -> None:
    answer_all(cast, case)
    everybody_says(cast, case)
    settle(cast, case, "notify")
    with acting_as(cast.ben.pk):
        to = list(Message.objects.filter(case_id=case.pk, kind="decided").values_list("recipient_id", flat=True))
    assert sorted(to) == sorted([cast.ben.pk, cast.pia.pk, cast.hal.pk, cast.joe.pk])


@pytest.mark.parametrize("name", ["pia", "hal", "joe"])
def test_a_partner_gives_a_position_and_does_not_record_the_decision(cast: Cast, case: Case, name: str) -> None:
    with pytest.raises(Refused, match="cannot do this"):
        settle(cast, case, by=name)


@pytest.mark.parametrize("name", ["kit", "uma", "vic", "cleo", "dot", "ann", "dee", "eve"])
def test_whoever_does_not_see_the_incident_decides_nothing(cast: Cast, case: Case, name: str) -> None:
    with pytest.raises(Case.DoesNotExist):
        settle(cast, case, by=name, seen=0)
