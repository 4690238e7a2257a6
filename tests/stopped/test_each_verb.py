"""Every verb, its connection to the database ended without warning after one statement and then another: nothing of it
is stored, no file, no message and no job, the audit holds, and the same verb done again does it all."""

from contextlib import suppress

import pytest
from django.db import InterfaceError, OperationalError, connection, transaction
from procrastinate.exceptions import ConnectorException

from safeguarding.ground.verify_audit import faults
from tests.stopped.cutting_off import counted, everything
from tests.sweep.doing import Given, Verb
from tests.sweep.story import Story
from tests.sweep.verbs import VERBS, again

AT_MOST = 6
"""Places in one verb: it is cut off after so many of its writing statements, and after the very last."""
CUT_OFF = (OperationalError, InterfaceError, ConnectorException)


def statements(story: Story, verb: Verb, given: Given) -> tuple[list[int], dict[str, str]]:
    """Where to cut it off, and what it would store: done once and undone."""
    before = everything()
    with transaction.atomic():
        with counted() as run:
            verb.do(story, again(given))
        transaction.set_rollback(True)
    assert everything() == before, "undone, it left something"
    return run.places(AT_MOST), before


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_cut_off_it_leaves_nothing_and_can_be_done_again(story: Story, verb: Verb) -> None:
    given = verb.given(story)
    places, before = statements(story, verb, given)
    assert places, "it writes nothing, so nothing was proved"
    for place in places:
        with counted(cut_after=place) as run, pytest.raises(CUT_OFF):
            verb.do(story, again(given))
        assert len(run.seen) >= place
        with suppress(*CUT_OFF):
            connection.close()
        assert everything() == before, f"cut off after statement {place}: {run.seen[place - 1][:80]}"
    verb.do(story, again(given))
    assert everything() != before
    assert faults() == []
