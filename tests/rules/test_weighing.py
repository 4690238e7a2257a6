"""What the answers to a test amount to."""

import pytest

from safeguarding.rules.procedure import load
from safeguarding.rules.text import Text
from safeguarding.rules.weighing import outcome
from tests.rules.days import ENGLAND

Y, N, U = "yes", "no", "not-known"


@pytest.mark.parametrize(
    ("abuse", "in_area", "outside", "word"),
    [(Y, Y, N, "met"), (Y, N, Y, "met"), (Y, N, N, "not-met"), (N, Y, Y, "not-met"), (U, Y, N, "not-known"),
     (Y, U, N, "not-known"), (U, N, N, "not-met")],
)  # fmt: skip
def test_the_notification_test_needs_abuse_and_one_of_two_places(abuse, in_area, outside, word):
    answers = {"abuse-or-neglect": abuse, "in-area": in_area, "outside-england": outside, "cause-or-factor": N}
    assert outcome(load(ENGLAND).test("notification"), answers) == word


def test_unanswered_is_not_known():
    assert outcome(load(ENGLAND).test("notification"), {}) == "not-known"


def test_a_test_of_choices_alone_is_met_by_one():
    test = load(ENGLAND).test("local-criteria")
    assert outcome(test, {"themes": Y}) == "met"
    assert outcome(test, dict.fromkeys(("improvements", "themes", "working-together", "panel-view"), N)) == "not-met"
    assert not test.is_binding


def test_a_test_without_choices_needs_every_item():
    test = load("scotland/learning-review").test("warranted")
    assert outcome(test, {"warranted": Y, "proportionate": Y}) == "met"


def test_words_fall_back_to_english_where_no_welsh_was_checked():
    assert Text(en="Stage").in_("cy") == "Stage" == str(Text(en="Stage"))
    assert Text(en="Stage", cy="Cam").in_("cy") == "Cam"
    assert Text(en="Stage", cy="Cam").in_("en") == "Stage"
