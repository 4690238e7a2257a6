"""Two people at the same moment: one saves and the other is told so; one text is kept once; minutes are drawn once."""

from typing import Any

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.meetings.actions.agenda import add_item
from safeguarding.meetings.actions.live import write_item
from safeguarding.meetings.models import AgendaItem
from tests.at_once import at_once
from tests.cast import make_cast
from tests.meetings.making import of_partnership, plain_item

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def test_of_two_who_save_at_once_one_is_told_and_two_items_get_two_numbers(transactional_db: None) -> None:
    cast = make_cast()
    meeting = of_partnership(cast)
    item, actor, on = plain_item(cast, meeting), cast.actor("ben"), today.today()

    def saving(notes: str) -> Any:
        def act() -> Any:
            with today.turned_to(on), acting_as(actor.person_id):
                return write_item(item=item, notes=notes, decision="", seen=1, token=notes, by=actor, on=on)

        return act

    def adding(title: str) -> Any:
        def act() -> Any:
            with today.turned_to(on), acting_as(actor.person_id):
                return add_item(meeting=meeting, title=title, by=actor, on=on)

        return act

    outcomes = at_once(saving("mine"), saving("theirs"))
    assert sorted(type(one).__name__ for one in outcomes) == ["AgendaItem", "ChangedMeanwhile"]
    assert any(isinstance(one, ChangedMeanwhile) for one in outcomes)
    added = at_once(adding("one"), adding("two"))
    assert {one.number for one in added if isinstance(one, AgendaItem)} == {2, 3}
