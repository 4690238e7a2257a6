"""F14: superseded rules or the wrong library of holidays are never used unseen. With each date goes the version of the
law and of the calendar by which it was counted."""

from datetime import date
from itertools import pairwise

import pytest
from django.forms.models import model_to_dict

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases import which_law
from safeguarding.cases.actions.law import proclaim_holiday
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import record_event
from safeguarding.cases.models import Case, Due, MovedDue
from safeguarding.cases.which_law import HOLIDAYS_RELEASE, calendar_version
from safeguarding.rules.workdays import calendar, overlaid
from tests.cast import Cast
from tests.making import open_incident
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

MON_1_JUN, TUE_2_JUN, THU_4_JUN, MON_8_JUN, TUE_9_JUN = (date(2026, 6, day) for day in (1, 2, 4, 8, 9))
NOTIFY = "eng-notify-panel"


@pytest.fixture
def case(cast: Cast) -> Case:
    with today.turned_to(MON_1_JUN):
        return open_incident(cast, known_on=MON_1_JUN)


def why(cast: Cast, case: Case) -> str:
    with today.turned_to(TUE_2_JUN):
        page = signed_in(cast.ben).get(f"/cases/{case.reference}/dates/{NOTIFY}/2026-06-01/")
    return page.content.decode()


def test_f14_a_date_is_kept_with_the_version_of_the_law_and_of_the_calendar(cast: Cast, case: Case) -> None:
    with acting_as(cast.ben.pk):
        due = case.dues.get(duty=NOTIFY)
    assert due.law_from == date(2018, 6, 29)
    assert due.calendar == calendar_version(calendar("england"))
    assert due.holidays_release == HOLIDAYS_RELEASE


def test_f14_a_date_says_which_of_two_versions_of_its_duty_gave_it(cast: Cast, case: Case) -> None:
    with acting_as(cast.ben.pk), today.turned_to(TUE_2_JUN):
        record_event(case, "notification_submitted", on=date(2019, 5, 1), by=cast.actor("ben"))
        refresh_dues(case, by=cast.ben.pk)
        assert case.dues.get(duty="eng-rapid-review").law_from == date(2019, 4, 1)


def test_f14_another_calendar_has_another_version_and_the_same_days_the_same() -> None:
    england = calendar("england")
    others = [calendar("scotland"), overlaid(england, ((THU_4_JUN, "A day"),), ()), overlaid(england, (), ())]
    versions = [calendar_version(days) for days in (england, *others)]
    assert all(a != b for a, b in pairwise(versions))
    assert versions[0] == versions[3]


def test_f14_a_date_that_another_calendar_moves_says_so_whatever_was_done_meanwhile(cast: Cast, case: Case) -> None:
    with acting_as(cast.ann.pk), today.turned_to(MON_1_JUN):
        proclaim_holiday(
            day=THU_4_JUN, name="A day of thanks", nations=("england",), known_from=MON_1_JUN,
            source="A proclamation", by=cast.actor("ann"), on=MON_1_JUN,
        )  # fmt: skip
    with acting_as(cast.ben.pk), today.turned_to(TUE_2_JUN):
        record_event(case, "position_recorded", on=TUE_2_JUN, body=cast["board"], by=cast.actor("ben"))
        refresh_dues(case, by=cast.ben.pk, reason="Something else was recorded.")
        move = MovedDue.objects.get(case=case, duty=NOTIFY)
    assert (move.was_on, move.is_on, move.reason) == (MON_8_JUN, TUE_9_JUN, "The calendar changed.")


def test_f14_another_release_of_the_holidays_with_the_same_days_moves_nothing(
    cast: Cast, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(which_law, "HOLIDAYS_RELEASE", "999.1")
    with acting_as(cast.ben.pk), today.turned_to(TUE_2_JUN):
        refresh_dues(case, by=cast.ben.pk)
        assert case.dues.get(duty=NOTIFY).holidays_release == "999.1"
        assert not MovedDue.objects.exists()


def test_f14_why_this_date_says_by_what_it_was_counted(cast: Cast, case: Case) -> None:
    said = why(cast, case)
    assert "Counted with the bank holidays of England and Wales as known on 2 June 2026" in said
    assert "in force from 29 June 2018" in said
    assert calendar_version(calendar("england")) in said


def test_f14_a_date_kept_from_another_calendar_is_never_passed_off_as_counted_by_this_one(
    cast: Cast, case: Case
) -> None:
    with acting_as(cast.ben.pk):
        case.dues.filter(duty=NOTIFY).update(calendar="england-000000000000")
    said = why(cast, case)
    assert "counted by another version of the law or of the calendar" in said
    assert "england-000000000000" in said


def test_f14_deleted_and_rebuilt_the_versions_are_identical(cast: Cast, case: Case) -> None:
    def kept() -> list[dict[str, object]]:
        return [model_to_dict(due, exclude=["id"]) for due in case.dues.order_by("duty", "started_on")]

    with acting_as(cast.ben.pk), today.turned_to(TUE_2_JUN):
        before = kept()
        Due.objects.filter(case=case).delete()
        refresh_dues(case, by=cast.ben.pk)
        assert kept() == before
