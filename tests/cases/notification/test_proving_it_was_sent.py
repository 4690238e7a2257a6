"""Recorded as sent elsewhere, or sent here: the proof, and what follows from it all at once."""

import io
from datetime import date
from typing import Any

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.actions.notification import choose_nature
from safeguarding.cases.actions.submission import FileCopy, SheetAsItStood, submit_here, tick_fields
from safeguarding.cases.models import Case, Event, Paper, Submission
from safeguarding.cases.sending import outside_bodies
from safeguarding.files.actions import open_file
from safeguarding.messages.models import Message
from safeguarding.rules.refusal import Refused
from tests.cases.notification.writing import (
    FRI_13_NOV,
    MARKER,
    MON_16_NOV,
    SHOT,
    TUE_17_NOV,
    at,
    decided,
    national,
    receives_elsewhere,
    record,
    save,
    send,
    write_whole,
)
from tests.cases.threshold.weighing import answer_all, everybody_says, settle
from tests.cast import Cast

pytestmark = pytest.mark.django_db

PLAIN = "notification_submitted"


@pytest.fixture
def ready(cast: Cast, case: Case) -> Case:
    """Decided, written whole, and owed to a Panel that receives elsewhere."""
    receives_elsewhere(cast)
    decided(cast, case)
    write_whole(cast, case)
    return case


@pytest.fixture
def ready_here(cast: Cast, case: Case) -> Case:
    decided(cast, case)
    write_whole(cast, case)
    return case


def facts(cast: Cast, case: Case, event: str = PLAIN) -> list[Event]:
    with acting_as(cast.ada.pk):
        return list(case.events.filter(event=event))


def written(cast: Cast, case: Case, kind: str) -> list[Message]:
    with acting_as(cast.ben.pk):
        return list(Message.objects.filter(case_id=case.pk, kind=kind).order_by("id"))


