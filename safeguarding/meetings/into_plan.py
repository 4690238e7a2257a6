"""What the plan of action takes from a meeting: an action as it was typed, in the plan's own words; and which actions
of a meeting wait to be put there. Putting them there is `actions/into_plan.py`'s."""

from dataclasses import dataclass
from datetime import date

from safeguarding.cases.models import Case
from safeguarding.meetings.models import Meeting, MeetingAction
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


def not_in_plan(meeting: Meeting) -> list[MeetingAction]:
    """The actions that are not in the plan yet, in the order of the agenda, of those that the acting person sees."""
    return [one for one in actions_of(meeting) if not one.plan_reference]


def actions_of(meeting: Meeting) -> list[MeetingAction]:
    """Every action of the meeting that the acting person sees and nobody took back."""
    found = meeting.actions.filter(taken_back_at=None).order_by("item__number", "pk")
    return list(found.select_related("meeting__partnership", "item__case", "case__partnership", "lead_body"))
