"""A national body that receives here reads what was sent to it, acknowledges it, and sees nothing else."""

import pytest
from django.db import ProgrammingError, connection, transaction

from safeguarding.actor import acting_as
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.actions.receiving import acknowledge, received, received_as, receiving_bodies
from safeguarding.cases.models import Answers, Case, Event, Receipt, Submission
from safeguarding.messages.models import Message
from safeguarding.people.models import HeldRole, Person
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Role
from tests.cases.notification.writing import (
    MARKER,
    MON_16_NOV,
    decided,
    national,
    receives_elsewhere,
    send,
    write_whole,
)
from tests.cast import LONG_AGO, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(cast: Cast, case: Case) -> Submission:
    decided(cast, case)
    write_whole(cast, case)
    return send(cast, case)


def give_receipt(cast: Cast, sent: Submission, *, by: str = "cleo", note: str = "Read.") -> Receipt:
    with acting_as(cast.people[by].pk):
        return acknowledge(submission=sent, note=note, by=cast.actor(by), on=MON_16_NOV)


def colleague(cast: Cast, name: str, at: str) -> Person:
    cast.people[name] = Person.objects.create_user(f"{name}@example.invalid", name=name.capitalize())
    with acting_as(cast.ann.pk):
        HeldRole.objects.create(
            person=cast.people[name], organisation=cast[at], role=Role.NATIONAL, from_on=LONG_AGO, given_by=cast.ann
        )
    return cast.people[name]


def test_it_sees_what_was_sent_and_never_the_case(cast: Cast, sent: Submission) -> None:
    with acting_as(cast.cleo.pk):
        assert received(cast.actor("cleo")) == [sent]
        assert MARKER in str(received(cast.actor("cleo"))[0].content)
        for model in (Case, Event, Answers):
            assert not model.objects.exists(), model


def test_another_national_body_sees_nothing_of_it(cast: Cast, sent: Submission) -> None:
    national(cast, "ofsted", receives_here=True)
    colleague(cast, "oda", "ofsted")
    with acting_as(cast.oda.pk):
        assert received(cast.actor("oda")) == []
        assert received_as(cast.actor("oda"), sent.reference) is None
        assert not Submission.objects.exists()


def test_a_body_that_no_longer_receives_here_has_no_inbox(cast: Cast, sent: Submission) -> None:
    receives_elsewhere(cast)
    with acting_as(cast.cleo.pk):
        assert receiving_bodies(cast.actor("cleo")) == []
        assert received(cast.actor("cleo")) == []


def test_it_is_paged_by_key(cast: Cast, sent: Submission) -> None:
    with acting_as(cast.cleo.pk):
        assert received(cast.actor("cleo"), before=sent.pk) == []
        assert received(cast.actor("cleo"), before=sent.pk + 1) == [sent]


def test_acknowledging_tells_whoever_sent_it(cast: Cast, sent: Submission) -> None:
    give_receipt(cast, sent)
    with acting_as(cast.ada.pk):
        (message,) = Message.objects.filter(recipient_id=cast.ada.pk, kind="acknowledged")
        assert message.lines[0]["reference"] == sent.case_reference
        assert Receipt.objects.get(submission=sent).note == "Read."


def test_the_lead_of_today_is_told_too(cast: Cast, sent: Submission) -> None:
    with acting_as(cast.ben.pk):
        Case.objects.filter(pk=sent.case_id).update(lead=cast.ben)
    give_receipt(cast, sent)
    with acting_as(cast.ben.pk):
        assert Message.objects.filter(kind="acknowledged").count() == 2


def test_only_once(cast: Cast, sent: Submission) -> None:
    colleague(cast, "cyd", "panel")
    give_receipt(cast, sent)
    with pytest.raises(ChangedMeanwhile, match="colleague"):
        give_receipt(cast, sent, by="cyd")
    with acting_as(cast.ada.pk):
        assert Message.objects.filter(kind="acknowledged").count() == 1


def test_a_note_is_not_endless(cast: Cast, sent: Submission) -> None:
    with pytest.raises(Refused, match="2,000 characters"):
        give_receipt(cast, sent, note="x" * 2001)


@pytest.mark.parametrize("name", ["ada", "ben", "pia", "hal", "joe", "kit", "uma", "vic", "dee", "ann", "dot", "eve"])
def test_nobody_else_acknowledges(cast: Cast, sent: Submission, name: str) -> None:
    with pytest.raises(Refused, match="not sent to a body for which you receive"):
        give_receipt(cast, sent, by=name)


def test_what_was_sent_cannot_be_changed(cast: Cast, sent: Submission) -> None:
    with acting_as(cast.ada.pk), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Submission.objects.filter(pk=sent.pk).update(reference="other")


@pytest.mark.parametrize("name", ["ada", "eve", "uma"])
def test_who_is_to_be_told_is_answered_to_the_receiver_alone(cast: Cast, sent: Submission, name: str) -> None:
    with acting_as(cast.people[name].pk), connection.cursor() as cursor:
        cursor.execute("SELECT senders_to_tell(%s)", [sent.pk])
        assert cursor.fetchall() == []
