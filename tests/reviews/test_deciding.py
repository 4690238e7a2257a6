"""The decision after a rapid review: proposed, answered by each body on that very proposal, recorded with reasons."""

from datetime import date

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.actions.positions import escalate
from safeguarding.cases.models import Case
from safeguarding.messages.models import Message
from safeguarding.reviews.actions.saying import ask_on_proposal
from safeguarding.reviews.basis import Basis, basis_of
from safeguarding.reviews.whole import TEST_B, TEST_C
from safeguarding.rules.refusal import Refused
from tests.cast import Cast
from tests.reviews.reviewing import (
    decide,
    decided,
    events_of,
    everybody_says,
    propose,
    put,
    say,
    weigh,
    weigh_all,
    whole,
)

pytestmark = pytest.mark.django_db


def basis(cast: Cast, case: Case) -> Basis:
    with acting_as(cast.ben.pk):
        return basis_of(case, on=today.today())


def ask(cast: Cast, case: Case) -> list[str]:
    actor = cast.actor("ben")
    with acting_as(actor.person_id):
        asked = ask_on_proposal(case=case, wanted_by=None, by=actor, on=today.today())
        return sorted(row.body.code for row in asked)


def asked_by_message(cast: Cast) -> list[str]:
    with acting_as(cast.ben.pk):
        rows = Message.objects.filter(kind="position-asked", lines__0__2__contains="rapid-review")
        return sorted(rows.values_list("to_name", flat=True))


@pytest.mark.parametrize(
    ("options", "event"),
    [
        (("lcspr",), "review_decided"),
        (("no-lcspr-learning-complete",), "no_review_decided"),
        (("no-lcspr-other-learning",), "no_review_decided"),
    ],
)
def test_what_was_decided_is_a_fact(cast: Cast, case: Case, options: tuple[str, ...], event: str) -> None:
    decided(cast, case, put(*options))
    assert event in events_of(cast, case)
    decision = whole(cast, case).decision
    assert decision is not None
    assert decision.option_ids == options
    assert {one.view for one in decision.positions} == {"Agrees with what is proposed"}
    assert len(decision.tests) == 7


def test_telling_the_panel_may_go_with_any_other(cast: Cast, case: Case) -> None:
    decided(cast, case, put("join-review", "refer-national", joins="The thematic review on babies"))
    assert events_of(cast, case)[-2:] == ["review_joined", "national_referral_made"]


