"""The first page after signing in: what waits for each role, and nothing of anybody else's."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import record_event
from safeguarding.cases.models import Appointment, Case, Party, PositionRequest, Question
from safeguarding.cases.waiting import Work
from safeguarding.cases.work import appointed_to, work_of
from safeguarding.rules.roles import Reach, Role
from tests.cast import LONG_AGO, Cast
from tests.making import open_incident
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

MON_1_JUN, TUE_2_JUN, MON_8_JUN, TUE_9_JUN = (date(2026, 6, day) for day in (1, 2, 8, 9))


@pytest.fixture
def case(cast: Cast) -> Case:
    with today.turned_to(TUE_2_JUN):
        return open_incident(cast, known_on=MON_1_JUN)


def work(cast: Cast, name: str, on: date = TUE_2_JUN) -> Work:
    with acting_as(cast.people[name].pk, on=on), today.turned_to(on):
        return work_of(cast.actor(name), on=on)


def asked(cast: Cast, case: Case, body: str, wanted_by: date = TUE_9_JUN) -> PositionRequest:
    with acting_as(cast.ben.pk):
        return PositionRequest.objects.create(
            case=case,
            question=Question.NOTIFY,
            body=cast[body],
            wanted_by=wanted_by,
            on=TUE_2_JUN,
            recorded_at=today.now(),
            recorded_by=cast.ben,
        )


def test_the_notifier_sees_what_the_authority_owes_this_week(cast: Cast, case: Case) -> None:
    soon = work(cast, "ada").soon
    assert [(item.reference, item.due_on) for item in soon] == [(case.reference, MON_8_JUN)] * 2
    assert {item.standing for item in soon} == {"open"}


def test_what_is_owed_today_or_has_passed_is_for_today(cast: Cast, case: Case) -> None:
    assert {item.standing for item in work(cast, "ada", MON_8_JUN).today} == {"due-today"}
    assert {item.standing for item in work(cast, "ada", TUE_9_JUN).today} == {"late"}


def test_the_manager_waits_for_the_notifier(cast: Cast, case: Case) -> None:
    shown = work(cast, "ben")
    assert not shown.soon
    assert [item.who for item in shown.waiting] == ["Local authority"] * 2


def test_a_partner_is_asked_first_and_answers_on_the_page_of_the_position(cast: Cast, case: Case) -> None:
    asked(cast, case, "board")
    (first, *_more) = work(cast, "hal").today
    assert first.path == f"/cases/{case.reference}/position/notify/"
    assert not any(item.path.endswith("/position/notify/") for item in work(cast, "pia").today)


def test_a_body_that_was_asked_twice_is_shown_once(cast: Cast, case: Case) -> None:
    asked(cast, case, "board")
    asked(cast, case, "board")
    assert len(work(cast, "hal").today) == 1
    assert [item.who for item in work(cast, "ben").waiting].count("Board") == 1


def test_whoever_is_kept_out_has_nothing_of_it_left(cast: Cast, case: Case) -> None:
    asked(cast, case, "board")
    with acting_as(cast.ben.pk):
        case.bars.create(person=cast.hal, why="Related", from_on=LONG_AGO, barred_by=cast.ben)
    assert work(cast, "hal").is_quiet


def test_what_others_owe_crowds_nothing_of_a_partners_own_out(
    cast: Cast, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("safeguarding.cases.work.MOST", 1)
    with today.turned_to(TUE_2_JUN):
        for _place in range(3):
            open_incident(cast, known_on=MON_1_JUN)
        with acting_as(cast.ben.pk):
            record_event(case, "notification_submitted", on=TUE_2_JUN, by=cast.actor("ben"))
            refresh_dues(case, by=cast.ben.pk)
    assert {item.reference for item in work(cast, "pia").soon} == {case.reference}


def test_a_home_area_that_only_reads_owes_nothing(cast: Cast, case: Case) -> None:
    with acting_as(cast.ben.pk):
        Party.objects.create(
            case=case, organisation=cast["calder"], reach=Reach.HOME_AREA, from_on=LONG_AGO, added_by=cast.ben
        )
    assert work(cast, "uma").is_quiet


def test_a_quiet_day_says_so_with_the_next_date(cast: Cast, case: Case) -> None:
    with acting_as(cast.ada.pk), today.turned_to(TUE_2_JUN):
        record_event(case, "notification_submitted", on=TUE_2_JUN, by=cast.actor("ada"))
        record_event(case, "partners_told", on=TUE_2_JUN, by=cast.actor("ada"))
        refresh_dues(case, by=cast.ada.pk)
        page = signed_in(cast.ben).get("/").content.decode()
    assert "Nothing is waiting for you." in page
    assert "The next date is Tuesday 23 June 2026." in page


def test_somebody_without_a_role_is_told_whom_to_ask(cast: Cast) -> None:
    page = signed_in(cast.eve).get("/").content.decode()
    assert "You have no role here yet" in page
    assert "ann@example.invalid" in page


def test_a_reviewer_sees_their_own_case_and_no_other(cast: Cast, case: Case) -> None:
    with today.turned_to(TUE_2_JUN):
        open_incident(cast, known_on=MON_1_JUN)
    with acting_as(cast.ben.pk):
        Appointment.objects.create(
            case=case, person=cast.dee, role=Role.REVIEWER, from_on=LONG_AGO, appointed_by=cast.ben
        )
    with acting_as(cast.dee.pk):
        assert [item.reference for item in appointed_to(cast.actor("dee"), on=today.today()).today] == [case.reference]


def test_an_administrator_sees_no_case(cast: Cast, case: Case) -> None:
    assert case.reference not in signed_in(cast.ann).get("/").content.decode()
    assert work(cast, "ann").is_quiet


def test_the_data_protection_officer_is_told_of_unusual_reading_and_of_no_content(cast: Cast, case: Case) -> None:
    browser = signed_in(cast.ben)
    browser.get(f"/cases/{case.reference}/")
    with acting_as(cast.ben.pk):
        case.bars.create(person=cast.hal, why="Related", from_on=LONG_AGO, barred_by=cast.ben)
        case.bars.create(person=cast.ben, why="Related too", from_on=LONG_AGO, barred_by=cast.ben)
    officer = signed_in(cast.dot)
    assert "1 unusual reading of a case" in officer.get("/").content.decode()
    page = officer.get("/reads/").content.decode()
    assert case.reference in page
    assert "Ben B." in page
    assert "Rowan" not in page


def test_another_areas_officer_is_shown_none_of_it(cast: Cast, case: Case) -> None:
    with acting_as(cast.ann.pk):
        cast.dot.roles.update(organisation=cast["calder-partnership"])
    signed_in(cast.ben).get(f"/cases/{case.reference}/")
    assert case.reference not in signed_in(cast.dot).get("/reads/?show=every").content.decode()


def test_only_the_officer_reads_who_read_what(cast: Cast) -> None:
    for name in ("ada", "ben", "ann", "cleo"):
        assert signed_in(cast.people[name]).get("/reads/").status_code == 403


@pytest.mark.parametrize("name", ["ada", "ben", "hal", "cleo", "kit", "ann", "dot"])
def test_more_cases_ask_the_database_no_more(cast: Cast, name: str) -> None:
    def asks() -> int:
        browser = signed_in(cast.people[name])
        with CaptureQueriesContext(connection) as asked_of_it:
            browser.get("/")
        return len(asked_of_it)

    with today.turned_to(TUE_2_JUN):
        asked(cast, open_incident(cast, known_on=MON_1_JUN), "board")
        asks()
        few = asks()
        for _ in range(6):
            asked(cast, open_incident(cast, known_on=MON_1_JUN), "board")
        assert asks() == few


@pytest.mark.parametrize("name", ["ada", "ben", "hal"])
def test_a_quiet_day_asks_the_database_what_a_busy_one_asks(cast: Cast, name: str) -> None:
    def asks(on: date) -> tuple[bool, int]:
        browser = signed_in(cast.people[name])
        with today.turned_to(on), CaptureQueriesContext(connection) as asked_of_it:
            page = browser.get("/").content.decode()
        return "Nothing is waiting for you." in page, len(asked_of_it)

    asks(TUE_2_JUN)
    quiet, few = asks(TUE_2_JUN)
    with today.turned_to(TUE_2_JUN):
        asked(cast, open_incident(cast, known_on=MON_1_JUN), "board")
    busy, many = asks(TUE_2_JUN)
    assert (quiet, busy) == (True, False)
    assert few == many


def test_nothing_is_asked_of_a_body_once_it_is_decided(cast: Cast, case: Case) -> None:
    asked(cast, case, "board")
    with acting_as(cast.ben.pk):
        case.decisions.create(
            question=Question.NOTIFY,
            outcome="notify",
            reasons="Harm",
            number=1,
            on=TUE_2_JUN,
            recorded_at=today.now(),
            recorded_by=cast.ben,
        )
    assert work(cast, "hal").is_quiet
