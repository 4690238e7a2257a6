"""Finishing an incident: refused while something is outstanding, and undone with a reason."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.exceptions import ObjectDoesNotExist

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.facts import record_event
from safeguarding.cases.models import Case
from safeguarding.cases.overview import overview
from safeguarding.plans.actions.ending import finish_case, undo_finish
from safeguarding.plans.open_items import open_items
from safeguarding.plans.outstanding import outstanding
from safeguarding.rules.refusal import Refused
from tests.cast import Cast
from tests.making import open_incident
from tests.plans.making import MON_1_JUN, TUE_2_JUN, WED_1_JUL, planned
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Iterator[Case]:
    with today.turned_to(TUE_2_JUN):
        yield open_incident(cast, known_on=MON_1_JUN)


def happened(cast: Cast, case: Case, *events: str) -> None:
    ben = cast.actor("ben")
    with acting_as(ben.person_id):
        for event in events:
            record_event(case, event, on=today.today(), by=ben)


def finish(cast: Cast, case: Case, *, by: str = "ben", finished_on: date = TUE_2_JUN) -> object:
    actor = cast.actor(by)
    with acting_as(actor.person_id):
        return finish_case(case=case, finished_on=finished_on, words="Agreed", by=actor, on=today.today())


NOTIFIED = "notification_submitted"
SENT = (NOTIFIED, "rapid_review_sent")


@pytest.mark.parametrize(
    ("events", "sentences"),
    [
        ((), ["whether to notify"]),
        (("decided_not_to_notify",), []),
        ((NOTIFIED,), ["not recorded as sent", "decision after the rapid review"]),
        ((NOTIFIED, "notification_withdrawn"), []),
        ((NOTIFIED, "no_rapid_review_owed"), []),
        (SENT, ["decision after the rapid review"]),
        ((*SENT, "no_review_decided", "decision_deferred"), ["decision after the rapid review"]),
        ((*SENT, "no_review_decided"), []),
        ((*SENT, "review_decided", "panel_request_received"), ["not answered yet"]),
        ((*SENT, "review_joined", "panel_request_received", "panel_request_answered"), []),
    ],
)
def test_what_is_outstanding(cast: Cast, case: Case, events: tuple[str, ...], sentences: list[str]) -> None:
    happened(cast, case, *events)
    with acting_as(cast.ben.pk):
        said = outstanding(case)
    assert len(said) == len(sentences)
    assert all(part in whole for part, whole in zip(sentences, said, strict=True))


def test_it_is_finished_once_and_opened_again_with_a_reason(cast: Cast, case: Case) -> None:
    with pytest.raises(Refused, match="whether to notify"):
        finish(cast, case)
    happened(cast, case, *SENT, "no_review_decided")
    with pytest.raises(Refused, match="lies ahead"):
        finish(cast, case, finished_on=WED_1_JUL)
    finish(cast, case)
    with pytest.raises(Refused, match="finished on 2 June 2026 already"):
        finish(cast, case)
    ben = cast.actor("ben")
    with acting_as(ben.person_id):
        assert overview(case, on=today.today()).phase.stage.id == "close"
        with pytest.raises(Refused, match="Write the reason"):
            undo_finish(case=case, reason=" ", by=ben, on=today.today())
        undo_finish(case=case, reason="The Panel wrote again", by=ben, on=today.today())
        assert overview(case, on=today.today()).phase.stage.id != "close"
        with pytest.raises(Refused, match="not finished"):
            undo_finish(case=case, reason="Again", by=ben, on=today.today())
    finish(cast, case)


@pytest.mark.parametrize("name", ["ada", "pia", "vic", "kit", "eve"])
def test_only_the_partnership_finishes(cast: Cast, case: Case, name: str) -> None:
    happened(cast, case, "decided_not_to_notify")
    with pytest.raises((Refused, ObjectDoesNotExist)):
        finish(cast, case, by=name)


def test_the_page_says_what_stands_in_the_way_and_what_goes_on(cast: Cast, case: Case) -> None:
    action, ben = planned(cast, case), signed_in(cast.ben)
    page = ben.get(f"/cases/{case.reference}/finish/").content.decode()
    assert "It is not decided whether to notify" in page
    assert action.reference in page
    assert "Ashmere hospital, by 1 July 2026" in page
    happened(cast, case, "decided_not_to_notify")
    said = {"finished_on-day": "2", "finished_on-month": "6", "finished_on-year": "2026", "words": ""}
    assert ben.post(f"/cases/{case.reference}/finish/", said).status_code == 303
    assert ben.get(f"/cases/{case.reference}/finish/")["Location"].endswith("/finish/undo/")
    assert ben.post(f"/cases/{case.reference}/finish/undo/", {"reason": "Too early"}).status_code == 303
    assert signed_in(cast.ada).get(f"/cases/{case.reference}/finish/").status_code == 403


def test_what_is_open_is_listed_for_a_meeting(cast: Cast, case: Case) -> None:
    action = planned(cast, case)
    with acting_as(cast.ben.pk):
        (item,) = open_items(cast["ashmere-partnership"], on=today.today())
        assert (item.reference, item.lead, item.due) == (action.reference, cast["ashmere-hospital"], WED_1_JUL)
        assert item.href == f"/plan/actions/{action.reference}/"
    with acting_as(cast.vic.pk):
        assert open_items(cast["ashmere-partnership"], on=today.today()) == []
