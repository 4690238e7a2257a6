"""What could be put on an agenda: whatever is open, asked of each source in turn. A source answers sentences; another
piece of the system is added with one line."""

from collections.abc import Callable, Iterable
from datetime import date

from django.utils.translation import gettext as _

from safeguarding.cases.dues import owed_in
from safeguarding.cases.models import Case
from safeguarding.cases.plan import plan
from safeguarding.look.languages import day, spoken
from safeguarding.people.models import Organisation


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


CaseSource = Callable[..., Iterable[str]]
"""Called with a case and `on=` a day."""
PartnershipSource = Callable[..., Iterable[str]]
"""Called with a partnership and `on=` a day."""

OF_A_CASE: tuple[CaseSource, ...] = (
    steps_not_done,
    dates_owed,
)
OF_A_PARTNERSHIP: tuple[PartnershipSource, ...] = ()


def open_about(case: Case, *, on: date) -> list[str]:
    """Everything open about a case, each sentence once."""
    return list(dict.fromkeys(str(one) for source in OF_A_CASE for one in source(case, on=on)))


def open_in(partnership: Organisation, *, on: date) -> list[str]:
    """Everything open in a partnership, whatever the case."""
    return list(dict.fromkeys(str(one) for source in OF_A_PARTNERSHIP for one in source(partnership, on=on)))
