"""A recount sees everything that a change of the law changes: dates, what is relaxed, what is confirmed. Reminders
follow, and whoever is concerned is told of a date that moved."""

from datetime import date

import pytest
from django.core.management import call_command

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.conflicts import bar_person
from safeguarding.cases.actions.corrections import correct_event
from safeguarding.cases.actions.law import (
    Addition,
    Citation,
    confirm_duty,
    end_addition,
    proclaim_holiday,
    suspend_duty,
)
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import record_event
from safeguarding.cases.models import Case, Due, LateHoliday, LawConfirmation, LawRecount, LawSuspension, MovedDue
from safeguarding.cases.recounting import count_anew
from safeguarding.messages.kinds import Kind
from safeguarding.messages.models import Message
from safeguarding.messages.reminding import owed_by
from tests.cast import Cast
from tests.making import ENGLAND, open_incident

pytestmark = pytest.mark.django_db

MON_1_JUN, TUE_2_JUN, THU_4_JUN, MON_8_JUN, TUE_9_JUN = (date(2026, 6, day) for day in (1, 2, 4, 8, 9))
NOTIFY, WITHOUT_PERIOD = "eng-notify-panel", "eng-explain-decision"


@pytest.fixture
def case(cast: Cast) -> Case:
    """Without a lead, so that those who run it are concerned."""
    with today.turned_to(MON_1_JUN):
        case = open_incident(cast, known_on=MON_1_JUN)
    lead(cast, case, None)
    return case


def lead(cast: Cast, case: Case, name: str | None) -> None:
    with acting_as(cast.ben.pk):
        Case.objects.filter(pk=case.pk).update(lead=cast.people[name] if name else None)


def relax(cast: Cast) -> LawSuspension:
    with acting_as(cast.ann.pk), today.turned_to(TUE_2_JUN):
        return suspend_duty(
            procedure=ENGLAND, duty=NOTIFY, from_on=MON_1_JUN, until_on=None,
            authority="The department, letter of 1 June", reason="", by=cast.actor("ann"), on=TUE_2_JUN,
        )  # fmt: skip


def confirm(cast: Cast, duty: str, due: str = "") -> LawConfirmation:
    citation = Citation(
        title="Working Together 2023", provision="page 140", year=2023, address="https://guidance.example/wt",
        period="As it says", due=due, checked_on=MON_1_JUN, effective_from=MON_1_JUN,
    )  # fmt: skip
    with acting_as(cast.ann.pk), today.turned_to(TUE_2_JUN):
        return confirm_duty(procedure=ENGLAND, duty=duty, citation=citation, by=cast.actor("ann"), on=TUE_2_JUN)


def proclaim(cast: Cast) -> LateHoliday:
    with acting_as(cast.ann.pk), today.turned_to(TUE_2_JUN):
        return proclaim_holiday(
            day=THU_4_JUN, name="A day of thanks", nations=("england",), known_from=TUE_2_JUN,
            source="A proclamation", by=cast.actor("ann"), on=TUE_2_JUN,
        )  # fmt: skip


def end(cast: Cast, addition: Addition) -> None:
    with acting_as(cast.ann.pk), today.turned_to(TUE_2_JUN):
        end_addition(addition=addition, by=cast.actor("ann"), on=TUE_2_JUN)


def count(on: date = TUE_2_JUN) -> int:
    """Do what was asked last, as the job does; how many dates it says it changed."""
    asked = LawRecount.objects.latest("pk")
    with today.turned_to(on):
        count_anew(asked.pk)
    asked.refresh_from_db()
    assert asked.moved is not None
    return asked.moved


def happened(cast: Cast, case: Case, *events: tuple[str, date]) -> None:
    with acting_as(cast.ben.pk), today.turned_to(TUE_9_JUN):
        for event, on in events:
            record_event(case, event, on=on, by=cast.actor("ben"))
        refresh_dues(case, by=cast.ben.pk)


