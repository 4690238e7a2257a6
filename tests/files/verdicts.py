"""Asking the check, and what a refusal must look like, for the tests of every family of files."""

import io

from safeguarding.files.checking import Accepted, check
from safeguarding.files.limits import Limits
from safeguarding.rules.refusal import Refusal

LIMITS = Limits()


def checked(name: str, content: bytes, limits: Limits = LIMITS) -> Accepted | Refusal:
    return check(name, io.BytesIO(content), len(content), limits)


def refused(name: str, content: bytes, because: str, limits: Limits = LIMITS) -> str:
    """The refusal's one sentence, which names file, reason and cure."""
    verdict = checked(name, content, limits)
    assert isinstance(verdict, Refusal), verdict
    assert because in verdict.sentence
    assert verdict.sentence.endswith(".")
    assert "; " in verdict.sentence
    return verdict.sentence
