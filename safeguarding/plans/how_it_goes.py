"""How an action stands, read from its rows and stored nowhere: done or not, made a difference or not yet, past its
date, what finishing still needs. *Done* and *made a difference* are two answers, and neither follows from the other."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeguarding.plans.models import (
    Acceptance,
    Action,
    ActionUpdate,
    Evidence,
    Finishing,
    Recheck,
    RecommendedTo,
    ReminderStop,
)

STATES: dict[str, tuple[Promise, str]] = {
    "no-evidence": (gettext_lazy("No evidence yet"), "govuk-tag--grey"),
    "to-look-at": (gettext_lazy("Evidence to be looked at"), "govuk-tag--blue"),
    "not-enough": (gettext_lazy("Evidence not yet enough"), "govuk-tag--yellow"),
    "accepted": (gettext_lazy("Evidence accepted, not finished"), "govuk-tag--blue"),
    "done": (gettext_lazy("Done"), "govuk-tag--green"),
    "replaced": (gettext_lazy("Another stands in its place"), "govuk-tag--grey"),
}
"""What an action's own rows say of it, in words."""


@dataclass(frozen=True, slots=True)
class ActionNow:
    """One action with everything said of it, each list the first one first."""

    action: Action
    updates: list[ActionUpdate]
    evidence: list[Evidence]
    acceptances: list[Acceptance]
    finishings: list[Finishing]
    rechecks: list[Recheck]
    stops: list[ReminderStop]
    agreed_on: date | None = None
    is_replaced: bool = False
    judged: dict[int, Acceptance] = field(default_factory=dict)

    @property
    def reopened_at(self) -> datetime | None:
        """When it was last opened again, because its effect did not hold."""
        return max((one.recorded_at for one in self.rechecks if not one.holds), default=None)

    def _since(self, rows: Iterable[Any]) -> list[Any]:
        again = self.reopened_at
        return [row for row in rows if again is None or row.recorded_at > again]

    @property
    def finished_on(self) -> date | None:
        """The day on which it was done, if nothing opened it again since."""
        return next((one.on for one in self._since(self.finishings)), None)

    @property
    def is_done(self) -> bool:
        return self.finished_on is not None

    @property
    def is_open(self) -> bool:
        return not self.is_done and not self.is_replaced

    @property
    def shown_by(self) -> Acceptance | None:
        """The latest acceptance that says a difference was made, if it holds to this day."""
        found = [one for one in self._since(self.acceptances) if one.made_a_difference]
        return found[-1] if found else None

    @property
    def made_a_difference(self) -> bool:
        return self.shown_by is not None

    @property
    def difference_words(self) -> str:
        return _("Shown") if self.made_a_difference else _("Not yet")

    @property
    def evidence_now(self) -> list[Evidence]:
        """What was sent since it was opened, or opened again."""
        return self._since(self.evidence)

    @property
    def is_accepted(self) -> bool:
        return any(one.is_accepted for one in self._since(self.acceptances))

    @property
    def to_look_at(self) -> list[Evidence]:
        """What was sent and nobody has looked at."""
        return [one for one in self.evidence if one.pk not in self.judged]

    @property
    def state(self) -> str:
        if self.is_replaced:
            return "replaced"
        if self.is_done:
            return "done"
        if self.is_accepted:
            return "accepted"
        if not self.evidence_now:
            return "no-evidence"
        return "to-look-at" if self.to_look_at else "not-enough"

    @property
    def state_words(self) -> str:
        return str(STATES[self.state][0])

    @property
    def state_class(self) -> str:
        return STATES[self.state][1]

    def is_past(self, on: date) -> bool:
        """Open, and its date has passed."""
        return self.is_open and self.action.due_on < on

    @property
    def recheck_due_on(self) -> date | None:
        """When its effect is to be looked at again; none once somebody said that it need not be."""
        shown = self.shown_by
        if shown is None or self.is_replaced:
            return None
        again = [one for one in self.rechecks if one.acceptance_id == shown.pk]
        return again[-1].again_on if again else shown.recheck_on

    def is_recheck_due(self, on: date) -> bool:
        due = self.recheck_due_on
        return due is not None and due <= on

    def needs_something(self, on: date) -> bool:
        """Whether it stands at the head of a plan: no evidence, past its date, or to be looked at again."""
        return self.state == "no-evidence" or self.is_past(on) or self.is_recheck_due(on)

    def stopped_until(self, on: date) -> ReminderStop | None:
        """Why nobody is told for now that it is past its date, if so."""
        latest = self.stops[-1] if self.stops else None
        return latest if latest is not None and latest.until_on > on else None

    @property
    def latest_update(self) -> ActionUpdate | None:
        return self.updates[-1] if self.updates else None


