"""The law's own worked examples, run; and the law held against the shape that the product promises."""

from datetime import date

import pytest

from safeguarding.rules.examples import broken_examples
from safeguarding.rules.phrases import parse
from safeguarding.rules.procedure import load, procedures, version
from tests.rules.days import ENGLAND, SCOTLAND


@pytest.mark.parametrize("name", procedures())
def test_every_worked_example_is_as_written(name):
    assert broken_examples(load(name)) == ()


@pytest.mark.parametrize("name", procedures())
def test_every_duty_has_an_example_and_a_whole_citation(name):
    for duty in load(name).duties:
        assert duty.example, duty.id
        assert duty.cite.title, duty.id
        assert duty.cite.provision, duty.id


@pytest.mark.parametrize("name", procedures())
def test_a_duty_with_a_period_shows_its_date_in_an_example(name):
    for duty in load(name).duties:
        if parse(duty.due).has_date:
            assert any(example.due or example.if_confirmed for example in duty.example), duty.id


@pytest.mark.parametrize("name", procedures())
def test_whoever_confirms_a_duty_is_reminded_of_it(name):
    assert [duty.id for duty in load(name).duties if not duty.runs and not duty.remind] == []


@pytest.mark.parametrize("name", procedures())
def test_what_is_only_remembered_of_a_test_is_said_beside_its_words_not_in_them(name):
    for test in load(name).tests:
        for item in test.item:
            assert "recalled" not in item.text.en
            assert item.told().endswith(" (recalled, unconfirmed)") == (item.seen == "recalled")


def test_test_a_reaches_the_rest_of_the_united_kingdom():
    item = next(i for i in load(ENGLAND).test("notification").item if i.id == "outside-england")
    assert "the rest of the United Kingdom included" in item.text.en


def test_what_the_source_says_in_hours_is_told():
    note = load(ENGLAND).duty("par-cdr-notice").note.en
    assert "24 hours" in note
    assert "48 hours" in note


def test_both_procedures_are_there():
    assert procedures() == (ENGLAND, SCOTLAND)


@pytest.mark.parametrize("name", procedures())
def test_every_stage_but_the_first_is_reached_by_what_an_earlier_one_leads_to(name):
    procedure = load(name)
    led_to = {event for stage in procedure.stages for event in stage.next}
    for stage in procedure.stages[1:]:
        assert led_to & set(stage.reached_by), stage.id


@pytest.mark.parametrize("name", procedures())
def test_every_event_is_used_or_is_a_record_of_its_own(name):
    """An event that nothing starts, ends, stops, reaches or records would be a dead word."""
    procedure = load(name)
    used = {event for stage in procedure.stages for event in (*stage.next, *stage.reached_by, *stage.reopened_by)}
    used |= {
        event for d in procedure.duties for event in (*d.start_events, *d.end_events, *d.stops, *d.reopens, *d.not_with)
    }
    used |= {option.records for option in procedure.options}
    used |= {step.done_by for step in procedure.steps}
    used |= {"duty_extended", "local_date_set", "progress_paused", "progress_resumed", "fact_withdrawn"}
    records = {"incident_occurred", "medical_opinion_received"}
    assert set(procedure.event_by_id) - used <= records


def test_a_recalled_or_switched_off_duty_does_not_run():
    for name in procedures():
        for duty in load(name).duties:
            assert duty.runs == (duty.is_on and duty.seen != "recalled")
    off = {duty.id for duty in load(ENGLAND).duties if not duty.is_on}
    assert off == {"eng-copy-notification", "eng-threshold-meeting", "eng-panel-reply", "eng-share-information"}


def test_the_fifteen_days_run_from_the_notification_since_april_2019():
    before, after = (
        next(d for d in version(load(ENGLAND), day) if d.id == "eng-rapid-review")
        for day in (date(2019, 3, 31), date(2019, 4, 1))
    )
    assert (before.starts, before.runs) == ("incident_known_to_la", False)
    assert (after.starts, after.runs) == ("notification_submitted", True)
    assert load(ENGLAND).duty("eng-rapid-review") is after
    assert load(ENGLAND).duty("eng-rapid-review", on=date(2019, 3, 31)) is before


def test_a_missed_notification_period_is_outside_guidance_not_a_breach():
    procedure = load(ENGLAND)
    for name in ("eng-notify-panel", "eng-notify-looked-after-death"):
        assert (procedure.duty(name).force, procedure.duty(name).judged_as) == ("statute", "guidance")
    assert procedure.duty("eng-advance-copy").judged_as == "regulation"


def test_the_steps_of_the_fifteen_days_add_up():
    steps = load(ENGLAND).steps
    assert sum(step.working_days for step in steps) == 15
    assert steps[-1].to_day == 15
