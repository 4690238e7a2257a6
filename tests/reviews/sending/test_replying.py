"""The Panel's reply: written here by its own people, or a letter that the partnership files."""

import io

import pytest
from django.db import ProgrammingError, connection, transaction

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.actions.proving import FileCopy
from safeguarding.cases.models import Case, Paper, Receipt, SentPaper
from safeguarding.files.actions import open_file
from safeguarding.files.models import FileKey, StoredFile
from safeguarding.messages.models import Message
from safeguarding.people.models import HeldRole, Person
from safeguarding.reviews.actions.replying import Asked, replies_to
from safeguarding.reviews.models import AskAnswer, PanelAsk, PanelReply
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Role
from tests.cases.notification.writing import receives_elsewhere
from tests.cast import LONG_AGO, Cast
from tests.documents.reading import faults, text_of
from tests.files.samples import word
from tests.reviews.reviewing import events_of
from tests.reviews.sending.sent import MON_7_DEC, answer, letter, make, record, record_letter, reply, sent, signed

pytestmark = pytest.mark.django_db


def test_the_partnership_has_the_letter_the_asks_the_dates_and_a_message(cast: Cast, case: Case) -> None:
    reply(cast, sent(cast, case))
    assert events_of(cast, case)[-2:] == ["panel_reply_received", "panel_request_received"]
    with acting_as(cast.ben.pk):
        (one,) = case.panel_replies.all()
        pdf = b"".join(open_file(one.letter.file))
        assert faults(pdf) == []
        assert "We agree with the decision." in text_of(pdf)
        assert (one.letter.originator, one.letter.filed_by) == ("Panel", cast.cleo)
        (ask,) = one.asks.all()
        assert (ask.number, ask.what, ask.wanted_by) == (1, "When will the plan be ready?", MON_7_DEC)
        assert case.dues.get(duty="eng-answer-panel-request").met_on is None
        told = Message.objects.filter(kind="reply-received")
        assert {message.recipient_id for message in told} >= {cast.ben.pk, cast.ada.pk}
        assert "plan" not in str(told[0].lines)


def test_what_was_replied_to_waits_for_no_acknowledgement(cast: Cast, case: Case) -> None:
    row = sent(cast, case)
    reply(cast, row)
    reply(cast, row, seen=1)
    with acting_as(cast.ben.pk):
        assert [one.acknowledged_by_id for one in Receipt.objects.filter(submission=row)] == [cast.cleo.pk]


def test_a_letter_may_be_a_file(cast: Cast, case: Case) -> None:
    content = word("Dear all")
    given = FileCopy("letter.docx", io.BytesIO(content))
    reply(cast, sent(cast, case), text="", letter=given)
    with acting_as(cast.cleo.pk):
        file = PanelReply.objects.select_related("file").get().file
        assert b"".join(open_file(file)) == content


def test_the_panel_sees_its_own_reply_its_letter_and_the_answer_and_nothing_else(cast: Cast, case: Case) -> None:
    row = sent(cast, case)
    reply(cast, row)
    with acting_as(cast.ben.pk):
        ask, paper = PanelAsk.objects.get(), case.papers.order_by("number")[0]
    answer(cast, case, ask, paper=paper)
    with acting_as(cast.cleo.pk):
        (one,) = replies_to(row)
        assert [ask.answer.text for ask in one.asks.all()] == ["By Christmas."]
        assert b"".join(open_file(AskAnswer.objects.select_related("file").get().file))  # type: ignore[arg-type]
        sent_files = set(row.papers.values_list("file_id", flat=True))
        own = {one.file_id, paper.file_id}
        earlier = set(SentPaper.objects.exclude(submission=row).values_list("file_id", flat=True))
        assert set(StoredFile.objects.values_list("pk", flat=True)) == sent_files | own | earlier
        assert set(FileKey.objects.values_list("pk", flat=True)) == sent_files | own | earlier
        assert not Case.objects.exists()
        assert not Paper.objects.exists()


def test_a_letter_that_the_partnership_filed_is_not_shown_to_the_panel(cast: Cast, case: Case) -> None:
    row = sent(cast, case)
    one = record_letter(cast, case, row)
    with acting_as(cast.cleo.pk):
        assert replies_to(row) == []
        assert not PanelAsk.objects.exists()
        assert not StoredFile.objects.filter(pk=one.file_id).exists()


