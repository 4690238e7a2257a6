"""Texts planted in every place of a restricted incident are found in no channel by anybody below; and in titles,
addresses, messages, feeds, logs, cookies and job arguments by nobody at all (F1 of the failures others suffered)."""

import io
import logging
import pickle
import re
from base64 import b64decode
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from safeguarding.actor import acting_as
from safeguarding.people.models import KeptText
from tests.sweep.conftest import undone
from tests.sweep.markers import found_in, marker
from tests.sweep.people import SIGNED_OUT
from tests.sweep.site import OF_A_CASE, PAGES, Page, addresses, openings
from tests.sweep.story import Story
from tests.sweep.tables import OF_A_CASE as TABLES_OF_A_CASE
from tests.sweep.tables import privileges_of, text_columns, walled_tables
from tests.sweep.who_reads import may_find, whole

RESTRICTED = ("early", "sent", "ended")
IN_GENERAL = [page for page in PAGES if not page.is_of_a_case]


def test_every_column_that_can_hold_words_of_a_case_holds_a_marker_or_says_why_not(story: Story) -> None:
    """So that a text nobody marked cannot leak unseen. Codes, names of people and what the law says are no words of
    a case."""
    missing = []
    for model in TABLES_OF_A_CASE:
        for column in text_columns(model):
            place = f"{model._meta.db_table}.{column}"
            if place not in HOLDS_NO_WORDS and not _holds_a_marker(story, model._meta.db_table, column):
                missing.append(place)
    assert missing == []


HOLDS_NO_WORDS = {
    f"{table}.{column}"
    for table, columns in {
        "cases_answers": "form form_version page saved_in",
        "cases_appointment": "role",
        "cases_assessment": "test item answer",
        "cases_case": "reference kind procedure",
        "cases_child": "",
        "cases_childsearch": "found",
        "cases_decision": "question outcome basis",
        "cases_due": "duty body calendar holidays_release",
        "cases_enclosure": "kind",
        "cases_escalation": "question",
        "cases_event": "event duty",
        "cases_incident": "nature",
        "cases_moveddue": "duty body",
        "cases_paper": "kind marking",
        "cases_party": "reach",
        "cases_position": "question view how",
        "cases_positionrequest": "question",
        "cases_proposal": "reference form_version answer signed_off_by",
        "cases_sentpaper": "kind marking sha256",
        "cases_setaside": "what",
        "cases_sheettick": "field",
        "cases_step": "step",
        "cases_submission": "case_reference what how reference sender",
        "cases_told": "what",
        "files_storedfile": "kind media_type sha256 place scanned_by",
        "ground_auditentry": "chain table_name row_key verb",
        "ground_audithead": "chain",
        "gathering_agencyreturn": "form_version signed_by how",
        "gathering_informationrequest": "reference procedure agency_kind power",
        "gathering_ladderreminder": "whom",
        "gathering_midpointcheck": "missing",
        "gathering_notasked": "prompt",
        "gathering_requeststep": "what",
        "gathering_returndraft": "form_version pages",
        "meetings_agendaitem": "saved_in",
        "meetings_meetingaction": "plan_reference",
        "meetings_minutesentry": "what",
        "meetings_typedbeside": "token",
        "outbox_delivery": "outcome mail_id why",
        "outbox_message": "key kind to_name to_address language lines",
        "outbox_reminder": "duty",
        "reviews_decisionafterreview": "basis",
        "reviews_proposeddecision": "options family",
        "reviews_panelreply": "how options",
        "plans_action": "reference source",
        "plans_evidence": "kind",
        "plans_finding": "source",
        "plans_recommendation": "kind",
        "plans_recommendationanswer": "answer",
        "reviews_review": "kind",
        "reviews_reviewreport": "fingerprint signed unsigned",
        "reviews_reviewedincident": "incident_reference",
        "reviews_signoff": "fingerprint name",
        "reviews_signoffrequest": "fingerprint",
    }.items()
    for column in columns.split()
}


def _holds_a_marker(story: Story, table: str, column: str) -> bool:
    for name in ("ben", "kit"):
        with acting_as(story.cast.people[name].pk), connection.cursor() as cursor:
            cursor.execute(f'SELECT "{column}"::text FROM "{table}"')
            if any(found_in(text or "") for (text,) in cursor.fetchall()):
                return True
    return False


