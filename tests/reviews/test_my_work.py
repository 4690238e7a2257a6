"""On the page after signing in: a position, a signature, an answer to the Panel; and whom the manager waits for."""

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.models import Case
from safeguarding.cases.waiting import Item, Work
from safeguarding.cases.work import work_of
from safeguarding.reviews.actions.replying import Asked
from safeguarding.reviews.actions.saying import ask_on_proposal
from safeguarding.reviews.actions.signing import ask_sign_off
from tests.cast import Cast
from tests.reviews.reviewing import decided, propose, say, sign, whole, write
from tests.reviews.sending.sent import MON_7_DEC, answer, reply, sent
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def work(cast: Cast, name: str) -> Work:
    with acting_as(cast.people[name].pk):
        return work_of(cast.actor(name), on=today.today())


def at(items: list[Item], path: str) -> list[str]:
    """Who each item at an address waits for."""
    return [item.who for item in items if item.path == path]


def test_a_holder_is_asked_for_a_position_on_what_is_proposed(cast: Cast, case: Case) -> None:
    theirs, ours = (f"/cases/{case.reference}/rapid-review/decision/{page}" for page in ("position/", ""))
    assert at(work(cast, "pia").today, theirs) == []
    propose(cast, case)
    assert at(work(cast, "pia").today, theirs) == [""]
    assert sorted(at(work(cast, "ben").waiting, ours)) == ["Ashmere", "Ashmere police", "Board"]
    say(cast, case, "pia")
    assert at(work(cast, "pia").today, theirs) == []
    assert sorted(at(work(cast, "ben").waiting, ours)) == ["Ashmere police", "Board"]
    propose(cast, case)
    assert at(work(cast, "pia").today, theirs) == [""]
    assert signed_in(cast.pia).get(theirs).status_code == 200


def test_one_who_was_also_asked_by_a_link_is_told_once_with_the_date(cast: Cast, case: Case) -> None:
    propose(cast, case)
    with acting_as(cast.ben.pk):
        ask_on_proposal(case=case, wanted_by=MON_7_DEC, by=cast.actor("ben"), on=today.today())
    found = [item for item in work(cast, "hal").today if "position" in item.path]
    assert [(item.path.rsplit("/", 3)[-3], item.due_on) for item in found] == [("decision", MON_7_DEC)]


def test_a_signature_that_was_asked_for(cast: Cast, case: Case) -> None:
    write(cast, case)
    decided(cast, case)
    path = f"/cases/{case.reference}/rapid-review/sign-off/"
    assert at(work(cast, "joe").today, path) == []
    seen = whole(cast, case).fingerprint
    with acting_as(cast.ben.pk):
        ask_sign_off(case=case, seen=seen, by=cast.actor("ben"), on=today.today())
    assert at(work(cast, "joe").today, path) == [""]
    sign(cast, case, "joe")
    assert at(work(cast, "joe").today, path) == []
    assert sorted(at(work(cast, "ben").waiting, path)) == ["Ashmere", "Board"]


def test_what_the_panel_asked(cast: Cast, case: Case) -> None:
    reply(cast, sent(cast, case), asks=[Asked("When?"), Asked("Who?", today.today())])
    found = [item for item in work(cast, "ben").today if "/asked/" in item.path]
    assert [item.due_on for item in found] == [today.today(), None]
    with acting_as(cast.ben.pk):
        asks = list(case.panel_asks.order_by("number"))
    answer(cast, case, asks[0])
    assert [item.due_on for item in work(cast, "ben").today if "/asked/" in item.path] == [today.today()]


@pytest.mark.parametrize("name", ["vic", "uma", "kit", "eve"])
def test_nobody_else_is_told(cast: Cast, case: Case, name: str) -> None:
    propose(cast, case)
    assert work(cast, name).is_quiet