def test_another_area_and_another_national_body_see_nothing(cast: Cast, case: Case) -> None:
    reply(cast, sent(cast, case))
    cast.people["oda"] = Person.objects.create_user("oda@example.invalid", name="Oda")
    with acting_as(cast.ann.pk):
        HeldRole.objects.create(
            person=cast.oda, organisation=cast["calder"], role=Role.NATIONAL, from_on=LONG_AGO, given_by=cast.ann
        )
    for name in ("uma", "vic", "kit", "dee", "ann", "dot", "eve", "oda"):
        with acting_as(cast.people[name].pk):
            for model in (PanelReply, PanelAsk, AskAnswer):
                assert not model.objects.exists(), (name, model)


@pytest.mark.parametrize("name", ["ada", "ben", "pia", "hal", "joe", "kit", "uma", "vic", "dee", "ann", "dot", "eve"])
def test_nobody_else_replies_for_the_panel(cast: Cast, case: Case, name: str) -> None:
    row = sent(cast, case)
    with pytest.raises(Refused, match="not sent to a body for which you receive"):
        reply(cast, row, by=name)


@pytest.mark.parametrize("name", ["ben", "eve", "uma"])
def test_who_is_written_in_the_place_of_is_said_to_the_receiver_alone(cast: Cast, case: Case, name: str) -> None:
    row = sent(cast, case)
    with acting_as(cast.people[name].pk), connection.cursor() as cursor:
        cursor.execute("SELECT steward_of_review_sent(%s, %s)", [row.pk, today.today()])
        assert cursor.fetchone() == (None,)


def test_the_panel_cannot_write_beside_what_was_not_sent_to_it(cast: Cast, case: Case) -> None:
    row = sent(cast, case)
    one = record_letter(cast, case, row)
    with acting_as(cast.cleo.pk), pytest.raises(ProgrammingError), transaction.atomic():
        PanelAsk.objects.create(case_id=case.pk, reply=one, number=9, what="Something")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"options": []}, "Choose what the reply says"),
        ({"options": ["lcspr"]}, "Choose what the reply says"),
        ({"text": " "}, "Write the letter"),
        ({"text": "x" * 20_001}, "20,000 characters"),
        ({"asks": []}, "Write what is asked for"),
        ({"asks": [Asked("x", LONG_AGO)]}, "before the letter"),
        ({"asks": [Asked("x" * 2_001)]}, "2,000 characters"),
        ({"text": "", "letter": FileCopy("run.exe", io.BytesIO(b"MZ" + bytes(99)))}, "run.exe"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(cast: Cast, case: Case, given: dict, said: str) -> None:  # type: ignore[type-arg]
    row = sent(cast, case)
    with pytest.raises(Refused, match=said):
        reply(cast, row, **given)
    with acting_as(cast.ben.pk):
        assert not PanelReply.objects.exists()
        assert "panel_reply_received" not in events_of(cast, case)


def test_two_at_once_one_is_told_and_a_second_reply_follows_the_first(cast: Cast, case: Case) -> None:
    row = sent(cast, case)
    reply(cast, row)
    with pytest.raises(ChangedMeanwhile, match="Another reply was recorded"):
        reply(cast, row)
    second = reply(cast, row, seen=1, asks=[Asked("And the audit?")])
    with acting_as(cast.ben.pk):
        assert [one.number for one in PanelAsk.objects.order_by("pk")] == [1, 2]
        assert second.number == 2
        assert case.dues.filter(duty="eng-answer-panel-request").count() == 1


def test_only_a_rapid_review_is_replied_to(cast: Cast, case: Case) -> None:
    with acting_as(cast.ben.pk):
        row = case.submissions.get(what="notification")
    with pytest.raises(Refused, match="Only a rapid review"):
        reply(cast, row)


def test_a_letter_that_came_in_another_way_is_filed(cast: Cast, case: Case) -> None:
    receives_elsewhere(cast)
    signed(cast, case)
    make(cast, case)
    one = record_letter(cast, case, record(cast, case))
    with acting_as(cast.ben.pk):
        assert (one.how, one.letter.title) == ("elsewhere", "Reply of Panel to the rapid review")
    assert events_of(cast, case)[-2:] == ["panel_reply_received", "panel_request_received"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"letter": None}, "Choose the file"),
        ({"dated_on": MON_7_DEC}, "lies ahead"),
        ({"dated_on": LONG_AGO}, "older than what it replies to"),
        ({"seen": 3}, "Another reply"),
        ({"by": "ada"}, "cannot do this"),
        ({"by": "pia"}, "cannot do this"),
    ],
)
def test_a_letter_is_not_filed_when_something_is_wrong(cast: Cast, case: Case, given: dict, said: str) -> None:  # type: ignore[type-arg]
    row = sent(cast, case)
    with pytest.raises(Refused, match=said):
        record_letter(cast, case, row, **{"letter": letter(), **given})
