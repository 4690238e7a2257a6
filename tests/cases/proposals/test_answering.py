"""The area answers a proposal once: taken up, which opens an incident, or not, with reasons."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.actions.proposals import decline_proposal, set_aside_answer, take_up_proposal
from safeguarding.cases.models import Bar, Case, Event, Proposal
from safeguarding.messages.models import Message
from safeguarding.rules.refusal import Refused
from tests.at_once import at_once
from tests.cases.first_call.calls import search
from tests.cases.proposals.proposing import propose
from tests.cast import LONG_AGO, Cast, make_cast

pytestmark = pytest.mark.django_db

FRI_13_NOV, MON_16_NOV, TUE_17_NOV = date(2026, 11, 13), date(2026, 11, 16), date(2026, 11, 17)


@pytest.fixture(autouse=True)
def _on_monday() -> Iterator[None]:
    with today.turned_to(MON_16_NOV):
        yield


def decline(cast: Cast, proposal: Proposal, *, by: str = "ada", reasons: str = "A fall, seen by four") -> Proposal:
    actor = cast.actor(by)
    with acting_as(actor.person_id):
        return decline_proposal(proposal=proposal, reasons=reasons, by=actor, on=today.today())


def take_up(cast: Cast, proposal: Proposal, *, by: str = "ada", **given: Any) -> Case:
    actor = cast.actor(by)
    made = search(cast, by=by)
    with acting_as(actor.person_id):
        asked = {"known_on": MON_16_NOV, **given}
        return take_up_proposal(proposal=proposal, search=made, by=actor, on=today.today(), **asked)


def test_taken_up_it_opens_an_incident_with_its_events_on_their_days(cast: Cast) -> None:
    proposal = propose(cast)
    with today.turned_to(TUE_17_NOV):
        case = take_up(cast, proposal)
    with acting_as(cast.ada.pk):
        events = dict(Event.objects.filter(case=case).values_list("event", "on"))
        child = case.children.get()
        assert case.answers.get().given["caller-organisation"] == "Ashmere hospital"
    assert events == {
        "first_call_taken": TUE_17_NOV,
        "incident_known_to_la": MON_16_NOV,
        "incident_proposed": MON_16_NOV,
        "referral_received": MON_16_NOV,
    }
    assert (child.name, child.born_on, child.home_area) == ("Rowan Vale", date(2019, 3, 4), cast["calder"])


def test_the_agency_gets_the_answer_and_never_sees_the_incident(cast: Cast) -> None:
    proposal = propose(cast)
    case = take_up(cast, proposal, reasons="We open it today.")
    with acting_as(cast.kit.pk):
        held = Proposal.objects.get(pk=proposal.pk)
        assert (held.answer, held.reasons) == ("taken-up", "We open it today.")
        assert not Case.objects.exists()
        message = Message.objects.get(kind="proposal-answered")
    assert case.reference not in f"{message.lines}{message.key}"


def test_not_taken_up_needs_its_reasons(cast: Cast) -> None:
    proposal = propose(cast)
    with pytest.raises(Refused, match="the agency reads this"):
        decline(cast, proposal, reasons=" ")
    assert decline(cast, proposal).answer == "declined"
    with acting_as(cast.ben.pk):
        assert not Case.objects.exists()


def test_the_second_answer_is_told_and_kept_beside_the_first(cast: Cast) -> None:
    proposal = propose(cast)
    decline(cast, proposal)
    with pytest.raises(ChangedMeanwhile):
        take_up(cast, proposal, by="ben")
    with acting_as(cast.ben.pk):
        kept = set_aside_answer(proposal=proposal, text={"reasons": "We should"}, by=cast.actor("ben"), on=MON_16_NOV)
        assert kept.answers_set_aside[0]["text"] == {"reasons": "We should"}
        assert kept.answer == "declined"
        assert not Case.objects.exists()


@pytest.mark.parametrize("name", ["kit", "pia", "hal", "uma", "vic", "cleo", "dot", "ann", "dee", "eve"])
def test_nobody_answers_but_the_area_it_was_made_to(cast: Cast, name: str) -> None:
    proposal = propose(cast)
    with pytest.raises((Refused, Proposal.DoesNotExist)):
        decline(cast, proposal, by=name)


def test_whoever_is_kept_out_of_the_incident_does_not_see_the_proposal_any_more(cast: Cast) -> None:
    proposal = propose(cast)
    case = take_up(cast, proposal)
    with acting_as(cast.ada.pk):
        Bar.objects.create(case=case, person=cast.ben, why="Related", from_on=LONG_AGO, barred_by=cast.ada)
    with acting_as(cast.ben.pk):
        assert not Proposal.objects.exists()


def test_a_search_that_led_to_an_incident_serves_no_second_time(cast: Cast) -> None:
    first, second = propose(cast), propose(cast)
    actor, made = cast.actor("ada"), search(cast)
    with acting_as(cast.ada.pk):
        take_up_proposal(proposal=first, search=made, known_on=MON_16_NOV, by=actor, on=MON_16_NOV)
        made.refresh_from_db()
        with pytest.raises(Refused, match="Search once more"):
            take_up_proposal(proposal=second, search=made, known_on=MON_16_NOV, by=actor, on=MON_16_NOV)


@pytest.mark.django_db(transaction=True, databases=["default", "owner", "public"])
def test_two_answer_at_the_same_moment_and_one_is_told() -> None:
    cast = make_cast()
    proposal = propose(cast)
    day = MON_16_NOV

    def first() -> Any:
        with today.turned_to(day):
            return decline(cast, proposal, by="ada")

    def second() -> Any:
        with today.turned_to(day):
            return decline(cast, proposal, by="ben", reasons="Another reason")

    outcomes = at_once(first, second)
    assert {type(one) for one in outcomes} == {Proposal, ChangedMeanwhile}