class TestElsewhere:
    def test_the_proof_the_fact_the_date_and_the_messages_come_together(self, cast: Cast, ready: Case) -> None:
        row = record(cast, ready)
        assert (row.how, row.reference, row.sender, row.sent_at) == (
            "elsewhere",
            "NTF-77",
            "Ada A.",
            at(MON_16_NOV, "00:00"),
        )
        assert [event.on for event in facts(cast, ready)] == [MON_16_NOV]
        assert len(facts(cast, ready, "reference_received")) == 1
        with acting_as(cast.ada.pk):
            assert ready.dues.get(duty="eng-notify-panel").met_on == MON_16_NOV
            assert ready.dues.get(duty="eng-rapid-review").due_on == date(2026, 12, 7)
            assert row.copy is not None
            assert row.copy.kind == Paper.Kind.COPY
            assert b"".join(open_file(row.copy.file)) == SHOT
        assert {message.to_address for message in written(cast, ready, "told")} == {
            f"{name}@example.invalid" for name in ("ben", "pia", "hal", "joe")
        }

    def test_what_was_sent_is_frozen(self, cast: Cast, ready: Case) -> None:
        row = record(cast, ready)
        assert row.content["incident"]["what-happened"] == f"{MARKER} was brought to the ward."
        assert row.content["sections"][0]["title"] == "Who is notifying"
        texts = {field["key"]: field["text"] for field in row.content["sheet"]}
        assert texts["notifying-authority"] == "Ashmere"

    def test_the_sheet_as_it_stood_may_be_the_copy(self, cast: Cast, ready: Case) -> None:
        row = record(cast, ready, copy=SheetAsItStood())
        with acting_as(cast.ada.pk):
            assert row.copy is not None
            text = b"".join(open_file(row.copy.file)).decode()
        assert f"12 {MARKER} Street" in text
        assert MARKER not in row.copy.title + row.copy.file.name

    def test_the_london_day_counts(self, cast: Cast, ready: Case) -> None:
        with today.turned_to(TUE_17_NOV):
            record(cast, ready, sent_at=at(MON_16_NOV, "23:45"))
        assert [(event.on, f"{event.at:%H:%M}") for event in facts(cast, ready)] == [(MON_16_NOV, "23:45")]

    def test_sent_late_it_is_met_late_and_not_hidden(self, cast: Cast, ready: Case) -> None:
        with today.turned_to(date(2026, 11, 30)):
            record(cast, ready, sent_at=at(date(2026, 11, 27)))
        with acting_as(cast.ada.pk):
            due = ready.dues.get(duty="eng-notify-panel")
            assert due.due_on is not None
            assert due.met_on is not None
            assert due.met_on > due.due_on

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"reference": " "}, "Enter the reference"),
            ({"reference": "x" * 61}, "60 characters or fewer"),
            ({"sender": ""}, "Enter who sent it"),
            ({"sender": "x" * 161}, "160 characters or fewer"),
            ({"sent_at": at(TUE_17_NOV, "23:59")}, "lies ahead"),
            ({"sent_at": at(date(2026, 11, 12))}, "before the authority knew"),
            ({"sent_at": at(FRI_13_NOV)}, "before the decision"),
            ({"copy": None}, "Choose the copy"),
            ({"copy": FileCopy("run.exe", io.BytesIO(b"MZ" + bytes(200)))}, "run.exe"),
            ({"copy": FileCopy("empty.pdf", io.BytesIO(b""))}, "empty.pdf"),
        ],
    )
    def test_a_proof_that_proves_nothing_is_refused_and_nothing_is_stored(
        self, cast: Cast, ready: Case, given: dict[str, Any], said: str
    ) -> None:
        with pytest.raises(Refused, match=said):
            record(cast, ready, **given)
        with acting_as(cast.ada.pk):
            assert not Submission.objects.exists()
            assert not Paper.objects.filter(kind=Paper.Kind.COPY).exists()
        assert facts(cast, ready) == []

    def test_an_early_moment_needs_its_reason(self, cast: Cast, ready: Case) -> None:
        record(cast, ready, sent_at=at(FRI_13_NOV), reason="Rung through at once, decided by phone.")
        assert facts(cast, ready)[0].reason == "Rung through at once, decided by phone."

    def test_not_before_the_decision(self, cast: Cast, case: Case) -> None:
        receives_elsewhere(cast)
        with pytest.raises(Refused, match="not decided to notify"):
            record(cast, case)

    def test_not_after_it_was_decided_otherwise(self, cast: Cast, ready: Case) -> None:
        settle(cast, ready, "more-facts", reasons="We wait.", going_ahead="")
        with pytest.raises(Refused, match="not decided to notify"):
            record(cast, ready)

    def test_not_twice(self, cast: Cast, ready: Case) -> None:
        record(cast, ready)
        with pytest.raises(ChangedMeanwhile, match="NTF-77"):
            record(cast, ready, reference="NTF-78")
        assert len(facts(cast, ready)) == 1
        assert len(written(cast, ready, "told")) == 4

    def test_only_to_a_body_that_is_owed_it(self, cast: Cast, ready: Case) -> None:
        with pytest.raises(Refused, match="not owed this"):
            record(cast, ready, recipient=national(cast, "nspcc"))

    @pytest.mark.parametrize("name", ["ben", "pia", "hal", "joe"])
    def test_only_the_authoritys_notifier_records_it(self, cast: Cast, ready: Case, name: str) -> None:
        with pytest.raises(Refused, match="cannot do this"):
            record(cast, ready, by=name)

    @pytest.mark.parametrize("name", ["kit", "uma", "vic", "cleo", "dee", "ann", "dot", "eve"])
    def test_others_do_not_find_it(self, cast: Cast, ready: Case, name: str) -> None:
        with pytest.raises(Case.DoesNotExist):
            record(cast, ready, by=name)

    def test_no_message_says_more_than_the_reference(self, cast: Cast, ready: Case) -> None:
        record(cast, ready)
        for message in written(cast, ready, "told"):
            assert MARKER not in str((message.key, message.lines, message.to_name))


class TestSeveralBodies:
    @pytest.fixture
    def looked_after(self, cast: Cast, ready: Case) -> Case:
        for code in ("secretary-of-state", "ofsted"):
            national(cast, code)
        with acting_as(cast.ada.pk):
            nature, was = "looked-after-death-no-abuse", "serious-harm"
            choose_nature(case=ready, nature=nature, seen=was, by=cast.actor("ada"), on=MON_16_NOV)
        return ready

    def test_the_law_says_which(self, cast: Cast, looked_after: Case) -> None:
        with acting_as(cast.ada.pk):
            assert {"secretary-of-state", "ofsted"} <= {one.code for one in outside_bodies(looked_after)}

    def test_it_is_not_met_before_all_have_it(self, cast: Cast, looked_after: Case) -> None:
        with acting_as(cast.ada.pk):
            owed = [one.code for one in outside_bodies(looked_after)]
        for code in owed[:-1]:
            record(cast, looked_after, to=code)
            assert facts(cast, looked_after) == []
        record(cast, looked_after, to=owed[-1])
        assert len(facts(cast, looked_after)) == 1

    def test_one_sending_may_reach_several(self, cast: Cast, looked_after: Case) -> None:
        with acting_as(cast.ada.pk):
            first, *others = [one.body for one in outside_bodies(looked_after)]
        record(cast, looked_after, recipient=first, also=others)
        with acting_as(cast.ada.pk):
            assert Submission.objects.filter(case=looked_after).count() == len(others) + 1
            assert looked_after.papers.filter(kind=Paper.Kind.COPY).count() == 1
        assert len(facts(cast, looked_after)) == 1


