"""What is open in a plan, for who prepares a meeting: a title, where it is, which body leads it, and by when."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from safeguarding.cases.models import Case
from safeguarding.people.models import Organisation
from safeguarding.plans.how_it_goes import actions_now
from safeguarding.plans.models import Action


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One open action. `needs_something`: it has no evidence, is past its date, or is to be looked at again.
    `is_of_a_case`: its title may say something of a case, so that whoever cannot open the case may not read it."""

    reference: str
    title: str
    href: str
    lead: Organisation
    due: date
    needs_something: bool
    is_of_a_case: bool


def open_items(partnership: Organisation, *, on: date, case: Case | None = None) -> list[OpenItem]:
    """The actions of a partnership, or of one case in its plan, that somebody must still see to: what needs something
    first, then by date. Only those that the acting person sees."""
    actions = Action.objects.filter(partnership=partnership)
    found = actions_now(actions.filter(case=case) if case is not None else actions)
    items = [
        OpenItem(
            now.action.reference,
            now.action.text,
            reverse("plans:action", args=[now.action.reference]),
            now.action.lead,
            now.recheck_due_on if now.is_done and now.recheck_due_on else now.action.due_on,
            now.needs_something(on),
            now.action.case_id is not None,
        )
        for now in found
        if now.is_open or now.is_recheck_due(on)
    ]
    return sorted(items, key=lambda one: (not one.needs_something, one.due, one.reference))