@pytest.mark.parametrize(
    "name", ["vic", "uma", "eve", "ann", "dot", "cleo", "kit", "dee", "bea", "old", "sue", SIGNED_OUT]
)
def test_nobody_below_finds_a_marker_on_a_page_of_no_incident(story: Story, name: str) -> None:
    browser, mine, leaks = story.browsers.of(name), may_find(story, name), []
    for page in IN_GENERAL:
        found = openings(story, page, "early")
        if found is not None:
            with undone():
                response = browser.get(found[0])
            leaks += [f"{found[0]}: {one}" for one in found_in(whole(response)) if not one.startswith(mine)]
    assert leaks == []


TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
LEADS_TO = re.compile(r'(?:href|action|src|formaction|data-[\w-]*url)="([^"]*)"')


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Everything that any logger says when everything is asked for."""
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.setFormatter(logging.Formatter("%(name)s %(levelname)s %(message)s"))
    root, django = logging.getLogger(), logging.getLogger("django")
    levels = root.level, django.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    django.setLevel(logging.DEBUG)
    logging.getLogger("django.request").debug("it is heard")
    yield said
    root.removeHandler(handler)
    root.setLevel(levels[0])
    django.setLevel(levels[1])


@pytest.mark.parametrize("case", RESTRICTED)
def test_no_title_address_header_cookie_or_log_line_holds_a_marker_for_anybody(
    story: Story, case: str, logged: io.StringIO
) -> None:
    leaks, opened = [], 0
    for page in PAGES:
        found = openings(story, page, case) if page.is_of_a_case or case == "early" else None
        if found is None:
            continue
        address, name = found
        with undone():
            response = story.browsers.of(name).get(address)
            text = whole(response).decode("utf-8", "replace")
        opened += 1
        outside = [*TITLE.findall(text), *LEADS_TO.findall(text), response.headers.get("Location", "")]
        outside += [f"{key}: {value}" for key, value in response.headers.items()]
        outside += [str(cookie) for cookie in response.cookies.values()]
        leaks += [f"{address}: {one}" for part in outside for one in found_in(part)]
    assert opened > 40
    assert leaks == []
    assert "it is heard" in logged.getvalue()
    assert sorted({line[:80] for line in logged.getvalue().splitlines() if found_in(line)}) == []


def test_no_file_is_downloaded_under_a_name_that_holds_a_marker(story: Story) -> None:
    """Every address of every page that gives a file, not only one of each."""
    names = []
    for page in PAGES:
        found = openings(story, page, "sent")
        if found is None or not _file_name(story, *found):
            continue
        names += [_file_name(story, address, found[1]) for address in addresses(story, page, "sent")]
    assert len([name for name in names if name]) > 5
    assert [one for name in names for one in found_in(name)] == []


def _file_name(story: Story, address: str, name: str) -> str:
    """What the browser is told to call the file; empty for a page. A file that is covered opens by its press."""
    with undone():
        response = story.browsers.of(name).get(f"{address}?open=yes")
        return str(response.headers.get("Content-Disposition", ""))


@pytest.mark.parametrize(
    ("name", "address"),
    [("ada", "/incidents/export/"), ("ben", "/incidents/export/"), ("dot", "/reads/export/?show=every")],
)
def test_no_export_holds_a_marker_for_anybody(story: Story, name: str, address: str) -> None:
    with undone():
        story.browsers.of("ada").get(f"/cases/{story['early'].reference}/")
        response = story.browsers.of(name).get(address)
    assert response["Content-Type"].startswith("text/csv")
    assert story["early"].reference.encode() in response.content
    assert found_in(whole(response)) == []


def test_readers_do_find_them_so_that_the_tests_above_look_at_the_right_thing(story: Story) -> None:
    seen: set[str] = set()
    for page in OF_A_CASE:
        for address in addresses_there(story, page):
            with undone():
                seen |= set(found_in(whole(story.browsers.of("ada").get(address))))
    assert len(seen) > 25


def addresses_there(story: Story, page: Page) -> list[str]:
    found = openings(story, page, "early")
    return [found[0]] if found else []


def test_no_letter_that_was_sent_holds_a_marker(story: Story) -> None:
    assert len(story.letters) > 20
    assert [one for letter in story.letters for one in found_in(letter)] == []


def test_the_calendar_holds_references_and_dates_alone(story: Story) -> None:
    response = story.browsers.of(SIGNED_OUT).get(f"/calendar/{story.secret}.ics")
    assert response.status_code == 200
    assert story["early"].reference.encode() in response.content
    assert found_in(whole(response)) == []


def test_no_table_without_a_wall_holds_a_marker(story: Story) -> None:
    """Jobs and their arguments, sessions, cache, sign-in attempts, people, the directory: whatever is not walled."""
    walled = set(walled_tables())
    app = [table for table, held in privileges_of(_me()).items() if "S" in held and table not in walled]
    assert {"procrastinate_jobs", "django_session", "ground_cache", "people_person"} <= set(app)
    leaks = []
    with connection.cursor() as cursor:
        for table in app:
            cursor.execute(f'SELECT string_agg(t::text, chr(10)) FROM "{table}" t')
            leaks += [f"{table}: {one}" for one in found_in(cursor.fetchone()[0] or "")]
    assert leaks == []


def _me() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


def test_no_message_delivery_or_job_holds_a_marker(story: Story) -> None:
    with acting_as(story.cast.ben.pk), connection.cursor() as cursor:
        for table in ("outbox_message", "outbox_delivery", "outbox_reminder", "procrastinate_jobs"):
            cursor.execute(f'SELECT string_agg(t::text, chr(10)) FROM "{table}" t')
            text = cursor.fetchone()[0]
            assert text, table
            assert found_in(text) == [], table


def test_no_session_or_cache_entry_holds_a_marker_after_every_page_was_opened(story: Story) -> None:
    browser = story.browsers.of("ada")
    for page in PAGES:
        for address in addresses_there(story, page) if page.address != "sign-out/" else []:
            browser.get(address)
    sessions = [repr(session.get_decoded()) for session in Session.objects.all()]
    assert len(sessions) > 10
    assert [one for text in sessions for one in found_in(text)] == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM ground_cache")
        for key, value in cursor.fetchall():
            assert found_in(key + repr(pickle.loads(b64decode(value)))) == []


def test_what_was_typed_after_signing_out_is_kept_sealed(story: Story) -> None:
    found = openings(story, _page("diary/write/"), "early")
    assert found is not None
    browser = story.browsers.of("ada")
    drawn = browser.get(found[0])
    whose = re.findall(rb'name="whose" value="([^"]*)"', drawn.content)[0].decode()
    browser.cookies.clear()
    typed = marker("typed: after signing out")
    response = browser.post(found[0], {"text": typed, "whose": whose})
    assert response.status_code == 302
    assert found_in(response.headers["Location"] + repr(response.cookies)) == []
    (kept,) = KeptText.objects.all()
    assert found_in(bytes(kept.sealed)) == []
    assert found_in(kept.path) == []


def _page(end: str) -> Page:
    return next(page for page in OF_A_CASE if page.address.endswith(end))


@pytest.mark.parametrize("name", ["uma", "vic"])
def test_a_search_elsewhere_cannot_tell_a_child_of_ours_from_one_nobody_knows(story: Story, name: str) -> None:
    answers = []
    for sought in (marker("early: child 1"), "Zqbbbbbbbbbbbb"):
        with undone():
            browser = story.browsers.of(name)
            response = browser.post("/first-call/", {"name": sought}, follow=True)
            text = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "TOKEN", response.content.decode())
            text = re.sub(r'name="(?:csrfmiddlewaretoken|whose)" value="[^"]*"', "", text)
            answers.append((response.status_code, text.replace(sought, "SOUGHT"), len(response.redirect_chain)))
    assert answers[0] == answers[1]
    assert answers[0][0] == 200


def test_a_fault_of_ours_shows_nobody_what_it_was_about(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise ValueError(marker("early: text in a fault"))

    monkeypatch.setattr("safeguarding.cases.views.incident.overview", broken)
    response = story.browsers.of("ada").get(f"/cases/{story['early'].reference}/")
    assert response.status_code == 500
    assert found_in(whole(response)) == []


@pytest.mark.parametrize("name", ["vic", "bea", "eve", SIGNED_OUT])
def test_a_page_that_saves_itself_tells_nobody_else_what_stands_there(story: Story, name: str) -> None:
    tried = 0
    for page in OF_A_CASE:
        if "notification/" not in page.address:
            continue
        for address in addresses_there(story, page):
            tried += 1
            with undone():
                response = story.browsers.of(name).post(address, {"seen": "0"}, headers={"X-Requested-With": "fetch"})
                assert response.status_code in (401, 403, 404), (address, response.status_code)
                assert found_in(whole(response)) == []
    assert tried > 3


def test_every_address_of_a_case_holds_its_reference_and_no_words(story: Story) -> None:
    for page in OF_A_CASE:
        assert "<str:reference>" in page.address or "<slug:reference>" in page.address, page
        for address in list(addresses(story, page, "early"))[:3]:
            assert found_in(address) == []
