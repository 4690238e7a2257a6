"""What could be put on an agenda: whatever is open, asked of each source in turn. A source answers sentences; another
piece of the system is added with one line."""

from collections.abc import Callable, Iterable
from datetime import date

from django.utils.translation import gettext as _

from safeguarding.cases.dues import owed_in
from safeguarding.cases.models import Case
from safeguarding.cases.plan import plan
from safeguarding.gathering.answers import still_open
from safeguarding.look.languages import day, spoken
from safeguarding.people.models import Organisation
from safeguarding.plans.open_items import OpenItem, open_items
from safeguarding.reviews.open_items import open_items as open_in_review


def steps_not_done(case: Case, *, on: date) -> list[str]:
    """The steps of the plan by days that are still to do."""
    found = plan(case, on=on)
    if found is None or found.is_over:
        return []
    return [
        _("Step not done yet: {step}").format(step=one.planned.step.title.in_(spoken())) for one in found.holding_up
    ]


def dates_owed(case: Case, *, on: date) -> list[str]:
    """What is owed by a date and not done."""
    open_ones = [one for one in owed_in(case) if one.due and one.met_on is None and one.stopped_on is None]
    return [
        _("{what}, by {day}").format(what=one.duty.title.in_(spoken()), day=day(one.due))
        for one in sorted(open_ones, key=lambda one: one.due or on)
        if one.due is not None and one.confirmed and not one.relaxed
    ]


def agencies_to_answer(case: Case, *, on: date) -> list[str]:
    """Who was asked and has not answered, and how it stands."""
    return [
        _("{body} has still to answer: {how}").format(body=one.body, how=one.how) for one in still_open(case, on=on)
    ]


def left_in_review(case: Case, *, on: date) -> list[str]:
    """What the rapid review still waits for."""
    return [one.title for one in open_in_review(case, on=on)]


def actions_of_case(case: Case, *, on: date) -> list[str]:
    """What is open in the plan of this case."""
    return [_action(one, with_title=True) for one in open_items(case.partnership, on=on, case=case)]


def actions_of_partnership(partnership: Organisation, *, on: date) -> list[str]:
    """What is open in the plan. Everybody invited reads such an item: an action of a case is named by its reference."""
    return [_action(one, with_title=not one.is_of_a_case) for one in open_items(partnership, on=on)]


def _action(one: OpenItem, *, with_title: bool) -> str:
    named = f"{one.reference}: {one.title}" if with_title else one.reference
    said = _("Action {named}. {lead} leads it, by {day}").format(named=named, lead=one.lead, day=day(one.due))
    return _("{said}. It needs something").format(said=said) if one.needs_something else said


CaseSource = Callable[..., Iterable[str]]
"""Called with a case and `on=` a day."""
PartnershipSource = Callable[..., Iterable[str]]
"""Called with a partnership and `on=` a day."""

OF_A_CASE: tuple[CaseSource, ...] = (
    steps_not_done,
    dates_owed,
    agencies_to_answer,
    left_in_review,
    actions_of_case,
)
OF_A_PARTNERSHIP: tuple[PartnershipSource, ...] = (actions_of_partnership,)


def open_about(case: Case, *, on: date) -> list[str]:
    """Everything open about a case, each sentence once."""
    return list(dict.fromkeys(str(one) for source in OF_A_CASE for one in source(case, on=on)))


def open_in(partnership: Organisation, *, on: date) -> list[str]:
    """Everything open in a partnership, whatever the case."""
    return list(dict.fromkeys(str(one) for source in OF_A_PARTNERSHIP for one in source(partnership, on=on)))
