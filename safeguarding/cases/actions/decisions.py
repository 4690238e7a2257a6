"""The decision whether to notify: notify, not notified with reasons, or more facts needed. Each is a record of its own
with what it rested on; a later one reopens. Answers to the test are in `assessment.py`, partners' views in
`positions.py`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.assessment import (
    OUTSIDE_TEST_A,
    TEST_A,
    Weighed,
    outcome_of,
    path_of,
    unanswered,
    weighed,
)
from safeguarding.cases.actions.holding import ChangedMeanwhile, hold
from safeguarding.cases.actions.positions import BodyView, escalate, views_of_bodies
from safeguarding.cases.actions.recipients import holders_at, who_run, write_about
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import facts_of, procedure_of, record_event
from safeguarding.cases.models import Assessment, Case, Decision, Escalation, Incident, Position, Question, Told
from safeguarding.cases.reach import reaches
from safeguarding.look.languages import spoken
from safeguarding.messages.kinds import Kind
from safeguarding.people.models import Organisation, Person
from safeguarding.rules.facts import standing_facts
from safeguarding.rules.procedure import Option
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission, Reach, Role
from safeguarding.rules.weighing import Outcome

OPTION_OF: dict[str, str] = {
    Decision.Outcome.NOTIFY: "notify",
    Decision.Outcome.NOT_NOTIFY: "do-not-notify",
    Decision.Outcome.MORE_FACTS: "more-facts-needed",
}
"""The option of the law's threshold decision that each outcome is."""

_SAYS_THE_SAME: dict[str, str] = {
    Decision.Outcome.NOTIFY: Position.View.AGREE,
    Decision.Outcome.NOT_NOTIFY: Position.View.DISAGREE,
    Decision.Outcome.MORE_FACTS: Position.View.MORE,
}


@dataclass(frozen=True, slots=True)
class Basis:
    """What a decision would rest on now: for the page that asks, and for the verb that checks."""

    nature: str
    items: tuple[Weighed, ...]
    test_a: Outcome
    bodies: tuple[BodyView, ...]
    escalations: tuple[Escalation, ...]
    decisions: tuple[Decision, ...]
    """Newest first."""
    is_submitted: bool

    @property
    def needs_test_a(self) -> bool:
        return self.nature not in OUTSIDE_TEST_A

    @property
    def silent(self) -> tuple[BodyView, ...]:
        """The bodies that have not said what they think."""
        return tuple(one for one in self.bodies if one.latest is None)

    def against(self, outcome: str) -> tuple[BodyView, ...]:
        """The bodies that said something else than this outcome."""
        same = _SAYS_THE_SAME.get(outcome)
        return tuple(one for one in self.bodies if one.latest and one.latest.view != same)

    def agreed(self, outcome: str) -> bool:
        """Whether every body has spoken, and says what this outcome says."""
        return bool(self.bodies) and not self.silent and not self.against(outcome)

    @property
    def seen(self) -> int:
        """The number of the latest decision, 0 for none: what a page says it was opened on."""
        return self.decisions[0].number if self.decisions else 0

    @property
    def open_escalation(self) -> Escalation | None:
        return next((one for one in self.escalations if one.settled_on is None), None)


def basis_of(case: Case, *, on: date) -> Basis:
    """Everything that bears on whether to notify; the same number of queries however much there is."""
    items = weighed(case, TEST_A)
    decisions = case.decisions.filter(question=Question.NOTIFY).select_related("recorded_by").order_by("-number")
    return Basis(
        nature=Incident.objects.get(pk=case.pk).nature,
        items=tuple(items),
        test_a=outcome_of(procedure_of(case).test(TEST_A), items),
        bodies=tuple(views_of_bodies(case, Question.NOTIFY, on=on)),
        escalations=tuple(case.escalations.filter(question=Question.NOTIFY).select_related("recorded_by")),
        decisions=tuple(decisions),
        is_submitted=is_submitted(case),
    )


