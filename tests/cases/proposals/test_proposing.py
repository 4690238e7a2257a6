"""An agency drafts and sends a proposal, and sees its own proposals alone."""

from typing import Any

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.actions.proposals import (
    discard_draft,
    leave_child_out,
    missing_in,
    save_draft,
    send_proposal,
    start_proposal,
)
from safeguarding.cases.models import Case, Proposal, ProposalDraft
from safeguarding.messages.models import Message
from safeguarding.rules.refusal import Refused
from tests.at_once import at_once
from tests.cases.proposals.proposing import draft, propose
from tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db


def who_sees(cast: Cast, model: Any) -> set[str]:
    seen = set()
    for name, person in cast.people.items():
        with acting_as(person.pk):
            if model.objects.exists():
                seen.add(name)
    return seen


def test_a_proposal_is_seen_by_its_agency_and_by_the_area_it_was_made_to(cast: Cast) -> None:
    propose(cast)
    assert who_sees(cast, Proposal) == {"kit", "ada", "ben"}


def test_a_draft_is_seen_by_its_agency_alone(cast: Cast) -> None:
    draft(cast)
    assert who_sees(cast, ProposalDraft) == {"kit"}


def test_a_proposal_opens_no_incident_by_itself(cast: Cast) -> None:
    propose(cast)
    with acting_as(cast.ben.pk):
        assert not Case.objects.exists()


def test_the_area_is_told_that_a_proposal_waits_and_nothing_else(cast: Cast) -> None:
    proposal = propose(cast)
    with acting_as(cast.ben.pk):
        messages = list(Message.objects.filter(kind="incident-proposed"))
    with acting_as(cast.ada.pk):
        messages += Message.objects.filter(kind="incident-proposed").exclude(pk__in=[one.pk for one in messages])
    assert {message.recipient_id for message in messages} == {cast.ada.pk, cast.ben.pk}
    for message in messages:
        assert message.lines[0]["reference"] == proposal.reference
        assert "Rowan" not in f"{message.lines}{message.key}"


def test_sent_twice_it_is_one_proposal(cast: Cast) -> None:
    made = draft(cast)
    with acting_as(cast.kit.pk):
        first = send_proposal(token=str(made.token), by=cast.actor("kit"), on=today.today())
        second = send_proposal(token=str(made.token), by=cast.actor("kit"), on=today.today())
        assert first == second
        assert Proposal.objects.count() == 1
        assert not ProposalDraft.objects.exists()


def test_what_is_missing_is_said_and_nothing_is_sent(cast: Cast) -> None:
    made = draft(cast, complete=False)
    assert len(missing_in(made)) > 10
    with pytest.raises(Refused, match="answers are missing"), acting_as(cast.kit.pk):
        send_proposal(token=str(made.token), by=cast.actor("kit"), on=today.today())


def test_where_it_happened_unknown_it_goes_to_the_childs_home_area(cast: Cast) -> None:
    propose(cast, incident={"incident-area": "not-known"})
    assert who_sees(cast, Proposal) == {"kit", "uma", "vic"}


def test_without_any_english_area_it_is_refused_with_the_cure(cast: Cast) -> None:
    made = draft(cast, incident={"incident-area": "outside-england"})
    with acting_as(cast.kit.pk):
        made = save_draft(
            draft=made, answers={"home-area": "not-known"}, child=1, seen=3, by=cast.actor("kit"), on=today.today()
        )
    with pytest.raises(Refused, match="Choose an English authority"), acting_as(cast.kit.pk):
        send_proposal(token=str(made.token), by=cast.actor("kit"), on=today.today())


def test_the_lead_who_signed_it_off_is_kept_and_one_who_was_not_reached_is_not(cast: Cast) -> None:
    assert propose(cast).signed_off_by == "Kit K."
    assert propose(cast, incident={"lead-agrees": "not-reached"}).signed_off_by == ""


def test_two_colleagues_in_one_draft_the_second_is_told(cast: Cast) -> None:
    made = draft(cast, complete=False)
    actor = cast.actor("kit")
    with acting_as(cast.kit.pk):
        save_draft(draft=made, answers={"what-happened": "A"}, child=None, seen=1, by=actor, on=today.today())
        with pytest.raises(ChangedMeanwhile):
            save_draft(draft=made, answers={"what-happened": "B"}, child=None, seen=1, by=actor, on=today.today())
        assert ProposalDraft.objects.get().given["incident"]["what-happened"] == "A"


def test_children_are_added_one_after_the_other_and_left_out_again(cast: Cast) -> None:
    made, actor = draft(cast), cast.actor("kit")
    with acting_as(cast.kit.pk):
        made = save_draft(draft=made, answers={"surname": "Two"}, child=2, seen=3, by=actor, on=today.today())
        assert [child["surname"] for child in made.given["children"]] == ["Vale", "Two"]
        with pytest.raises(Refused, match="one after the other"):
            save_draft(draft=made, answers={"surname": "Nine"}, child=9, seen=4, by=actor, on=today.today())
        made = leave_child_out(draft=made, child=1, by=actor, on=today.today())
        made = leave_child_out(draft=made, child=1, by=actor, on=today.today())
    assert [child["surname"] for child in made.given["children"]] == ["Two"]


def test_a_draft_thrown_away_is_gone(cast: Cast) -> None:
    made = draft(cast)
    with acting_as(cast.kit.pk):
        discard_draft(draft=made, by=cast.actor("kit"), on=today.today())
        with pytest.raises(Refused, match="sent or thrown away"):
            discard_draft(draft=made, by=cast.actor("kit"), on=today.today())


@pytest.mark.parametrize("name", ["ada", "ben", "pia", "uma", "cleo", "dot", "ann", "dee", "eve"])
def test_nobody_proposes_but_an_agencys_lead(cast: Cast, name: str) -> None:
    with pytest.raises(Refused, match="Only an agency's"), acting_as(cast.people[name].pk):
        start_proposal(agency=cast["ashmere-hospital"], by=cast.actor(name), on=today.today())


def test_a_lead_proposes_for_no_other_agency(cast: Cast) -> None:
    with pytest.raises(Refused, match="Only an agency's"), acting_as(cast.kit.pk):
        start_proposal(agency=cast["board"], by=cast.actor("kit"), on=today.today())


@pytest.mark.django_db(transaction=True, databases=["default", "owner", "public"])
def test_sent_twice_at_the_same_moment_it_is_one_proposal() -> None:
    everybody = make_cast()
    made = draft(everybody)

    def send() -> Proposal:
        with acting_as(everybody.kit.pk):
            return send_proposal(token=str(made.token), by=everybody.actor("kit"), on=today.today())

    first, second = at_once(send, send)
    assert isinstance(first, Proposal), first
    assert first == second
