"""Reminding, calls, other dates, withdrawal, answers that came another way, the check half-way, and the ladder that
reminds by itself."""

from datetime import date, timedelta
from typing import Any

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.models import Case
from safeguarding.gathering.actions.answering import decline_request, say_nothing_held
from safeguarding.gathering.actions.following_up import (
    ask_again,
    log_call,
    record_midpoint,
    remind_agency,
    withdraw_request,
)
from safeguarding.gathering.actions.ladder import set_ladder
from safeguarding.gathering.actions.recording import record_nothing_held
from safeguarding.gathering.answers import latest_returns, still_open
from safeguarding.gathering.ladder import Rung, default_ladder, ladder_of
from safeguarding.gathering.models import Call, InformationRequest, LadderReminder
from safeguarding.gathering.reminding import remind_agencies
from safeguarding.gathering.requests import Standing, requests_of
from safeguarding.messages.daily import ROUNDS
from safeguarding.messages.models import Message
from safeguarding.people.models import Contact
from safeguarding.rules.refusal import Refused
from tests.cast import LONG_AGO, Cast
from tests.gathering.asking import ask, scoped
from tests.making import ENGLAND

pytestmark = pytest.mark.django_db
MON_16_NOV, MON_23_NOV, TUE_24_NOV, WED_25_NOV, THU_26_NOV = (date(2026, 11, d) for d in (16, 23, 24, 25, 26))


def do(cast: Cast, verb: Any, name: str = "ben", **given: Any) -> Any:
    actor = cast.actor(name)
    with acting_as(actor.person_id):
        return verb(**given, by=actor, on=today.today())


@pytest.fixture
def case(cast: Cast) -> Case:
    return scoped(cast)


@pytest.fixture
def request_(cast: Cast, case: Case) -> InformationRequest:
    return ask(cast, case, wanted_by=MON_23_NOV)[0]


def now(cast: Cast, case: Case) -> Standing:
    with acting_as(cast.ben.pk):
        return requests_of(case, on=today.today())[0]


def events(cast: Cast, case: Case) -> list[str]:
    with acting_as(cast.ben.pk):
        return list(case.events.filter(superseded_by__isnull=True).values_list("event", flat=True))


def reminders(cast: Cast) -> list[tuple[str, int]]:
    found = []
    for name in cast.people:
        with acting_as(cast.people[name].pk):
            found += [
                (name, message.pk)
                for message in Message.objects.filter(kind="information-reminder", recipient=cast.people[name])
            ]
    return found


def test_one_press_reminds_and_not_twice_the_same_day(cast: Cast, case: Case, request_: InformationRequest) -> None:
    do(cast, remind_agency, case=case, asked=request_)
    with pytest.raises(Refused, match="reminded today already"):
        do(cast, remind_agency, case=case, asked=request_)
    assert [name for name, _pk in reminders(cast)] == ["kit"]
    with today.turned_to(date(2026, 11, 17)):
        do(cast, remind_agency, case=case, asked=request_)
    assert len(reminders(cast)) == 2


def test_nobody_who_signs_in_there_is_said(cast: Cast, case: Case) -> None:
    (request,) = ask(cast, case, ("calder-police", "police-force"))
    with pytest.raises(Refused, match="Ring it"):
        do(cast, remind_agency, case=case, asked=request)


def test_what_is_answered_is_not_reminded_of(cast: Cast, case: Case, request_: InformationRequest) -> None:
    do(cast, say_nothing_held, "kit", asked=request_, where_looked="All wards", seen=0)
    with pytest.raises(Refused, match="nothing to remind"):
        do(cast, remind_agency, case=case, asked=request_)


def test_a_call_is_written_down_once(cast: Cast, case: Case, request_: InformationRequest) -> None:
    given = {"case": case, "asked": request_, "called_on": MON_16_NOV, "whom": "The ward", "said": "On Friday"}
    assert do(cast, log_call, **given) == do(cast, log_call, **given)
    with acting_as(cast.kit.pk):
        assert not Call.objects.exists()
    with pytest.raises(Refused, match="lies ahead"):
        do(cast, log_call, **{**given, "called_on": MON_23_NOV})


