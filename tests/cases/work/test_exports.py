"""Lists as files (F11): the exported rows are the shown rows, for every filter and person; harmless; on record."""

import csv
import html
import io
import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions import exporting
from safeguarding.cases.actions.conflicts import bar_person
from safeguarding.cases.csv_files import as_csv, harmless
from safeguarding.cases.facts import procedure_of
from safeguarding.cases.models import Case, Export
from safeguarding.cases.views import my_work, trace
from safeguarding.ground.models import AuditEntry
from tests.cases.work.test_incidents import STORIES, TUE_2_JUN, incident_with
from tests.cast import Cast
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

CELL = re.compile(r"<t[hd] (?:scope=\"row\" )?class=\"govuk-table__(?:header|cell)\">(.*?)</t[hd]>", re.DOTALL)
READERS = ("ada", "ben", "pia", "hal", "vic", "cleo", "dot")


@pytest.fixture
def told(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Case]]:
    """Seven incidents at different stages on pages of two; Pia is kept out of one, Ben leads another."""
    monkeypatch.setattr(my_work, "A_PAGE", 2)
    monkeypatch.setattr(trace, "A_PAGE", 2)
    every = [incident_with(cast, *story) for story in STORIES]
    with today.turned_to(TUE_2_JUN):
        with acting_as(cast.ben.pk):
            bar_person(case=every[3], person=cast.pia, why="A relative", by=cast.actor("ben"), on=TUE_2_JUN)
            Case.objects.filter(pk=every[4].pk).update(lead=cast.ben)
        yield every


def shown(browser: Client, address: str, query: str) -> list[list[str]]:
    """The rows of every page of a list, as they are read."""
    rows: list[list[str]] = []
    page = f"{address}?{query}"
    while page:
        answer = browser.get(page)
        body = answer.content.decode().partition("<tbody")[2].partition("</tbody>")[0]
        cells = [html.unescape(re.sub(r"<[^>]*>", "", cell)).strip() for cell in CELL.findall(body)]
        width = len(cells) // max(body.count("<tr"), 1)
        rows += [cells[at : at + width] for at in range(0, len(cells), width or 1)]
        older = answer.context["older"]
        page = f"{address}?{query}&before={older}" if older else ""
    return rows


def exported(browser: Client, address: str, query: str) -> list[dict[str, str]]:
    answer = browser.get(f"{address}?{query}")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


