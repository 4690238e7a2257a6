"""Every page asks the database the same number of times whether there is little or much of everything."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, models
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.models import (
    Assessment,
    Case,
    Child,
    Decision,
    DiaryNote,
    Escalation,
    Event,
    MovedDue,
    Paper,
    Position,
    PositionRequest,
    Proposal,
    SetAside,
    Told,
)
from safeguarding.files.models import StoredFile
from safeguarding.gathering.models import AgencyReturn, Call, InformationRequest, MidpointCheck, NotAsked, Scope
from safeguarding.messages.models import Message
from safeguarding.people.models import Contact, Person
from tests.making import make_incident
from tests.sweep.conftest import undone
from tests.sweep.site import PAGES, Page, openings
from tests.sweep.story import Story

MANY = 30
CASES = ("early", "sent")
ELSE = ("ended", "across", "replied")
"""Where a page is looked for that is in neither of them."""

COPIED: dict[type[models.Model], tuple[str, ...]] = {
    Child: ("number",), Event: (), DiaryNote: (), Assessment: (), Position: (), PositionRequest: (),
    Decision: ("number",), Escalation: (), Told: (), SetAside: (), MovedDue: (), Paper: ("number",), Message: ("key",),
    InformationRequest: ("number",), AgencyReturn: ("number",), Call: (), MidpointCheck: (), NotAsked: (),
    Scope: (),
}  # fmt: skip
"""Rows of a case that are copied, and the columns in which a copy must differ."""


def copy(row: models.Model, places: tuple[str, ...], place: int) -> None:
    for name in places:
        was = getattr(row, name)
        setattr(row, name, f"{was}-{place}" if isinstance(was, str) else 1000 + place)
    if isinstance(row, Paper):
        file = StoredFile.objects.get(pk=row.file_id)
        file.pk, file.place = None, f"{file.place[:50]}{row.case_id}-{place}"
        file.save(force_insert=True)
        row.file = file
    if isinstance(row, InformationRequest):
        row.reference = f"{row.case_reference}-R{row.number}"
    if isinstance(row, Event):
        row.supersedes = None
    row.pk = None
    row.save(force_insert=True)


def make_much(story: Story) -> None:
    """Thirty more of everything a page may list: in each incident, in the area, in the directory, among people."""
    cast = story.cast
    with acting_as(cast.ben.pk):
        for model, places in COPIED.items():
            for name in (*CASES, *ELSE):
                row: Any = model._default_manager.filter(case_id=story[name].pk).order_by("pk").first()
                for place in range(MANY if row is not None else 0):
                    copy(row, places, place)
        for place in range(MANY):
            Contact.objects.create(organisation=cast["ashmere"], post=f"Post {place}", name="Sam Duty")
    for _ in range(MANY):
        make_incident(cast, child="Rowan Vale")
    with acting_as(cast.kit.pk):
        for place in range(MANY):
            proposal = Proposal.objects.get(pk=story.proposal.pk)
            proposal.pk, proposal.draft_token, proposal.reference = None, None, f"PR-9-{place}"
            proposal.save(force_insert=True)
    with acting_as(cast.ann.pk):
        for place in range(MANY):
            Person.objects.create_user(f"more-{place}@example.invalid", name=f"More {place}")


@pytest.fixture(scope="module")
def counts(told: Story) -> dict[str, tuple[int, int, str]]:
    """For every page, how often it asks with little and with much. Every press writes down that it was seen: done once
    a minute it would be counted with much alone."""
    with undone(), today.turned_to(today.today()), override_settings(SESSION_SEEN_EVERY=0):
        few = dict(measured(told))
        with undone():
            make_much(told)
            many = dict(measured(told))
    return {address: (few[address][0], many[address][0], many[address][1]) for address in few}


def measured(story: Story) -> Iterator[tuple[str, tuple[int, str]]]:
    for page in PAGES:
        there = [case for case in CASES if openings(story, page, case)] or list(ELSE)
        for case in there if page.is_of_a_case else CASES[:1]:
            found = openings(story, page, case)
            if found is None:
                continue
            with undone():
                browser = story.browsers.of(found[1])
                with CaptureQueriesContext(connection) as queries:
                    response = browser.get(found[0])
            asked = [one["sql"] for one in queries if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
            yield f"{page} {case}", (len(asked), most_alike(asked) if response.status_code < 400 else "")


def most_alike(asked: list[str]) -> str:
    """The statement that was asked most often, by its first words."""
    begun = [sql[:110] for sql in asked]
    return max(begun, key=begun.count, default="")


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_asks_no_more_often_when_there_is_more_of_everything(
    counts: dict[str, tuple[int, int, str]], page: Page
) -> None:
    mine = {key: found for key, found in counts.items() if key.rsplit(" ", 1)[0] == str(page)}
    assert mine
    assert {key: found for key, found in mine.items() if found[1] > found[0]} == {}


def test_there_is_really_more(told: Story) -> None:
    with undone():
        make_much(told)
        with acting_as(told.cast.ben.pk):
            assert Case.objects.count() > MANY
            assert told["early"].children.count() > MANY
            assert told["early"].papers.count() > MANY
