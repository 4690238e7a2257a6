"""The rapid review sent to the Panel: here, or elsewhere with its proof."""

import pytest
from django.db import ProgrammingError, transaction

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.actions.proving import SheetAsItStood
from safeguarding.cases.actions.receiving import acknowledge, paper_received, received, received_as
from safeguarding.cases.models import Case, Submission
from safeguarding.files.actions import open_file
from safeguarding.messages.models import Message
from safeguarding.reviews.models import ReviewReport
from safeguarding.rules.refusal import Refused
from tests.cases.notification.writing import at, national, receives_elsewhere
from tests.cast import Cast
from tests.reviews.reviewing import decided, events_of, everybody_signs, write
from tests.reviews.sending.sent import MON_7_DEC, TEXT, make, record, send, sent, signed

pytestmark = pytest.mark.django_db


def test_the_panel_reads_it_with_both_files_and_the_duty_is_met(cast: Cast, case: Case) -> None:
    row = sent(cast, case)
    assert "rapid_review_sent" in events_of(cast, case)
    with acting_as(cast.ben.pk):
        assert case.dues.get(duty="eng-rapid-review").met_on == today.today()
    with acting_as(cast.cleo.pk):
        assert received(cast.actor("cleo"))[0] == row
        assert TEXT in str(received_as(cast.actor("cleo"), row.reference).content)  # type: ignore[union-attr]
        papers = list(row.papers.order_by("number"))
        assert [paper.title.rpartition(", ")[2] for paper in papers] == ["as PDF", "as Word file"]
        found = paper_received(cast.actor("cleo"), row.reference, papers[0].number)
        assert b"".join(open_file(found.file)).startswith(b"%PDF")  # type: ignore[union-attr]
        assert not Case.objects.exists()
        assert not ReviewReport.objects.exists()


def test_its_people_are_written_a_reference_and_a_link(cast: Cast, case: Case) -> None:
    row = sent(cast, case)
    with acting_as(cast.ben.pk):
        (message,) = Message.objects.filter(kind="review-sent")
    assert message.recipient_id == cast.cleo.pk
    assert message.lines[0]["reference"] == case.reference
    assert row.reference in message.lines[0]["path"]
    with acting_as(cast.cleo.pk):
        acknowledge(submission=row, note="Read.", by=cast.actor("cleo"), on=today.today())


def test_not_before_its_files_are_made(cast: Cast, case: Case) -> None:
    signed(cast, case)
    with pytest.raises(Refused, match="No files were made yet"):
        send(cast, case)
    assert "rapid_review_sent" not in events_of(cast, case)


def test_not_once_the_text_changed_or_more_signed_since(cast: Cast, case: Case) -> None:
    decided(cast, case)
    with today.turned_to(MON_7_DEC):
        make(cast, case, unsigned_reason="All are away.")
        everybody_signs(cast, case)
        with pytest.raises(ChangedMeanwhile, match="make the files again"):
            send(cast, case)
        make(cast, case)
        write(cast, case, "Another text")
        with pytest.raises(ChangedMeanwhile, match="make the files again"):
            send(cast, case)
    assert "rapid_review_sent" not in events_of(cast, case)


def test_not_other_files_than_were_read(cast: Cast, case: Case) -> None:
    signed(cast, case)
    make(cast, case)
    with pytest.raises(ChangedMeanwhile):
        send(cast, case, seen=0)


def test_once_only_and_nothing_more_is_made(cast: Cast, case: Case) -> None:
    sent(cast, case)
    with pytest.raises(ChangedMeanwhile, match="recorded already"):
        send(cast, case)
    with pytest.raises(Refused, match="was sent and recorded"):
        make(cast, case)
    assert events_of(cast, case).count("rapid_review_sent") == 1


def test_only_to_a_body_that_is_owed_it(cast: Cast, case: Case) -> None:
    signed(cast, case)
    make(cast, case)
    with pytest.raises(Refused, match="not owed this"):
        send(cast, case, recipient=national(cast, "ofsted", receives_here=True))


def test_elsewhere_it_is_recorded_with_its_proof(cast: Cast, case: Case) -> None:
    receives_elsewhere(cast)
    signed(cast, case)
    make(cast, case)
    with pytest.raises(Refused, match="receives elsewhere"):
        send(cast, case)
    row = record(cast, case)
    with acting_as(cast.ben.pk):
        assert row.copy.kind == "copy"  # type: ignore[union-attr]
        assert (row.reference, row.sender, row.papers.count()) == ("RR-9", "Ben B.", 2)
    assert "rapid_review_sent" in events_of(cast, case)


def test_where_no_copy_came_back_the_pdf_is_the_copy(cast: Cast, case: Case) -> None:
    receives_elsewhere(cast)
    signed(cast, case)
    report = make(cast, case)
    assert record(cast, case, copy=SheetAsItStood()).copy_id == report.pdf_id


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"reference": " "}, "Enter the reference"),
        ({"sender": ""}, "Enter who sent it"),
        ({"copy": None}, "Choose the copy"),
        ({"sent_at": at(MON_7_DEC)}, "lies ahead"),
        ({"sent_at": at(MON_7_DEC.replace(month=11, day=13))}, "before the day on which the files"),
    ],
)
def test_no_proof_no_record(cast: Cast, case: Case, given: dict, said: str) -> None:  # type: ignore[type-arg]
    receives_elsewhere(cast)
    signed(cast, case)
    make(cast, case)
    with pytest.raises(Refused, match=said):
        record(cast, case, **given)
    assert "rapid_review_sent" not in events_of(cast, case)


def test_what_was_sent_and_its_files_cannot_be_changed(cast: Cast, case: Case) -> None:
    sent(cast, case)
    for rows in (Submission.objects, ReviewReport.objects):
        with acting_as(cast.ben.pk), pytest.raises(ProgrammingError), transaction.atomic():
            rows.filter(case=case).update(recorded_by=cast.ben)


@pytest.mark.parametrize("name", ["ada", "pia", "uma", "vic", "cleo", "eve"])
def test_nobody_else_sends(cast: Cast, case: Case, name: str) -> None:
    signed(cast, case)
    make(cast, case)
    with pytest.raises((Refused, Case.DoesNotExist)):
        send(cast, case, by=name)