class TestF11:
    @pytest.mark.parametrize("who", READERS)
    def test_for_every_filter_the_exported_incidents_are_the_shown_ones(
        self, cast: Cast, told: list[Case], who: str
    ) -> None:
        browser = signed_in(cast.people[who])
        stages = ["", "no-such-stage", *(stage.id for stage in procedure_of(told[0]).stages)]
        found = 0
        for query in [f"stage={stage}{mine}" for stage in stages for mine in ("", "&mine=yes")]:
            rows = shown(browser, "/cases/", query)
            given = exported(browser, "/incidents/export/", query)
            said = [
                [one["Reference"], one["Stage"], one["Next step"], one["How it stands"], one["Lead"], one["Authority"]]
                for one in given
            ]
            assert said == [row[:6] for row in rows], query
            days = [date.fromisoformat(one["Opened"]) for one in given]
            assert [f"{day:%-d %b %Y}" for day in days] == [row[6] for row in rows]
            found += len(rows)
        assert (found > 0) == (who in ("ada", "ben", "pia", "hal"))

    def test_who_is_kept_out_of_one_exports_the_others(self, cast: Cast, told: list[Case]) -> None:
        given = exported(signed_in(cast.pia), "/incidents/export/", "")
        assert {one["Reference"] for one in given} == {case.reference for case in told} - {told[3].reference}

    @pytest.mark.parametrize("query", ["show=every", "show=unusual", ""])
    def test_the_exported_readings_are_the_shown_ones(
        self, cast: Cast, told: list[Case], query: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("safeguarding.cases.reads.MANY", 2)
        for case in told[:3]:
            signed_in(cast.hal).get(f"/cases/{case.reference}/papers/")
        signed_in(cast.ben).get(f"/cases/{told[0].reference}/")
        officer = signed_in(cast.dot)
        rows, given = shown(officer, "/reads/", query), exported(officer, "/reads/export/", query)
        assert [[one["Who"], one["Reference"], one["Page"], one["Why it is shown"]] for one in given] == [
            row[1:] for row in rows
        ]
        assert len(given) >= 3


class TestOnRecord:
    def test_an_export_of_incidents_is_a_reading_of_each(self, cast: Cast, told: list[Case]) -> None:
        given = exported(signed_in(cast.hal), "/incidents/export/", "stage=threshold-talk")
        left = {case.pk for case in told if case.reference in {one["Reference"] for one in given}}
        assert 0 < len(left) < len(told)
        with acting_as(cast.ben.pk):
            found = AuditEntry.objects.filter(chain="reads", person_id=cast.hal.pk)
            assert {(one.case_id, one.content["page"]) for one in found} == {
                (key, "cases:export_incidents") for key in left
            }
        with acting_as(cast.hal.pk):
            made = Export.objects.get()
            assert (made.what, made.filters, made.rows) == ("incidents", {"stage": "threshold-talk"}, len(left))

    def test_an_export_of_readings_is_on_record_too(self, cast: Cast, told: list[Case]) -> None:
        signed_in(cast.dot).get("/reads/export/?show=every")
        with acting_as(cast.dot.pk):
            assert Export.objects.get().filters == {"show": "every"}

    def test_nobody_sees_or_changes_what_another_exported(self, cast: Cast, told: list[Case]) -> None:
        signed_in(cast.hal).get("/incidents/export/")
        for name in ("ben", "vic", "ann"):
            with acting_as(cast.people[name].pk):
                assert not Export.objects.exists()

    def test_more_rows_than_a_file_holds_are_refused_with_the_cure(
        self, cast: Cast, told: list[Case], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(exporting.MOST, Export.What.INCIDENTS, 3)
        answer = signed_in(cast.ben).get("/incidents/export/?mine=yes&stage=", follow=True)
        assert answer["Content-Type"].startswith("text/csv")
        answer = signed_in(cast.ben).get("/incidents/export/", follow=True)
        assert "Show fewer, then export" in answer.content.decode()
        with acting_as(cast.ben.pk):
            assert Export.objects.count() == 1


class TestTheFile:
    def test_it_is_called_by_plain_words_and_the_day(self, cast: Cast, told: list[Case]) -> None:
        answer = signed_in(cast.ben).get("/incidents/export/")
        assert answer["Content-Disposition"] == 'attachment; filename="incidents-2026-06-02.csv"'
        answer = signed_in(cast.dot).get("/reads/export/")
        assert answer["Content-Disposition"] == 'attachment; filename="who-read-what-2026-06-02.csv"'

    def test_no_child_is_named(self, cast: Cast, told: list[Case]) -> None:
        assert b"Rowan" not in signed_in(cast.ben).get("/incidents/export/").content

    @pytest.mark.parametrize("cell", ["=1+1", "+44", "-2", "@SUM(A1)", "\tx", "\rx"])
    def test_no_cell_is_run_by_a_spreadsheet(self, cell: str) -> None:
        assert harmless(cell) == f"'{cell}"
        (row,) = csv.reader(io.StringIO(as_csv([cell], []).decode("utf-8-sig"), newline=""))
        assert row == [f"'{cell}"]

    def test_commas_quotes_and_line_ends_stay_in_their_cell(self) -> None:
        cells = ["A, b", 'said "so"', "two\nlines", ""]
        assert list(csv.reader(io.StringIO(as_csv(cells, [cells]).decode("utf-8-sig"), newline=""))) == [cells, cells]

    def test_the_pages_offer_it_under_the_same_filters(self, cast: Cast, told: list[Case]) -> None:
        page = signed_in(cast.ada).get("/cases/?stage=awareness&mine=yes").content.decode()
        assert 'href="/incidents/export/?stage=awareness&amp;mine=yes"' in page
        signed_in(cast.ada).get(f"/cases/{told[0].reference}/")
        page = signed_in(cast.dot).get("/reads/?show=every").content.decode()
        assert 'href="/reads/export/?show=every"' in page
