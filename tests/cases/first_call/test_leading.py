"""Who leads an incident: only somebody who sees it (F10)."""

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.actions.leading import set_lead, who_may_lead
from safeguarding.cases.models import Bar, Case
from safeguarding.cases.reach import permissions_on
from safeguarding.messages.models import Message
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Permission
from tests.cast import LONG_AGO, Cast
from tests.making import make_incident

pytestmark = pytest.mark.django_db


def lead(cast: Cast, case: Case, name: str, *, by: str = "ben", seen: int | None = None) -> Case:
    actor = cast.actor(by)
    with acting_as(actor.person_id):
        return set_lead(case=case, lead=cast.people[name], seen=seen, by=actor, on=today.today())


def test_somebody_who_sees_it_becomes_the_lead_and_is_told_by_reference(cast: Cast) -> None:
    case = make_incident(cast)
    assert lead(cast, case, "ada").lead == cast.ada
    with acting_as(cast.ben.pk):
        assert Message.objects.get(kind="lead-changed").recipient == cast.ada


def test_the_list_to_choose_from_is_exactly_those_who_may_read_it(cast: Cast) -> None:
    case = make_incident(cast)
    with acting_as(cast.ben.pk):
        Bar.objects.create(case=case, person=cast.hal, why="Related", from_on=LONG_AGO, barred_by=cast.ben)
        offered = {person.pk for person in who_may_lead(case, on=today.today())}
        readers = {
            person.pk
            for name, person in cast.people.items()
            if Permission.READ_CASE in permissions_on(cast.actor(name), case)
        }
    assert offered == readers
    assert cast.hal.pk not in offered


@pytest.mark.parametrize("name", ["kit", "uma", "vic", "cleo", "dot", "ann", "dee", "eve"])
def test_whoever_cannot_open_it_cannot_be_made_its_lead(cast: Cast, name: str) -> None:
    case = make_incident(cast)
    with pytest.raises(Refused, match="somebody who can open this incident"):
        lead(cast, case, name)


def test_the_second_of_two_is_told(cast: Cast) -> None:
    case = make_incident(cast)
    lead(cast, case, "ada")
    with pytest.raises(ChangedMeanwhile):
        lead(cast, case, "pia", by="ada")


@pytest.mark.parametrize("name", ["pia", "hal", "joe"])
def test_a_partner_does_not_choose_the_lead(cast: Cast, name: str) -> None:
    with pytest.raises(Refused, match="cannot do this"):
        lead(cast, make_incident(cast), "ada", by=name)