def test_asked_again_after_declining_it_is_open_with_the_new_date(
    cast: Cast, case: Case, request_: InformationRequest
) -> None:
    do(cast, decline_request, "kit", asked=request_, why="Too soon")
    again = {"case": case, "asked": request_, "why": "Take more time"}
    do(cast, ask_again, **again, wanted_by=THU_26_NOV)
    standing = now(cast, case)
    assert (standing.state, standing.wanted_by) == ("asked", THU_26_NOV)
    with pytest.raises(Refused, match="already"):
        do(cast, ask_again, **again, wanted_by=THU_26_NOV)
    with acting_as(cast.ben.pk):
        assert Message.objects.filter(kind="information-asked").count() == 2


def test_withdrawn_it_is_accounted_for_and_nothing_is_owed(
    cast: Cast, case: Case, request_: InformationRequest
) -> None:
    do(cast, withdraw_request, case=case, asked=request_, why="Asked by mistake")
    with pytest.raises(ChangedMeanwhile):
        do(cast, withdraw_request, case=case, asked=request_, why="Asked by mistake")
    assert "agency_returns_in" in events(cast, case)
    assert "information_requested" not in events(cast, case)
    with acting_as(cast.ben.pk):
        assert not case.dues.filter(duty="eng-answer-request").exists()


def test_the_partnership_records_that_nothing_is_held(cast: Cast, case: Case, request_: InformationRequest) -> None:
    given = {"case": case, "asked": request_, "said_by": "The clerk", "said_on": MON_16_NOV, "where_looked": "Paper"}
    do(cast, record_nothing_held, **given, seen=0)
    with pytest.raises(ChangedMeanwhile):
        do(cast, record_nothing_held, **given, seen=0)
    with acting_as(cast.ben.pk):
        (answer,) = latest_returns(case)
        assert (answer.is_nil, answer.signed_by) == (True, "The clerk")


def test_the_check_half_way_keeps_who_was_missing(cast: Cast, case: Case, request_: InformationRequest) -> None:
    given = {"case": case, "come_to_light": "An aunt", "done_about_it": "She is rung"}
    check = do(cast, record_midpoint, **given)
    assert do(cast, record_midpoint, **given) == check
    assert check.missing == ["Ashmere hospital: Asked, not opened yet"]


def test_what_is_still_open_is_said_in_words(cast: Cast, case: Case, request_: InformationRequest) -> None:
    with acting_as(cast.ben.pk):
        (one,) = still_open(case, on=WED_25_NOV)
    assert one.is_past_date
    assert one.how == "Asked, not opened yet, 2 days past its date"


@pytest.mark.parametrize("name", ["ada", "kit", "vic", "eve"])
def test_nobody_else_follows_up(cast: Cast, case: Case, request_: InformationRequest, name: str) -> None:
    with pytest.raises((Refused, Case.DoesNotExist)):
        do(cast, remind_agency, name, case=case, asked=request_)
    with pytest.raises((Refused, Case.DoesNotExist)):
        do(cast, withdraw_request, name, case=case, asked=request_, why="No")


def climb(day: date) -> None:
    with today.turned_to(day):
        remind_agencies(day)


def test_the_round_is_one_of_those_done_once_a_day() -> None:
    assert ROUNDS["agencies reminded"] is remind_agencies


def test_each_step_is_taken_once_while_the_request_is_open(
    cast: Cast, case: Case, request_: InformationRequest
) -> None:
    climb(date(2026, 11, 18))
    assert reminders(cast) == []
    climb(date(2026, 11, 19))
    climb(date(2026, 11, 19))
    assert [name for name, _pk in reminders(cast)] == ["kit"]
    climb(MON_23_NOV)
    assert len(reminders(cast)) == 2
    with today.turned_to(MON_23_NOV):
        do(cast, say_nothing_held, "kit", asked=request_, where_looked="All wards", seen=0)
    climb(TUE_24_NOV)
    climb(THU_26_NOV)
    assert len(reminders(cast)) == 2


