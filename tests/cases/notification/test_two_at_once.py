"""Two people at the same moment, each with a connection of their own: the second is told, and both texts are kept."""

import pytest
from django.test import Client

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.actions.notification import add_another_child
from safeguarding.cases.actions.receiving import acknowledge
from safeguarding.cases.actions.withdrawal import withdraw_notification
from safeguarding.cases.answers import answered
from safeguarding.cases.models import Answers, Case, Decision, Event, Receipt, SetAside, Submission
from safeguarding.messages.models import Message
from safeguarding.people.models import Person
from tests.at_once import at_once
from tests.cases.notification.writing import (
    MON_16_NOV,
    begin,
    decided,
    incident,
    receives_elsewhere,
    record,
    save,
    send,
    write_whole,
)
from tests.cases.threshold.weighing import HOLDS, say
from tests.cast import Cast, make_cast
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner", "public"])


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def case(cast: Cast) -> Case:
    return incident(cast)


def on_monday(act):  # type: ignore[no-untyped-def]
    """Each thread has a clock of its own."""

    def run():  # type: ignore[no-untyped-def]
        with today.turned_to(MON_16_NOV):
            return act()

    return run


def both(*acts):  # type: ignore[no-untyped-def]
    return {type(one) for one in at_once(*map(on_monday, acts))}


def test_of_two_who_save_one_page_the_second_is_told(cast: Cast, case: Case) -> None:
    begin(cast, case)
    page = "immediate-steps"
    outcomes = both(
        lambda: save(cast, case, page, {page: "Ada's"}, seen=0),
        lambda: save(cast, case, page, {page: "Ben's"}, by="ben", seen=0),
    )
    assert outcomes == {Answers, ChangedMeanwhile}


def test_on_the_page_both_texts_are_kept(cast: Cast, case: Case) -> None:
    begin(cast, case)
    address = f"/cases/{case.reference}/notification/page/immediate-steps/"

    def typed(person: Person, browser: Client) -> str:
        values = {"immediate-steps": f"{person.name} wrote this", "seen": "0", "token": str(person.pk)}
        return str(browser.post(address, values).headers["Location"])

    ada, ben = signed_in(cast.ada), signed_in(cast.ben)
    outcomes = at_once(on_monday(lambda: typed(cast.ada, ada)), on_monday(lambda: typed(cast.ben, ben)))
    assert len([one for one in outcomes if "both-texts" in str(one)]) == 1, outcomes
    with acting_as(cast.ada.pk):
        stored = answered(case, "notification").incident["immediate-steps"]
        aside = SetAside.objects.get().text["values"]["immediate-steps"]
    assert {stored, aside} == {"Ada A. wrote this", "Ben B. wrote this"}


def test_two_children_added_at_once_have_two_places(cast: Cast, case: Case) -> None:
    def add(name: str):  # type: ignore[no-untyped-def]
        with acting_as(cast.people[name].pk):
            return add_another_child(case=case, by=cast.actor(name), on=MON_16_NOV)

    at_once(on_monday(lambda: add("ada")), on_monday(lambda: add("ben")))
    with acting_as(cast.ada.pk):
        assert list(case.children.values_list("number", flat=True)) == [1, 2, 3]


def test_it_is_recorded_as_sent_once(cast: Cast, case: Case) -> None:
    receives_elsewhere(cast)
    decided(cast, case)
    outcomes = both(lambda: record(cast, case, reference="A-1"), lambda: record(cast, case, reference="A-2"))
    assert outcomes == {Submission, ChangedMeanwhile}
    with acting_as(cast.ben.pk):
        assert Event.objects.filter(case=case, event="notification_submitted").count() == 1
        assert Message.objects.filter(case_id=case.pk, kind="told").count() == 4
        assert case.papers.count() == 1


def test_it_is_sent_here_once(cast: Cast, case: Case) -> None:
    decided(cast, case)
    write_whole(cast, case)
    assert both(lambda: send(cast, case), lambda: send(cast, case)) == {Submission, ChangedMeanwhile}
    with acting_as(cast.cleo.pk):
        assert Message.objects.filter(recipient_id=cast.cleo.pk, kind="submitted").count() == 1


def test_it_is_withdrawn_once(cast: Cast, case: Case) -> None:
    decided(cast, case)
    write_whole(cast, case)
    send(cast, case)
    for name in HOLDS:
        say(cast, case, name, question="withdraw")

    def withdraw(name: str) -> Decision:
        with acting_as(cast.people[name].pk):
            actor = cast.actor(name)
            return withdraw_notification(case=case, reasons=f"{name} says so", seen=0, by=actor, on=MON_16_NOV)

    assert both(lambda: withdraw("ada"), lambda: withdraw("ben")) == {Decision, ChangedMeanwhile}
    with acting_as(cast.ben.pk):
        assert Submission.objects.filter(case=case, what="withdrawal").count() == 1


def test_it_is_acknowledged_once(cast: Cast, case: Case) -> None:
    decided(cast, case)
    write_whole(cast, case)
    row = send(cast, case)

    def read() -> Receipt:
        with acting_as(cast.cleo.pk):
            return acknowledge(submission=row, note="", by=cast.actor("cleo"), on=MON_16_NOV)

    assert both(read, read) == {Receipt, ChangedMeanwhile}
    with acting_as(cast.ada.pk):
        assert Message.objects.filter(kind="acknowledged").count() == 1
