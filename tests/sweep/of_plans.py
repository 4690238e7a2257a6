"""The verbs about what is to change, and whether it did, each with its own person and its needs.
`verbs.py` gathers them."""

from datetime import date
from itertools import count
from typing import Any

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.models import Case
from safeguarding.plans.actions import acting, answering, ending, findings, judging, running
from safeguarding.plans.models import Action, Evidence, Finding, Recommendation, Source
from safeguarding.rules.past_date import Steps
from safeguarding.rules.roles import Permission as P
from tests.cases.first_call import calls
from tests.cases.threshold import weighing
from tests.sweep.doing import Given, Verb
from tests.sweep.story import Story

THU_31_DEC = date(2026, 12, 31)
NUMBERS = count(1)


def _ben(story: Story, does: Any, **given: Any) -> Any:
    actor = story.cast.actor("ben")
    with acting_as(actor.person_id):
        return does(**given, by=actor, on=today.today())


def _finding(story: Story) -> Finding:
    """One that no verb before has written: the same words pressed twice would be the same finding."""
    case, text = story["sent"], f"Nobody asked, {next(NUMBERS)}"
    made: Finding = _ben(
        story, findings.add_finding, partnership=case.partnership, case=case, source=Source.RAPID, text=text
    )
    return made


def _wording(story: Story, text: str = "Ask every father") -> findings.Wording:
    return findings.Wording(text=text, to=[story.cast["ashmere-hospital"]], outcome="Fathers are known", kind="process")


def _recommendation(story: Story) -> Recommendation:
    made: Recommendation = _ben(story, findings.add_recommendation, finding=_finding(story), wording=_wording(story))
    return made


def _task(story: Story, text: str = "A form") -> acting.Task:
    return acting.Task(
        text=text, lead=story.cast["ashmere-hospital"], due_on=THU_31_DEC, outcome="Known", measure="Records"
    )


def _to_act(story: Story) -> Given:
    made = _recommendation(story)
    return {"partnership": made.partnership, "case": story["sent"], "recommendation": made, "task": _task(story)}


def _action(story: Story) -> Action:
    made: Action = _ben(story, acting.add_action, **_to_act(story))
    return made


SHOWN = answering.Shown(
    kind="audit", measured="Records", before="4 of 10", after="9 of 10", looked_at=20, looked_by="The midwife",
    looked_on=date(2026, 11, 13),
)  # fmt: skip


def _evidence(story: Story, action: Action) -> Evidence:
    kit = story.cast.actor("kit")
    with acting_as(kit.person_id):
        return answering.send_evidence(action=action, shown=SHOWN, by=kit, on=today.today())


def _to_judge(story: Story) -> Given:
    return {"evidence": _evidence(story, _action(story)), "is_accepted": True, "reason": "Twenty were read"}


def _accepted(story: Story) -> Given:
    given = _to_judge(story)
    _ben(story, judging.accept_evidence, **given, made_a_difference=True, recheck_on=THU_31_DEC)
    return {"action": given["evidence"].action}


def _to_agree(story: Story) -> Given:
    action = _action(story)
    return {"partnership": action.partnership, "shown": [(action.pk, 1)], "who": "The case review group"}


def _not_notified(story: Story) -> Case:
    """An incident of its own that nothing more is asked of."""
    case = calls.call(story.cast, calls.search(story.cast))
    weighing.answer_all(story.cast, case, "no")
    weighing.everybody_says(story.cast, case, "disagree")
    weighing.settle(story.cast, case, "not-notify")
    return case


def _finished(story: Story) -> Given:
    case = _not_notified(story)
    _ben(story, ending.finish_case, case=case, finished_on=today.today())
    return {"case": case, "reason": "The Panel wrote again"}


def _one(verb: Any, by: str, to: P, given: Any) -> Verb:
    return Verb(verb, by, to, given, is_the_holders_alone=True)


VERBS: tuple[Verb, ...] = (
    Verb(findings.add_finding, "ben", P.PLAN_ACTIONS,
         lambda s: {"case": s["sent"], "partnership": s["sent"].partnership, "source": "rapid", "text": "Nobody"}),
    _one(findings.change_finding, "ben", P.RUN_PLAN,
         lambda s: {"finding": _finding(s), "source": "rapid", "text": "Somebody", "seen": 1}),
    _one(findings.add_recommendation, "ben", P.RUN_PLAN,
         lambda s: {"finding": _finding(s), "wording": _wording(s)}),
    _one(findings.change_recommendation, "ben", P.RUN_PLAN,
         lambda s: {"recommendation": _recommendation(s), "wording": _wording(s, "Ask again"), "seen": 1}),
    _one(findings.answer_recommendation, "ben", P.RUN_PLAN,
         lambda s: {"recommendation": _recommendation(s), "answer": "accepted"}),
    Verb(acting.add_action, "ben", P.PLAN_ACTIONS, _to_act),
    _one(acting.change_action, "ben", P.RUN_PLAN,
         lambda s: {"action": _action(s), "task": _task(s, "Another form"), "seen": 1}),
    _one(answering.write_update, "kit", P.ANSWER_ACTION, lambda s: {"action": _action(s), "text": "It is drafted"}),
    _one(answering.record_update, "ben", P.RUN_PLAN, lambda s: {"action": _action(s), "text": "It is drafted"}),
    _one(answering.send_evidence, "kit", P.ANSWER_ACTION, lambda s: {"action": _action(s), "shown": SHOWN}),
    _one(answering.record_evidence, "ben", P.RUN_PLAN, lambda s: {"action": _action(s), "shown": SHOWN}),
    _one(judging.accept_evidence, "joe", P.ACCEPT_EVIDENCE, _to_judge),
    _one(judging.finish_action, "ben", P.RUN_PLAN, _accepted),
    _one(judging.recheck_effect, "joe", P.ACCEPT_EVIDENCE,
         lambda s: {**_accepted(s), "holds": False, "words": "Lower again"}),
    _one(running.agree_actions, "ben", P.RUN_PLAN, _to_agree),
    _one(running.stop_reminders, "ben", P.RUN_PLAN,
         lambda s: {"action": _action(s), "until_on": THU_31_DEC, "reason": "On leave"}),
    _one(running.set_steps, "ben", P.RUN_PLAN,
         lambda s: {"partnership": s["sent"].partnership, "steps": Steps(2, 7, 21)}),
    Verb(ending.finish_case, "ben", P.FINISH_CASE, lambda s: {"case": _not_notified(s), "finished_on": today.today()}),
    Verb(ending.undo_finish, "ben", P.FINISH_CASE, _finished),
)  # fmt: skip
