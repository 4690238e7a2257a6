"""A body that was asked opens its request, answers page by page, signs, says that it holds nothing, or declines. It
sees its own request and answers, and never the case."""

from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.conflicts import bar_person
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.models import Case, Event
from safeguarding.gathering.actions.answering import (
    decline_request,
    open_request,
    save_answers,
    say_nothing_held,
    set_answers_aside,
    sign_answers,
)
from safeguarding.gathering.actions.following_up import withdraw_request
from safeguarding.gathering.answers import latest_returns, still_open
from safeguarding.gathering.models import AgencyReturn, InformationRequest, RequestStep, ReturnDraft
from safeguarding.gathering.requests import requests_of
from safeguarding.messages.models import Message
from safeguarding.people.models import HeldRole
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Role
from tests.at_once import at_once
from tests.cast import LONG_AGO, Cast, make_cast
from tests.gathering.asking import ANSWERS, MARKER, ask, scoped, write_whole

pytestmark = pytest.mark.django_db


def do(cast: Cast, verb: Any, name: str = "kit", **given: Any) -> Any:
    actor = cast.actor(name)
    with acting_as(actor.person_id):
        return verb(**given, by=actor, on=today.today())


def sign(cast: Cast, request: InformationRequest, *, seen: int = 0, by: str = "kit") -> AgencyReturn:
    signed: AgencyReturn = do(cast, sign_answers, by, asked=request, seen=seen)
    return signed


def events(cast: Cast, case: Case) -> list[str]:
    with acting_as(cast.ben.pk):
        return list(case.events.filter(superseded_by__isnull=True).values_list("event", flat=True))


def who_sees(cast: Cast, model: Any) -> set[str]:
    seen = set()
    for name, person in cast.people.items():
        with acting_as(person.pk):
            if model.objects.exists():
                seen.add(name)
    return seen


ASHMERE = {"ada", "ben", "pia", "hal", "joe"}


def test_the_agency_sees_its_request_and_answers_and_nothing_else_of_the_case(cast: Cast) -> None:
    (request,) = ask(cast)
    write_whole(cast, request)
    sign(cast, request)
    assert who_sees(cast, InformationRequest) == {*ASHMERE, "kit"}
    assert who_sees(cast, AgencyReturn) == {*ASHMERE, "kit"}
    with acting_as(cast.kit.pk):
        assert not Case.objects.exists()
        assert not Event.objects.exists()


