"""A search and a call as a person would make them, for tests about something else than one of them."""

from datetime import date, time
from typing import Any

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.first_call import (
    ChildMentioned,
    look_for_child,
    say_none_is_the_child,
    take_first_call,
)
from safeguarding.cases.models import Case, ChildSearch
from safeguarding.cases.search import Terms
from tests.cast import Cast

THU_12_NOV, FRI_13_NOV, MON_16_NOV = date(2026, 11, 12), date(2026, 11, 13), date(2026, 11, 16)


def search(cast: Cast, *, by: str = "ada", terms: Terms | None = None, settled: bool = True) -> ChildSearch:
    actor = cast.actor(by)
    with acting_as(actor.person_id):
        made = look_for_child(terms=terms or Terms(name="Rowan Vale"), by=actor, on=today.today())
        return say_none_is_the_child(search=made, by=actor, on=today.today()) if settled else made


def call(cast: Cast, made: ChildSearch | None = None, *, by: str = "ada", area: str = "ashmere", **given: Any) -> Case:
    actor = cast.actor(by)
    asked: dict[str, Any] = {
        "known_on": FRI_13_NOV,
        "known_at": time(9, 30),
        "children": [ChildMentioned(name="Rowan Vale", home_area=cast["calder"])],
        "summary": "A call from a ward",
        "given": {"children-safe": "yes"},
        "form_version": "1",
    }
    with acting_as(actor.person_id):
        return take_first_call(authority=cast[area], search=made, by=actor, on=today.today(), **{**asked, **given})
