"""What the answers to a test amount to. It decides nothing: people do, and a test may bind nobody."""

from collections.abc import Mapping
from typing import Literal

from safeguarding.rules.procedure import Test

Answer = Literal["yes", "no", "not-known"]
Outcome = Literal["met", "not-met", "not-known"]


def outcome(test: Test, answers: Mapping[str, Answer]) -> Outcome:
    """Met when every "and" item is yes and, where there are any, one "or" item; unanswered is not known."""
    every = [answers.get(item.id, "not-known") for item in test.item if item.joins == "and"]
    some = [answers.get(item.id, "not-known") for item in test.item if item.joins == "or"]
    parts = [_all(every), *([_any(some)] if some else [])]
    if "not-met" in parts:
        return "not-met"
    return "not-known" if "not-known" in parts else "met"


def _all(answers: list[Answer]) -> Outcome:
    if "no" in answers:
        return "not-met"
    return "not-known" if "not-known" in answers else "met"


def _any(answers: list[Answer]) -> Outcome:
    if "yes" in answers:
        return "met"
    return "not-known" if "not-known" in answers else "not-met"
