"""Evidence, its acceptance by somebody outside, finishing, and looking again: done and made a difference are two."""

import io
from collections.abc import Iterator

import pytest
from django.core.exceptions import ObjectDoesNotExist
from pytest_django import Settings

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.models import Case
from safeguarding.messages.models import Message
from safeguarding.plans.actions.answering import Shown, record_evidence, record_update, write_update
from safeguarding.plans.actions.judging import recheck_effect
from safeguarding.plans.how_it_goes import still_missing
from safeguarding.plans.models import Acceptance, Action
from safeguarding.rules.refusal import Refused
from tests.at_once import at_once
from tests.cast import Cast
from tests.files.samples import word
from tests.making import make_incident
from tests.plans.making import (
    MON_8_JUN,
    SHOWN,
    THU_1_OCT,
    TUE_2_JUN,
    TUE_9_JUN,
    accepted,
    finished,
    now,
    planned,
    shown,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def action(cast: Cast) -> Iterator[Action]:
    with today.turned_to(TUE_2_JUN):
        yield planned(cast, make_incident(cast))


def test_an_update_by_the_lead_is_told_to_who_runs_the_plan(cast: Cast, action: Action) -> None:
    kit = cast.actor("kit")
    with acting_as(kit.person_id):
        write_update(action=action, text="Drafted.", by=kit, on=today.today())
        write_update(action=action, text="Drafted.", by=kit, on=today.today())
    assert [one.text for one in now(cast, action).updates] == ["Drafted."]
    with acting_as(cast.ben.pk):
        message = Message.objects.get(kind="action-answered")
    assert (message.recipient_id, message.case_id) == (cast.ben.pk, None)


def test_finishing_is_refused_with_what_is_missing(cast: Cast, action: Action) -> None:
    with pytest.raises(Refused, match=r"nothing was sent yet.*outside Ashmere hospital"):
        finished(cast, action)
    evidence = shown(cast, action)
    with pytest.raises(Refused, match="looks at the evidence and accepts it"):
        finished(cast, action)
    accepted(cast, evidence, is_accepted=False, reason="Ten records are too few.")
    with pytest.raises(Refused, match="Ten records are too few"):
        finished(cast, action)
    assert now(cast, action).state == "not-enough"
    accepted(cast, shown(cast, action, looked_at=40))
    assert still_missing(now(cast, action)) == []
    finished(cast, action)
    with pytest.raises(Refused, match="done already"):
        finished(cast, action)


def test_done_is_not_yet_made_a_difference(cast: Cast, action: Action) -> None:
    accepted(cast, shown(cast, action))
    finished(cast, action)
    found = now(cast, action)
    assert (found.is_done, found.made_a_difference, found.state) == (True, False, "done")


def test_made_a_difference_is_not_yet_done(cast: Cast, action: Action) -> None:
    accepted(cast, shown(cast, action), made_a_difference=True, recheck_on=THU_1_OCT)
    found = now(cast, action)
    assert (found.is_done, found.made_a_difference, found.recheck_due_on) == (False, True, THU_1_OCT)


def test_a_difference_needs_what_was_measured_and_a_day_to_look_again(cast: Cast, action: Action) -> None:
    words = shown(cast, action, kind="families", measured="", before="", after="", looked_at=None, words="They said so")
    with pytest.raises(Refused, match="what was measured, how it was before, how it is after, how many"):
        accepted(cast, words, made_a_difference=True, recheck_on=THU_1_OCT)
    evidence = shown(cast, action)
    with pytest.raises(Refused, match="later day"):
        accepted(cast, evidence, made_a_difference=True)
    with pytest.raises(Refused, match="not accepted shows no difference"):
        accepted(cast, evidence, is_accepted=False, made_a_difference=True, recheck_on=THU_1_OCT)


def test_nobody_of_the_lead_and_nobody_who_sent_it_accepts(cast: Cast, action: Action) -> None:
    evidence, ben = shown(cast, action), cast.actor("ben")
    with pytest.raises(Refused, match="Somebody outside Ashmere hospital"):
        accepted(cast, evidence, by="kit")
    with acting_as(ben.person_id):
        mine = record_evidence(action=action, shown=Shown(**{**SHOWN, "looked_at": 7}), by=ben, on=today.today())
    with pytest.raises(Refused, match="You sent this evidence yourself"):
        accepted(cast, mine)
    accepted(cast, mine, by="joe")
    with pytest.raises(Refused, match=r"Joe J\. has looked at this evidence already"):
        accepted(cast, mine, by="pia")
    with pytest.raises((Refused, ObjectDoesNotExist)):
        accepted(cast, evidence, by="vic")


def test_a_partner_body_that_leads_does_not_accept_its_own(cast: Cast) -> None:
    with today.turned_to(TUE_2_JUN):
        evidence = shown(cast, planned(cast, make_incident(cast), lead=cast["ashmere-police"]), by="joe")
        with pytest.raises(Refused, match="Somebody outside Ashmere police"):
            accepted(cast, evidence, by="joe")
        accepted(cast, evidence, by="hal")


def look_again(cast: Cast, action: Action, holds: bool, *, by: str = "ben", **given: object) -> object:
    actor = cast.actor(by)
    with acting_as(actor.person_id):
        return recheck_effect(
            action=action, holds=holds, words="Ten records read", by=actor, on=today.today(), **given,  # type: ignore[arg-type]
        )  # fmt: skip


def test_a_failed_recheck_opens_the_action_again_and_tells_its_lead(cast: Cast, action: Action) -> None:
    accepted(cast, shown(cast, action), made_a_difference=True, recheck_on=MON_8_JUN)
    finished(cast, action)
    with today.turned_to(MON_8_JUN):
        assert now(cast, action).is_recheck_due(MON_8_JUN)
        with pytest.raises(Refused, match="Somebody outside"):
            look_again(cast, action, False, by="kit")
        look_again(cast, action, False)
        found = now(cast, action)
        assert (found.is_done, found.made_a_difference, found.state) == (False, False, "no-evidence")
        assert "since it was opened again" in still_missing(found)[0]
        with acting_as(cast.kit.pk):
            assert Message.objects.filter(kind="action-reopened", recipient=cast.kit).count() == 1
        accepted(cast, shown(cast, action, looked_at=9))
        finished(cast, action)
    assert now(cast, action).is_done


def test_an_effect_that_holds_is_looked_at_again_later_or_never(cast: Cast, action: Action) -> None:
    accepted(cast, shown(cast, action), made_a_difference=True, recheck_on=MON_8_JUN)
    with today.turned_to(MON_8_JUN):
        with pytest.raises(Refused, match="later day"):
            look_again(cast, action, True, again_on=MON_8_JUN)
        look_again(cast, action, True, again_on=TUE_9_JUN)
        assert now(cast, action).recheck_due_on == TUE_9_JUN
    with today.turned_to(TUE_9_JUN):
        look_again(cast, action, True)
    assert now(cast, action).recheck_due_on is None
    assert now(cast, action).made_a_difference


def test_what_was_never_shown_cannot_be_looked_at_again(cast: Cast, action: Action) -> None:
    with pytest.raises(Refused, match="nothing to look at again"):
        look_again(cast, action, False)


@pytest.mark.parametrize("name", ["ada", "joe", "vic", "ben", "eve"])
def test_only_the_lead_answers(cast: Cast, action: Action, name: str) -> None:
    actor = cast.actor(name)
    with acting_as(actor.person_id), pytest.raises((Refused, ObjectDoesNotExist)):
        write_update(action=action, text="Done", by=actor, on=today.today())
    if name != "ben":
        with acting_as(actor.person_id), pytest.raises((Refused, ObjectDoesNotExist)):
            record_update(action=action, text="Done", by=actor, on=today.today())


def test_the_lead_attaches_a_document_and_sees_nothing_else_of_the_case(
    cast: Cast, action: Action, settings: Settings, tmp_path: object
) -> None:
    settings.DATA, settings.FILE_KEYS, settings.FILE_SCANNER = tmp_path, ("1:" + "A" * 43 + "=",), ""
    sent = shown(cast, action, kind="document", file=io.BytesIO(word("An audit")), file_name="audit.docx")
    assert sent.file_name == "audit.docx"
    with acting_as(cast.kit.pk):
        assert not Case.objects.exists()
    with acting_as(cast.ben.pk):
        assert sent.file is not None
        assert sent.file.case_id == action.case_id


def test_without_an_incident_no_file_can_be_kept(cast: Cast) -> None:
    with today.turned_to(TUE_2_JUN):
        action = planned(cast, None)
        with pytest.raises(Refused, match="Write where the document is kept"):
            shown(cast, action, file=io.BytesIO(word("An audit")), file_name="audit.docx")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"kind": ""}, "kind of evidence"),
        ({"looked_on": MON_8_JUN}, "lies ahead"),
        ({"looked_by": " "}, "who looked"),
        ({"measured": "", "before": "", "after": "", "words": ""}, "what was found"),
    ],
)
def test_evidence_says_all_that_it_must(cast: Cast, action: Action, given: dict[str, object], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        shown(cast, action, **given)


@pytest.mark.django_db(transaction=True)
def test_two_who_look_at_once_judge_once(cast: Cast, transactional_db: None) -> None:
    with today.turned_to(TUE_2_JUN):
        evidence = shown(cast, planned(cast, make_incident(cast)))
    outcomes = at_once(lambda: accepted(cast, evidence, by="ben"), lambda: accepted(cast, evidence, by="joe"))
    assert sorted(type(one) is Acceptance for one in outcomes) == [False, True]
    assert any(isinstance(one, Refused) for one in outcomes)
