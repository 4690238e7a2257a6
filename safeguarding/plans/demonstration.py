"""What a demonstration shows of a plan, told by real verbs for an incident that was decided: an action past its date
without evidence, one that made a difference, one that did not last. Everything is plainly invented."""

from datetime import timedelta

from safeguarding.cases.demonstration.teller import Teller
from safeguarding.cases.models import Case
from safeguarding.people.models import Organisation
from safeguarding.plans.actions.acting import Task, add_action
from safeguarding.plans.actions.answering import Shown, record_evidence, record_update
from safeguarding.plans.actions.findings import Wording, add_finding, add_recommendation
from safeguarding.plans.actions.judging import accept_evidence, finish_action, recheck_effect
from safeguarding.plans.actions.running import agree_actions
from safeguarding.plans.models import Action, Recommendation, Source

GIVEN, SHOWN, JUDGED, LOOKED_AGAIN = 60, 20, 18, 2
"""Working days ago: written and agreed, evidence put in, accepted and done, looked at again."""


def tell_plan(teller: Teller, case: Case, *, lead: str = "northvale", judge: str = "partner-police") -> list[Action]:
    """All three in one incident. `lead` is the body that leads them; `judge` somebody outside it who accepts."""
    return [
        past_its_date(teller, case, lead=lead),
        made_a_difference(teller, case, lead=lead, judge=judge),
        did_not_last(teller, case, lead=lead, judge=judge),
    ]


def past_its_date(teller: Teller, case: Case, *, lead: str = "northvale") -> Action:
    """Agreed, with news and no evidence, and its date has passed."""
    made = _recommended(
        teller, case, lead,
        "Nobody had asked who else lived in the home.",
        "Every assessment names all adults in the home and says who spoke with them.",
    )  # fmt: skip
    action = _acted(teller, made, lead, "A question about every adult in the home, in the form for assessments", due=25)
    with teller.as_of("manager", 30) as (by, on):
        record_update(action=action, text="The new form is with the supplier.", by=by, on=on)
    return action


def made_a_difference(teller: Teller, case: Case, *, lead: str = "northvale", judge: str = "partner-police") -> Action:
    """Done, and shown to have made a difference; to be looked at again later."""
    made = _recommended(
        teller, case, lead,
        "Missed appointments of a small child were written down and not followed up.",
        "A missed appointment of a child under two is followed up within the week.",
    )  # fmt: skip
    action = _acted(teller, made, lead, "A list each Monday of appointments that children missed", due=15)
    return _shown(teller, action, judge, recheck_in=120)


def did_not_last(teller: Teller, case: Case, *, lead: str = "northvale", judge: str = "partner-police") -> Action:
    """Was done and shown to help; looked at again it did not hold, and it is open again."""
    made = _recommended(
        teller, case, lead,
        "Supervision was held, and the child's day was not talked about.",
        "Supervision asks in each case what a day is like for the child.",
    )  # fmt: skip
    action = _shown(teller, _acted(teller, made, lead, "A card with one question for supervision", due=15), judge)
    with teller.as_of(judge, LOOKED_AGAIN) as (by, on):
        words = "Ten records of last month were read. The question is in four."
        recheck_effect(action=action, holds=False, words=words, by=by, on=on)
    return action


def _recommended(teller: Teller, case: Case, lead: str, found: str, text: str) -> Recommendation:
    wording = Wording(
        text=text,
        to=[_body(teller, lead)],
        outcome="What is known about a child reaches those who can act on it.",
        kind=Recommendation.Kind.PROCESS,
        strength="The finding rests on two agencies' records. The change is small and can be counted.",
    )
    with teller.as_of("manager", GIVEN) as (by, on):
        finding = add_finding(partnership=case.partnership, case=case, source=Source.RAPID, text=found, by=by, on=on)
        return add_recommendation(finding=finding, wording=wording, by=by, on=on)


def _acted(teller: Teller, made: Recommendation, lead: str, text: str, *, due: int) -> Action:
    task = Task(
        text=text,
        lead=_body(teller, lead),
        due_on=teller.before(due),
        outcome="Fewer children are seen by nobody.",
        measure="Share of ten records a month in which it was done",
        baseline="4 of 10",
        lead_post="Head of service (demonstration)",
    )
    with teller.as_of("manager", GIVEN) as (by, on):
        action = add_action(partnership=made.partnership, case=made.case, recommendation=made, task=task, by=by, on=on)
        who = "The case review group, at its meeting"
        agree_actions(partnership=made.partnership, shown=[(action.pk, action.version)], who=who, by=by, on=on)
    return action


def _shown(teller: Teller, action: Action, judge: str, *, recheck_in: int = 14) -> Action:
    with teller.as_of("manager", SHOWN) as (by, on):
        shown = Shown(
            kind="audit",
            measured="Records in which it was done",
            before="4 of 10",
            after="9 of 10",
            looked_at=10,
            looked_by="The quality team (demonstration)",
            looked_on=on,
        )
        sent = record_evidence(action=action, shown=shown, by=by, on=on)
    with teller.as_of(judge, JUDGED) as (by, on):
        accept_evidence(
            evidence=sent,
            is_accepted=True,
            made_a_difference=True,
            recheck_on=on + timedelta(days=recheck_in),
            reason="Ten records were read by somebody else, with the same result.",
            by=by,
            on=on,
        )
    with teller.as_of("manager", JUDGED) as (by, on):
        finish_action(action=action, by=by, on=on)
    return action


def _body(teller: Teller, code: str) -> Organisation:
    return teller.made.bodies[code]
