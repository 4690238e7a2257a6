"""Every verb, tried by everybody: whoever lacks its permission is refused and nothing is written, whatever page they
came from. What each permission gives is `rules/roles.py`; the doors of the pages are `test_who_may.py`."""

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import ProgrammingError, transaction

from safeguarding.actor import acting_as
from safeguarding.cases.reach import permissions_on
from safeguarding.rules.refusal import Refused
from tests.sweep.conftest import undone
from tests.sweep.doing import Given, Verb
from tests.sweep.story import Story
from tests.sweep.tables import count_all, walled_tables
from tests.sweep.verbs import PARTS, VERBS, again, is_of_a_case, verbs_there_are

TURNED_AWAY = (Refused, ObjectDoesNotExist, ProgrammingError)
"""A sentence; a row that the wall does not show; a row that it does not let in."""


def test_no_verb_is_missing_here() -> None:
    assert {verb.name for verb in VERBS} | PARTS == verbs_there_are()


def may(story: Story, verb: Verb, name: str, given: Given) -> bool:
    """What the rules say."""
    actor = story.cast.actor(name)
    if not is_of_a_case(given):
        return actor.may(verb.to)
    with acting_as(story.cast.ben.pk):
        return verb.to in permissions_on(actor, given["case"])


def written(story: Story) -> dict[str, int]:
    with acting_as(story.cast.ben.pk):
        return count_all(walled_tables())


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_only_who_may_does_it(story: Story, verb: Verb) -> None:
    wrong, given = [], verb.given(story)
    before = written(story)
    for name in story.cast.people:
        allowed, done = may(story, verb, name, given), False
        with undone():
            try:
                with transaction.atomic():
                    verb.do(story, again(given), by=name)
                done = True
            except TURNED_AWAY:
                pass
            if not done and written(story) != before:
                wrong.append(f"{name} was turned away, and something was written")
        if done and not allowed:
            wrong.append(f"{name} did it and may not")
        if allowed and not done and (name == verb.by or not verb.is_the_holders_alone):
            wrong.append(f"{name} may and was turned away")
    assert wrong == []
    assert may(story, verb, verb.by, given), "nobody here may do it, so nothing was proved"
