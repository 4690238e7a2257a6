"""Partners and the areas where the children live are told, and it is on record how and when."""

from datetime import date
from typing import Any

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.actions.telling import ToTell, add_home_area, record_told, tell_here, to_be_told
from safeguarding.cases.models import Case, Party, Told
from safeguarding.messages.models import Message
from safeguarding.rules.refusal import Refused
from tests.cases.notification.writing import (
    CHILD,
    FRI_13_NOV,
    MON_16_NOV,
    TUE_17_NOV,
    decided,
    receives_elsewhere,
    record,
    write_whole,
)
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(cast: Cast, case: Case) -> Case:
    """Sent on Monday; the child lives in Calder."""
    receives_elsewhere(cast)
    decided(cast, case)
    write_whole(cast, case, child={**CHILD, "home-area": "calder"})
    record(cast, case)
    return case


def listed(cast: Cast, case: Case) -> dict[str, ToTell]:
    with acting_as(cast.ada.pk):
        return {one.body.code: one for one in to_be_told(case, on=MON_16_NOV)}


def tell(cast: Cast, case: Case, body: str, *, by: str = "ada", **given: Any) -> Told:
    asked: dict[str, Any] = {"how": "By phone, to the duty manager", "told_on": MON_16_NOV, **given}
    with acting_as(cast.people[by].pk):
        return record_told(case=case, body=cast[body], by=cast.actor(by), on=today.today(), **asked)


def here(cast: Cast, case: Case, body: str, *, by: str = "ada") -> Told:
    with acting_as(cast.people[by].pk):
        return tell_here(case=case, body=cast[body], by=cast.actor(by), on=today.today())


def facts(cast: Cast, case: Case) -> dict[str, date]:
    with acting_as(cast.ada.pk):
        rows = case.events.filter(event__in=("partners_told", "home_area_told"))
        return dict(rows.values_list("event", "on"))


def test_partners_and_the_home_areas_partnership_are_to_be_told_but_not_the_authority_itself(
    cast: Cast, sent: Case
) -> None:
    assert set(listed(cast, sent)) == {"board", "ashmere-police", "calder-partnership"}
    assert listed(cast, sent)["calder-partnership"].children == (1,)


def test_a_child_at_home_in_the_area_adds_nobody(cast: Cast, case: Case) -> None:
    write_whole(cast, case)
    assert set(listed(cast, case)) == {"board", "ashmere-police"}


def test_each_is_on_record_and_all_together_are_a_fact(cast: Cast, sent: Case) -> None:
    tell(cast, sent, "board")
    tell(cast, sent, "ashmere-police", by="ben")
    assert facts(cast, sent) == {}
    with today.turned_to(TUE_17_NOV):
        tell(cast, sent, "calder-partnership", told_on=TUE_17_NOV)
    assert facts(cast, sent) == {"home_area_told": TUE_17_NOV, "partners_told": TUE_17_NOV}
    with acting_as(cast.ada.pk):
        assert sent.dues.get(duty="eng-tell-partners").met_on == TUE_17_NOV


def test_told_here_the_home_area_can_open_it_and_is_written_to(cast: Cast, sent: Case) -> None:
    with acting_as(cast.vic.pk):
        assert not Case.objects.exists()
    here(cast, sent, "calder-partnership")
    with acting_as(cast.vic.pk):
        assert Case.objects.get() == sent
        (message,) = Message.objects.filter(recipient_id=cast.vic.pk)
        assert (message.kind, message.lines[0]["what"]) == ("told", "notified")
    assert list(facts(cast, sent)) == ["home_area_told"]


def test_told_by_phone_the_home_area_may_still_be_let_in(cast: Cast, sent: Case) -> None:
    for _ in range(2):
        with acting_as(cast.ben.pk):
            add_home_area(case=sent, body=cast["calder-partnership"], by=cast.actor("ben"), on=MON_16_NOV)
    with acting_as(cast.vic.pk):
        assert Party.objects.filter(case=sent, reach="home-area").count() == 1


def test_an_area_where_no_child_lives_is_not_let_in(cast: Cast, sent: Case) -> None:
    with acting_as(cast.ada.pk), pytest.raises(Refused, match="No child of this incident"):
        add_home_area(case=sent, body=cast["calder"], by=cast.actor("ada"), on=MON_16_NOV)


def test_nobody_is_told_here_where_nobody_signs_in(cast: Cast, sent: Case) -> None:
    with acting_as(cast.ann.pk):
        cast.vic.roles.update(until_on=FRI_13_NOV)
    with pytest.raises(Refused, match="Ring them"):
        here(cast, sent, "calder-partnership")


def test_not_before_it_was_sent(cast: Cast, case: Case) -> None:
    with pytest.raises(Refused, match="not yet recorded that the notification was sent"):
        tell(cast, case, "board")
    with pytest.raises(Refused, match="not yet recorded"):
        here(cast, case, "board")


def test_not_twice(cast: Cast, sent: Case) -> None:
    here(cast, sent, "board")
    with pytest.raises(ChangedMeanwhile, match="recorded already"):
        tell(cast, sent, "board")
    with acting_as(cast.hal.pk):
        assert Message.objects.filter(recipient_id=cast.hal.pk, key__contains="/told-").count() == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"how": " "}, "Write how"),
        ({"how": "x" * 201}, "200 characters or fewer"),
        ({"told_on": TUE_17_NOV}, "lies ahead"),
        ({"told_on": FRI_13_NOV}, "before the notification was sent"),
    ],
)
def test_what_cannot_be_is_refused(cast: Cast, sent: Case, given: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        tell(cast, sent, "board", **given)


def test_a_body_without_a_part_is_refused(cast: Cast, sent: Case) -> None:
    with pytest.raises(Refused, match="has no part"):
        tell(cast, sent, "ashmere-hospital")


@pytest.mark.parametrize("name", ["pia", "hal", "joe"])
def test_who_only_reads_does_not_tell(cast: Cast, sent: Case, name: str) -> None:
    with pytest.raises(Refused, match="cannot do this"):
        tell(cast, sent, "board", by=name)
    with pytest.raises(Refused, match="cannot do this"):
        here(cast, sent, "board", by=name)


@pytest.mark.parametrize("name", ["kit", "uma", "vic", "cleo", "dee", "ann", "dot", "eve"])
def test_others_do_not_find_it(cast: Cast, sent: Case, name: str) -> None:
    with pytest.raises(Case.DoesNotExist):
        tell(cast, sent, "board", by=name)


def test_who_was_let_in_as_home_area_reads_and_does_nothing_else(cast: Cast, sent: Case) -> None:
    here(cast, sent, "calder-partnership")
    with pytest.raises(Refused, match="cannot do this"):
        tell(cast, sent, "board", by="vic")
