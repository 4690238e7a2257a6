"""What the plan of action takes from a meeting: an action as it was typed, in the plan's own words."""

from dataclasses import dataclass
from datetime import date

from safeguarding.cases.models import Case
from safeguarding.meetings.models import MeetingAction
from safeguarding.people.models import Organisation


@dataclass(frozen=True, slots=True)
class ForPlan:
    """What to do, who leads, by when, and where it comes from."""

    partnership: Organisation
    case: Case | None
    what: str
    lead_body: Organisation | None
    lead_person: str
    by_when: date | None
    source: str


def into_plan(action: MeetingAction) -> ForPlan | None:
    """The action as the plan takes it; None where it was taken back, or no body leads it yet."""
    if action.taken_back_at is not None or action.lead_body is None:
        return None
    return ForPlan(
        partnership=action.meeting.partnership,
        case=action.case,
        what=action.what,
        lead_body=action.lead_body,
        lead_person=action.lead_person,
        by_when=action.by_when,
        source=action.meeting.reference,
    )
