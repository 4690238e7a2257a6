"""Two people do the same at the same moment: the second sees what the first did, and nothing is written twice."""

import io
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.conflicts import bar_person
from safeguarding.cases.actions.corrections import correct_event
from safeguarding.cases.actions.papers import file_paper
from safeguarding.cases.actions.steps import tick_step
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import record_event
from safeguarding.cases.models import Case, Event, Paper
from safeguarding.rules.refusal import Refused
from tests.at_once import at_once
from tests.cast import Cast, make_cast
from tests.making import open_incident

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner", "public"])

MON_1_JUN, TUE_2_JUN = date(2026, 6, 1), date(2026, 6, 2)


@pytest.fixture
def everybody() -> Cast:
    return make_cast()


@pytest.fixture
def case(everybody: Cast) -> Case:
    with today.turned_to(TUE_2_JUN):
        return open_incident(everybody, known_on=MON_1_JUN)


def test_two_papers_filed_at_once_have_two_numbers(
    everybody: Cast, case: Case, tmp_path: Path, settings: Settings
) -> None:
    settings.DATA, settings.FILE_KEYS, settings.FILE_SCANNER = tmp_path, ("1:" + "A" * 43 + "=",), ""
    actors = [everybody.actor("ben"), everybody.actor("ada")]

    def file(place: int) -> Paper:
        with acting_as(actors[place].person_id):
            return file_paper(
                case=case,
                name="a.txt",
                stream=io.BytesIO(b"words"),
                originator="A ward",
                marking="OFFICIAL",
                onward_sharing="May be shared with the safeguarding partners",
                by=actors[place],
                on=today.today(),
            )

    outcomes = at_once(lambda: file(0), lambda: file(1))
    assert {paper.number for paper in outcomes} == {1, 2}


def test_one_step_ticked_by_two_at_once_is_one_event(everybody: Cast, case: Case) -> None:
    actors = [everybody.actor("ben"), everybody.actor("ada")]
    with acting_as(everybody.ben.pk):
        record_event(case, "notification_submitted", on=TUE_2_JUN, by=actors[0])
        refresh_dues(case, by=everybody.ben.pk)

    def tick(place: int) -> None:
        with acting_as(actors[place].person_id):
            tick_step(case=case, step="letters", done_on=TUE_2_JUN, by=actors[place], on=today.today())

    outcomes = at_once(lambda: tick(0), lambda: tick(1))
    assert sorted(type(one).__name__ for one in outcomes) == ["NoneType", "Refused"]
    with acting_as(everybody.ben.pk):
        assert Event.objects.filter(case=case, event="agency_letters_sent").count() == 1


def test_one_fact_corrected_by_two_at_once_has_one_successor(everybody: Cast, case: Case) -> None:
    actors = [everybody.actor("ben"), everybody.actor("ada")]
    with acting_as(everybody.ben.pk):
        event = Event.objects.get(case=case, event="incident_known_to_la")

    def correct(place: int) -> Event:
        with acting_as(actors[place].person_id):
            return correct_event(
                case=case,
                event=event,
                happened_on=TUE_2_JUN,
                reason=f"Reason {place}",
                by=actors[place],
                on=today.today(),
            )

    outcomes = at_once(lambda: correct(0), lambda: correct(1))
    assert sum(isinstance(one, Refused) for one in outcomes) == 1
    with acting_as(everybody.ben.pk):
        assert Event.objects.filter(case=case, supersedes=event).count() == 1


def test_two_who_run_it_cannot_keep_each_other_out_at_once(everybody: Cast, case: Case) -> None:
    actor = everybody.actor("ben")

    def keep_out(name: str) -> None:
        with acting_as(actor.person_id):
            bar_person(case=case, person=everybody.people[name], why="Related", by=actor, on=today.today())

    outcomes = at_once(lambda: keep_out("ada"), lambda: keep_out("ben"))
    assert sum(isinstance(one, Refused) or one is not None for one in outcomes) == 1
