"""Who sees the rows of a plan, asked of the database as each person: with the case, with the plan, or by leading."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.conflicts import bar_person
from safeguarding.cases.models import Case
from safeguarding.people.models import HeldRole
from safeguarding.plans import models
from safeguarding.plans.actions.answering import write_update
from safeguarding.plans.actions.findings import answer_recommendation
from safeguarding.plans.actions.judging import recheck_effect
from safeguarding.plans.actions.running import set_steps, stop_reminders
from safeguarding.plans.models import Acceptance, Action, Evidence, Finding
from safeguarding.rules.past_date import Steps
from tests.cast import Cast
from tests.making import make_incident
from tests.plans.making import (
    MON_8_JUN,
    THU_1_OCT,
    TUE_2_JUN,
    WED_1_JUL,
    accepted,
    agreed,
    finished,
    planned,
    shown,
)

pytestmark = [pytest.mark.django_db, pytest.mark.wall]

READS_THE_PLAN = {"ben", "pia", "hal", "joe"}
SEES_THE_CASE = {"ada", "ben", "pia", "hal", "joe"}
OF_THE_LEAD = {"action", "actionupdate", "evidence", "acceptance", "finishing", "recheck"}
OF_A_CASE = [
    one for one in map(models.__dict__.get, models.__all__) if hasattr(one, "case") and one.__name__ != "OfPlan"
]


@pytest.fixture
def case(cast: Cast) -> Case:
    return make_incident(cast)


def whole(cast: Cast, case: Case | None) -> Action:
    """A row in every table."""
    with today.turned_to(TUE_2_JUN):
        action = planned(cast, case)
        ben, kit, on = cast.actor("ben"), cast.actor("kit"), today.today()
        with acting_as(ben.person_id):
            recommendation = action.recommendation
            assert recommendation is not None
            answer_recommendation(recommendation=recommendation, answer="accepted", by=ben, on=on)
            stop_reminders(action=action, until_on=WED_1_JUL, reason="On leave", by=ben, on=on)
            set_steps(partnership=action.partnership, steps=Steps(), by=ben, on=on)
        with acting_as(kit.person_id):
            write_update(action=action, text="The form is drafted.", by=kit, on=on)
        agreed(cast, action)
        accepted(cast, shown(cast, action), made_a_difference=True, recheck_on=MON_8_JUN)
        finished(cast, action)
    with today.turned_to(MON_8_JUN), acting_as(ben.person_id):
        recheck_effect(action=action, holds=True, words="As before", again_on=THU_1_OCT, by=ben, on=today.today())
    return action


def who_sees(cast: Cast, model: Any) -> set[str]:
    seen = set()
    for name, person in cast.people.items():
        with acting_as(person.pk):
            if model.objects.exists():
                seen.add(name)
    return seen


@pytest.mark.parametrize("model", OF_A_CASE, ids=lambda one: one.__name__)
def test_rows_of_a_case_are_seen_with_it_and_those_of_an_action_by_who_leads_it(
    cast: Cast, case: Case, model: Any
) -> None:
    whole(cast, case)
    leads = {"kit"} if model._meta.model_name in OF_THE_LEAD else set()
    assert who_sees(cast, model) == SEES_THE_CASE | leads


@pytest.mark.parametrize("model", OF_A_CASE, ids=lambda one: one.__name__)
def test_rows_of_no_case_are_seen_with_the_plan(cast: Cast, model: Any) -> None:
    whole(cast, None)
    leads = {"kit"} if model._meta.model_name in OF_THE_LEAD else set()
    assert who_sees(cast, model) == READS_THE_PLAN | leads


def test_what_concerns_no_case_is_seen_with_the_plan(cast: Cast, case: Case) -> None:
    whole(cast, case)
    assert who_sees(cast, models.PastDateSteps) == READS_THE_PLAN


def test_who_sees_that_an_action_was_agreed_sees_by_whom(cast: Cast, case: Case) -> None:
    whole(cast, case)
    assert who_sees(cast, models.Agreement) == SEES_THE_CASE


@pytest.mark.parametrize("name", ["ben", "pia", "joe", "kit", "ada"])
def test_whoever_is_kept_out_of_the_case_sees_none_of_its_rows(cast: Cast, case: Case, name: str) -> None:
    whole(cast, case)
    by = cast.actor("ben")
    if name == "ben":
        with acting_as(cast.ann.pk):
            HeldRole.objects.create(
                person=cast.eve, organisation=cast["ashmere-partnership"], role="business-manager",
                from_on=MON_8_JUN, given_by=cast.ann,
            )  # fmt: skip
        by = cast.actor("eve")
    with acting_as(by.person_id):
        bar_person(case=case, person=cast.people[name], why="A relative", by=by, on=today.today())
    with acting_as(cast.people[name].pk):
        assert [one.__name__ for one in OF_A_CASE if one.objects.exists()] == []


def test_a_holder_whose_body_has_no_part_in_the_case_still_reads_the_plan(cast: Cast, case: Case) -> None:
    whole(cast, case)
    with acting_as(cast.ben.pk):
        case.parties.filter(organisation=cast["board"]).update(until_on=MON_8_JUN)
    with acting_as(cast.hal.pk):
        assert not Case.objects.exists()
        assert Finding.objects.exists()


def test_who_leads_one_action_sees_no_other_of_the_case(cast: Cast, case: Case) -> None:
    whole(cast, case)
    with today.turned_to(TUE_2_JUN):
        theirs = planned(cast, case, lead=cast["ashmere-police"], text="Another")
    with acting_as(cast.kit.pk):
        assert not Action.objects.filter(pk=theirs.pk).exists()
        assert Action.objects.count() == 1
        assert Action.objects.get().recommended


def insert(row: Any, **changed: Any) -> bool:
    """Whether the database lets this row in, with some columns changed."""
    copy = type(row)(**{f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.attname != "id"})
    for column, value in changed.items():
        setattr(copy, column, value)
    try:
        with transaction.atomic():
            copy.save(force_insert=True)
    except DatabaseError as refused:
        if "row-level security" not in str(refused):
            raise
        return False
    return True


def row(cast: Cast, model: Any) -> Any:
    with acting_as(cast.ben.pk):
        return model.objects.order_by("pk").first()


def test_a_row_below_never_says_another_case_than_the_one_above_nor_none(cast: Cast, case: Case) -> None:
    whole(cast, case)
    other = make_incident(cast)
    for model in (models.Recommendation, models.ActionUpdate, models.ReminderStop, models.Finishing):
        held = row(cast, model)
        changed = {"number": 9} if model is models.Recommendation else {}
        with acting_as(cast.ben.pk):
            held.recorded_by_id = cast.ben.pk
            assert not insert(held, case_id=None, **changed), model
            assert not insert(held, case_id=other.pk, **changed), model
            assert insert(held, **changed), model


@pytest.mark.parametrize("name", ["kit", "ada", "pia", "vic", "eve", "cleo"])
def test_only_who_runs_the_plan_writes_what_was_found_and_what_is_done(cast: Cast, case: Case, name: str) -> None:
    whole(cast, case)
    for model in (models.Finding, models.Recommendation, models.Action, models.Finishing, models.ReminderStop):
        held = row(cast, model)
        with acting_as(cast.people[name].pk):
            assert not insert(held), model


def test_nobody_of_the_lead_and_nobody_who_sent_it_can_write_an_acceptance(cast: Cast, case: Case) -> None:
    with today.turned_to(TUE_2_JUN):
        evidence = shown(cast, planned(cast, case))
    row = Acceptance(
        evidence=evidence, action=evidence.action, partnership=evidence.partnership, case_id=case.pk,
        is_accepted=True, reason="Good", on=TUE_2_JUN, recorded_at=today.now(), recorded_by=cast.kit,
    )  # fmt: skip
    with acting_as(cast.kit.pk):
        assert not insert(row)
    with today.turned_to(TUE_2_JUN):
        theirs = planned(cast, case, lead=cast["ashmere-police"], text="Another")
        sent = shown(cast, theirs, by="joe")
    row.evidence, row.action = sent, theirs
    with acting_as(cast.joe.pk):
        assert not insert(row)
    with acting_as(cast.hal.pk):
        assert insert(row)


def test_nobody_deletes_anything_and_what_was_said_is_not_changed(cast: Cast, case: Case) -> None:
    whole(cast, case)
    with acting_as(cast.ben.pk):
        for model in (*OF_A_CASE, models.Agreement, models.PastDateSteps):
            refused = pytest.raises(DatabaseError, match="permission denied")
            with refused, transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f'DELETE FROM "{model._meta.db_table}"')
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Evidence.objects.update(after="10 of 10")