def test_the_database_records_no_answer_that_was_not_given(cast: Cast) -> None:
    (request,) = ask(cast)
    for event in ("agency_return_received", "information_returned", "case_closed"):
        with (
            acting_as(cast.kit.pk),
            pytest.raises(ProgrammingError, match="recorded"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT record_answer(%s, %s, %s, %s)", [request.pk, event, today.today(), today.now()])


def test_a_draft_is_seen_by_the_agency_alone(cast: Cast) -> None:
    (request,) = ask(cast)
    write_whole(cast, request)
    assert who_sees(cast, ReturnDraft) == {"kit"}


def test_another_body_that_was_asked_sees_only_its_own_request(cast: Cast) -> None:
    case = scoped(cast)
    ask(cast, case)
    (theirs,) = ask(cast, case, ("calder", "local-authority"))
    with acting_as(cast.uma.pk):
        assert list(InformationRequest.objects.all()) == [theirs]
        assert set(RequestStep.objects.values_list("request_id", flat=True)) <= {theirs.pk}


def test_somebody_kept_out_of_the_case_sees_nothing_of_what_was_asked(cast: Cast) -> None:
    (request,) = ask(cast)
    with acting_as(cast.ben.pk):
        case = Case.objects.get(pk=request.case_id)
        bar_person(case=case, person=cast.kit, why="A relative", by=cast.actor("ben"), on=today.today())
    assert "kit" not in who_sees(cast, InformationRequest)
    with pytest.raises(Refused, match="not asked of an organisation"):
        do(cast, open_request, asked=request)


def test_opening_is_recorded_once(cast: Cast) -> None:
    (request,) = ask(cast)
    do(cast, open_request, asked=request)
    do(cast, open_request, asked=request)
    with acting_as(cast.ben.pk):
        assert request.steps.filter(what="opened").count() == 1


@pytest.mark.parametrize("name", ["ada", "ben", "uma", "eve", "cleo", "hal"])
def test_nobody_else_answers_for_the_agency(cast: Cast, name: str) -> None:
    (request,) = ask(cast)
    for verb, given in (
        (open_request, {}),
        (save_answers, {"page": "author", "answers": {}, "seen": 0}),
        (say_nothing_held, {"where_looked": "Everywhere", "seen": 0}),
        (decline_request, {"why": "No"}),
    ):
        with pytest.raises(Refused, match="not asked of an organisation"):
            do(cast, verb, name, asked=request, **given)


def test_it_is_saved_as_it_is_written_and_the_case_learns_only_that_it_was_begun(cast: Cast) -> None:
    (request,) = ask(cast)
    draft = do(cast, save_answers, asked=request, page="author", answers=ANSWERS["author"], seen=0)
    assert draft.given["author-name"] == "Kit K."
    with acting_as(cast.ben.pk):
        (now,) = requests_of(Case.objects.get(pk=request.case_id), on=today.today())
        assert now.state == "begun"


def test_what_a_colleague_saved_meanwhile_is_not_overwritten_and_both_are_kept(cast: Cast) -> None:
    (request,) = ask(cast)
    page = {"page": "author", "asked": request}
    do(cast, save_answers, **page, answers={"services": "Wards"}, seen=0, token="mine")
    do(cast, save_answers, **page, answers={"services": "Wards 1"}, seen=0, token="mine")
    with pytest.raises(ChangedMeanwhile):
        do(cast, save_answers, **page, answers={"services": "Another"}, seen=0, token="theirs")
    draft = do(cast, set_answers_aside, asked=request, text={"services": "Another"})
    assert draft.given["services"] == "Wards 1"
    assert draft.set_aside[0]["text"] == {"services": "Another"}


def test_signed_it_counts_and_those_who_asked_are_told_with_a_reference_alone(cast: Cast) -> None:
    case = scoped(cast)
    (request,) = ask(cast, case)
    write_whole(cast, request)
    sign(cast, request)
    assert {"agency_return_received", "information_returned", "agency_returns_in"} <= set(events(cast, case))
    with acting_as(cast.ben.pk):
        message = Message.objects.get(kind="return-signed")
        assert message.recipient_id == cast.ben.pk
        assert MARKER not in f"{message.lines}{message.key}"
        assert message.lines[0]["path"] == f"/cases/{case.reference}/asked/{request.number}/"
        recorded = case.events.get(event="agency_return_received")
        assert (recorded.recorded_by, recorded.body) == (cast.kit, cast["ashmere-hospital"])
        due = case.dues.get(duty="eng-answer-request")
        assert due.met_on == today.today()
        (answer,) = latest_returns(case)
        assert answer.answers["contact-summary"].startswith(MARKER)
        assert list(answer.answers)[:2] == ["services", "author-name"]
        assert ("Name of the author", "Kit K.") in answer.titled()
        assert still_open(case, on=today.today()) == []


def test_what_is_missing_is_said_and_nothing_is_signed(cast: Cast) -> None:
    (request,) = ask(cast)
    do(cast, save_answers, asked=request, page="author", answers=ANSWERS["author"], seen=0)
    with pytest.raises(Refused, match="answers are missing"):
        sign(cast, request)


def test_a_signed_answer_is_followed_by_another_version_and_never_changed(cast: Cast) -> None:
    (request,) = ask(cast)
    write_whole(cast, request)
    first = sign(cast, request)
    do(cast, save_answers, asked=request, page="child", answers={"child-seen": "Seen at home"}, seen=0)
    second = sign(cast, request, seen=1)
    assert (first.number, second.number) == (1, 2)
    with acting_as(cast.ben.pk):
        case = Case.objects.get(pk=request.case_id)
        (answer,) = latest_returns(case)
        assert answer.answers["child-seen"] == "Seen at home"
        assert case.events.filter(event="agency_return_received").count() == 1
    with pytest.raises(ProgrammingError), acting_as(cast.kit.pk):
        AgencyReturn.objects.update(signed_by="Somebody else")


def test_where_a_body_has_a_lead_the_lead_signs(cast: Cast) -> None:
    with acting_as(cast.ann.pk):
        HeldRole.objects.create(
            person=cast.eve, organisation=cast["ashmere-hospital"], role=Role.NOTIFIER, from_on=LONG_AGO,
            given_by=cast.ann,
        )  # fmt: skip
    (request,) = ask(cast)
    write_whole(cast, request, by="eve")
    with pytest.raises(Refused, match=r"Your safeguarding lead signs: Kit K\."):
        sign(cast, request, by="eve")
    sign(cast, request)


def test_where_it_has_none_whoever_speaks_for_it_signs(cast: Cast) -> None:
    (request,) = ask(cast, None, ("ashmere-police", "police-force"))
    write_whole(cast, request, by="joe")
    assert sign(cast, request, by="joe").signed_by == "Joe J."


def test_nothing_held_is_an_answer(cast: Cast) -> None:
    case = scoped(cast)
    (request,) = ask(cast, case)
    do(cast, say_nothing_held, asked=request, where_looked="Every ward's records", seen=0)
    with acting_as(cast.ben.pk):
        (answer,) = latest_returns(case)
        assert answer.is_nil
        assert answer.titled() == [("Where it looked", "Every ward's records")]
    assert "agency_returns_in" in events(cast, case)


def test_not_every_answer_is_in_while_another_body_is_awaited(cast: Cast) -> None:
    case = scoped(cast)
    ask(cast, case, ("ashmere-police", "police-force"))
    (request,) = ask(cast, case)
    do(cast, decline_request, asked=request, why="The family asked us not to.")
    assert "agency_returns_in" not in events(cast, case)
    with acting_as(cast.ben.pk):
        assert [one.body for one in still_open(case, on=today.today())] == [cast["ashmere-police"]]


def test_declined_it_is_accounted_for_and_can_still_be_answered(cast: Cast) -> None:
    case = scoped(cast)
    (request,) = ask(cast, case)
    do(cast, decline_request, asked=request, why="Not ours to give")
    assert "agency_returns_in" in events(cast, case)
    assert "agency_return_received" not in events(cast, case)
    with pytest.raises(ChangedMeanwhile, match="declined already"):
        do(cast, decline_request, asked=request, why="Not ours to give")
    write_whole(cast, request)
    sign(cast, request)
    with acting_as(cast.ben.pk):
        assert requests_of(case, on=today.today())[0].state == "signed"


def test_a_withdrawn_request_takes_no_answer(cast: Cast) -> None:
    case = scoped(cast)
    (request,) = ask(cast, case)
    do(cast, withdraw_request, "ben", case=case, asked=request, why="Asked by mistake")
    with pytest.raises(Refused, match="withdrawn"):
        do(cast, say_nothing_held, asked=request, where_looked="Everywhere", seen=0)


@pytest.mark.django_db(transaction=True)
def test_two_leads_signing_at_once_sign_once() -> None:
    cast = make_cast()
    (request,) = ask(cast)
    write_whole(cast, request)

    def go() -> AgencyReturn:
        return sign(cast, request)

    outcomes = at_once(go, go)
    assert sum(isinstance(one, Refused) for one in outcomes) == 1
    with acting_as(cast.ben.pk):
        assert AgencyReturn.objects.count() == 1
        assert Event.objects.filter(event="agency_return_received").count() == 1
