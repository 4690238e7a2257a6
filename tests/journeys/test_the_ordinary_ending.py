"""From a notification on record to the ordinary ending, as everybody who has a part in it: agencies asked, no local
review after the rapid one, the Panel's reply, a plan looked at again, an incident finished."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.demonstration.stories import sent_and_told
from safeguarding.cases.demonstration.teller import Teller
from safeguarding.cases.models import Due
from safeguarding.people.demonstration import Demonstration
from tests.journeys import acts_of_the_review as acts
from tests.journeys.conftest import Visiting
from tests.journeys.visitor import PHONE, Visitor

NARROWEST = (320, 640)


@pytest.fixture
def time_machine(tmp_path: Path) -> Iterator[None]:
    """The demonstration's own: the day that somebody sets holds for every request. Taken back afterwards."""
    today.follow(tmp_path / "day")
    yield
    today.follow(None)


def test_from_a_notification_to_the_ordinary_ending(
    visiting: Visiting, demonstration: Demonstration, time_machine: None
) -> None:
    case = sent_and_told(Teller(demonstration, today.today()), 6, "A child was left alone at home and hurt")
    reference = case.reference
    manager = visiting("manager").sign_in()
    hospital, school = (visiting(who, window=NARROWEST).sign_in() for who in ("hospital", "school"))
    partners = {who: visiting(who, window=NARROWEST).sign_in() for who in acts.HOLDERS}

    acts.ask_agencies(manager, reference, demonstration)
    acts.answer_the_request(hospital, reference)
    acts.hold_nothing(school, reference)
    acts.write_the_review(manager, reference)
    acts.hold_the_meeting(manager, partners["partner-police"], reference, demonstration)

    acts.weigh_and_propose(manager, reference)
    for partner in partners.values():
        acts.give_position(partner, reference)
    acts.decide(manager, reference)
    signed_by_all(partners, reference)
    acts.change_what_was_signed(manager, partners["partner-health"], reference)
    acts.ask_to_sign(manager, reference)
    signed_by_all(partners, reference)

    acts.send_to_the_panel(manager, reference)
    panel = visiting("panel", window=PHONE).sign_in()
    acts.reply(panel, reference)
    acts.answer_the_panel(manager, panel, reference)

    action = acts.write_the_plan(manager, reference, demonstration)
    acts.finish_without_evidence(manager, action)
    acts.send_evidence(hospital, action)
    acts.accept_evidence(partners["partner-police"], manager, action)
    today.set_for_all(today.today() + timedelta(days=1))
    police, hospital, manager = (visiting(who).sign_in() for who in ("partner-police", "hospital", "manager"))
    acts.look_again(police, hospital, action)
    acts.finish(manager, reference, action)

    with acting_as(demonstration.people["manager"].pk):
        met = dict(Due.objects.filter(case=case).values_list("duty", "met_on"))
    assert met["eng-rapid-review"] == today.today() - timedelta(days=1)


def signed_by_all(partners: dict[str, Visitor], reference: str) -> None:
    for partner in partners.values():
        acts.sign(partner, reference)
