"""The figures of a year: drawn from the record, none under five, none that could be worked out."""

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.facts import record_event
from safeguarding.plans.year import figures
from tests.cast import Cast
from tests.making import make_incident
from tests.plans.making import MON_1_JUN, MON_8_JUN, TUE_2_JUN, accepted, acted, finished, found, recommended, shown
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def said(cast: Cast, year: int = 2026, *, by: str = "ben") -> dict[str, str]:
    with acting_as(cast.people[by].pk):
        return {
            one.words: one.said for _heading, lines in figures(cast["ashmere-partnership"], year).parts for one in lines
        }


def notified_and_sent(cast: Cast, count: int, decision: str = "no_review_decided") -> None:
    ben = cast.actor("ben")
    for _ in range(count):
        with today.turned_to(MON_1_JUN):
            case = make_incident(cast)
        with today.turned_to(MON_8_JUN), acting_as(ben.person_id):
            record_event(case, "notification_submitted", on=MON_1_JUN, by=ben)
            record_event(case, "rapid_review_sent", on=MON_8_JUN, by=ben)
            record_event(case, decision, on=MON_8_JUN, by=ben)


def test_five_are_counted_and_fewer_are_not_shown(cast: Cast) -> None:
    notified_and_sent(cast, 4)
    assert said(cast)["Opened"] == "too few to show"
    notified_and_sent(cast, 1)
    found = said(cast)
    assert (found["Opened"], found["Notified"], found["Withdrawn"]) == ("5", "5", "0")
    assert found["Working days from the notification until the rapid review was sent, the one in the middle"] == "5"
    assert (found["Made"], found["No local review"]) == ("5", "5")


def test_a_part_that_the_others_would_tell_is_not_shown(cast: Cast) -> None:
    notified_and_sent(cast, 6)
    notified_and_sent(cast, 2, "review_decided")
    found = said(cast)
    assert found["No local review"] == found["A local review was decided on"] == found["Made"] == "too few to show"


def test_done_and_made_a_difference_are_counted_apart(cast: Cast) -> None:
    with today.turned_to(TUE_2_JUN):
        recommendation = recommended(cast, found(cast, make_incident(cast)))
        for place in range(10):
            action = acted(cast, recommendation, text=f"Thing {place}")
            accepted(cast, shown(cast, action))
            finished(cast, action)
    counted = said(cast)
    assert (counted["Done"], counted["Not done yet"]) == ("10", "0")
    assert counted["Of those done, made a difference: not yet"] == "10"
    assert said(cast, 2025)["To be done in the year"] == "0"


def test_the_page(cast: Cast) -> None:
    with today.turned_to(MON_8_JUN):
        page = signed_in(cast.ben).get("/plan/year/2026/").content.decode()
        assert "From 1 April 2026 to 31 March 2027" in page
        assert signed_in(cast.ben).get("/plan/year/1999/").status_code == 404
        assert signed_in(cast.kit).get("/plan/year/2026/").status_code == 403