@transaction.atomic
def decide(
    *,
    case: Case,
    outcome: str,
    reasons: str,
    seen: int,
    going_ahead: str = "",
    escalated_to: str = "",
    by: Actor,
    on: date,
) -> Decision:
    """Decide whether to notify. `seen` is the number of the latest decision that the person saw, 0 for none.

    Test A must be answered, unless the kind of incident needs no test A. `going_ahead` says why it is decided before
    every partner body has spoken. Against a partner's view the disagreement is taken further (`escalated_to`), but the
    authority's notifier, whose duty it is alone, may always decide to notify.
    """
    case = hold(case, by=by, to=Permission.DECIDE)
    if outcome not in OPTION_OF:
        raise Refused(Refusal(_("Select what was decided."), "outcome"))
    now = basis_of(case, on=on)
    if now.seen != seen:
        raise ChangedMeanwhile(Refusal(_("Somebody else has decided since you opened this page."), "outcome"))
    is_authority = (Role.NOTIFIER, Reach.AUTHORITY) in reaches(by, case, on=on)
    for refusal in _refusals(case, now, outcome, reasons, going_ahead, escalated_to, is_authority=is_authority):
        raise Refused(refusal)
    if escalated_to.strip() and now.open_escalation is None:
        escalate(case=case, question=Question.NOTIFY, to_whom=escalated_to, why=reasons, by=by, on=on)
        now = basis_of(case, on=on)
    decision = Decision.objects.create(
        case=case,
        question=Question.NOTIFY,
        outcome=outcome,
        reasons=reasons.strip(),
        going_ahead=going_ahead.strip(),
        basis=_kept(now),
        number=next_number(case),
        on=on,
        recorded_at=today.now(),
        recorded_by_id=by.person_id,
    )
    _record(case, now, outcome, by=by, on=on)
    refresh_dues(case, by=by.person_id)
    _tell(case, decision, by=by, on=on)
    return decision


def told_of_decision(case: Case, *, on: date) -> list[Person]:
    """Who is written to when it is decided: whoever runs it, and the holders of the partner bodies' positions."""
    return [*who_run(case, on=on), *holders_at(_partner_bodies(case, on=on), Role.PARTNER, on=on)]


def option_of(case: Case, outcome: str) -> Option:
    """The law's own entry for an outcome: what it records, and what it needs."""
    return next(one for one in procedure_of(case).options_of("threshold") if one.id == OPTION_OF[outcome])


@dataclass(frozen=True, slots=True)
class RestedOn:
    """What a decision rested on, read back as it stood then."""

    answers: tuple[Assessment, ...]
    positions: tuple[Position, ...]
    escalations: tuple[Escalation, ...]
    told: tuple[Told, ...]


def rested_on(case: Case, decisions: Sequence[Decision]) -> list[RestedOn]:
    """The rows that each decision names, with who was told of it. Four queries, however many decisions."""
    answers = case.assessments.select_related("recorded_by").in_bulk(_named(decisions, "answers"))
    positions = case.positions.select_related("body", "recorded_by", "email").in_bulk(_named(decisions, "positions"))
    escalations = case.escalations.select_related("recorded_by").in_bulk(_named(decisions, "escalations"))
    told = list(case.told.filter(what=Told.What.NOT_NOTIFIED).select_related("body"))
    return [
        RestedOn(
            tuple(answers[key] for key in sorted(one.basis.get("answers", ())) if key in answers),
            tuple(positions[key] for key in sorted(one.basis.get("positions", ())) if key in positions),
            tuple(escalations[key] for key in sorted(one.basis.get("escalations", ())) if key in escalations),
            tuple(row for row in told if one.outcome == Decision.Outcome.NOT_NOTIFY and row.on == one.on),
        )
        for one in decisions
    ]


def _named(decisions: Sequence[Decision], what: str) -> set[int]:
    return {key for one in decisions for key in one.basis.get(what, ())}


def _refusals(
    case: Case, now: Basis, outcome: str, reasons: str, going_ahead: str, escalated_to: str, *, is_authority: bool
) -> list[Refusal]:
    needs = option_of(case, outcome).needs
    found: list[Refusal] = []
    if now.is_submitted:
        found.append(
            Refusal(_("The notification is recorded as sent. It can only be withdrawn, by all partners."), "outcome")
        )
    if "test-notification" in needs:
        found += _refusals_by_the_test(now, outcome)
    if "reasons" in needs and not reasons.strip():
        found.append(Refusal(_("Write the reasons: they are kept with the decision."), "reasons"))
    if "positions" in needs and now.silent and not going_ahead.strip():
        names = ", ".join(one.body.name for one in now.silent)
        found.append(
            Refusal(
                _("{names}: no position yet. Record it, or write why it is decided without.").format(names=names),
                "going_ahead",
            )
        )
    if _needs_escalation(now, outcome, is_authority=is_authority) and not escalated_to.strip():
        found.append(
            Refusal(_("The partners do not agree on this. Enter to whom the disagreement is taken."), "escalated_to")
        )
    return found


