"""Reminders: each once, to whom it concerns, by the law's own offsets, and in one message after an outage."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.models import Bar, Case, Due
from safeguarding.messages.kinds import Kind
from safeguarding.messages.models import Message, Reminder
from safeguarding.messages.reminding import offsets, owed_by, remind
from safeguarding.messages.sending import send
from safeguarding.rules.procedure import load
from tests.cast import LONG_AGO, Cast, make_cast
from tests.making import ENGLAND, make_incident
from tests.messages.making import NOTIFY, RAPID_REVIEW, make_due, noon

pytestmark = pytest.mark.django_db

THU_2_APRIL = date(2026, 4, 2)
SAT_4_APRIL = date(2026, 4, 4)
TUE_7_APRIL = date(2026, 4, 7)


def reminded(cast: Cast, name: str) -> list[Message]:
    person = cast.people[name]
    with acting_as(person.pk):
        return list(Message.objects.filter(recipient=person, kind=Kind.REMINDER).order_by("id"))


def run(*days: date) -> list[int]:
    return [remind(day, noon(day)) for day in days]


def days_from(first: date, number: int) -> list[date]:
    return [first + timedelta(days=n) for n in range(number)]


def test_the_offsets_are_the_laws_own() -> None:
    for duty in load(ENGLAND).duties:
        for days in duty.remind:
            assert f'"duty": "{duty.id}", "days": {days}, "from_on": "{duty.from_on}"' in offsets()


def test_each_offset_is_reminded_of_once_on_its_day(cast: Cast) -> None:
    make_due(cast, make_incident(cast), TUE_7_APRIL)
    days = days_from(date(2026, 4, 1), 10)
    assert run(*days) == [0, 1, 0, 0, 1, 0, 1, 0, 0, 0]  # 2, 5 and 7 April: five, two and no days before
    assert run(*days) == [0] * 10
    assert len(reminded(cast, "ben")) == 3


def test_of_a_date_on_which_nobody_works_the_last_reminder_comes_on_the_last_day_to_act(cast: Cast) -> None:
    """Saturday 4 April follows Good Friday: the last day to act is Thursday 2 April."""
    make_due(cast, make_incident(cast), SAT_4_APRIL, act_by=THU_2_APRIL)
    assert run(*days_from(date(2026, 3, 27), 9)) == [0, 1, 0, 0, 1, 0, 1, 0, 0]  # 28 and 31 March, 2 April
    said = [(message.lines[0]["what"], message.lines[0]["on"]) for message in reminded(cast, "ben")]
    assert said == [("to-be-done", "2026-04-02"), ("to-be-done", "2026-04-02"), ("to-be-done-today", "2026-04-02")]


def test_after_the_last_day_to_act_a_reminder_names_the_date_that_is_owed(cast: Cast) -> None:
    make_due(cast, make_incident(cast), SAT_4_APRIL, act_by=THU_2_APRIL)
    make_due(cast, make_incident(cast), SAT_4_APRIL, act_by=THU_2_APRIL, duty="eng-advance-copy")
    assert run(date(2026, 4, 3)) == [1]
    (message,) = reminded(cast, "ben")
    assert [(line["what"], line["on"]) for line in message.lines] == [("to-be-done", "2026-04-04")] * 2


def test_a_long_run_of_days_off_hides_no_reminder(cast: Cast) -> None:
    """Sixty days and a fortnight before: the farthest offset of the law, from the farthest last day to act."""
    make_due(cast, make_incident(cast), date(2026, 6, 14), act_by=date(2026, 6, 1), duty="eng-complete-review")
    assert run(date(2026, 4, 1), THU_2_APRIL) == [0, 1]


def test_after_a_weeks_outage_each_person_gets_one_message_with_one_line_a_date(cast: Cast) -> None:
    cases = [make_incident(cast) for _ in range(3)]
    for case in cases:
        make_due(cast, case, TUE_7_APRIL)
        make_due(cast, case, TUE_7_APRIL + timedelta(days=1), duty="eng-advance-copy")
    assert run(TUE_7_APRIL + timedelta(days=7)) == [1]
    (message,) = reminded(cast, "ben")
    assert len(message.lines) == 6
    assert {line["what"] for line in message.lines} == {"was-to-be-done"}
    with acting_as(cast.ben.pk):
        assert Reminder.objects.filter(is_covered=False).count() == 6
        assert Reminder.objects.filter(is_covered=True).count() == 12
    assert run(TUE_7_APRIL + timedelta(days=7), TUE_7_APRIL + timedelta(days=8)) == [0, 0]


def test_a_date_that_is_met_stopped_unconfirmed_or_relaxed_has_no_reminder(cast: Cast) -> None:
    case = make_incident(cast)
    make_due(cast, case, TUE_7_APRIL, met_on=THU_2_APRIL)
    make_due(cast, case, TUE_7_APRIL, started_on=date(2026, 3, 16), stopped_on=THU_2_APRIL)
    make_due(cast, case, TUE_7_APRIL, started_on=date(2026, 3, 17), is_confirmed=False)
    make_due(cast, case, TUE_7_APRIL, started_on=date(2026, 3, 18), is_relaxed=True)
    make_due(cast, case, None, started_on=date(2026, 3, 19))
    assert run(TUE_7_APRIL) == [0]


def test_a_date_met_after_the_first_reminder_has_no_second_and_what_waits_is_not_sent(cast: Cast) -> None:
    due = make_due(cast, make_incident(cast), TUE_7_APRIL)
    assert run(THU_2_APRIL) == [1]
    with acting_as(cast.ben.pk):
        Due.objects.filter(pk=due.pk).update(met_on=SAT_4_APRIL)
    assert run(TUE_7_APRIL) == [0]
    (message,) = reminded(cast, "ben")
    send(message.pk)
    with acting_as(cast.ben.pk):
        assert [delivery.outcome for delivery in message.deliveries.all()] == ["given-up"]


def test_a_date_that_moved_is_reminded_of_anew(cast: Cast) -> None:
    due = make_due(cast, make_incident(cast), TUE_7_APRIL)
    assert run(TUE_7_APRIL) == [1]
    with acting_as(cast.ben.pk):
        Due.objects.filter(pk=due.pk).update(due_on=TUE_7_APRIL + timedelta(days=14))
    assert run(TUE_7_APRIL, TUE_7_APRIL + timedelta(days=9)) == [0, 1]


def test_the_managers_are_reminded_and_of_what_the_authority_owes_its_notifiers_too(cast: Cast) -> None:
    case = make_incident(cast)
    make_due(cast, case, TUE_7_APRIL)
    make_due(cast, case, TUE_7_APRIL, duty=NOTIFY)
    assert run(TUE_7_APRIL) == [2]
    (to_ben,), (to_ada,) = reminded(cast, "ben"), reminded(cast, "ada")
    assert (len(to_ben.lines), len(to_ada.lines)) == (2, 1)
    for other in set(cast.people) - {"ben", "ada"}:
        assert reminded(cast, other) == []


def test_the_lead_is_reminded_in_place_of_the_managers(cast: Cast) -> None:
    case = make_incident(cast)
    make_due(cast, case, TUE_7_APRIL)
    lead(cast, case, "hal")
    assert run(TUE_7_APRIL) == [1]
    assert len(reminded(cast, "hal")) == 1
    assert reminded(cast, "ben") == []


@pytest.mark.parametrize("why", ["kept out", "stopped", "without a role"])
def test_a_lead_who_may_not_see_the_case_is_not_reminded_and_the_managers_are(cast: Cast, why: str) -> None:
    case = make_incident(cast)
    make_due(cast, case, TUE_7_APRIL)
    lead(cast, case, "hal")
    if why == "kept out":
        bar(cast, case, "hal")
    with acting_as(cast.ann.pk):
        if why == "stopped":
            cast.hal.is_active = False
            cast.hal.save()
        elif why == "without a role":
            cast.hal.roles.update(until_on=LONG_AGO)
    assert run(TUE_7_APRIL) == [1]
    assert (len(reminded(cast, "hal")), len(reminded(cast, "ben"))) == (0, 1)


def test_nobody_who_is_kept_out_is_reminded(cast: Cast) -> None:
    case = make_incident(cast)
    make_due(cast, case, TUE_7_APRIL, duty=NOTIFY)
    bar(cast, case, "ben")
    bar(cast, case, "ada", by="ada")
    assert run(TUE_7_APRIL) == [0]


def test_a_message_about_several_cases_names_only_those_the_person_sees(cast: Cast) -> None:
    ours, theirs = make_incident(cast), make_incident(cast, area="calder")
    for case in (ours, theirs):
        make_due(cast, case, TUE_7_APRIL)
    assert run(TUE_7_APRIL) == [2]
    (to_ben,), (to_vic,) = reminded(cast, "ben"), reminded(cast, "vic")
    assert [line["reference"] for line in to_ben.lines] == [ours.reference]
    assert [line["reference"] for line in to_vic.lines] == [theirs.reference]


def test_no_reminder_is_written_at_night_and_the_morning_makes_it_good(cast: Cast) -> None:
    make_due(cast, make_incident(cast), TUE_7_APRIL)
    at_night = datetime(2026, 4, 7, 1, tzinfo=UTC)  # two o'clock in London
    assert remind(TUE_7_APRIL, at_night) == 0
    assert remind(TUE_7_APRIL, datetime(2026, 4, 7, 6, tzinfo=UTC)) == 1


def test_a_reminder_says_no_duty_and_nothing_of_the_case(cast: Cast) -> None:
    case = make_incident(cast, child="Marker Quillfeather")
    make_due(cast, case, TUE_7_APRIL)
    run(TUE_7_APRIL)
    (message,) = reminded(cast, "ben")
    assert set(message.lines[0]) == {"reference", "what", "on", "path"}
    assert message.lines[0] == {
        "reference": case.reference,
        "what": "to-be-done-today",
        "on": "2026-04-07",
        "path": f"/cases/{case.reference}/",
    }


@pytest.mark.django_db(transaction=True)
def test_two_workers_who_remind_at_once_write_each_reminder_once() -> None:
    cast = make_cast()
    for _ in range(3):
        make_due(cast, make_incident(cast), TUE_7_APRIL)
    both_in, written = threading.Barrier(2), []

    def work() -> None:
        try:
            both_in.wait(5)
            written.append(remind(TUE_7_APRIL, noon(TUE_7_APRIL)))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(written) == 1
    assert len(reminded(cast, "ben")) == 1
    assert owed_by(TUE_7_APRIL) == []


def test_a_due_date_at_the_edge_of_a_version_of_the_law_is_reminded_of_once(cast: Cast) -> None:
    change = date(2019, 4, 1)
    versions = [duty for duty in load(ENGLAND).duties if duty.id == RAPID_REVIEW]
    assert change in [duty.from_on for duty in versions]
    case = make_incident(cast)
    make_due(cast, case, date(2025, 6, 20), started_on=change)
    assert run(date(2025, 6, 20)) == [1]


def lead(cast: Cast, case: Case, name: str) -> None:
    with acting_as(cast.ben.pk):
        Case.objects.filter(pk=case.pk).update(lead=cast.people[name])


def bar(cast: Cast, case: Case, name: str, by: str = "ben") -> None:
    with acting_as(cast.people[by].pk):
        Bar.objects.create(
            case=case, person=cast.people[name], why="Related", from_on=LONG_AGO, barred_by=cast.people[by]
        )


def test_a_person_who_reminds_themselves_sees_what_was_written_to_them(cast: Cast) -> None:
    make_due(cast, make_incident(cast), TUE_7_APRIL)
    run(TUE_7_APRIL)
    (message,) = reminded(cast, "ben")
    assert message.written_by is None
    assert message.written_on == TUE_7_APRIL
    assert today.now() - message.written_at < timedelta(minutes=5)
