"""The administrator's pages of the law, and the job that makes what was added take effect."""

from datetime import date

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.facts import record_event
from safeguarding.cases.models import Case, LateHoliday, LawConfirmation, LawRecount, LawSuspension, LocalDay
from safeguarding.cases.recounting import count_anew
from safeguarding.rules.procedure import procedures
from tests.cast import Cast
from tests.making import open_incident
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

MON_1_JUN, TUE_2_JUN, THU_4_JUN, TUE_9_JUN = (date(2026, 6, day) for day in (1, 2, 4, 9))
ENGLAND = "/law/england/child-safeguarding-practice-review/"


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


CITATION = {
    "title": "Panel guidance for safeguarding partners",
    "provision": "page 31",
    "year": "2025",
    "address": "https://guidance.example/panel-2025",
    "period": "15 working days after the rapid review is sent",
    "due": "within 15 working days",
    **day("checked_on", MON_1_JUN),
    **day("effective_from", MON_1_JUN),
}


@pytest.fixture
def case(cast: Cast) -> Case:
    with today.turned_to(TUE_2_JUN):
        return open_incident(cast, known_on=MON_1_JUN)


def post(cast: Cast, path: str, /, by: str = "ann", **typed: object):  # type: ignore[no-untyped-def]
    with today.turned_to(TUE_2_JUN):
        return signed_in(cast.people[by]).post(path, typed)


def get(cast: Cast, address: str, name: str = "ann") -> str:
    with today.turned_to(TUE_2_JUN):
        return signed_in(cast.people[name]).get(address).content.decode()


def counted(cast: Cast) -> LawRecount:
    asked = LawRecount.objects.latest("pk")
    with today.turned_to(TUE_2_JUN):
        count_anew(asked.pk)
    asked.refresh_from_db()
    return asked


def test_confirmed_with_a_citation_it_moves_to_the_confirmed_and_is_shown_with_it(cast: Cast) -> None:
    before = get(cast, ENGLAND)
    assert before.index("eng-panel-reply") < before.index("Confirmed here, with a citation")
    assert post(cast, f"{ENGLAND}eng-panel-reply/confirm/", **CITATION).status_code == 303
    after = get(cast, ENGLAND)
    assert after.index("eng-panel-reply") > after.index("Confirmed here, with a citation")
    assert "Panel guidance for safeguarding partners, page 31 (2025), checked on 1 June 2026 by Ann A." in after


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "Enter the title"),
        ("year", "next", "Enter a year such as 2025"),
        ("address", "not an address", "Enter a whole web address"),
        ("due", "soon", "soon"),
        ("checked_on-day", "31", "lies ahead"),
        ("checked_on-month", "13", "must be a real day"),
    ],
)
def test_a_part_that_is_missing_or_wrong_is_said_and_the_rest_stays(
    cast: Cast, field: str, value: str, sentence: str
) -> None:
    typed = CITATION | {field: value} | ({"checked_on-month": "8"} if field == "checked_on-day" else {})
    page = post(cast, f"{ENGLAND}eng-panel-reply/confirm/", **typed).content.decode()
    assert "There is a problem" in page
    assert sentence in page
    assert "page 31" in page
    assert not LawConfirmation.objects.exists()


def test_confirming_twice_or_what_is_on_already_is_refused(cast: Cast) -> None:
    post(cast, f"{ENGLAND}eng-panel-reply/confirm/", **CITATION)
    assert "confirmed already" in post(cast, f"{ENGLAND}eng-panel-reply/confirm/", **CITATION).content.decode()
    assert "already on" in post(cast, f"{ENGLAND}eng-notify-panel/confirm/", **CITATION).content.decode()


def test_what_was_confirmed_takes_effect_through_the_job_and_the_page_says_when(cast: Cast, case: Case) -> None:
    with acting_as(cast.ben.pk), today.turned_to(TUE_2_JUN):
        record_event(case, "notification_submitted", on=TUE_2_JUN, by=cast.actor("ben"))
        record_event(case, "rapid_review_sent", on=TUE_2_JUN, by=cast.actor("ben"))
    post(cast, f"{ENGLAND}eng-panel-reply/confirm/", **CITATION)
    assert "Dates are being counted anew" in get(cast, "/law/")
    assert counted(cast).finished_at is not None
    with acting_as(cast.ben.pk):
        assert case.dues.get(duty="eng-panel-reply").due_on == date(2026, 6, 23)
    assert "Dates were last counted anew on 2 June 2026" in get(cast, "/law/")


