"""The same call sent twice at the same moment, by an impatient finger or a bad line."""

import pytest

from safeguarding.actor import acting_as
from safeguarding.cases.models import Case
from safeguarding.messages.models import Message
from tests.at_once import at_once
from tests.cases.first_call.calls import call, search
from tests.cast import make_cast

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner", "public"])


def test_one_incident_is_opened_and_both_are_led_to_it() -> None:
    cast = make_cast()
    made = search(cast)
    first, second = at_once(lambda: call(cast, made), lambda: call(cast, made))
    assert isinstance(first, Case), first
    assert first == second
    with acting_as(cast.ben.pk):
        assert Case.objects.count() == 1
        assert Message.objects.filter(case_id=first.pk).count() == 4
