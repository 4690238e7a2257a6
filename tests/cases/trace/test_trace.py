"""Who changed and read what in a case: for those who run it, through the wall, newest first."""

from datetime import date

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.diary import write_note
from safeguarding.cases.models import Case
from safeguarding.cases.views import trace
from tests.cast import Cast
from tests.making import open_incident
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

MON_1_JUN, TUE_2_JUN = date(2026, 6, 1), date(2026, 6, 2)


@pytest.fixture
def case(cast: Cast) -> Case:
    with today.turned_to(TUE_2_JUN):
        return open_incident(cast, known_on=MON_1_JUN)


def test_a_change_is_shown_with_who_and_what(cast: Cast, case: Case) -> None:
    with acting_as(cast.ada.pk), today.turned_to(TUE_2_JUN):
        write_note(case=case, happened_on=TUE_2_JUN, text="<i>Rang</i>", by=cast.actor("ada"), on=TUE_2_JUN)
    page = signed_in(cast.ben).get(f"/cases/{case.reference}/trace/").content.decode()
    assert "A diary note" in page
    assert "Ada A." in page
    assert "<i>Rang" not in page
    assert "&lt;i&gt;Rang" in page


def test_readings_name_the_page_and_no_content(cast: Cast, case: Case) -> None:
    signed_in(cast.hal).get(f"/cases/{case.reference}/papers/")
    page = signed_in(cast.ben).get(f"/cases/{case.reference}/trace/?show=reads").content.decode()
    assert "Hal H." in page
    assert "papers" in page
    assert "Rowan" not in page


def test_entries_follow_each_other_by_key_without_gap(cast: Cast, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trace, "A_PAGE", 4)
    browser, seen, address = signed_in(cast.ben), [], f"/cases/{case.reference}/trace/"
    while address:
        context = browser.get(address).context
        seen += [one.entry.sequence for one in context["entries"]]
        older = context["older"]
        address = f"/cases/{case.reference}/trace/?before={older}" if older else ""
    assert seen == list(range(len(seen), 0, -1))
    assert len(seen) > 8


@pytest.mark.parametrize(("name", "status"), [("ada", 403), ("hal", 403), ("vic", 404), ("dot", 404), ("ann", 404)])
def test_nobody_else_reads_it(cast: Cast, case: Case, name: str, status: int) -> None:
    assert signed_in(cast.people[name]).get(f"/cases/{case.reference}/trace/").status_code == status
