"""Every date of a case in words: force, who owes it, moved dates, why; and the pages that correct, extend and pause."""

from datetime import date

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.corrections import correct_event, pause_progress
from safeguarding.cases.actions.law import Citation, confirm_duty
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import record_event
from safeguarding.cases.models import Case, Event
from safeguarding.rules.refusal import Refused
from tests.cast import Cast
from tests.making import open_incident
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

MON_1_JUN, TUE_2_JUN, WED_3_JUN, MON_8_JUN, FRI_12_JUN = (date(2026, 6, day) for day in (1, 2, 3, 8, 12))


@pytest.fixture
def case(cast: Cast) -> Case:
    with today.turned_to(TUE_2_JUN):
        return open_incident(cast, known_on=MON_1_JUN)


def get(cast: Cast, case: Case, address: str, name: str = "ben", on: date = TUE_2_JUN) -> str:
    with today.turned_to(on):
        return signed_in(cast.people[name]).get(f"/cases/{case.reference}/{address}").content.decode()


def post(cast: Cast, case: Case, address: str, name: str = "ben", on: date = TUE_2_JUN, **typed: str):  # type: ignore[no-untyped-def]
    with today.turned_to(on):
        return signed_in(cast.people[name]).post(f"/cases/{case.reference}/{address}", typed)


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def known(cast: Cast, case: Case) -> Event:
    with acting_as(cast.ben.pk):
        return Event.objects.get(case=case, event="incident_known_to_la", superseded_by__isnull=True)


def sent(cast: Cast, case: Case) -> None:
    with acting_as(cast.ada.pk), today.turned_to(TUE_2_JUN):
        record_event(case, "notification_submitted", on=TUE_2_JUN, by=cast.actor("ada"))
        refresh_dues(case, by=cast.ada.pk)


def test_each_date_says_what_it_rests_on_and_how_that_was_seen(cast: Cast, case: Case) -> None:
    shown = get(cast, case, "dates/")
    assert "Children Act 2004" in shown
    assert "statute; checked against the instrument" in shown
    assert "Monday 8 June 2026" in shown


def test_a_date_of_guidance_that_has_passed_is_never_called_a_breach(cast: Cast, case: Case) -> None:
    shown = get(cast, case, "dates/", name="ada", on=FRI_12_JUN)
    assert "past its date (4 days)" in shown
    assert "Outside guidance: a reason is needed." in shown
    assert "breach" not in shown.lower()


def test_why_tells_the_counting_day_by_day_and_shows_the_place_reached(cast: Cast, case: Case) -> None:
    shown = get(cast, case, "dates/eng-notify-panel/2026-06-01/")
    assert "working day 5" in shown
    assert "law-picture__stage--here" in shown
    assert "The place reached" in shown


@pytest.mark.parametrize("address", ["eng-notify-panel/2026-06-02/", "no-such-duty/2026-06-01/", "eng-notify-panel/x/"])
def test_a_date_that_is_not_there_is_a_page_that_is_not_there(cast: Cast, case: Case, address: str) -> None:
    with today.turned_to(TUE_2_JUN):
        assert signed_in(cast.ben).get(f"/cases/{case.reference}/dates/{address}").status_code == 404


def test_an_unconfirmed_duty_is_shown_as_such_and_offers_no_more_time(cast: Cast, case: Case) -> None:
    sent(cast, case)
    shown = get(cast, case, "dates/")
    unconfirmed = shown[shown.index("believed to hold") :]
    assert "unconfirmed" in unconfirmed
    assert "Give more time" not in unconfirmed


def test_correcting_the_day_moves_the_date_and_keeps_both_with_the_reason(cast: Cast, case: Case) -> None:
    address = f"events/{known(cast, case).pk}/correct/"
    answer = post(cast, case, address, **day("happened_on", TUE_2_JUN), reason="The duty desk rang on the 2nd")
    assert answer.status_code == 303
    shown = get(cast, case, "dates/")
    assert "moved from 8 June 2026 to 9 June 2026: The duty desk rang on the 2nd" in shown.replace("\n", " ")
    history = get(cast, case, "events/")
    assert "Until then recorded as Monday 1 June 2026." in history
    assert "Corrected" in history


def test_a_day_ahead_is_refused_with_everything_typed_still_there(cast: Cast, case: Case) -> None:
    address = f"events/{known(cast, case).pk}/correct/"
    answer = post(cast, case, address, **day("happened_on", MON_8_JUN), reason="Misheard")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "lies ahead" in page
    assert 'value="2026"' in page
    assert "Misheard" in page


