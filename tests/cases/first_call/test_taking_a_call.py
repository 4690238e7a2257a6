"""The verb that opens an incident from a call."""

from collections.abc import Iterator
from datetime import date, time

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.first_call import ChildMentioned, areas_of
from safeguarding.cases.models import Case, Child, ChildSearch, Due, Event
from safeguarding.messages.models import Message
from safeguarding.rules.refusal import Refused
from tests.cases.first_call.calls import FRI_13_NOV, MON_16_NOV, call, search
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_monday() -> Iterator[None]:
    with today.turned_to(MON_16_NOV):
        yield


def test_the_clock_runs_from_the_day_the_authority_knew_and_not_from_the_call(cast: Cast) -> None:
    case = call(cast, search(cast))
    with acting_as(cast.ada.pk):
        due = Due.objects.get(case=case, duty="eng-notify-panel")
        assert due.started_on == FRI_13_NOV
        assert due.due_on == date(2026, 11, 20)
        events = dict(Event.objects.filter(case=case).values_list("event", "on"))
    assert events == {"first_call_taken": MON_16_NOV, "incident_known_to_la": FRI_13_NOV}


def test_a_child_without_name_birth_date_or_age_can_be_recorded(cast: Cast) -> None:
    case = call(cast, children=[])
    with acting_as(cast.ada.pk):
        child = Child.objects.get(case=case)
    assert (child.name, child.born_on, child.age, child.number) == ("", None, None, 1)


def test_the_home_area_is_recorded_on_the_child_and_sees_nothing(cast: Cast) -> None:
    case = call(cast)
    with acting_as(cast.ada.pk):
        assert Child.objects.get(case=case).home_area == cast["calder"]
    with acting_as(cast.uma.pk):
        assert not Case.objects.exists()


def test_every_partner_body_is_a_party_however_many_there_are(cast: Cast) -> None:
    case = call(cast)
    with acting_as(cast.ada.pk):
        assert set(case.parties.values_list("organisation__code", flat=True)) == {"ashmere", "board", "ashmere-police"}


def test_the_area_is_written_to_with_a_reference_a_date_and_a_link_alone(cast: Cast) -> None:
    case = call(cast, summary="Marker-words", children=[ChildMentioned(name="Marker-name")])
    with acting_as(cast.ben.pk):
        messages = list(Message.objects.filter(case_id=case.pk))
    assert {message.recipient_id for message in messages} == {cast.ben.pk, cast.pia.pk, cast.hal.pk, cast.joe.pk}
    for message in messages:
        assert "Marker" not in f"{message.lines}{message.to_name}{message.key}"
        assert message.lines[0]["reference"] == case.reference


def test_whoever_takes_the_call_is_not_written_to(cast: Cast) -> None:
    case = call(cast, by="ben")
    with acting_as(cast.ben.pk):
        written = set(Message.objects.filter(case_id=case.pk).values_list("recipient_id", flat=True))
    assert written == {cast.ada.pk, cast.pia.pk, cast.hal.pk, cast.joe.pk}


def test_the_same_form_sent_twice_opens_one_incident_and_writes_once(cast: Cast) -> None:
    made = search(cast)
    first, second = call(cast, made), call(cast, made)
    assert first == second
    with acting_as(cast.ben.pk):
        assert Case.objects.count() == 1
        assert Message.objects.filter(case_id=first.pk).count() == 4


def test_a_call_without_saying_that_none_of_those_found_is_the_child_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="none of the incidents found"):
        call(cast, search(cast, settled=False))


def test_a_search_of_somebody_else_opens_nothing(cast: Cast) -> None:
    made = search(cast, by="ada")
    with pytest.raises(ChildSearch.DoesNotExist):
        call(cast, made, by="ben")


def test_another_area_is_refused_with_whom_to_ring_and_nothing_is_stored(cast: Cast) -> None:
    with pytest.raises(Refused, match="not your own area"):
        call(cast, area="calder")
    with acting_as(cast.vic.pk):
        assert not Case.objects.exists()


@pytest.mark.parametrize("name", ["pia", "hal", "joe", "kit", "cleo", "dot", "ann", "dee", "eve"])
def test_nobody_but_notifier_and_manager_takes_a_call(cast: Cast, name: str) -> None:
    with pytest.raises(Refused):
        call(cast, by=name)
    with acting_as(cast.ben.pk):
        assert not Case.objects.exists()


def test_a_moment_that_lies_ahead_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="lies ahead"):
        call(cast, known_on=date(2026, 11, 17), known_at=None)
    moment = today.london(today.now())
    if moment.hour < 23:
        with pytest.raises(Refused, match="lies ahead"):
            call(cast, known_on=MON_16_NOV, known_at=time(23, 59))


def test_a_day_before_the_known_calendar_is_refused_with_its_cure(cast: Cast) -> None:
    with pytest.raises(Refused, match="Correct the day"):
        call(cast, known_on=date(1950, 1, 2), known_at=None)
    with acting_as(cast.ben.pk):
        assert not Case.objects.exists()


def test_a_summary_keeps_to_its_length_and_the_answers_keep_the_whole(cast: Cast) -> None:
    words = "a long story " * 200
    case = call(cast, summary=words, given={"what-happened": words})
    with acting_as(cast.ben.pk):
        assert len(case.incident.summary) <= 300
        assert case.answers.get().given["what-happened"] == words


def test_a_manager_may_take_calls_for_every_authority_of_the_partnership(cast: Cast) -> None:
    assert [area.code for area in areas_of(cast.actor("ben"), on=MON_16_NOV)] == ["ashmere"]
    assert [area.code for area in areas_of(cast.actor("ada"), on=MON_16_NOV)] == ["ashmere"]
    assert areas_of(cast.actor("hal"), on=MON_16_NOV) == []
