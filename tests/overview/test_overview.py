"""The overview: what one sees of one's own incidents, small numbers not shown, nothing ranked; a national body counts
what it was sent."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.conflicts import bar_person
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import record_event
from safeguarding.cases.models import Case
from safeguarding.overview.years import Year, year_asked, year_of, years
from tests.cases.notification.writing import decided, incident, send, write_whole
from tests.cast import Cast
from tests.making import open_incident
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

MON_1_JUN, TUE_2_JUN, WED_3_JUN = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3)
SENT = ("decided_to_notify", "notification_submitted")


def incidents_with(cast: Cast, many: int, *events: str, area: str = "ashmere") -> list[Case]:
    """So many incidents, each with these events a day later."""
    by = "ada" if area == "ashmere" else "uma"
    made = []
    with today.turned_to(TUE_2_JUN):
        for _place in range(many):
            case = open_incident(cast, known_on=MON_1_JUN, area=area, by=by)
            actor = cast.actor(by)
            with acting_as(actor.person_id):
                for event in events:
                    record_event(case, event, on=TUE_2_JUN, by=actor)
                refresh_dues(case, by=actor.person_id)
            made.append(case)
    return made


def shown(cast: Cast, who: str, query: str = "", on: date = WED_3_JUN) -> dict[str, dict[str, str]]:
    """Every table of the page by its caption: label and what stands beside it."""
    with today.turned_to(on):
        answer = signed_in(cast.people[who]).get(f"/overview/{query}")
    assert answer.status_code == 200
    tables = re.findall(r"<table.*?<caption[^>]*>(.*?)</caption>(.*?)</table>", answer.content.decode(), re.DOTALL)
    row = r'<th scope="row"[^>]*>(.*?)</th><td[^>]*>(.*?)</td>'
    return {caption: dict(re.findall(row, body)) for caption, body in tables}


def test_each_is_counted_where_it_stands_and_by_how_its_date_was_kept(cast: Cast) -> None:
    incidents_with(cast, 6)
    incidents_with(cast, 7, *SENT)
    found = shown(cast, "ben")
    assert found["Where each stands"] == {"Awareness": "6", "Notification": "7", "Together": "13"}
    assert found["Notified, and by when"] == {"By its date": "7", "Not yet; its date lies ahead": "6", "Together": "13"}
    assert found["The rapid review, and by when"]["Not yet; its date lies ahead"] == "7"
    assert (
        shown(cast, "ben", on=date(2026, 8, 3))["The rapid review, and by when"]["Not yet; its date has passed"] == "7"
    )


def test_a_small_number_is_not_shown_and_cannot_be_worked_out(cast: Cast) -> None:
    incidents_with(cast, 9)
    incidents_with(cast, 2, *SENT)
    found = shown(cast, "ben")
    assert found == {}
    with today.turned_to(WED_3_JUN):
        page = signed_in(cast.ben).get("/overview/").content.decode()
    assert page.count("Too few to be shown.") == 3
    assert re.findall(r"<text[^>]*>(\d+)</text>", page) == []


def test_what_is_decided_is_counted_by_its_latest(cast: Cast) -> None:
    for case in incidents_with(cast, 5, *SENT):
        with today.turned_to(WED_3_JUN), acting_as(cast.ben.pk):
            record_event(case, "no_review_decided", on=TUE_2_JUN, by=cast.actor("ben"))
            record_event(case, "review_decided", on=WED_3_JUN, by=cast.actor("ben"))
    assert shown(cast, "ben")["Decided after the rapid review"] == {"A local review": "5", "Together": "5"}


def test_nobody_counts_what_they_do_not_see(cast: Cast) -> None:
    made = incidents_with(cast, 6)
    incidents_with(cast, 5, area="calder")
    assert shown(cast, "vic")["Where each stands"]["Together"] == "5"
    assert shown(cast, "hal")["Where each stands"]["Together"] == "11"
    assert shown(cast, "hal", "?area=ashmere-partnership")["Where each stands"]["Together"] == "6"
    assert shown(cast, "vic", "?area=ashmere-partnership")["Where each stands"]["Together"] == "5"
    with acting_as(cast.ben.pk), today.turned_to(WED_3_JUN):
        bar_person(case=made[0], person=cast.pia, why="Related", by=cast.actor("ben"), on=WED_3_JUN)
    assert shown(cast, "pia")["Where each stands"]["Together"] == "5"


@pytest.mark.parametrize("who", ["ada", "kit", "ann", "dot", "eve"])
def test_who_has_no_part_in_it_is_turned_away(cast: Cast, who: str) -> None:
    assert signed_in(cast.people[who]).get("/overview/").status_code == 403


def test_a_year_with_nothing_says_so_and_odd_years_are_the_present_one(cast: Cast) -> None:
    incidents_with(cast, 6)
    with today.turned_to(WED_3_JUN):
        page = signed_in(cast.ben).get("/overview/?year=2021").content.decode()
        odd = signed_in(cast.ben).get("/overview/?year=%00&area=%27").content.decode()
    assert "Nothing to count yet" in page
    assert "Year to 31 March 2021" in page
    assert "<strong>Year to 31 March 2027</strong>" in odd


def test_a_national_body_counts_what_it_was_sent(cast: Cast, tmp_path: object) -> None:
    with today.turned_to(date(2026, 11, 16)):
        for _place in range(5):
            case = incident(cast)
            decided(cast, case)
            write_whole(cast, case)
            send(cast, case)
    found = shown(cast, "cleo", on=date(2026, 11, 17))
    assert found["What was sent to you"] == {"Notification": "5", "Together": "5"}
    assert found["Rapid reviews, and by when"] == {"Not yet; its date lies ahead": "5", "Together": "5"}
    assert shown(cast, "cleo", on=date(2027, 1, 4))["Rapid reviews, and by when"]["Not yet; its date has passed"] == "5"


def test_it_asks_no_more_for_many_than_for_few(cast: Cast) -> None:
    incidents_with(cast, 1)
    reader = signed_in(cast.hal)
    counts = []
    for many in (0, 6):
        incidents_with(cast, many)
        with today.turned_to(WED_3_JUN), CaptureQueriesContext(connection) as asked:
            reader.get("/overview/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_year_ends_with_march() -> None:
    assert year_of(date(2026, 3, 31)) == Year(2026)
    assert year_of(date(2026, 4, 1)) == Year(2027)
    assert (Year(2027).first, Year(2027).last) == (date(2026, 4, 1), date(2027, 3, 31))
    assert years(date(2026, 11, 26))[-1] == Year(2019)
    assert year_asked("1999", on=date(2026, 11, 26)) == Year(2027)