def still_missing(now: ActionNow) -> list[str]:
    """What finishing still needs, a sentence each; empty when it can be finished."""
    if now.is_accepted:
        return []
    lead = now.action.lead
    if not now.evidence_now:
        again = now.reopened_at is not None
        return [
            _("Evidence of what was changed: nothing was sent since it was opened again.")
            if again
            else _("Evidence of what was changed: nothing was sent yet."),
            _("Somebody outside {lead} who looks at it and accepts it.").format(lead=lead),
        ]
    waits = [one for one in now.evidence_now if one.pk not in now.judged]
    if waits:
        return [_("Somebody outside {lead} who looks at the evidence and accepts it.").format(lead=lead)]
    reason = now.judged[now.evidence_now[-1].pk].reason
    return [_("More evidence: what was sent was not yet accepted. The reason was: {reason}").format(reason=reason)]


def missing_for_difference(evidence: Evidence) -> list[str]:
    """What a piece of evidence does not say and must, before it can show that a difference was made."""
    asked = {
        _("what was measured"): evidence.measured,
        _("how it was before"): evidence.before,
        _("how it is after"): evidence.after,
        _("how many were looked at"): evidence.looked_at,
    }
    return [words for words, said in asked.items() if said in ("", None)]


ABOUT = (
    "actionupdates__recorded_by",
    "evidences__recorded_by",
    "acceptances__recorded_by",
    "finishings__recorded_by",
    "rechecks__recorded_by",
    "reminderstops__recorded_by",
)


IS_REPLACED = models.Func(models.F("pk"), function="action_is_replaced", output_field=models.BooleanField())
"""Asked of the database, which tells it even where the other action is hidden."""


def actions_now(actions: QuerySet[Action]) -> list[ActionNow]:
    """Each of these actions as it stands: a fixed number of queries, however many there are."""
    found = (
        actions.select_related(
            "lead", "lead_person", "recorded_by", "recommendation__finding", "case", "partnership", "agreed__agreement"
        )
        .prefetch_related(*ABOUT)
        .annotate(is_replaced=IS_REPLACED)
    )
    return [_now(action) for action in found]


def action_now(action: Action) -> ActionNow:
    """One action as it stands."""
    return actions_now(Action.objects.filter(pk=action.pk))[0]


def _now(action: Action) -> ActionNow:
    rows: Any = action
    agreed = getattr(action, "agreed", None)
    acceptances = list(rows.acceptances.all())
    return ActionNow(
        action=action,
        updates=list(rows.actionupdates.all()),
        evidence=list(rows.evidences.all()),
        acceptances=acceptances,
        finishings=list(rows.finishings.all()),
        rechecks=list(rows.rechecks.all()),
        stops=list(rows.reminderstops.all()),
        agreed_on=agreed.agreement.on if agreed is not None and agreed.agreement is not None else None,
        is_replaced=rows.is_replaced,
        judged={one.evidence_id: one for one in acceptances},
    )


def bodies_of(made_to: Iterable[RecommendedTo], version: int) -> list[str]:
    """The names of the bodies that the present version of a recommendation names."""
    return sorted(one.body.name for one in made_to if one.version == version)