def test_put_off_to_a_day_and_decided_again_later(cast: Cast, case: Case) -> None:
    decided(cast, case, put("more-information", deferred_to=date(2026, 11, 23)))
    assert "decision_deferred" in events_of(cast, case)
    decided(cast, case, put("lcspr"))
    now = events_of(cast, case)
    assert "review_decided" in now
    assert "decision_deferred" not in now
    assert now.count("local_criteria_recorded") == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (put("refer-national"), "Select one decision"),
        (put("lcspr", "join-review"), "Select one decision"),
        (put("criteria-not-met"), "Select one decision"),
        (put("lcspr", "close-it"), "Select one decision"),
        (put(reasons=" "), "Write the reasons"),
        (put("more-information"), "Enter the day to which"),
        (put("more-information", deferred_to=date(2026, 11, 16)), "lies ahead"),
        (put("join-review"), "Enter which review is joined"),
        (put("join-review", joins="x" * 201), "no more than 200"),
        (put(family="perhaps"), "Select whether the family"),
        (put(family_words=""), "Write what the family was told"),
        (put(family_on=None), "on which the family was told"),
        (put(family_on=date(2026, 11, 17)), "cannot lie ahead"),
        (put(family="to-be-told", family_on=date(2026, 11, 13)), "has not passed yet"),
    ],
)
def test_what_is_proposed_must_be_whole(cast: Cast, case: Case, wrong: object, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        propose(cast, case, wrong)  # type: ignore[arg-type]


def test_refused_while_test_b_is_unanswered(cast: Cast, case: Case) -> None:
    weigh_all(cast, case, tests=(TEST_C,))
    weigh(cast, case, "improvements", "yes")
    propose(cast, case)
    everybody_says(cast, case)
    with pytest.raises(Refused, match="Test B is not answered yet: It shows or may show recurrent themes"):
        decide(cast, case)
    assert "local_criteria_recorded" not in events_of(cast, case)
    weigh_all(cast, case, tests=(TEST_B,))
    assert "local_criteria_recorded" in events_of(cast, case)
    decide(cast, case)


def test_a_missing_position_needs_a_reason(cast: Cast, case: Case) -> None:
    weigh_all(cast, case)
    propose(cast, case)
    say(cast, case, "pia")
    with pytest.raises(Refused, match="Ashmere police, Board: no position on this proposal yet"):
        decide(cast, case)
    assert decide(cast, case, going_ahead="They could not be reached in time.").going_ahead


def test_a_split_needs_an_escalation_or_a_reason(cast: Cast, case: Case) -> None:
    weigh_all(cast, case)
    propose(cast, case)
    everybody_says(cast, case)
    say(cast, case, "joe", "disagree")
    assert basis(cast, case).bodies[0].view.body.code == "ashmere-police", "disagreement first"
    with pytest.raises(Refused, match="Ashmere police: not in agreement"):
        decide(cast, case)
    decide(cast, case, escalated_to="The three lead partners")
    assert len(basis(cast, case).taken_further) == 1


def test_a_disagreement_about_an_earlier_proposal_is_none_about_this(cast: Cast, case: Case) -> None:
    weigh_all(cast, case)
    propose(cast, case)
    actor = cast.actor("joe")
    with acting_as(actor.person_id):
        escalate(case=case, question="review", to_whom="The leads", why="We differ", by=actor, on=today.today())
    propose(cast, case)
    everybody_says(cast, case, "disagree")
    with pytest.raises(Refused, match="not in agreement"):
        decide(cast, case)


def test_a_position_on_an_earlier_proposal_does_not_count(cast: Cast, case: Case) -> None:
    weigh_all(cast, case)
    propose(cast, case)
    everybody_says(cast, case)
    propose(cast, case, put("lcspr"))
    now = basis(cast, case)
    assert len(now.silent) == 3
    assert [number for _position, number in now.bodies[0].earlier] == [1]
    with pytest.raises(ChangedMeanwhile, match="Another decision was proposed"):
        say(cast, case, "pia", proposal=1)
    with pytest.raises(Refused, match="no position on this proposal yet"):
        decide(cast, case)


def test_another_proposal_on_the_same_day_is_asked_about_anew(cast: Cast, case: Case) -> None:
    propose(cast, case)
    assert ask(cast, case) == ask(cast, case) == ["ashmere", "ashmere-police", "board"]
    say(cast, case, "pia")
    propose(cast, case)
    assert ask(cast, case) == ["ashmere", "ashmere-police", "board"]
    with acting_as(cast.ben.pk):
        assert Message.objects.filter(kind="position-asked", to_name="Pia P.").count() >= 2


def test_the_same_is_not_decided_twice(cast: Cast, case: Case) -> None:
    decided(cast, case)
    with pytest.raises(ChangedMeanwhile, match="recorded as the decision already"):
        decide(cast, case)


def test_an_old_proposal_is_not_decided(cast: Cast, case: Case) -> None:
    weigh_all(cast, case)
    propose(cast, case)
    propose(cast, case)
    with pytest.raises(ChangedMeanwhile, match="Another decision was proposed"):
        decide(cast, case, proposal=1, going_ahead="Now")


def test_without_a_proposal_nothing_is_answered_asked_or_decided(cast: Cast, case: Case) -> None:
    for step in (lambda: decide(cast, case), lambda: say(cast, case, "pia"), lambda: ask(cast, case)):
        with pytest.raises(Refused, match="Nothing is proposed yet"):
            step()


@pytest.mark.parametrize("name", ["ada", "pia"])
def test_whoever_does_not_run_the_review_neither_proposes_nor_decides(cast: Cast, case: Case, name: str) -> None:
    with pytest.raises(Refused, match="You cannot do this"):
        propose(cast, case, by=name)
    propose(cast, case)
    with pytest.raises(Refused, match="You cannot do this"):
        decide(cast, case, by=name)


def test_test_a_is_not_weighed_here(cast: Cast, case: Case) -> None:
    with pytest.raises(Refused, match="not weighed here"):
        weigh(cast, case, "in-area", test="notification")


def test_an_answer_changed_afterwards_changes_no_text_that_was_decided(cast: Cast, case: Case) -> None:
    decided(cast, case)
    before = whole(cast, case)
    latest = basis(cast, case).test_b.items[0].latest
    assert latest is not None
    weigh(cast, case, "improvements", "yes", seen=latest.pk)
    assert whole(cast, case) == before