def _refusals_by_the_test(now: Basis, outcome: str) -> list[Refusal]:
    if not now.needs_test_a:
        if outcome == Decision.Outcome.NOT_NOTIFY:
            return [
                Refusal(
                    _("{reason} Decide to notify, or correct the kind.").format(reason=_OUTSIDE[path_of(now.nature)]),
                    "outcome",
                )
            ]
        return []
    left = unanswered(now.items)
    if left:
        what = "; ".join(item.text.in_(spoken()) for item in left)
        return [
            Refusal(
                _("Test A is not answered yet: {what}. Answer each item, if only “Not known”.").format(what=what),
                "outcome",
            )
        ]
    if outcome == Decision.Outcome.NOT_NOTIFY and now.test_a == "met":
        return [
            Refusal(
                _(
                    "By the answers test A is met, and then the law requires the authority to notify. Decide "
                    "to notify, or correct an answer."
                ),
                "outcome",
            )
        ]
    if outcome == Decision.Outcome.NOTIFY and now.test_a == "not-met":
        return [Refusal(_("By the answers test A is not met. Correct an answer, or decide not to notify."), "outcome")]
    return []


_OUTSIDE = {
    "looked-after-death": gettext_lazy("The death of a looked-after child is notified whatever the cause."),
    "care-leaver-death": gettext_lazy("The death of a care leaver is notified."),
}


def _needs_escalation(now: Basis, outcome: str, *, is_authority: bool) -> bool:
    """A disagreement is taken further before it is decided against, save by the authority that decides to notify."""
    if not now.against(outcome) or now.escalations:
        return False
    return outcome != Decision.Outcome.MORE_FACTS and not (is_authority and outcome == Decision.Outcome.NOTIFY)


def _kept(now: Basis) -> dict[str, list[int]]:
    return {
        "answers": [one.latest.pk for one in now.items if one.latest],
        "positions": [one.latest.pk for one in now.bodies if one.latest],
        "escalations": [one.pk for one in now.escalations],
        "silent": [one.body.pk for one in now.silent],
    }


def next_number(case: Case) -> int:
    """The number of the next decision of a case, whatever its question."""
    last = case.decisions.order_by("number").last()
    return last.number + 1 if last else 1


def is_submitted(case: Case) -> bool:
    """Whether a notification is on record and was not withdrawn since."""
    names = [fact.event for fact in standing_facts(facts_of(case))]
    about = [name for name in names if name in ("notification_submitted", "notification_withdrawn")]
    return bool(about) and about[-1] == "notification_submitted"


def _record(case: Case, now: Basis, outcome: str, *, by: Actor, on: date) -> None:
    if outcome != Decision.Outcome.MORE_FACTS and now.agreed(outcome):
        record_event(case, "threshold_agreed", on=on, by=by)
    record_event(case, option_of(case, outcome).records, on=on, by=by)


def _partner_bodies(case: Case, *, on: date) -> list[Organisation]:
    parties = case.parties.on(on).filter(reach=Reach.PARTNER).select_related("organisation")
    return [party.organisation for party in parties]


def _tell(case: Case, decision: Decision, *, by: Actor, on: date) -> None:
    """Every partner body, the authority and the partnership. Of a negative decision it is on record who was told."""
    write_about(
        case,
        kind=Kind.DECIDED,
        what="decision-recorded",
        to=told_of_decision(case, on=on),
        key=f"decision-{decision.number}",
        by=by,
        on=on,
    )
    if decision.outcome != Decision.Outcome.NOT_NOTIFY:
        return
    for body in _partner_bodies(case, on=on):
        if holders_at([body], Role.PARTNER, on=on):
            Told.objects.create(
                case=case,
                body=body,
                what=Told.What.NOT_NOTIFIED,
                how=_("By message with a link, to whoever holds its position"),
                on=on,
                recorded_at=today.now(),
                recorded_by_id=by.person_id,
            )
