"""The list of incidents: by stage as the rules say it, one's own, by key, and only what the person sees."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.corrections import withdraw_event
from safeguarding.cases.facts import facts_of, procedure_of, record_event
from safeguarding.cases.models import Case
from safeguarding.cases.views import my_work
from safeguarding.cases.views.my_work import at_stage
from safeguarding.cases.work import seen_cases
from safeguarding.rules.phases import phase
from tests.cast import Cast
from tests.making import open_incident
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

MON_1_JUN, TUE_2_JUN = date(2026, 6, 1), date(2026, 6, 2)
STORIES = (
    (),
    ("position_recorded",),
    ("position_recorded", "decided_not_to_notify"),
    ("decided_not_to_notify", "decided_to_notify"),
    ("decided_to_notify", "notification_submitted"),
    ("decided_to_notify", "notification_submitted", "notification_withdrawn"),
    ("notification_submitted", "rapid_review_commissioned", "agency_letters_sent"),
)


def incident_with(cast: Cast, *events: str) -> Case:
    with today.turned_to(TUE_2_JUN):
        case = open_incident(cast, known_on=MON_1_JUN)
        with acting_as(cast.ben.pk):
            for event in events:
                record_event(case, event, on=TUE_2_JUN, by=cast.actor("ben"))
    return case


def test_the_filter_by_stage_agrees_with_the_rules_for_every_story(cast: Cast) -> None:
    every = [incident_with(cast, *story) for story in STORIES]
    with acting_as(cast.ben.pk):
        stages = procedure_of(every[0]).stages
        for case in every:
            here = phase(procedure_of(case), facts_of(case)).stage.id
            found = [stage.id for stage in stages if at_stage(seen_cases(), stage.id).filter(pk=case.pk).exists()]
            assert found == [here], case.events.values_list("event", flat=True)


def test_what_was_taken_back_counts_for_no_stage(cast: Cast) -> None:
    case = incident_with(cast, "notification_submitted")
    with acting_as(cast.ben.pk), today.turned_to(TUE_2_JUN):
        event = case.events.get(event="notification_submitted")
        withdraw_event(case=case, event=event, reason="Another incident", by=cast.actor("ben"), on=TUE_2_JUN)
        assert at_stage(seen_cases(), "awareness").filter(pk=case.pk).exists()
        assert not at_stage(seen_cases(), "notification").filter(pk=case.pk).exists()


def test_only_what_one_leads_is_shown_when_that_is_asked(cast: Cast) -> None:
    mine, theirs = incident_with(cast), incident_with(cast)
    with acting_as(cast.ben.pk):
        Case.objects.filter(pk=theirs.pk).update(lead=cast.ben)
    page = signed_in(cast.ada).get("/cases/?mine=yes").content.decode()
    assert mine.reference in page
    assert theirs.reference not in page


def test_another_area_sees_an_empty_list(cast: Cast) -> None:
    case = incident_with(cast)
    page = signed_in(cast.vic).get("/cases/")
    assert page.status_code == 200
    assert case.reference not in page.content.decode()


def test_pages_follow_each_other_by_key_without_gap(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(my_work, "A_PAGE", 2)
    every = [incident_with(cast) for _ in range(5)]
    browser, seen, address = signed_in(cast.ben), [], "/cases/"
    while address:
        context = browser.get(address).context
        seen += [row.case.reference for row in context["rows"]]
        address = f"/cases/?before={context['older']}" if context["older"] else ""
    assert seen == [case.reference for case in reversed(every)]


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, "\x00", "<script>"])
def test_a_senseless_key_shows_the_first_page(cast: Cast, before: str) -> None:
    case = incident_with(cast)
    page = signed_in(cast.ben).get("/cases/", {"before": before})
    assert case.reference in page.content.decode()


def test_more_cases_ask_the_database_no_more(cast: Cast) -> None:
    browser = signed_in(cast.ben)
    counts = []
    for more in (1, 6):
        for _ in range(more):
            incident_with(cast, "position_recorded")
        browser.get("/cases/")
        with CaptureQueriesContext(connection) as asked:
            browser.get("/cases/?stage=threshold-talk")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_no_list_names_a_child(cast: Cast) -> None:
    incident_with(cast)
    with today.turned_to(TUE_2_JUN + timedelta(days=1)):
        browser = signed_in(cast.ben)
        assert "Rowan" not in browser.get("/cases/").content.decode()
        assert "Rowan" not in browser.get("/").content.decode()