def test_correcting_twice_from_an_old_page_is_refused(cast: Cast, case: Case) -> None:
    address = f"events/{known(cast, case).pk}/correct/"
    post(cast, case, address, **day("happened_on", TUE_2_JUN), reason="First")
    assert post(cast, case, address, **day("happened_on", TUE_2_JUN), reason="Second").status_code == 404


def test_what_was_taken_back_stays_on_record_and_drives_nothing(cast: Cast, case: Case) -> None:
    sent(cast, case)
    with acting_as(cast.ben.pk):
        event = Event.objects.get(case=case, event="notification_submitted")
    assert post(cast, case, f"events/{event.pk}/take-back/", reason="It was another incident").status_code == 303
    assert "Taken back" in get(cast, case, "events/")
    assert "Complete the rapid review" not in get(cast, case, "dates/")


def test_a_date_of_guidance_is_given_more_time_with_the_reason(cast: Cast, case: Case) -> None:
    sent(cast, case)
    typed = day("until", date(2026, 7, 1))
    assert post(cast, case, "dates/eng-rapid-review/extend/", **typed, reason="Agreed").status_code == 303
    shown = get(cast, case, "dates/").replace("\n", " ")
    assert "moved from 23 June 2026 to 1 July 2026: Agreed" in shown


def test_more_time_than_the_date_has_already_is_refused(cast: Cast, case: Case) -> None:
    sent(cast, case)
    page = post(cast, case, "dates/eng-rapid-review/extend/", **day("until", WED_3_JUN), reason="x").content.decode()
    assert "must be later than 23 June 2026" in page
    assert 'href="#id_until-day"' in page


AGREE = "eng-agree-notification"


def test_what_the_law_gives_no_period_for_is_given_a_local_date(cast: Cast, case: Case) -> None:
    assert "Set a local date" in get(cast, case, "dates/")
    typed = day("until", WED_3_JUN)
    assert post(cast, case, f"dates/{AGREE}/local/", **typed, reason="The chair is away after").status_code == 303
    shown = get(cast, case, "dates/")
    assert "a local date: the law sets no period" in shown
    assert "Wednesday 3 June 2026" in shown
    late = get(cast, case, "dates/", on=MON_8_JUN)
    assert "Late against the local plan." in late
    assert "A breach of" not in late
    with acting_as(cast.ben.pk):
        started = case.dues.get(duty=AGREE).started_on
    why = get(cast, case, f"dates/{AGREE}/{started:%Y-%m-%d}/")
    assert "A local date was set on Tuesday 2 June 2026" in why
    assert "The chair is away after" in why


def test_a_local_date_is_set_again_and_both_days_are_kept(cast: Cast, case: Case) -> None:
    post(cast, case, f"dates/{AGREE}/local/", **day("until", WED_3_JUN), reason="First")
    post(cast, case, f"dates/{AGREE}/local/", **day("until", MON_8_JUN), reason="The chair fell ill")
    shown = get(cast, case, "dates/").replace("\n", " ")
    assert "moved from 3 June 2026 to 8 June 2026: The chair fell ill" in shown
    with acting_as(cast.ben.pk):
        kept = rows_as_told(case)
        case.dues.all().delete()
        refresh_dues(case, by=cast.ben.pk)
        assert rows_as_told(case) == kept


def rows_as_told(case: Case) -> list[tuple[object, ...]]:
    return list(case.dues.order_by("duty", "body", "started_on").values_list("duty", "due_on", "is_local", "met_on"))


@pytest.mark.parametrize(
    ("address", "until", "reason", "said"),
    [
        (f"dates/{AGREE}/local/", date(2026, 6, 1), "x", "That day has passed"),
        (f"dates/{AGREE}/local/", WED_3_JUN, " ", "Why this day"),
    ],
)
def test_a_local_date_is_refused(cast: Cast, case: Case, address: str, until: date, reason: str, said: str) -> None:
    answer = post(cast, case, address, **day("until", until), reason=reason)
    assert answer.status_code == 200
    assert said in answer.content.decode()


def test_a_date_of_the_law_takes_no_local_date(cast: Cast, case: Case) -> None:
    assert post(cast, case, "dates/eng-notify-panel/local/", **day("until", WED_3_JUN), reason="x").status_code == 404


