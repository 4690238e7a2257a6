"""A notification is taken back only by all partner bodies together; what is owed stops, and whoever had it is told."""

from typing import Any

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.actions.receiving import received
from safeguarding.cases.actions.submission import SheetAsItStood, record_withdrawal_sent
from safeguarding.cases.actions.telling import tell_here
from safeguarding.cases.actions.withdrawal import let_it_stand, what_would_stop, withdraw_notification, withdrawing
from safeguarding.cases.models import Case, Decision, Submission, Told
from safeguarding.messages.models import Message
from safeguarding.rules.refusal import Refused
from tests.cases.notification.writing import (
    CHILD,
    FRI_13_NOV,
    MON_16_NOV,
    at,
    decided,
    national,
    receives_elsewhere,
    record,
    send,
    write_whole,
)
from tests.cases.threshold.weighing import HOLDS, say
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(cast: Cast, case: Case) -> Case:
    decided(cast, case)
    write_whole(cast, case, child={**CHILD, "home-area": "calder"})
    send(cast, case)
    return case


@pytest.fixture
def sent_elsewhere(cast: Cast, case: Case) -> Case:
    receives_elsewhere(cast)
    decided(cast, case)
    record(cast, case)
    return case


def all_agree(cast: Cast, case: Case) -> None:
    for name in HOLDS:
        say(cast, case, name, question="withdraw")


def withdraw(cast: Cast, case: Case, *, by: str = "ben", **given: Any) -> Decision:
    asked: dict[str, Any] = {"reasons": "The injury was an accident, seen by two nurses.", "seen": 0, **given}
    with acting_as(cast.people[by].pk):
        return withdraw_notification(case=case, by=cast.actor(by), on=today.today(), **asked)


def sent_back(cast: Cast, case: Case, **given: Any) -> Submission:
    asked: dict[str, Any] = {
        "recipient": cast["panel"],
        "reference": "W-5",
        "sent_at": at(MON_16_NOV, "00:00"),
        "sender": "Ada A.",
        "copy": SheetAsItStood(),
        **given,
    }
    with acting_as(cast.ada.pk):
        return record_withdrawal_sent(case=case, by=cast.actor("ada"), on=MON_16_NOV, **asked)


def test_when_all_agree_it_is_withdrawn_and_what_was_owed_stops(cast: Cast, sent: Case) -> None:
    all_agree(cast, sent)
    with acting_as(cast.ben.pk):
        stops = {one.duty.id for one in what_would_stop(sent, on=MON_16_NOV)}
        owed_before = {due.duty for due in sent.dues.filter(met_on=None, stopped_on=None)}
    assert "eng-rapid-review" in stops
    withdraw(cast, sent)
    with acting_as(cast.ben.pk):
        assert {due.duty for due in sent.dues.filter(met_on=None, stopped_on=None)} == owed_before - stops
        assert sent.events.get(event="notification_withdrawn").on == MON_16_NOV
        assert sent.dues.get(duty="eng-notify-panel").met_on == MON_16_NOV


def test_a_body_that_receives_here_has_it_at_once(cast: Cast, sent: Case) -> None:
    all_agree(cast, sent)
    withdraw(cast, sent)
    with acting_as(cast.cleo.pk):
        newest, first = received(cast.actor("cleo"))
        assert (newest.what, newest.reference) == ("withdrawal", f"{sent.reference}-W")
        assert "seen by two nurses" in str(newest.content)
        assert first.what == "notification"
        assert Message.objects.filter(recipient_id=cast.cleo.pk, kind="withdrawn").count() == 1


def test_everybody_who_takes_part_is_told(cast: Cast, sent: Case) -> None:
    with acting_as(cast.ada.pk):
        tell_here(case=sent, body=cast["calder-partnership"], by=cast.actor("ada"), on=MON_16_NOV)
    all_agree(cast, sent)
    withdraw(cast, sent)
    with acting_as(cast.ben.pk):
        rows = Message.objects.filter(case_id=sent.pk, kind="withdrawn").exclude(recipient_id=cast.cleo.pk)
        assert {row.to_address.partition("@")[0] for row in rows} == {"ada", "pia", "hal", "joe", "vic"}
        told = set(Told.objects.filter(case=sent, what="withdrawal").values_list("body__code", flat=True))
    assert told == {"board", "ashmere-police", "calder-partnership"}


