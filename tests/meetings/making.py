"""Meetings for tests that are about one step of them: called, with people, held, with minutes. Ben runs them."""

import io
from datetime import date, time
from typing import Any

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.papers import file_paper
from safeguarding.cases.models import Case, Paper
from safeguarding.meetings.actions.agenda import add_item
from safeguarding.meetings.actions.calling import call_about, call_meeting
from safeguarding.meetings.actions.inviting import invite
from safeguarding.meetings.actions.live import record_held, write_item
from safeguarding.meetings.actions.minutes import draw_minutes, send_minutes
from safeguarding.meetings.actions.room import arrive
from safeguarding.meetings.models import AgendaItem, Attendance, Meeting, Minutes
from tests.cast import Cast

FRI_13_NOV, MON_16_NOV, TUE_17_NOV = (date(2026, 11, day) for day in (13, 16, 17))
TWO = time(14, 0)
MARKER = "Quillfeather"
"""A word of the case, which nobody may read who does not see the case."""


def do(cast: Cast, verb: Any, *, by: str = "ben", **given: Any) -> Any:
    """A verb done by somebody today."""
    actor = cast.actor(by)
    with acting_as(actor.person_id):
        return verb(**given, by=actor, on=today.today())


def about(cast: Cast, case: Case, *, kind: str = Meeting.Kind.RAPID_REVIEW, **more: Any) -> Meeting:
    """A meeting about a case, today at two."""
    given = {"title": "Rapid review", "meets_on": today.today(), "starts_at": TWO, "place": "Room 1", "asked": "Why"}
    return do(cast, call_about, case=case, kind=kind, **{**given, **more})


def of_partnership(cast: Cast, **more: Any) -> Meeting:
    """A case review group of Ashmere's partnership, today at two."""
    given = {"partnership": cast["ashmere-partnership"], "kind": Meeting.Kind.GROUP, "title": "The group",
             "meets_on": today.today(), "starts_at": TWO, "place": "Room 1"}  # fmt: skip
    return do(cast, call_meeting, **{**given, **more})


def item_of(cast: Cast, meeting: Meeting, number: int = 1, *, by: str = "ben") -> AgendaItem:
    with acting_as(cast.people[by].pk):
        return AgendaItem.objects.select_related("case", "meeting").get(meeting=meeting, number=number)


def plain_item(cast: Cast, meeting: Meeting, **more: Any) -> AgendaItem:
    return do(cast, add_item, meeting=meeting, **{"title": "Dates of next year", **more})


def invited(cast: Cast, meeting: Meeting, *names: str) -> None:
    do(cast, invite, meeting=meeting, people=[cast.people[name] for name in names])


def came(cast: Cast, meeting: Meeting, **bodies: str) -> dict[str, Attendance]:
    """These people are invited and here, each for a body."""
    invited(cast, meeting, *bodies)
    return {
        name: do(cast, arrive, meeting=meeting, person=cast.people[name], body=cast[body])
        for name, body in bodies.items()
    }


EVERYBODY = {"pia": "ashmere", "hal": "board", "joe": "ashmere-police"}


def typed(cast: Cast, item: AgendaItem, notes: str = MARKER, decision: str = f"Decided: {MARKER}") -> AgendaItem:
    return do(cast, write_item, item=item, notes=notes, decision=decision, seen=item.version)


def held(cast: Cast, meeting: Meeting, **bodies: str) -> Meeting:
    came(cast, meeting, **(bodies or EVERYBODY))
    return do(cast, record_held, meeting=meeting)


def sent(cast: Cast, meeting: Meeting) -> Minutes:
    """Held, with minutes that were sent."""
    held(cast, meeting)
    minutes = do(cast, draw_minutes, meeting=meeting, seen=0)
    return do(cast, send_minutes, minutes=minutes)


def a_paper(cast: Cast, case: Case, name: str, content: bytes, **more: Any) -> Paper:
    """A paper filed in the case."""
    given = {"title": name, "originator": "Ward 3", "marking": "OFFICIAL", "onward_sharing": "As it says"}
    return do(cast, file_paper, case=case, name=name, stream=io.BytesIO(content), **{**given, **more})
