"""What every verb about a meeting begins with: whether the person runs it, and holding it so that two people cannot do
at once what one must see of the other. For an item about a case the case is held too, by its own permission."""

from django.utils.translation import gettext as _

from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import hold
from safeguarding.meetings.models import AgendaItem, Meeting
from safeguarding.people.models import Organisation
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission, may_in_general


def runs_for(actor: Actor, partnership: int) -> bool:
    """Whether the person runs the meetings of this partnership."""
    held = frozenset(role for role, at in actor.roles if at == partnership)
    return Permission.RUN_MEETINGS in may_in_general(held)


def partnerships_of(actor: Actor) -> list[Organisation]:
    """The partnerships whose meetings the person runs."""
    at = {organisation for _role, organisation in actor.roles if runs_for(actor, organisation)}
    return list(Organisation.objects.filter(pk__in=at))


def refuse_unless_runs(actor: Actor, partnership: int) -> None:
    if not runs_for(actor, partnership):
        raise Refused(Refusal(_("You cannot do this with this meeting. Ask whoever called it.")))


def run(meeting: Meeting, *, by: Actor) -> Meeting:
    """The meeting, locked until the transaction ends. Raises `Refused` when the person does not run it."""
    refuse_unless_runs(by, meeting.partnership_id)
    held: Meeting = Meeting.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=meeting.pk)
    return held


def run_ahead(meeting: Meeting, *, by: Actor) -> Meeting:
    """The same, refused for a meeting that was called off."""
    held = run(meeting, by=by)
    if held.called_off_on is not None:
        raise Refused(Refusal(_("This meeting was called off. Call another one.")))
    return held


def is_agreed(meeting: Meeting) -> bool:
    """Whether its minutes are agreed: from then on nothing that was typed changes."""
    return meeting.minutes.filter(entries__what="agreed").exists()


def run_item(item: AgendaItem, *, by: Actor) -> AgendaItem:
    """The item, locked, with its meeting; where it is about a case the person may hold a meeting about it. Refused once
    the minutes are agreed: what was agreed stays as it is."""
    meeting = run_ahead(item.meeting, by=by)
    if is_agreed(meeting):
        raise Refused(Refusal(_("The minutes are agreed, so this stays as it is. Write a correction to the minutes.")))
    if item.case is not None:
        hold(item.case, by=by, to=Permission.HOLD_MEETING)
    held: AgendaItem = AgendaItem.objects.select_for_update(of=("self",)).select_related("case").get(pk=item.pk)
    held.meeting = meeting
    return held
