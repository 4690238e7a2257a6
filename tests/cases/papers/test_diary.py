"""Dated notes: added, never changed, read by those who read the case."""

from datetime import date

import pytest
from django.db import ProgrammingError

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.diary import LONGEST, write_note
from safeguarding.cases.models import Case, DiaryNote
from safeguarding.rules.refusal import Refused
from tests.cast import Cast
from tests.making import open_incident
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

MON_1_JUN, TUE_2_JUN, WED_3_JUN = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3)


@pytest.fixture
def case(cast: Cast) -> Case:
    with today.turned_to(TUE_2_JUN):
        return open_incident(cast, known_on=MON_1_JUN)


def note(cast: Cast, case: Case, text: str = "Rang the ward.", on: date = MON_1_JUN, by: str = "ben") -> DiaryNote:
    with acting_as(cast.people[by].pk), today.turned_to(TUE_2_JUN):
        return write_note(case=case, happened_on=on, text=text, by=cast.actor(by), on=TUE_2_JUN)


def test_a_note_about_an_earlier_day_is_kept_with_who_and_when(cast: Cast, case: Case) -> None:
    note(cast, case)
    page = signed_in(cast.hal).get(f"/cases/{case.reference}/diary/").content.decode()
    assert "Rang the ward." in page
    assert "Monday 1 June 2026" in page
    assert "Written by Ben B. on 2 June 2026" in page


@pytest.mark.parametrize(
    ("text", "on", "sentence"),
    [("  ", MON_1_JUN, "Write the note"), ("x", WED_3_JUN, "lies ahead"), ("x" * (LONGEST + 1), MON_1_JUN, "the most")],
)
def test_no_note_is_empty_ahead_or_endless(cast: Cast, case: Case, text: str, on: date, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        note(cast, case, text=text, on=on)


def test_a_note_is_never_changed(cast: Cast, case: Case) -> None:
    kept = note(cast, case)
    with pytest.raises(ProgrammingError, match="permission denied"), acting_as(cast.ben.pk):
        DiaryNote.objects.filter(pk=kept.pk).update(text="Another")


def test_a_partner_reads_and_writes_none(cast: Cast, case: Case) -> None:
    with pytest.raises(Refused, match="You cannot do this"):
        note(cast, case, by="hal")


def test_through_the_page_what_was_typed_stays_when_the_day_is_wrong(cast: Cast, case: Case) -> None:
    with today.turned_to(TUE_2_JUN):
        browser, address = signed_in(cast.ben), f"/cases/{case.reference}/diary/write/"
        typed = {"on-day": "31", "on-month": "2", "on-year": "2026", "text": "<b>Rang</b>\n\nAgain"}
        page = browser.post(address, typed).content.decode()
        assert "must be a real day" in page
        assert "&lt;b&gt;Rang&lt;/b&gt;" in page
        assert browser.post(address, typed | {"on-day": "1", "on-month": "6"}).status_code == 303
        assert "Null characters" in browser.post(address, typed | {"text": "a\x00b"}).content.decode()
    assert "<b>Rang" not in signed_in(cast.ben).get(f"/cases/{case.reference}/diary/").content.decode()