@pytest.mark.parametrize("view", ["", "disagree", "more-facts"])
def test_one_body_that_does_not_agree_is_enough(cast: Cast, sent: Case, view: str) -> None:
    for name in ("pia", "hal"):
        say(cast, sent, name, question="withdraw")
    if view:
        say(cast, sent, "joe", view, question="withdraw")
    with pytest.raises(Refused, match="Not agreed yet: Ashmere police"):
        withdraw(cast, sent)


def test_a_fourth_body_counts_as_much_as_the_third(cast: Cast, sent: Case) -> None:
    all_agree(cast, sent)
    with acting_as(cast.ben.pk):
        sent.parties.create(organisation=cast["calder-police"], reach="partner", from_on=FRI_13_NOV, added_by=cast.ben)
    with pytest.raises(Refused, match="Not agreed yet: Calder police"):
        withdraw(cast, sent)


def test_agreeing_to_notify_is_not_agreeing_to_withdraw(cast: Cast, sent: Case) -> None:
    with pytest.raises(Refused, match="Not agreed yet"):
        withdraw(cast, sent)


def test_it_needs_reasons(cast: Cast, sent: Case) -> None:
    all_agree(cast, sent)
    with pytest.raises(Refused, match="Write the reasons"):
        withdraw(cast, sent, reasons=" ")


def test_not_before_it_was_sent(cast: Cast, case: Case) -> None:
    all_agree(cast, case)
    with pytest.raises(Refused, match="nothing to withdraw"):
        withdraw(cast, case)


def test_the_second_of_two_is_told(cast: Cast, sent: Case) -> None:
    all_agree(cast, sent)
    withdraw(cast, sent)
    with pytest.raises(ChangedMeanwhile):
        withdraw(cast, sent, by="ada")
    with pytest.raises(Refused, match="withdrawn already"):
        withdraw(cast, sent, by="ada", seen=2)


def test_it_may_be_recorded_that_it_stands(cast: Cast, sent: Case) -> None:
    with acting_as(cast.ben.pk):
        let_it_stand(case=sent, reasons="Police see it otherwise.", seen=0, by=cast.actor("ben"), on=MON_16_NOV)
        now = withdrawing(sent, on=MON_16_NOV)
        assert (now.is_withdrawn, now.seen) == (False, 2)


@pytest.mark.parametrize("name", ["pia", "hal", "joe"])
def test_a_partner_alone_does_not_withdraw(cast: Cast, sent: Case, name: str) -> None:
    all_agree(cast, sent)
    with pytest.raises(Refused, match="cannot do this"):
        withdraw(cast, sent, by=name)


@pytest.mark.parametrize("name", ["kit", "uma", "vic", "cleo", "dee", "ann", "dot", "eve"])
def test_others_do_not_find_it(cast: Cast, sent: Case, name: str) -> None:
    with pytest.raises(Case.DoesNotExist):
        withdraw(cast, sent, by=name)


class TestSentElsewhere:
    def test_that_it_was_sent_is_recorded_with_its_proof(self, cast: Cast, sent_elsewhere: Case) -> None:
        all_agree(cast, sent_elsewhere)
        withdraw(cast, sent_elsewhere)
        row = sent_back(cast, sent_elsewhere)
        assert (row.what, row.reference) == ("withdrawal", "W-5")
        assert row.copy is not None
        with pytest.raises(ChangedMeanwhile):
            sent_back(cast, sent_elsewhere)

    def test_not_without_a_withdrawal(self, cast: Cast, sent_elsewhere: Case) -> None:
        with pytest.raises(Refused, match="was not withdrawn"):
            sent_back(cast, sent_elsewhere)

    def test_not_on_a_day_before_it(self, cast: Cast, sent_elsewhere: Case) -> None:
        all_agree(cast, sent_elsewhere)
        withdraw(cast, sent_elsewhere)
        with pytest.raises(Refused, match="before the day of the withdrawal"):
            sent_back(cast, sent_elsewhere, sent_at=at(FRI_13_NOV))

    def test_only_to_who_had_the_notification(self, cast: Cast, sent_elsewhere: Case) -> None:
        all_agree(cast, sent_elsewhere)
        withdraw(cast, sent_elsewhere)
        with pytest.raises(Refused, match="not owed this"):
            sent_back(cast, sent_elsewhere, recipient=national(cast, "ofsted"))
