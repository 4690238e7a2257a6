"""Findings, recommendations and actions: written, put right until agreed, and then replaced with a reason."""

from collections.abc import Iterator

import pytest
from django.core.exceptions import ObjectDoesNotExist

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.models import Case
from safeguarding.messages.models import Message
from safeguarding.plans.actions.acting import change_action
from safeguarding.plans.actions.findings import (
    answer_recommendation,
    change_finding,
    change_recommendation,
)
from safeguarding.plans.actions.running import agree_actions
from safeguarding.plans.how_it_goes import bodies_of
from safeguarding.plans.models import Action, Finding, Recommendation
from safeguarding.rules.refusal import Refused
from tests.cast import Cast
from tests.making import make_incident
from tests.plans.making import TUE_2_JUN, acted, agreed, found, now, planned, recommended, task, wording

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    with today.turned_to(TUE_2_JUN):
        return make_incident(cast)


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with today.turned_to(TUE_2_JUN):
        yield


def test_findings_and_recommendations_are_numbered_in_their_incident(cast: Cast, case: Case) -> None:
    first, second = found(cast, case), found(cast, case, text="Another")
    assert (first.number, second.number) == (1, 2)
    assert recommended(cast, second).number == 1
    assert found(cast, make_incident(cast)).number == 1
    assert found(cast, None).number == 1


def test_an_action_has_a_reference_and_its_lead_is_told_by_it_alone(cast: Cast, case: Case) -> None:
    action = planned(cast, case)
    assert action.reference.startswith("P-2026-")
    with acting_as(cast.kit.pk):
        message = Message.objects.get(kind="action-given", recipient=cast.kit)
    assert message.case_id == case.pk
    assert message.lines == [
        {
            "reference": action.reference,
            "what": "action-yours",
            "on": "2026-07-01",
            "path": f"/our-actions/{action.reference}/",
        }
    ]


def test_a_meeting_types_an_action_of_its_own(cast: Cast, case: Case) -> None:
    action = acted(cast, None, case=case)
    assert (action.source, action.recommended, action.case_id) == ("meeting", "", case.pk)


def test_pressed_twice_it_is_written_once(cast: Cast, case: Case) -> None:
    assert found(cast, case) == found(cast, case)
    recommendation = recommended(cast, found(cast, case))
    assert recommended(cast, found(cast, case)) == recommendation
    assert acted(cast, recommendation) == acted(cast, recommendation)


def test_until_agreed_it_is_put_right_and_the_action_takes_the_new_words(cast: Cast, case: Case) -> None:
    action, ben = planned(cast, case), cast.actor("ben")
    with acting_as(ben.person_id):
        held = Recommendation.objects.get()
        changed = change_recommendation(
            recommendation=held, wording=wording(cast, text="Better words", to=[cast["board"]]), seen=1, by=ben,
            on=today.today(),
        )  # fmt: skip
        assert (changed.pk, changed.version) == (held.pk, 2)
        assert bodies_of(changed.made_to.select_related("body"), changed.version) == ["Board"]
        assert Action.objects.get(pk=action.pk).recommended == "Better words"


def test_two_people_at_once_are_told_apart(cast: Cast, case: Case) -> None:
    action, ben = planned(cast, case), cast.actor("ben")
    with acting_as(ben.person_id):
        change_action(action=action, task=task(cast, text="First"), seen=1, by=ben, on=today.today())
        with pytest.raises(ChangedMeanwhile):
            change_action(action=action, task=task(cast, text="Second"), seen=1, by=ben, on=today.today())
        with pytest.raises(ChangedMeanwhile):
            change_finding(
                finding=Finding.objects.get(), source="rapid", text="Other", seen=9, by=ben, on=today.today()
            )


def test_once_agreed_another_row_takes_its_place_with_a_reason(cast: Cast, case: Case) -> None:
    action, ben = planned(cast, case), cast.actor("ben")
    agreed(cast, action)
    with acting_as(ben.person_id):
        with pytest.raises(Refused, match="agreed on 2 June 2026"):
            change_action(action=action, task=task(cast, text="Changed"), seen=1, by=ben, on=today.today())
        new = change_action(
            action=action, task=task(cast, text="Changed"), seen=1, reason="Split in two", by=ben, on=today.today()
        )
        assert Action.objects.get(pk=action.pk).text == "A form that asks about fathers"
        assert new.replaces_id == action.pk
        recommendation = Recommendation.objects.get()
        newer = change_recommendation(
            recommendation=recommendation, wording=wording(cast, text="New"), seen=1, reason="Clearer", by=ben,
            on=today.today(),
        )  # fmt: skip
        assert (newer.number, newer.replaces_id) == (2, recommendation.pk)
        finding = Finding.objects.get()
        other = change_finding(
            finding=finding, source="rapid", text="New", seen=1, reason="Clearer", by=ben, on=today.today()
        )
        assert other.replaces_id == finding.pk
        with pytest.raises(Refused, match="in its place already"):
            change_finding(finding=finding, source="rapid", text="X", seen=1, reason="Y", by=ben, on=today.today())
    assert now(cast, action).is_replaced
    assert now(cast, action, by="kit").is_replaced


