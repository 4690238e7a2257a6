"""The items of test A, answered with evidence; what is answered before stays."""

import pytest
from django.db import ProgrammingError, transaction

from safeguarding.actor import acting_as
from safeguarding.cases.actions.assessment import TEST_A, outcome_of, unanswered, weighed
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.facts import procedure_of
from safeguarding.cases.models import Assessment, Case
from safeguarding.rules.refusal import Refused
from tests.cases.threshold.weighing import answer, answer_all
from tests.cast import Cast
from tests.making import make_incident

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return make_incident(cast)


def test_the_items_are_those_of_the_law(cast: Cast, case: Case) -> None:
    with acting_as(cast.ada.pk):
        items = weighed(case, TEST_A)
        assert [one.item.id for one in items if one.item.joins != "aid"] == [
            "abuse-or-neglect",
            "in-area",
            "outside-england",
        ]
        assert len(unanswered(items)) == 3


def test_an_answer_keeps_evidence_who_and_when_and_the_earlier_answer_stays(cast: Cast, case: Case) -> None:
    answer(cast, case, "in-area", "not-known", evidence="The ward does not know the address")
    answer(cast, case, "in-area", "yes", evidence="Police confirmed the address", by="ben")
    with acting_as(cast.ada.pk):
        one = next(one for one in weighed(case, TEST_A) if one.item.id == "in-area")
        assert [(row.answer, row.recorded_by.name) for row in one.answers] == [
            ("yes", "Ben B."),
            ("not-known", "Ada A."),
        ]
        assert one.answers[1].evidence == "The ward does not know the address"


def test_yes_no_and_not_known_amount_to_what_the_law_says(cast: Cast, case: Case) -> None:
    answer_all(cast, case, "not-known")
    with acting_as(cast.ada.pk):
        test = procedure_of(case).test(TEST_A)
        assert outcome_of(test, weighed(case, TEST_A)) == "not-known"
    answer(cast, case, "abuse-or-neglect", "yes")
    answer(cast, case, "outside-england", "yes")
    with acting_as(cast.ada.pk):
        assert outcome_of(test, weighed(case, TEST_A)) == "met"
    answer(cast, case, "abuse-or-neglect", "no")
    with acting_as(cast.ada.pk):
        assert outcome_of(test, weighed(case, TEST_A)) == "not-met"


def test_two_who_answer_the_same_item_the_second_is_told(cast: Cast, case: Case) -> None:
    answer(cast, case, "in-area", "yes")
    with pytest.raises(ChangedMeanwhile):
        answer(cast, case, "in-area", "no", seen=0, by="ben")
    with acting_as(cast.ada.pk):
        assert Assessment.objects.filter(case=case).count() == 1


def test_an_answer_can_be_neither_changed_nor_deleted(cast: Cast, case: Case) -> None:
    made = answer(cast, case, "in-area", "yes")
    with acting_as(cast.ada.pk):
        for change in (lambda: Assessment.objects.filter(pk=made.pk).update(answer="no"), made.delete):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                change()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"said": "perhaps"}, "Select yes, no"),
        ({"said": "yes", "evidence": "  "}, "Write what this rests on"),
        ({"said": "yes", "item": "no-such-item"}, "no such item"),
        ({"said": "yes", "test": "no-such-test"}, "no such item"),
    ],
)
def test_what_cannot_be_an_answer_is_refused(cast: Cast, case: Case, given: dict[str, str], said: str) -> None:
    with pytest.raises(Refused, match=said):
        answer(cast, case, **{"item": "in-area", **given})


@pytest.mark.parametrize("name", ["pia", "hal", "joe"])
def test_a_partner_reads_the_answers_and_does_not_give_them(cast: Cast, case: Case, name: str) -> None:
    with pytest.raises(Refused, match="cannot do this"):
        answer(cast, case, "in-area", "yes", by=name)


@pytest.mark.parametrize("name", ["kit", "uma", "vic", "cleo", "dot", "ann", "dee", "eve"])
def test_whoever_does_not_see_the_incident_cannot_answer(cast: Cast, case: Case, name: str) -> None:
    with pytest.raises(Case.DoesNotExist):
        answer(cast, case, "in-area", "yes", by=name)
