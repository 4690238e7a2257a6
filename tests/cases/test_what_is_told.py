"""What the demonstration holds: an incident at every point of the first stretch, made by real verbs. Told once for all
of these tests, and undone after them."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.corrections import pause_of
from safeguarding.cases.dues import owed_in, rows
from safeguarding.cases.models import Case, Decision, LetterTemplate, Paper, Position, Proposal, SentPaper, Submission
from safeguarding.cases.overview import overview
from safeguarding.files.actions import open_file
from safeguarding.people.models import Person

WENT_ON = 3
"""Incidents that are told as far as a rapid review (`web/demonstration.py`), each with a notification of its own."""


@pytest.fixture(scope="module")
def manager(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Person]:
    files = {"DATA": tmp_path_factory.mktemp("told"), "FILE_KEYS": ("1:" + "A" * 43 + "=",), "FILE_SCANNER": ""}
    with django_db_blocker.unblock(), override_settings(**files), transaction.atomic():
        call_command("demonstration")
        yield Person.objects.get(roles__role="business-manager", roles__organisation__code="demo-northvale-partnership")
        transaction.set_rollback(True)


def test_there_is_an_incident_at_every_point(manager: Person) -> None:
    with acting_as(manager.pk):
        cases = list(Case.objects.order_by("pk"))
        stages = {overview(case, on=today.today()).phase.stage.id for case in cases}
        assert {"awareness", "threshold-talk", "notification", "not-notified", "withdrawn"} <= stages
        standings = {one.standing for case in cases for one in overview(case, on=today.today()).owed}
        assert {"open", "late", "met", "stopped"} <= standings
        assert max(case.children.count() for case in cases) == 5
        assert {case.incident.nature for case in cases} >= {
            "looked-after-death-no-abuse",
            "child-death",
            "serious-harm",
        }
        outcomes = set(Decision.objects.values_list("outcome", flat=True))
        assert outcomes >= {"notify", "not-notify", "more-facts", "withdraw"}
        sent = Submission.objects.filter(what="notification", how="here")
        reviewed = set(Submission.objects.filter(what="rapid-review").values_list("case_id", flat=True))
        assert sent.exclude(case_id__in=reviewed).exclude(case__proposed_decisions__isnull=False).count() == 4
        assert sent.count() == 4 + WENT_ON
        assert set(Proposal.objects.values_list("answer", flat=True)) == {"", "declined"}
        across = [
            case for case in cases if case.parties.filter(organisation__code="demo-eastmere-partnership").exists()
        ]
        assert len(across) == 1


def test_one_was_sent_elsewhere_and_is_proved(manager: Person) -> None:
    with acting_as(manager.pk):
        elsewhere = Submission.objects.filter(how="elsewhere").select_related("recipient", "copy__file")
        assert {row.recipient.code for row in elsewhere} == {"ofsted", "secretary-of-state"}
        for row in elsewhere:
            assert (row.reference, row.sender) == ("CSI-40271", row.recorded_by.name)
            assert row.copy.kind == Paper.Kind.COPY
            assert b"".join(open_file(row.copy.file)).startswith(b"%PDF")
        assert row.case.dues.get(duty="eng-notify-looked-after-death").met_on is not None


def test_there_is_a_case_file_with_a_paper_that_went_a_letter_a_pause_and_somebody_kept_out(manager: Person) -> None:
    with acting_as(manager.pk):
        assert {paper.file.kind for paper in Paper.objects.select_related("file")} >= {"eml", "pdf", "docx"}
        assert LetterTemplate.objects.exists()
        (went,) = SentPaper.objects.filter(submission__what="notification")
        case = went.case
        assert {paper.kind for paper in case.papers.all()} == {"email", "document", "letter"}
        assert Position.objects.get(how="from-email").email.kind == Paper.Kind.EMAIL
        assert case.bars.get().person != case.lead
        assert pause_of(case) is not None


def test_what_is_owed_is_what_the_events_say(manager: Person) -> None:
    with acting_as(manager.pk):
        for case in Case.objects.all():
            stored = set(case.dues.values_list("duty", "due_on", "met_on", "stopped_on"))
            assert stored == {(d.duty, d.due_on, d.met_on, d.stopped_on) for d in rows(case, owed_in(case))}


def test_made_twice_it_is_made_once(manager: Person, capsys: pytest.CaptureFixture[str]) -> None:
    with acting_as(manager.pk):
        before = Case.objects.count()
    call_command("demonstration")
    assert "stand already" in capsys.readouterr().out
    with acting_as(manager.pk):
        assert Case.objects.count() == before


def test_it_says_who_can_sign_in(manager: Person, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("demonstration", list=True)
    said = capsys.readouterr().out
    assert manager.email in said
    assert "Panel secretariat" in said
