"""The page of one incident: what is next, whom to ring, what was decided and sent; and nothing said before it is so."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.facts import record_event
from safeguarding.cases.models import Case, Decision, Party, Question, Submission
from safeguarding.cases.overview import overview
from safeguarding.cases.views.incident import steps
from safeguarding.people.models import Contact
from safeguarding.rules.roles import Reach
from tests.cast import LONG_AGO, Cast
from tests.making import open_incident
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

MON_1_JUN, TUE_2_JUN, MON_8_JUN = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 8)


@pytest.fixture
def case(cast: Cast) -> Case:
    with today.turned_to(TUE_2_JUN):
        return open_incident(cast, known_on=MON_1_JUN)


def page(cast: Cast, case: Case, name: str = "ben") -> str:
    with today.turned_to(TUE_2_JUN):
        return signed_in(cast.people[name]).get(f"/cases/{case.reference}/").content.decode()


def decide(cast: Cast, case: Case, outcome: str) -> None:
    with acting_as(cast.ben.pk):
        case.decisions.create(
            question=Question.NOTIFY,
            outcome=outcome,
            reasons="The ward's letter says so",
            number=case.decisions.count() + 1,
            on=TUE_2_JUN,
            recorded_at=today.now(),
            recorded_by=cast.ben,
        )


def test_the_next_step_is_named_with_its_date_before_everything_else(cast: Cast, case: Case) -> None:
    shown = page(cast, case)
    assert "Local authority, by Monday 8 June 2026." in shown
    assert shown.index("What to do next") < shown.index("Three people to ring") < shown.index("What happened last")


def test_of_two_dates_on_one_day_the_binding_one_is_next(cast: Cast, case: Case) -> None:
    assert page(cast, case).index("Notify the serious incident") < page(cast, case).index("Three people to ring")


def test_what_is_next_is_one_press_away_and_deciding_comes_before_writing(cast: Cast, case: Case) -> None:
    before = page(cast, case, "ada")
    assert "It is still to be decided whether this must be notified." in before
    assert f'href="/cases/{case.reference}/notify-or-not/" role="button"' in before
    decide(cast, case, Decision.Outcome.NOTIFY)
    after = page(cast, case, "ada")
    assert "It is still to be decided" not in after
    assert f'href="/cases/{case.reference}/notification/" role="button"' in after


def test_a_stage_that_was_passed_over_is_never_shown_as_done(cast: Cast, case: Case) -> None:
    with acting_as(cast.ada.pk), today.turned_to(TUE_2_JUN):
        record_event(case, "notification_submitted", on=TUE_2_JUN, by=cast.actor("ada"))
        shown = [(step.name, step.place) for step in steps(overview(case, on=TUE_2_JUN))]
    assert shown[:4] == [
        ("Awareness", "done"),
        ("Threshold talk", "passed-over"),
        ("Notification", "now"),
        (shown[3][0], "next"),
    ]
    assert "passed over</span>" in page(cast, case)


def test_finished_without_a_local_review_it_shows_none_of_its_stages(cast: Cast, case: Case) -> None:
    with acting_as(cast.ada.pk), today.turned_to(TUE_2_JUN):
        for event in ("notification_submitted", "rapid_review_sent", "case_closed"):
            record_event(case, event, on=TUE_2_JUN, by=cast.actor("ada"))
        shown = steps(overview(case, on=TUE_2_JUN))
    assert shown[-1].place == "now"
    assert [step.name for step in shown[-3:-1]] == ["Sent to the Panel", "The Panel's reply"]


def test_who_may_not_write_the_notification_gets_no_button_to_it(cast: Cast, case: Case) -> None:
    decide(cast, case, Decision.Outcome.NOTIFY)
    assert f'href="/cases/{case.reference}/notification/"' not in page(cast, case, "joe")


def test_nobody_is_named_twice_among_those_to_ring(cast: Cast, case: Case) -> None:
    with acting_as(cast.ben.pk):
        Contact.objects.create(
            organisation=cast["ashmere"],
            post="Head of safeguarding",
            name=cast.ada.name,
            phone="0113 496 0001",
            confirmed_on=MON_1_JUN,
            confirmed_by=cast.ann,
        )
        Case.objects.filter(pk=case.pk).update(lead=cast.ada)
    shown = page(cast, case)
    to_ring = shown[shown.index("Three people to ring") : shown.index("The children")]
    assert to_ring.count(cast.ada.name) == 1


def test_the_directory_is_asked_once_and_the_areas_own_fill_what_the_bodies_leave(cast: Cast, case: Case) -> None:
    with acting_as(cast.ben.pk):
        for body, post in (("ashmere-partnership", "Head"), ("ashmere", "First here"), ("ashmere", "Second here")):
            Contact.objects.create(organisation=cast[body], post=post, confirmed_on=MON_1_JUN, confirmed_by=cast.ann)
        Case.objects.filter(pk=case.pk).update(lead=None)
    with CaptureQueriesContext(connection) as asked:
        shown = page(cast, case)
    to_ring = shown[shown.index("Three people to ring") : shown.index("The children")]
    assert to_ring.index(">Head<") < to_ring.index("First here") < to_ring.index("Second here")
    assert sum('FROM "people_contact"' in query["sql"] for query in asked.captured_queries) == 1


def test_the_title_is_the_reference_and_the_child_is_named_in_the_body_alone(cast: Cast, case: Case) -> None:
    shown = page(cast, case)
    title = shown[shown.index("<title>") : shown.index("</title>")]
    assert case.reference in title
    assert "Rowan" not in title
    assert "Rowan Vale" in shown


def test_decided_to_notify_is_not_yet_notified(cast: Cast, case: Case) -> None:
    decide(cast, case, Decision.Outcome.NOTIFY)
    shown = page(cast, case)
    assert "Not sent yet." in shown
    assert "sent to Panel" not in shown


def test_a_submission_is_shown_with_its_proof(cast: Cast, case: Case) -> None:
    decide(cast, case, Decision.Outcome.NOTIFY)
    with acting_as(cast.ada.pk):
        case.submissions.create(
            case_reference=case.reference,
            what=Submission.What.NOTIFICATION,
            how=Submission.How.ELSEWHERE,
            recipient=cast["panel"],
            sent_from=cast["ashmere"],
            reference="CSPR-77",
            sent_at=today.london_moment(TUE_2_JUN, today.now().time()),
            sender="Ada A.",
            content={},
            on=TUE_2_JUN,
            recorded_at=today.now(),
            recorded_by=cast.ada,
        )
    shown = page(cast, case)
    assert "sent to Panel on 2 June 2026" in shown
    assert "reference CSPR-77" in shown
    assert "Not sent yet." not in shown


def test_not_notified_is_shown_with_its_reasons(cast: Cast, case: Case) -> None:
    decide(cast, case, Decision.Outcome.NOT_NOTIFY)
    with acting_as(cast.ben.pk), today.turned_to(TUE_2_JUN):
        record_event(case, "decided_not_to_notify", on=TUE_2_JUN, by=cast.actor("ben"))
    shown = page(cast, case)
    assert "Not notified, with reasons" in shown
    assert "The ward&#x27;s letter says so" in shown


def test_more_facts_needed_is_shown_and_the_date_still_runs(cast: Cast, case: Case) -> None:
    decide(cast, case, Decision.Outcome.MORE_FACTS)
    shown = page(cast, case)
    assert "More facts are needed" in shown
    assert "by Monday 8 June 2026" in shown


def test_the_reading_is_on_record(cast: Cast, case: Case) -> None:
    page(cast, case, "hal")
    with today.turned_to(TUE_2_JUN):
        trace = signed_in(cast.ben).get(f"/cases/{case.reference}/trace/?show=reads").content.decode()
    assert "Hal H." in trace


@pytest.mark.parametrize("name", ["uma", "vic", "cleo", "kit", "ann", "dot"])
def test_another_area_learns_no_more_than_of_a_case_that_is_not_there(cast: Cast, case: Case, name: str) -> None:
    browser = signed_in(cast.people[name])
    real, absent = browser.get(f"/cases/{case.reference}/"), browser.get("/cases/SR-2026-9999/")
    assert (real.status_code, absent.status_code) == (404, 404)
    assert real.content.replace(case.reference.encode(), b"") == absent.content.replace(b"SR-2026-9999", b"")


def test_a_home_area_reads_and_is_offered_nothing_that_it_may_not(cast: Cast, case: Case) -> None:
    with acting_as(cast.ben.pk):
        Party.objects.create(
            case=case, organisation=cast["calder"], reach=Reach.HOME_AREA, from_on=LONG_AGO, added_by=cast.ben
        )
    shown = page(cast, case, "uma")
    assert "Everything that happened" in shown
    for forbidden in ("Who is kept out", "Change the lead", "Who read and changed what", "Make a letter"):
        assert forbidden not in shown


@pytest.mark.parametrize(
    ("name", "address", "status"),
    [
        ("ada", "kept-out/", 403),
        ("ada", "trace/", 403),
        ("hal", "diary/write/", 403),
        ("hal", "papers/file/", 403),
        ("hal", "dates/pause/", 403),
        ("hal", "days/", 200),
        ("hal", "dates/", 200),
        ("hal", "messages/", 200),
        ("ben", "trace/", 200),
        ("vic", "days/", 404),
        ("vic", "papers/", 404),
        ("vic", "messages/", 404),
    ],
)
def test_each_page_opens_for_its_roles_alone(cast: Cast, case: Case, name: str, address: str, status: int) -> None:
    assert signed_in(cast.people[name]).get(f"/cases/{case.reference}/{address}").status_code == status


def test_a_long_history_asks_the_database_no_more(cast: Cast, case: Case) -> None:
    browser, counts = signed_in(cast.ben), []
    for events in (0, 12):
        with acting_as(cast.ben.pk), today.turned_to(TUE_2_JUN):
            for _ in range(events):
                record_event(case, "position_recorded", on=TUE_2_JUN, body=cast["board"], by=cast.actor("ben"))
        browser.get(f"/cases/{case.reference}/")
        with CaptureQueriesContext(connection) as asked:
            browser.get(f"/cases/{case.reference}/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