def test_after_an_outage_the_latest_step_covers_the_others(
    cast: Cast, case: Case, request_: InformationRequest
) -> None:
    climb(WED_25_NOV)
    assert [name for name, _pk in reminders(cast)] == ["kit"]
    with acting_as(cast.ben.pk):
        assert {row.days: row.told for row in LadderReminder.objects.all()} == {-2: 0, 0: 0, 1: 0, 2: 1}


def test_the_partner_that_can_help_is_told_of_the_case_and_the_managers_where_nobody_signs_in(
    cast: Cast, case: Case, request_: InformationRequest
) -> None:
    ask(cast, case, ("calder-police", "police-force"), wanted_by=MON_23_NOV)
    climb(WED_25_NOV)
    climb(THU_26_NOV)
    told = [name for name, _pk in reminders(cast)]
    assert {"hal", "joe", "ben"} <= set(told)
    with acting_as(cast.hal.pk):
        message = Message.objects.filter(recipient=cast.hal, kind="information-reminder").get()
    assert message.lines[0]["what"] == "agency-answer-was-wanted"
    assert message.lines[0]["path"] == f"/cases/{case.reference}/asked/"


def test_a_deputy_of_the_directory_is_reminded(cast: Cast, case: Case, request_: InformationRequest) -> None:
    hospital = cast["ashmere-hospital"]
    with acting_as(cast.ann.pk):
        deputy = Contact.objects.create(organisation=hospital, post="Deputy", email="kit@example.invalid", order=2)
        Contact.objects.create(
            organisation=hospital,
            post="Named doctor",
            email="doc@example.invalid",
            deputy=deputy,
            confirmed_on=LONG_AGO,
        )
    climb(TUE_24_NOV)
    assert [name for name, _pk in reminders(cast)] == ["kit"]


def test_a_partnership_sets_its_own_steps_and_goes_back(cast: Cast, case: Case) -> None:
    own = cast["ashmere-partnership"]
    set_ = {"partnership": own, "agency_kind": "gp-practice"}
    first = do(cast, set_ladder, **set_, steps=[Rung(1, "lead")], seen=0)
    assert do(cast, set_ladder, **set_, steps=[Rung(1, "lead")], seen=0) == first
    with acting_as(cast.ben.pk):
        assert ladder_of(own, "gp-practice", ENGLAND) == [Rung(1, "lead")]
        assert ladder_of(own, "nhs-trust", ENGLAND) == default_ladder(ENGLAND)
    with pytest.raises(ChangedMeanwhile):
        do(cast, set_ladder, **set_, steps=[], seen=0)
    do(cast, set_ladder, **set_, steps=[], seen=first.pk)
    with acting_as(cast.ben.pk):
        assert ladder_of(own, "gp-practice", ENGLAND) == default_ladder(ENGLAND)


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        ([Rung(99, "lead")], "at most 30"),
        ([Rung(1, "lead"), Rung(1, "lead")], "the same"),
        ([Rung(1, "the moon")], "whom"),
        ([Rung(n, "lead") for n in range(9)], "at most 8"),
    ],
)
def test_impossible_steps_are_refused(cast: Cast, steps: list[Rung], sentence: str) -> None:
    own = cast["ashmere-partnership"]
    with pytest.raises(Refused, match=sentence):
        do(cast, set_ladder, partnership=own, agency_kind="", steps=steps, seen=0)


@pytest.mark.parametrize("name", ["vic", "ada", "kit", "ann", "eve"])
def test_only_its_own_managers_set_a_partnerships_steps(cast: Cast, name: str) -> None:
    own = cast["ashmere-partnership"]
    with pytest.raises(Refused, match="Only those who manage"):
        do(cast, set_ladder, name, partnership=own, agency_kind="", steps=[Rung(1, "lead")], seen=0)


def test_a_day_is_counted_in_working_days() -> None:
    assert Rung(-2, "lead").falls_on(MON_23_NOV, "england") == date(2026, 11, 19)
    assert Rung(1, "lead").falls_on(date(2026, 12, 24), "england") == date(2026, 12, 29)
    assert Rung(1, "lead").falls_on(date(2026, 12, 24) + timedelta(days=40_000), "england") is None