class TestHere:
    def test_sending_is_the_submission(self, cast: Cast, ready_here: Case) -> None:
        row = send(cast, ready_here)
        assert (row.how, row.reference) == ("here", f"{ready_here.reference}-N")
        assert len(facts(cast, ready_here)) == 1
        with acting_as(cast.cleo.pk):
            (message,) = Message.objects.filter(recipient_id=cast.cleo.pk, kind="submitted")
        assert message.lines[0]["path"] == f"/received/{ready_here.reference}-N/"
        assert MARKER not in str(message.lines)

    def test_what_goes_is_what_was_previewed(self, cast: Cast, ready_here: Case) -> None:
        with pytest.raises(ChangedMeanwhile, match="Nothing was sent"):
            send(cast, ready_here, seen="0" * 64)
        assert facts(cast, ready_here) == []

    def test_an_incomplete_form_does_not_go(self, cast: Cast, ready_here: Case) -> None:
        save(cast, ready_here, "immediate-steps", {"immediate-steps": None})
        with pytest.raises(Refused, match="Not complete yet"):
            send(cast, ready_here)

    def test_not_twice(self, cast: Cast, ready_here: Case) -> None:
        send(cast, ready_here)
        with pytest.raises(ChangedMeanwhile):
            send(cast, ready_here)
        assert len(facts(cast, ready_here)) == 1

    def test_a_body_that_receives_here_is_not_recorded_elsewhere(self, cast: Cast, ready_here: Case) -> None:
        with pytest.raises(Refused, match="Send it from here"):
            record(cast, ready_here)

    def test_nor_the_other_way_round(self, cast: Cast, ready: Case) -> None:
        with pytest.raises(Refused, match="Send it there"):
            send(cast, ready)

    @pytest.mark.parametrize("name", ["ben", "pia", "hal", "joe"])
    def test_only_the_authoritys_notifier_sends(self, cast: Cast, ready_here: Case, name: str) -> None:
        with acting_as(cast.people[name].pk), pytest.raises(Refused, match="cannot do this"):
            submit_here(case=ready_here, recipient=cast["panel"], seen="", by=cast.actor(name), on=MON_16_NOV)

    def test_without_a_decision_nothing_goes(self, cast: Cast, case: Case) -> None:
        write_whole(cast, case)
        answer_all(cast, case)
        everybody_says(cast, case)
        with pytest.raises(Refused, match="not decided"):
            send(cast, case)


class TestTicks:
    def tick(self, cast: Cast, case: Case, entered: set[str], shown: set[str], by: str = "ada") -> int:
        with acting_as(cast.people[by].pk):
            actor = cast.actor(by)
            return tick_fields(case=case, entered=entered, shown_ticked=shown, by=actor, on=MON_16_NOV)

    def ticked(self, cast: Cast, case: Case) -> set[str]:
        with acting_as(cast.ada.pk):
            return set(case.sheet_ticks.values_list("field", flat=True))

    def test_ticks_are_kept_and_taken_away(self, cast: Cast, ready: Case) -> None:
        assert self.tick(cast, ready, {"incident-place", "surname.1"}, set()) == 2
        assert self.tick(cast, ready, {"surname.1"}, {"incident-place", "surname.1"}) == 1
        assert self.ticked(cast, ready) == {"surname.1"}

    def test_a_tick_that_another_set_meanwhile_stays(self, cast: Cast, ready: Case) -> None:
        self.tick(cast, ready, {"incident-place"}, set(), by="ben")
        self.tick(cast, ready, {"surname.1"}, set())
        assert self.ticked(cast, ready) == {"incident-place", "surname.1"}

    def test_a_field_that_is_not_there_is_not_ticked(self, cast: Cast, ready: Case) -> None:
        assert self.tick(cast, ready, {"nothing", "surname.9", "incident-place"}, set()) == 1

    def test_an_answer_that_changes_is_to_be_entered_again(self, cast: Cast, ready: Case) -> None:
        self.tick(cast, ready, {"incident-place", "surname.1", "forenames.1"}, set())
        save(cast, ready, "child-name", {"surname": "Other"}, subject=1)
        assert self.ticked(cast, ready) == {"incident-place", "forenames.1"}