def test_a_pause_is_shown_and_moves_no_date(cast: Cast, case: Case) -> None:
    sent(cast, case)
    typed = {"reason": "The police ask us to wait", "told": "The three partners, by email"}
    assert post(cast, case, "dates/pause/", **typed).status_code == 303
    for page in ("dates/", "events/"):
        assert "The police ask us to wait" in get(cast, case, page)
        assert "Told: The three partners, by email" in get(cast, case, page)
    shown = get(cast, case, "dates/")
    assert "Progress is paused." in shown
    assert "Tuesday 23 June 2026" in shown
    assert "already paused" in post(cast, case, "dates/pause/", reason="Again", told="Nobody yet").content.decode()
    assert post(cast, case, "dates/resume/", reason="They are done").status_code == 303
    assert "Progress is paused." not in get(cast, case, "dates/")


def test_a_pause_says_who_was_told_or_is_refused_with_the_reason_still_there(cast: Cast, case: Case) -> None:
    page = post(cast, case, "dates/pause/", reason="The police ask us to wait").content.decode()
    assert "Write who was told of the pause, or that nobody was yet" in page
    assert "The police ask us to wait" in page
    with acting_as(cast.ben.pk), pytest.raises(Refused, match="Write who was told"):
        pause_progress(case=case, until=None, reason="A trial", told=" ", by=cast.actor("ben"), on=TUE_2_JUN)


def test_what_was_confirmed_here_shows_its_citation_and_by_whom(cast: Cast, case: Case) -> None:
    with acting_as(cast.ben.pk), today.turned_to(WED_3_JUN):
        record_event(case, "yearly_report_published", on=TUE_2_JUN, by=cast.actor("ben"))
        refresh_dues(case, by=cast.ben.pk)
    assert "confirmed locally" not in get(cast, case, "dates/")
    citation = Citation(
        title="The partnership's own copy of the guidance", provision="page 12", year=2024,
        address="https://guidance.example/copy", period="7 days", checked_on=MON_1_JUN, effective_from=MON_1_JUN,
    )  # fmt: skip
    duty = "eng-yearly-report-copy"
    with acting_as(cast.ann.pk), today.turned_to(TUE_2_JUN):
        confirm_duty(procedure=case.procedure, duty=duty, citation=citation, by=cast.actor("ann"), on=TUE_2_JUN)
    with acting_as(cast.ben.pk), today.turned_to(WED_3_JUN):
        refresh_dues(case, by=cast.ben.pk)
    shown = get(cast, case, "dates/", on=WED_3_JUN)
    assert "The partnership&#x27;s own copy of the guidance, page 12 (2024)" in shown
    assert "confirmed locally by Ann A. on 2 June 2026" in shown
    assert "remembered, its text not checked" in shown[shown.index("confirmed locally by Ann") :]


def test_each_of_two_yearly_reports_shows_its_own_moves(cast: Cast, case: Case) -> None:
    published = "previous_yearly_report_published"
    with acting_as(cast.ben.pk), today.turned_to(TUE_2_JUN):
        for year in (2024, 2025):
            record_event(case, published, on=date(year, 9, 30), by=cast.actor("ben"))
        refresh_dues(case, by=cast.ben.pk)
        for on in (date(2025, 9, 29), date(2025, 9, 28)):
            last = case.events.filter(event=published, on__year=2025, superseded_by__isnull=True).get()
            correct_event(
                case=case, event=last, happened_on=on, reason=f"Read as {on:%-d}", by=cast.actor("ben"), on=TUE_2_JUN
            )
    first = get(cast, case, "dates/eng-yearly-report/2024-09-30/")
    second = get(cast, case, "dates/eng-yearly-report/2025-09-28/")
    assert "Dates it had before" not in first
    assert second.index("Read as 29") < second.index("Read as 28")
    assert get(cast, case, "dates/").count("Read as 29") == 1


@pytest.mark.parametrize("name", ["hal", "pia"])
def test_a_partner_reads_the_dates_and_corrects_nothing(cast: Cast, case: Case, name: str) -> None:
    shown = get(cast, case, "dates/", name=name)
    assert "Pause progress" not in shown
    assert post(cast, case, "dates/pause/", name=name, reason="x").status_code == 403
    assert post(cast, case, f"events/{known(cast, case).pk}/correct/", name=name, reason="x").status_code == 403
