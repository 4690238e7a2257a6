"""What an incident still waits for before its partnership can finish it: read from its events alone. What is left in
the plan does not stand in the way; it goes on under its leads."""

from collections import Counter

from django.utils.translation import gettext as _

from safeguarding.cases.facts import facts_of
from safeguarding.cases.models import Case, Event
from safeguarding.rules.facts import standing_facts

CLOSED = "case_closed"
NOTIFIED, NOT_NOTIFIED, WITHDRAWN = "notification_submitted", "decided_not_to_notify", "notification_withdrawn"
NO_REVIEW_OWED, SENT, DEFERRED = "no_rapid_review_owed", "rapid_review_sent", "decision_deferred"
DECIDED = frozenset({"review_decided", "no_review_decided", "review_joined"})
ASKED, ANSWERED = "panel_request_received", "panel_request_answered"


def outstanding(case: Case) -> list[str]:
    """A sentence for each thing that is still to be decided, sent or answered; none when it can be finished."""
    happened = [fact.event for fact in standing_facts(facts_of(case))]
    times = Counter(happened)
    if times[ASKED] > times[ANSWERED]:
        return [*_before_reply(happened), _("A request of the national body is not answered yet. Answer it first.")]
    return _before_reply(happened)


def _before_reply(happened: list[str]) -> list[str]:
    if WITHDRAWN in happened or NO_REVIEW_OWED in happened:
        return []
    if NOTIFIED not in happened:
        if NOT_NOTIFIED in happened:
            return []
        return [_("It is not decided whether to notify. Decide it first, with the reasons.")]
    found = []
    if SENT not in happened:
        found.append(_("The rapid review is not recorded as sent. Send it first."))
    decisions = [event for event in happened if event in DECIDED or event == DEFERRED]
    if not decisions or decisions[-1] == DEFERRED:
        found.append(_("The decision after the rapid review is not made. Decide it first, with the reasons."))
    return found


def finished_by(case: Case) -> Event | None:
    """The event that finished the incident, if it holds."""
    rows = case.events.filter(event=CLOSED, superseded_by__isnull=True).select_related("recorded_by")
    return rows.order_by("id").last()
