"""Texts that ask for the same are found, others are not: on pairs that a person has put side by side."""

import pytest

from safeguarding.rules.likeness import ALIKE, likeness, most_alike, stem, stems

EARLIER = [
    "Midwives speak with every father before the birth of a child.",
    "All practitioners have safeguarding supervision every month.",
    "Schools tell children's social care on the day that a child is not in school.",
    "Information about bruising in babies who cannot move is passed on at once.",
    "The housing department joins child protection conferences.",
    "Interpreters are used, and never a member of the family.",
    "Social workers see each child alone and write down what the child says.",
    "Health visitors ask about violence at home at every visit.",
]
ALIKE_PAIRS = [
    ("Every midwife should speak with fathers before birth", 0),
    ("Safeguarding supervision of practitioners takes place monthly and is recorded", 1),
    ("Schools should tell social care the same day when children are not in school", 2),
    ("Bruising in babies who are not moving is to be passed on at once", 3),
    ("Housing is invited to conferences on child protection", 4),
    ("A professional interpreter is used, never a family member", 5),
    ("Each child is seen alone by their social worker, and what the child says is written down", 6),
    ("Health visitors should ask about domestic violence at each visit", 7),
]
ELSE = ["The website is translated into Welsh", "Police body cameras are switched on", "", "the of and"]


@pytest.mark.parametrize(("text", "place"), ALIKE_PAIRS)
def test_one_that_asks_for_the_same_is_the_first_found(text: str, place: int) -> None:
    assert most_alike(text, EARLIER)[0][0] == place


@pytest.mark.parametrize("text", ELSE)
def test_one_that_asks_for_something_else_finds_nothing(text: str) -> None:
    assert most_alike(text, EARLIER) == []


def test_words_of_one_stem_are_one() -> None:
    for one, other in (("midwives", "midwive"), ("planning", "planned"), ("policies", "policy"), ("visits", "visit"),
                       ("supervision", "supervisions")):  # fmt: skip
        assert stem(one) == stem(other)
    assert stem("cat") == "cat"


def test_the_same_words_are_wholly_alike_and_no_words_not_at_all() -> None:
    weights = {"bruis": 2.0, "bab": 1.0}
    assert likeness(frozenset(weights), frozenset(weights), weights) == pytest.approx(1)
    assert likeness(frozenset(), frozenset(weights), weights) == 0
    assert likeness(frozenset(weights), frozenset(), weights) == 0
    assert stems("Ensure that agencies") == frozenset()
    assert 0 < ALIKE < 1


def test_no_more_are_shown_than_asked_for() -> None:
    assert len(most_alike(EARLIER[0], [EARLIER[0]] * 9, most=3)) == 3
