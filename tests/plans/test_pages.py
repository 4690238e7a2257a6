"""The pages of a plan: written, answered, judged and finished by hand; listed, printed, saved and agreed as shown."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.models import Case, Export
from safeguarding.ground.models import AuditEntry
from safeguarding.plans.models import Action, Agreement, Finding, Recommendation
from tests.cast import Cast
from tests.making import make_incident
from tests.plans.making import TUE_2_JUN, WED_1_JUL, accepted, acted, agreed, found, now, planned, recommended, shown
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Iterator[Case]:
    with today.turned_to(TUE_2_JUN):
        yield make_incident(cast)


def browser(cast: Cast, name: str) -> Client:
    return signed_in(cast.people[name])


def day(name: str, year: int, month: int, day: int) -> dict[str, str]:
    return {f"{name}-day": str(day), f"{name}-month": str(month), f"{name}-year": str(year)}


def test_a_finding_its_recommendation_and_its_action_are_written(cast: Cast, case: Case) -> None:
    ben, here = browser(cast, "ben"), f"/cases/{case.reference}/plan/"
    answer = ben.post(f"{here}finding/", {"source": "rapid", "source_name": "", "text": "Nobody spoke with the father"})
    assert (answer.status_code, answer["Location"]) == (303, here)
    with acting_as(cast.ben.pk):
        finding = Finding.objects.get()
    said = {
        "text": "Midwives speak with fathers", "to": [cast["ashmere-hospital"].pk, cast["ashmere"].pk],
        "is_joint": "on", "outcome": "Fathers are known", "kind": "process", "strength": "", "seen": "0",
    }  # fmt: skip
    assert ben.post(f"/plan/findings/{finding.pk}/recommend/", said).status_code == 303
    with acting_as(cast.ben.pk):
        recommendation = Recommendation.objects.get()
    form = ben.get(f"/plan/recommendations/{recommendation.pk}/act/").content.decode()
    assert "an action is yours to lead" in form
    task = {
        "text": "A form", "lead": cast["ashmere-hospital"].pk, "lead_post": "", "outcome": "Fathers are known",
        "measure": "Records", "baseline": "", "seen": "0", **day("due_on", 2026, 7, 1),
    }  # fmt: skip
    assert ben.post(f"/plan/recommendations/{recommendation.pk}/act/", task).status_code == 303
    page = ben.get(here).content.decode()
    for words in ("Nobody spoke with the father", "Midwives speak with fathers", "A form", "Together", "P-2026-"):
        assert words in page


@pytest.mark.parametrize(
    ("name", "code"), [("ben", 200), ("ada", 200), ("joe", 200), ("kit", 404), ("vic", 404), ("eve", 404)]
)
def test_who_reads_the_plan_of_an_incident(cast: Cast, case: Case, name: str, code: int) -> None:
    agreed(cast, planned(cast, case))
    assert browser(cast, name).get(f"/cases/{case.reference}/plan/").status_code == code


def test_only_who_plans_is_offered_to_write(cast: Cast, case: Case) -> None:
    planned(cast, case)
    assert "Write a finding" not in browser(cast, "ada").get(f"/cases/{case.reference}/plan/").content.decode()
    assert browser(cast, "ada").get(f"/cases/{case.reference}/plan/finding/").status_code == 403


def test_the_lead_answers_where_the_message_leads_and_reads_nothing_else(cast: Cast, case: Case) -> None:
    action = planned(cast, case, due_on=TUE_2_JUN)
    kit = browser(cast, "kit")
    with today.turned_to(WED_1_JUL):
        listed = kit.get("/our-actions/").content.decode()
        assert action.reference in listed
        assert "Past its date" in listed
        page = kit.get(f"/our-actions/{action.reference}/").content.decode()
        assert "Midwives speak with every father" in page
        assert "Nobody spoke with the father" not in page
        assert case.reference not in page
        answer = kit.post(f"/our-actions/{action.reference}/", {"text": "It is drafted"})
        assert answer.status_code == 303
    assert "It is drafted" in browser(cast, "ben").get(f"/plan/actions/{action.reference}/").content.decode()
    assert kit.get(f"/plan/actions/{action.reference}/").status_code == 403
    assert browser(cast, "joe").get(f"/our-actions/{action.reference}/").status_code == 404


def test_evidence_is_sent_judged_and_the_action_finished(cast: Cast, case: Case) -> None:
    action = planned(cast, case)
    given = {
        "kind": "audit", "measured": "Records", "before": "4 of 10", "after": "9 of 10", "looked_at": "20",
        "looked_by": "The named midwife", "words": "", **day("looked_on", 2026, 6, 1),
    }  # fmt: skip
    assert browser(cast, "kit").post(f"/our-actions/{action.reference}/evidence/", given).status_code == 303
    ben, here = browser(cast, "ben"), f"/plan/actions/{action.reference}/"
    refused = ben.post(f"{here}finish/", {"words": ""})
    assert "Still missing: Somebody outside Ashmere hospital" in refused.content.decode()
    sent = now(cast, action).evidence[0]
    said = {"said": "shows", "reason": "Twenty were read", **day("recheck_on", 2026, 10, 1)}
    assert "The named midwife, 1 June 2026" in ben.get(f"{here}evidence/{sent.pk}/").content.decode()
    assert ben.post(f"{here}evidence/{sent.pk}/", said).status_code == 303
    assert ben.post(f"{here}finish/", {"words": ""}).status_code == 303
    page = ben.get(here).content.decode()
    assert "Accepted: it made a difference" in page
    assert "To be looked at again by 1 October 2026" in page
    again = {"holds": "does-not", "words": "Lower again"}
    assert ben.post(f"{here}look-again/", again).status_code == 303
    assert now(cast, action).is_open


def lines(response: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_file_holds_exactly_the_rows_shown_and_is_on_record(cast: Cast, case: Case) -> None:
    first = planned(cast, case)
    recommendation = recommended(cast, found(cast, case, text="Second"), text="=Another thing entirely")
    second = acted(cast, recommendation, lead=cast["ashmere-police"], text="Officers are told")
    recommended(cast, found(cast, None), text="From far away")
    ben = browser(cast, "ben")
    whole = lines(ben.get("/plan/export/"))
    assert {row[4] for row in whole[1:]} == {first.reference, second.reference, "No action yet"}
    assert "'=Another thing entirely" in {row[0] for row in whole}
    for query, rows in (
        ("agency=ashmere-police", [second.reference]),
        ("source=national", ["No action yet"]),
        ("text=OFFICERS", [second.reference]),
        ("state=done", []),
        ("state=no-evidence&agency=ashmere-hospital", [first.reference]),
        ("state=nonsense&agency=ashmere-hospital", [first.reference]),
    ):
        assert [row[4] for row in lines(ben.get(f"/plan/export/?{query}"))[1:]] == rows
        page = ben.get(f"/plan/?{query}").content.decode()
        for one in (first, second):
            assert (f'/plan/actions/{one.reference}/"' in page) == (one.reference in rows)
    with acting_as(cast.ben.pk):
        kept = Export.objects.filter(what="plan").order_by("pk")
        assert (kept[1].rows, kept[1].filters) == (1, {"agency": "ashmere-police", "of": "ashmere-partnership"})
        reads = AuditEntry.objects.filter(case_id=case.pk, chain="reads")
        assert [one for one in reads if one.content == {"page": "cases:export_plan"}]


def test_a_holder_reads_the_plan_and_cannot_run_it(cast: Cast, case: Case) -> None:
    action = planned(cast, case)
    hal = browser(cast, "hal")
    assert "Calder partnership" in hal.get("/plan/").content.decode()  # the board is in both
    assert action.reference not in hal.get("/plan/?of=calder-partnership").content.decode()
    page = hal.get("/plan/?of=ashmere-partnership").content.decode()
    assert action.reference in page
    assert "Agree what is shown" not in page
    assert hal.get("/plan/agree/").status_code == 403
    assert browser(cast, "vic").get("/plan/?of=ashmere-partnership").content.decode().count(action.reference) == 0
    assert browser(cast, "kit").get("/plan/").status_code == 403


def test_it_is_printed_without_its_controls(cast: Cast, case: Case) -> None:
    action = planned(cast, case)
    page = browser(cast, "ben").get("/plan/print/?state=open").content.decode()
    assert action.reference in page
    assert "As it stands on Tuesday 2 June 2026" in page
    assert "· Open" in page
    assert "<select" not in page


def test_each_table_of_the_plan_has_a_name_of_its_own(cast: Cast, case: Case) -> None:
    planned(cast, case)
    acted(cast, recommended(cast, found(cast, case, text="B"), text="Else"), lead=cast["ashmere-police"])
    named = re.findall(
        r'class="app-scroll"[^>]*aria-label="(.*?)"', browser(cast, "ben").get("/plan/").content.decode()
    )
    assert len(named) == len(set(named)) == 2


def test_what_is_shown_is_agreed(cast: Cast, case: Case) -> None:
    first = planned(cast, case)
    second = acted(cast, recommended(cast, found(cast, case, text="B"), text="Else"), lead=cast["ashmere-police"])
    ben = browser(cast, "ben")
    form = ben.get("/plan/agree/?agency=ashmere-police").content.decode()
    assert second.reference in form
    assert first.reference not in form
    said = {"who": "The case review group, 2 June", "shown": f"{second.pk}.1"}
    assert ben.post("/plan/agree/?agency=ashmere-police", said).status_code == 303
    with acting_as(cast.ben.pk):
        assert [one.action_id for one in Agreement.objects.get().actions.all()] == [second.pk]
    twice = ben.post("/plan/agree/?agency=ashmere-police", said)
    assert "The plan changed" in twice.content.decode()
    assert ben.post("/plan/agree/", {"who": "All", "shown": "9" * 30 + ".x,1,2.2.2"}).status_code == 200


def test_once_agreed_the_page_asks_why_it_changes(cast: Cast, case: Case) -> None:
    action = planned(cast, case)
    agreed(cast, action)
    ben, here = browser(cast, "ben"), f"/plan/actions/{action.reference}/change/"
    assert "Why it changes" in ben.get(here).content.decode()
    task = {
        "text": "Another form", "lead": action.lead_id, "lead_post": "", "outcome": "Known", "measure": "Records",
        "baseline": "", "seen": "1", "reason": "", **day("due_on", 2026, 7, 1),
    }  # fmt: skip
    assert "Say why it changes" in ben.post(here, task).content.decode()
    assert ben.post(here, {**task, "reason": "Clearer"}).status_code == 303
    with acting_as(cast.ben.pk):
        assert Action.objects.get(replaces=action).text == "Another form"
    page = browser(cast, "kit").get(f"/our-actions/{action.reference}/").content.decode()
    assert "Another action stands in the place of this one" in page


def test_two_texts_are_both_kept(cast: Cast, case: Case) -> None:
    action, ben = planned(cast, case), browser(cast, "ben")
    task = {
        "text": "Mine", "lead": action.lead_id, "lead_post": "", "outcome": "Known", "measure": "Records",
        "baseline": "", "seen": "0", **day("due_on", 2026, 7, 1),
    }  # fmt: skip
    here = f"/plan/actions/{action.reference}/change/"
    page = ben.post(here, task).content.decode()
    assert "Somebody else changed this" in page
    assert "A form that asks about fathers" in page
    assert 'name="seen" value="1"' in page
    with acting_as(cast.ben.pk):
        assert case.set_aside.get().text["text"] == "Mine"
    assert ben.post(here, {**task, "seen": "1"}).status_code == 303


def test_what_was_asked_before_is_shown_before_it_is_written_down(cast: Cast, case: Case) -> None:
    action = planned(cast, case)
    accepted(cast, shown(cast, action))
    finding = found(cast, make_incident(cast), text="Again nobody knew him")
    ben, here = browser(cast, "ben"), f"/plan/findings/{finding.pk}/recommend/"
    said = {
        "text": "Every midwife should speak with fathers before birth", "to": [cast["ashmere-hospital"].pk],
        "outcome": "Fathers are known", "kind": "process", "strength": "", "seen": "0",
    }  # fmt: skip
    first = ben.post(here, said)
    page = first.content.decode()
    assert first.status_code == 200
    assert "Asked before?" in page
    assert action.reference in page
    with acting_as(cast.ben.pk):
        earlier = Recommendation.objects.get()
    again = {**said, "found": str(earlier.pk), "made_before": str(earlier.pk), "came_of_it": ""}
    assert "Write what came of it" in ben.post(here, again).content.decode()
    assert ben.post(here, {**again, "came_of_it": "A form was made"}).status_code == 303
    with acting_as(cast.ben.pk):
        assert Recommendation.objects.get(made_before=earlier).came_of_it == "A form was made"


def test_reminders_of_one_action_are_stopped_and_the_steps_set(cast: Cast, case: Case) -> None:
    action, ben = planned(cast, case), browser(cast, "ben")
    said = {"reason": "On leave", **day("until_on", 2026, 8, 1)}
    assert ben.post(f"/plan/actions/{action.reference}/no-reminders/", said).status_code == 303
    assert "Nobody is reminded until 1 August 2026" in ben.get(f"/plan/actions/{action.reference}/").content.decode()
    steps = {"lead_after": "3", "manager_after": "2", "holder_after": "9"}
    assert "larger than the one before" in ben.post("/plan/reminders/", steps).content.decode()
    assert ben.post("/plan/reminders/", {**steps, "manager_after": "6"}).status_code == 303
    assert 'value="6"' in ben.get("/plan/reminders/").content.decode()


def test_a_finding_from_elsewhere_comes_into_the_plan(cast: Cast) -> None:
    with today.turned_to(TUE_2_JUN):
        ben = browser(cast, "ben")
        said = {"source": "national", "source_name": "A national review", "text": "Babies"}
        answer = ben.post("/plan/findings/add/", said)
        with acting_as(cast.ben.pk):
            assert answer["Location"] == f"/plan/findings/{Finding.objects.get().pk}/recommend/"
