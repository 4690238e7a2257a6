"""Before a press that writes to people, the page says what goes to whom: F16."""

from datetime import date

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.models import Case
from safeguarding.messages.models import Message
from tests.cast import Cast
from tests.making import open_incident
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

MON_1_JUN, TUE_2_JUN = date(2026, 6, 1), date(2026, 6, 2)


@pytest.fixture
def case(cast: Cast) -> Case:
    with today.turned_to(TUE_2_JUN):
        return open_incident(cast, known_on=MON_1_JUN)


def page(cast: Cast, case: Case, address: str) -> str:
    with today.turned_to(TUE_2_JUN):
        return signed_in(cast.ben).get(f"/cases/{case.reference}/{address}").content.decode()


def test_before_asking_for_positions_each_holder_is_named_with_what_they_get(cast: Cast, case: Case) -> None:
    shown = page(cast, case, "positions/notify/ask/")
    for name in ("pia", "hal", "joe"):
        assert f"{name}@example.invalid" in shown
    assert "position is asked for as soon as you can give it" in shown
    assert "Rowan" not in shown


def test_before_changing_the_lead_the_message_is_shown(cast: Cast, case: Case) -> None:
    shown = page(cast, case, "lead/")
    assert "you are the lead from" in shown
    assert "Rowan" not in shown


def test_showing_it_writes_nothing(cast: Cast, case: Case) -> None:
    with acting_as(cast.ben.pk):
        before = Message.objects.count()
    page(cast, case, "positions/notify/ask/")
    page(cast, case, "lead/")
    with acting_as(cast.ben.pk):
        assert Message.objects.count() == before > 0