def kept(cast: Cast, case: Case, duty: str) -> Due:
    with acting_as(cast.ben.pk):
        return case.dues.get(duty=duty)


def moves(cast: Cast, case: Case, duty: str) -> list[MovedDue]:
    with acting_as(cast.ben.pk):
        return list(MovedDue.objects.filter(case=case, duty=duty).order_by("id"))


def told(cast: Cast, name: str) -> list[Message]:
    with acting_as(cast.people[name].pk):
        return list(Message.objects.filter(kind=Kind.DATE_MOVED, recipient=cast.people[name]).order_by("id"))


def dry_run(capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    with today.turned_to(TUE_2_JUN):
        call_command("recompute", "--dry-run")
    return capsys.readouterr().out


def is_reminded_of(duty: str, on: date) -> bool:
    return any(one.duty == duty for one in owed_by(on))


def test_a_suspension_reaches_what_is_kept_and_reminders_stop_until_it_ends(
    cast: Cast, case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    assert is_reminded_of(NOTIFY, MON_8_JUN)
    suspension = relax(cast)
    assert f"{case.reference}  {NOTIFY}  2026-06-08, relaxed" in dry_run(capsys)
    assert not kept(cast, case, NOTIFY).is_relaxed
    assert count() == 1
    assert kept(cast, case, NOTIFY).is_relaxed
    assert not is_reminded_of(NOTIFY, MON_8_JUN)
    end(cast, suspension)
    assert "no longer relaxed" in dry_run(capsys)
    assert count() == 1
    assert not kept(cast, case, NOTIFY).is_relaxed
    assert is_reminded_of(NOTIFY, MON_8_JUN)


def test_a_confirmation_without_a_period_reaches_what_is_kept_and_so_does_its_end(
    cast: Cast, case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    happened(cast, case, ("review_decided", TUE_9_JUN))
    confirmation = confirm(cast, WITHOUT_PERIOD)
    assert f"{WITHOUT_PERIOD}  no date, confirmed" in dry_run(capsys)
    assert count(TUE_9_JUN) == 1
    assert kept(cast, case, WITHOUT_PERIOD).is_confirmed
    end(cast, confirmation)
    assert "no longer confirmed" in dry_run(capsys)
    assert count(TUE_9_JUN) == 1
    assert not kept(cast, case, WITHOUT_PERIOD).is_confirmed


def test_a_duty_confirmed_here_is_reminded_of_until_that_ends(cast: Cast, case: Case) -> None:
    happened(cast, case, ("yearly_report_published", TUE_9_JUN))
    copy, due_on = "eng-yearly-report-copy", date(2026, 6, 16)
    assert not is_reminded_of(copy, due_on)
    confirmation = confirm(cast, copy)
    count(TUE_9_JUN)
    assert kept(cast, case, copy).due_on == due_on
    assert is_reminded_of(copy, due_on)
    end(cast, confirmation)
    count(TUE_9_JUN)
    assert not is_reminded_of(copy, due_on)


def test_each_yearly_report_keeps_its_own_date_however_often_it_is_counted(cast: Cast, case: Case) -> None:
    published = "previous_yearly_report_published"
    happened(cast, case, (published, date(2024, 9, 30)), (published, date(2025, 9, 30)))
    with acting_as(cast.ben.pk), today.turned_to(TUE_9_JUN):
        dues = case.dues.filter(duty="eng-yearly-report").order_by("started_on")
        assert [due.due_on for due in dues] == [date(2025, 9, 30), date(2026, 9, 30)]
        refresh_dues(case, by=cast.ben.pk)
        refresh_dues(case, by=cast.ben.pk)
        assert not MovedDue.objects.exists()
        second = case.events.get(event=published, on=date(2025, 9, 30))
        correct_event(
            case=case, event=second, happened_on=date(2025, 9, 29), reason="Read on the page itself.",
            by=cast.actor("ben"), on=TUE_9_JUN,
        )  # fmt: skip
    (move,) = moves(cast, case, "eng-yearly-report")
    assert (move.was_on, move.is_on) == (date(2026, 9, 30), date(2026, 9, 29))
    assert (move.was_started_on, move.started_on) == (date(2025, 9, 30), date(2025, 9, 29))


def test_a_moved_date_keeps_the_precise_reason_and_else_why_it_was_counted_anew(cast: Cast, case: Case) -> None:
    holiday = proclaim(cast)
    count()
    end(cast, holiday)
    count()
    there, back = moves(cast, case, NOTIFY)
    assert there.reason == "Declared a bank holiday after the start: 2026-06-04 (A day of thanks)."
    assert back.reason == "The calendar changed. Ended: A day of thanks, 4 June 2026"
    assert (there.moved_by_id, back.moved_by_id) == (cast.ann.pk, cast.ann.pk)


def test_what_was_said_of_an_earlier_move_is_not_said_of_this_one(cast: Cast, case: Case) -> None:
    with acting_as(cast.ben.pk), today.turned_to(TUE_2_JUN):
        known = case.events.get(event="incident_known_to_la")
        correct_event(
            case=case, event=known, happened_on=TUE_2_JUN, reason="The ward rang on Tuesday.",
            by=cast.actor("ben"), on=TUE_2_JUN,
        )  # fmt: skip
        case.dues.filter(duty=NOTIFY).update(due_on=MON_1_JUN)
        call_command("recompute")
    assert moves(cast, case, NOTIFY)[-1].reason == "The law or the calendar as known here changed."


def test_the_managers_and_notifiers_are_told_once_of_a_date_that_moved(
    cast: Cast, case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    proclaim(cast)
    dry_run(capsys)
    assert told(cast, "ben") == []
    count()
    for name in ("ben", "ada"):
        (message,) = told(cast, name)
        assert [(line["what"], line["on"]) for line in message.lines] == [("date-moved", "2026-06-09")]
    assert told(cast, "hal") == []
    with today.turned_to(TUE_2_JUN):
        call_command("recompute")
    assert len(told(cast, "ben")) == 1


def test_a_date_that_moves_again_is_told_again(cast: Cast, case: Case) -> None:
    holiday = proclaim(cast)
    count()
    end(cast, holiday)
    count()
    proclaim(cast)
    count()
    assert [message.lines[0]["on"] for message in told(cast, "ben")] == ["2026-06-09", "2026-06-08", "2026-06-09"]


def test_the_lead_is_told_in_place_of_those_who_run_the_incident(cast: Cast, case: Case) -> None:
    lead(cast, case, "hal")
    proclaim(cast)
    count()
    assert (len(told(cast, "hal")), len(told(cast, "ben")), len(told(cast, "ada"))) == (1, 0, 0)


def test_a_lead_who_is_kept_out_is_told_nothing_and_those_who_run_the_incident_are(cast: Cast, case: Case) -> None:
    lead(cast, case, "hal")
    with acting_as(cast.ben.pk), today.turned_to(TUE_2_JUN):
        bar_person(case=case, person=cast.hal, why="A neighbour", by=cast.actor("ben"), on=TUE_2_JUN)
    proclaim(cast)
    count()
    assert (len(told(cast, "hal")), len(told(cast, "ben")), len(told(cast, "ada"))) == (0, 1, 1)


def test_nobody_is_told_of_a_date_that_is_met(cast: Cast, case: Case) -> None:
    happened(cast, case, ("notification_submitted", TUE_9_JUN), ("partners_told", TUE_9_JUN))
    with acting_as(cast.ben.pk):
        case.dues.filter(duty=NOTIFY).update(due_on=MON_1_JUN)
    with today.turned_to(TUE_9_JUN):
        call_command("recompute")
    assert len(moves(cast, case, NOTIFY)) == 1
    assert told(cast, "ben") == []