def test_the_job_is_deferred_with_the_addition_and_counts_once(cast: Cast, case: Case) -> None:
    post(cast, "/law/holidays/add/", **HOLIDAY)
    asked = LawRecount.objects.get()
    job = ProcrastinateJob.objects.get(task_name="cases.recount")
    assert job.args == {"recount_id": asked.pk}
    first = counted(cast)
    assert first.moved == 2
    assert counted(cast).finished_at == first.finished_at


HOLIDAY = {
    **day("day", THU_4_JUN),
    "name": "Day of mourning",
    "nations": ["england"],
    **day("known_from", TUE_2_JUN),
    "source": "London Gazette",
}


def test_a_late_holiday_moves_open_dates_and_ending_it_moves_them_back(cast: Cast, case: Case) -> None:
    assert post(cast, "/law/holidays/add/", **HOLIDAY).status_code == 303
    counted(cast)
    with acting_as(cast.ben.pk):
        assert case.dues.get(duty="eng-notify-panel").due_on == TUE_9_JUN
    assert "Day of mourning" in get(cast, "/law/")
    holiday = LateHoliday.objects.get()
    assert post(cast, f"/law/holiday/{holiday.pk}/end/").status_code == 303
    counted(cast)
    with acting_as(cast.ben.pk):
        assert case.dues.get(duty="eng-notify-panel").due_on == date(2026, 6, 8)
    assert f"/law/holiday/{holiday.pk}/end/" not in get(cast, "/law/")


def test_a_local_day_and_a_suspension_are_recorded_and_listed(cast: Cast) -> None:
    local = {"body": cast["ashmere"].pk, **day("day", THU_4_JUN), "is_working": "no", "name": "Founders' day"}
    assert post(cast, "/law/days/add/", **local, authority="Council minute 7").status_code == 303
    relaxed = {"duty": "eng-rapid-review", **day("from_on", MON_1_JUN), "authority": "Department, letter of 1 June"}
    assert post(cast, f"{ENGLAND}relax/", **relaxed).status_code == 303
    page = get(cast, "/law/")
    assert "Founders&#x27; day" in page
    assert "Department, letter of 1 June" in page
    assert (LocalDay.objects.count(), LawSuspension.objects.count(), LawRecount.objects.count()) == (1, 1, 2)


def test_an_end_before_the_beginning_is_refused(cast: Cast) -> None:
    relaxed = {"duty": "eng-rapid-review", **day("from_on", THU_4_JUN), **day("until_on", MON_1_JUN), "authority": "x"}
    assert "before the first" in post(cast, f"{ENGLAND}relax/", **relaxed).content.decode()


@pytest.mark.parametrize("name", ["ada", "ben", "hal", "dot", "cleo", "kit"])
def test_nobody_else_opens_these_pages(cast: Cast, name: str) -> None:
    for address in ("/law/", ENGLAND, f"{ENGLAND}relax/", "/law/days/add/", "/law/holidays/add/"):
        assert signed_in(cast.people[name]).get(address).status_code == 403
    assert post(cast, "/law/holiday/1/end/", by=name).status_code == 403


@pytest.mark.parametrize("address", ["/law/atlantis/review/", f"{ENGLAND}no-such/confirm/", "/law/thing/1/end/"])
def test_what_is_not_there_is_not_found(cast: Cast, address: str) -> None:
    assert post(cast, address, **CITATION).status_code == 404


def test_the_administrator_is_shown_no_case(cast: Cast, case: Case) -> None:
    post(cast, "/law/holidays/add/", **HOLIDAY)
    counted(cast)
    assert case.reference not in get(cast, "/law/")


def test_a_case_that_nobody_who_runs_it_sees_is_left_and_said(cast: Cast, case: Case) -> None:
    with acting_as(cast.ann.pk):
        for person in (cast.ada, cast.ben):
            person.roles.update(until_on=MON_1_JUN)
    post(cast, "/law/holidays/add/", **HOLIDAY)
    asked = counted(cast)
    assert (asked.moved, asked.unseen) == (0, 1)
    assert "nobody who runs them can open them: 1" in get(cast, "/law/")


def test_every_procedure_has_its_page(cast: Cast) -> None:
    for procedure in procedures():
        assert f"/law/{procedure}/" in get(cast, "/law/")
        assert "Unconfirmed" in get(cast, f"/law/{procedure}/")
