"""A plan as people would write it, by the real verbs, for tests about one of its steps."""

from datetime import date
from typing import Any

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.models import Case
from safeguarding.plans.actions.acting import Task, add_action
from safeguarding.plans.actions.answering import Shown, send_evidence
from safeguarding.plans.actions.findings import Wording, add_finding, add_recommendation
from safeguarding.plans.actions.judging import accept_evidence, finish_action
from safeguarding.plans.actions.running import agree_actions
from safeguarding.plans.how_it_goes import ActionNow, action_now
from safeguarding.plans.models import Acceptance, Action, Agreement, Evidence, Finding, Finishing, Recommendation
from tests.cast import Cast

MON_1_JUN, TUE_2_JUN, MON_8_JUN, TUE_9_JUN = (date(2026, 6, day) for day in (1, 2, 8, 9))
WED_1_JUL, FRI_31_JUL, THU_1_OCT = date(2026, 7, 1), date(2026, 7, 31), date(2026, 10, 1)
RIGHT = {"kit": "ashmere-hospital", "pia": "ashmere", "joe": "ashmere-police", "hal": "board"}


def found(cast: Cast, case: Case | None, *, by: str = "ben", **given: Any) -> Finding:
    actor = cast.actor(by)
    asked: dict[str, Any] = {"source": "rapid", "text": "Nobody spoke with the father."}
    if case is None:
        asked |= {"source": "national", "source_name": "A national review"}
    with acting_as(actor.person_id):
        return add_finding(
            partnership=cast["ashmere-partnership"], case=case, by=actor, on=today.today(), **{**asked, **given}
        )


def wording(cast: Cast, **given: Any) -> Wording:
    asked: dict[str, Any] = {
        "text": "Midwives speak with every father before the birth.",
        "to": [cast["ashmere-hospital"]],
        "outcome": "Every father of a new baby is known to somebody.",
        "kind": "process",
    }
    return Wording(**{**asked, **given})


def recommended(cast: Cast, finding: Finding, *, by: str = "ben", **given: Any) -> Recommendation:
    actor = cast.actor(by)
    with acting_as(actor.person_id):
        return add_recommendation(finding=finding, wording=wording(cast, **given), by=actor, on=today.today())


def task(cast: Cast, **given: Any) -> Task:
    asked: dict[str, Any] = {
        "text": "A form that asks about fathers",
        "lead": cast["ashmere-hospital"],
        "due_on": WED_1_JUL,
        "outcome": "Fathers are spoken with",
        "measure": "Share of records that name the father",
        "baseline": "4 of 10",
    }
    return Task(**{**asked, **given})


def acted(cast: Cast, recommendation: Recommendation | None, *, by: str = "ben", **given: Any) -> Action:
    actor = cast.actor(by)
    with acting_as(actor.person_id):
        case = recommendation.case if recommendation else given.pop("case", None)
        return add_action(
            partnership=cast["ashmere-partnership"],
            case=case,
            recommendation=recommendation,
            task=task(cast, **given),
            by=actor,
            on=today.today(),
        )


def planned(cast: Cast, case: Case | None, **given: Any) -> Action:
    """A finding, a recommendation and an action that the hospital leads, unless told otherwise."""
    return acted(cast, recommended(cast, found(cast, case)), **given)


SHOWN: dict[str, Any] = {
    "kind": "audit",
    "measured": "Records that name the father",
    "before": "4 of 10",
    "after": "9 of 10",
    "looked_at": 20,
    "looked_by": "The named midwife",
    "looked_on": MON_1_JUN,
}


def shown(cast: Cast, action: Action, *, by: str = "kit", **given: Any) -> Evidence:
    actor = cast.actor(by)
    with acting_as(actor.person_id):
        return send_evidence(action=action, shown=Shown(**{**SHOWN, **given}), by=actor, on=today.today())


def accepted(cast: Cast, evidence: Evidence, *, by: str = "ben", **given: Any) -> Acceptance:
    actor = cast.actor(by)
    asked: dict[str, Any] = {"is_accepted": True, "reason": "Twenty records were read."}
    with acting_as(actor.person_id):
        return accept_evidence(evidence=evidence, by=actor, on=today.today(), **{**asked, **given})


def finished(cast: Cast, action: Action, *, by: str = "ben") -> Finishing:
    actor = cast.actor(by)
    with acting_as(actor.person_id):
        return finish_action(action=action, by=actor, on=today.today())


def agreed(cast: Cast, *actions: Action, by: str = "ben", who: str = "The case review group") -> Agreement:
    actor = cast.actor(by)
    with acting_as(actor.person_id):
        rows = [(one.pk, one.version) for one in actions]
        return agree_actions(partnership=cast["ashmere-partnership"], shown=rows, who=who, by=actor, on=today.today())


def now(cast: Cast, action: Action, *, by: str = "ben") -> ActionNow:
    with acting_as(cast.people[by].pk):
        return action_now(action)
