"""Whose an action is: who leads it, who runs the plan it is in, who may judge its evidence, and whose plan somebody
reads. The database's walls say the same by themselves (`migrations/0002_walls.py`)."""

from collections.abc import Iterable
from datetime import date

from safeguarding.actor import Actor
from safeguarding.cases.actions.recipients import holders_at
from safeguarding.people.models import Membership, Organisation, Person
from safeguarding.plans.models import Action
from safeguarding.rules.roles import Permission as P
from safeguarding.rules.roles import Role, who_may

LEADING = who_may(P.ANSWER_ACTION)
"""Who answers for an action that their body leads."""


def runs(partnership: Organisation | int, by: Actor) -> bool:
    """Whether this person runs the plan of this partnership."""
    key = partnership.pk if isinstance(partnership, Organisation) else partnership
    return by.may(P.RUN_PLAN) and key in by.organisations_as(Role.MANAGER)


def leads(action: Action, by: Actor) -> bool:
    """Whether this person answers for this action."""
    return by.may(P.ANSWER_ACTION) and action.lead_id in by.organisations_as(*LEADING)


def is_of_the_lead(action: Action, by: Actor) -> bool:
    """Whether this person holds any role at the body that leads, so that they judge none of its evidence."""
    return any(at == action.lead_id for _role, at in by.roles)


def plans_read(by: Actor, *, on: date) -> list[Organisation]:
    """The partnerships whose plan this person reads, by name."""
    if not by.may(P.READ_PLAN):
        return []
    members = Membership.objects.on(on).filter(body_id__in=by.organisations_as(Role.PARTNER))
    keys = {*by.organisations_as(Role.MANAGER), *members.values_list("partnership_id", flat=True)}
    return list(Organisation.objects.filter(pk__in=keys).order_by("name"))


def may_judge(action: Action, by: Actor, *, on: date) -> bool:
    """Whether this person may say what evidence of this action shows."""
    reads = by.may(P.ACCEPT_EVIDENCE) and action.partnership_id in {one.pk for one in plans_read(by, on=on)}
    return reads and not is_of_the_lead(action, by)


def who_lead(action: Action, *, on: date) -> list[Person]:
    """To whom the lead's body is written to about an action: the named person while they may sign in, else those who
    lead there, else those who speak for it otherwise."""
    person = action.lead_person
    if person is not None and person.is_active:
        return [person]
    return leads_of(action.lead, on=on)


def leads_of(body: Organisation, *, on: date) -> list[Person]:
    """Those who are written to at a body that leads, where nobody is named."""
    return holders_at([body], Role.AGENCY_LEAD, on=on) or holders_at([body], Role.NOTIFIER, Role.PARTNER, on=on)


def who_run(partnership: Organisation | int, *, on: date) -> list[Person]:
    """Those who run the plan."""
    return holders_at([partnership], Role.MANAGER, on=on)


def may_lead_for(partnership: Organisation, *, on: date) -> Iterable[Organisation]:
    """The bodies that an action may be given to: every one that there is on the day, but national ones."""
    return Organisation.objects.on(on).exclude(kind=Organisation.Kind.NATIONAL).order_by("name")
