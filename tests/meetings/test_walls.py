"""Who sees a meeting and its items, asked of the database itself: case items by the case, the meeting by partnership
and invitation, and nothing of an item by whoever left the room for it."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from safeguarding.actor import acting_as
from safeguarding.cases.actions.conflicts import bar_person
from safeguarding.cases.models import Case
from safeguarding.meetings.actions.agenda import not_shown
from safeguarding.meetings.actions.live import add_action
from safeguarding.meetings.actions.minutes import draw_minutes, send_minutes
from safeguarding.meetings.actions.room import declare_interest
from safeguarding.meetings.models import (
    AgendaItem,
    Interest,
    Invitation,
    Meeting,
    MeetingAction,
    MinutesPart,
    Reply,
)
from tests.cast import Cast
from tests.meetings.making import EVERYBODY, about, came, do, held, invited, item_of, plain_item, typed


def seen_by(cast: Cast, name: str, meeting: Meeting) -> tuple[int, list[int], list[int]]:
    """Whether the meeting is there, which items, and which are said not to be shown."""
    with acting_as(cast.people[name].pk):
        items = list(AgendaItem.objects.filter(meeting=meeting).values_list("number", flat=True))
        return Meeting.objects.filter(pk=meeting.pk).count(), items, not_shown(meeting)


@pytest.fixture
def meeting(cast: Cast, case: Case) -> Meeting:
    """About the case, and about something else."""
    made = about(cast, case)
    plain_item(cast, made)
    return made


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("ben", (1, [1, 2], [])),
        ("pia", (1, [1, 2], [])),  # holds the position of a member body
        ("hal", (1, [1, 2], [])),
        ("ada", (0, [], [])),  # not invited
        ("kit", (0, [], [])),
        ("vic", (0, [], [])),
        ("dot", (0, [], [])),
        ("eve", (0, [], [])),
    ],
)
def test_the_partnership_sees_its_meetings(cast: Cast, meeting: Meeting, name: str, wanted: tuple[Any, ...]) -> None:
    assert seen_by(cast, name, meeting) == wanted


def test_whoever_is_invited_sees_the_meeting_and_of_the_case_only_that_an_item_is_not_shown(
    cast: Cast, meeting: Meeting
) -> None:
    invited(cast, meeting, "kit", "ada")
    assert seen_by(cast, "kit", meeting) == (1, [2], [1])
    assert seen_by(cast, "ada", meeting) == (1, [1, 2], [])


def test_whoever_is_kept_out_of_the_case_sees_nothing_of_its_item(cast: Cast, case: Case, meeting: Meeting) -> None:
    do(cast, bar_person, case=case, person=cast.hal, why="A cousin")
    assert seen_by(cast, "hal", meeting) == (1, [2], [1])


@pytest.mark.parametrize("number", [1, 2])
def test_whoever_declared_an_interest_sees_nothing_of_that_item_afterwards(
    cast: Cast, case: Case, meeting: Meeting, number: int
) -> None:
    here = came(cast, meeting, **EVERYBODY)
    item = typed(cast, item_of(cast, meeting, number))
    do(cast, add_action, item=item, what="Ring the school")
    do(cast, declare_interest, item=item, attendance=here["hal"], what="A cousin")
    assert seen_by(cast, "hal", meeting) == (1, [3 - number], [number])
    with acting_as(cast.hal.pk):
        assert not Interest.objects.exists()
        assert not MeetingAction.objects.exists()
        assert Case.objects.filter(pk=case.pk).exists() is (number == 2)
    with acting_as(cast.pia.pk):
        assert MeetingAction.objects.exists()


def test_minutes_that_were_not_sent_are_seen_by_those_who_run_it_alone(cast: Cast, meeting: Meeting) -> None:
    held(cast, meeting)
    minutes = do(cast, draw_minutes, meeting=meeting, seen=0)
    with acting_as(cast.pia.pk):
        assert not MinutesPart.objects.exists()
    do(cast, send_minutes, minutes=minutes)
    with acting_as(cast.pia.pk):
        assert MinutesPart.objects.count() == 2


def refused(statement: str, *values: Any) -> bool:
    """Whether the database refuses a statement, or it touches nothing."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            return int(cursor.rowcount) == 0
    except DatabaseError as error:
        return "row-level security" in str(error) or "permission denied" in str(error)


@pytest.mark.parametrize("name", ["kit", "pia", "vic", "eve"])
def test_nobody_who_does_not_run_it_writes_into_a_meeting(cast: Cast, case: Case, meeting: Meeting, name: str) -> None:
    invited(cast, meeting, "kit")
    with acting_as(cast.ben.pk):
        invitation = Invitation.objects.get()
        typed_before = list(AgendaItem.objects.order_by("pk").values_list())
    with acting_as(cast.people[name].pk):
        assert refused("UPDATE meetings_agendaitem SET notes = 'x'")
        assert refused("DELETE FROM meetings_agendaitem")
        assert refused("UPDATE meetings_meeting SET title = 'x'")
        assert refused("DELETE FROM meetings_invitation")
        assert refused(
            "INSERT INTO meetings_invitation (meeting_id, person_id, name, email, invited_at, invited_by_id) "
            "VALUES (%s, %s, 'x', '', now(), %s)",
            meeting.pk, cast.people[name].pk, cast.people[name].pk,
        )  # fmt: skip
        if name != "kit":
            assert refused(
                'INSERT INTO meetings_reply (meeting_id, invitation_id, answer, instead, note, "on", recorded_at, '
                "recorded_by_id) VALUES (%s, %s, 'coming', '', '', now(), now(), %s)",
                meeting.pk, invitation.pk, cast.people[name].pk,
            )  # fmt: skip
    with acting_as(cast.ben.pk):
        assert list(AgendaItem.objects.order_by("pk").values_list()) == typed_before
        assert not Reply.objects.exists()


def test_what_hangs_on_an_item_of_a_case_cannot_say_that_it_is_about_none(cast: Cast, meeting: Meeting) -> None:
    item = item_of(cast, meeting)
    with acting_as(cast.ben.pk):
        assert refused(
            'INSERT INTO meetings_meetingaction (meeting_id, item_id, case_id, what, lead_person, "on", recorded_at, '
            "recorded_by_id) VALUES (%s, %s, NULL, 'x', '', now(), now(), %s)",
            meeting.pk, item.pk, cast.ben.pk,
        )  # fmt: skip


def test_replies_and_minutes_are_added_and_never_changed(cast: Cast, meeting: Meeting) -> None:
    held(cast, meeting)
    do(cast, draw_minutes, meeting=meeting, seen=0)
    with acting_as(cast.ben.pk):
        for table in ("minutes", "minutespart", "minutesentry", "reply", "quorum"):
            assert refused(f'UPDATE "meetings_{table}" SET id = id'), table
            assert refused(f'DELETE FROM "meetings_{table}"'), table