def test_what_is_agreed_is_what_was_shown(cast: Cast, case: Case) -> None:
    action, ben = planned(cast, case), cast.actor("ben")
    with acting_as(ben.person_id):
        change_action(action=action, task=task(cast, text="Other"), seen=1, by=ben, on=today.today())
    with pytest.raises(ChangedMeanwhile):
        agreed(cast, action)
    action.version = 2
    assert agreed(cast, action).who == "The case review group"
    assert now(cast, action).agreed_on == TUE_2_JUN
    with pytest.raises(ChangedMeanwhile):
        agreed(cast, action)
    with acting_as(ben.person_id), pytest.raises(Refused, match="No action waits"):
        agree_actions(partnership=cast["ashmere-partnership"], shown=[], who="All", by=ben, on=today.today())


def test_not_accepted_needs_its_reason(cast: Cast, case: Case) -> None:
    recommendation, ben = recommended(cast, found(cast, case)), cast.actor("ben")
    with acting_as(ben.person_id):
        with pytest.raises(Refused, match="Write why"):
            answer_recommendation(recommendation=recommendation, answer="not-accepted", by=ben, on=today.today())
        answer_recommendation(
            recommendation=recommendation, answer="partly", reason="No money", by=ben, on=today.today()
        )
        assert recommendation.answers.get().reason == "No money"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"text": " "}, "Write what is recommended"),
        ({"to": []}, "at least one body"),
        ({"outcome": ""}, "better for children"),
        ({"kind": "x"}, "kind of change"),
    ],
)
def test_a_recommendation_says_all_that_it_must(
    cast: Cast, case: Case, given: dict[str, object], sentence: str
) -> None:
    finding = found(cast, case)
    with pytest.raises(Refused, match=sentence):
        recommended(cast, finding, **given)


def test_made_before_says_what_came_of_it(cast: Cast, case: Case) -> None:
    finding = found(cast, case)
    earlier = recommended(cast, finding)
    with pytest.raises(Refused, match="what came of it"):
        recommended(cast, finding, text="Again", made_before=earlier)
    again = recommended(cast, finding, text="Again", made_before=earlier, came_of_it="Training was given once.")
    assert again.made_before == earlier


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"text": ""}, "to be done"),
        ({"measure": ""}, "know that it helped"),
        ({"due_on": TUE_2_JUN.replace(day=1)}, "past"),
    ],
)
def test_an_action_says_all_that_it_must(cast: Cast, case: Case, given: dict[str, object], sentence: str) -> None:
    recommendation = recommended(cast, found(cast, case))
    with pytest.raises(Refused, match=sentence):
        acted(cast, recommendation, **given)


def test_a_named_lead_is_of_the_body_that_leads(cast: Cast, case: Case) -> None:
    with pytest.raises(Refused, match="holds no role at Ashmere hospital"):
        planned(cast, case, lead_person=cast.ada)
    action = acted(cast, recommended(cast, found(cast, case)), lead_person=cast.kit)
    assert action.lead_person == cast.kit


def test_a_rapid_review_has_its_incident_and_a_national_one_its_name(cast: Cast) -> None:
    with pytest.raises(Refused, match="has its incident"):
        found(cast, None, source="rapid")
    with pytest.raises(Refused, match="Name the review"):
        found(cast, None, source_name="")


@pytest.mark.parametrize("name", ["ada", "pia", "joe", "kit", "vic", "uma", "cleo", "eve"])
def test_nobody_else_writes_in_the_plan(cast: Cast, case: Case, name: str) -> None:
    with pytest.raises((Refused, ObjectDoesNotExist)):
        found(cast, case, by=name)
    with pytest.raises((Refused, ObjectDoesNotExist)):
        found(cast, None, by=name)


def test_another_partnerships_case_comes_in_no_plan_of_ours(cast: Cast) -> None:
    theirs = make_incident(cast, area="calder")
    with pytest.raises((Refused, ObjectDoesNotExist)):
        found(cast, theirs)
