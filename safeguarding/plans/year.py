"""A partnership's year in numbers, drawn from the record for its yearly report: counts alone, no ranking, and none that
could point at a child (`rules/suppression.py`). Its year runs from 1 April. They count what the reader sees."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeguarding.cases.facts import as_facts
from safeguarding.cases.models import Case, Event
from safeguarding.people.models import Organisation
from safeguarding.plans.how_it_goes import ActionNow, actions_now
from safeguarding.plans.models import Action
from safeguarding.plans.outstanding import CLOSED, NOT_NOTIFIED, NOTIFIED, SENT, WITHDRAWN
from safeguarding.rules.facts import Fact, standing_facts
from safeguarding.rules.suppression import FLOOR, shown, suppress
from safeguarding.rules.workdays import Calendar, calendar

BEGINS = (4, 1)
DECISIONS: Mapping[str, Promise] = {
    "review_decided": gettext_lazy("A local review was decided on"),
    "no_review_decided": gettext_lazy("No local review"),
    "review_joined": gettext_lazy("Joined another review"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One line: its words and its number, in words where it is not shown."""

    words: str
    number: int | None

    @property
    def said(self) -> str:
        if self.number is None:
            return _("too few to show")
        return str(self.number)


@dataclass(frozen=True, slots=True)
class Year:
    """The figures of one year, part by part: a heading with its lines."""

    begins_on: date
    ends_on: date
    parts: Sequence[tuple[str, Sequence[Figure]]]


def first_day(year: int) -> date:
    return date(year, *BEGINS)


def last_day(year: int) -> date:
    return date(year + 1, 3, 31)


def figures(partnership: Organisation, year: int) -> Year:
    """Everything that is counted of this year. A fixed number of queries."""
    begins, ends = first_day(year), last_day(year)
    happened = _happened(partnership)
    days = calendar("england")
    actions = [one for one in actions_now(Action.objects.filter(partnership=partnership)) if not one.is_replaced]
    return Year(
        begins,
        ends,
        (
            (_("Incidents"), _incidents(partnership, happened, begins, ends)),
            (_("Decisions after a rapid review"), _decisions(happened, begins, ends)),
            (_("Time taken"), _time_taken(happened, begins, ends, days)),
            (_("Actions"), _actions(actions, begins, ends)),
        ),
    )


def _happened(partnership: Organisation) -> list[tuple[Fact, ...]]:
    """What holds in each incident of the partnership."""
    of_case: dict[int, list[Event]] = defaultdict(list)
    rows = Event.objects.filter(case__partnership=partnership, case__kind=Case.Kind.INCIDENT)
    for event in rows.select_related("body").order_by("case_id", "id"):
        of_case[event.case_id].append(event)
    return [standing_facts(as_facts(events)) for events in of_case.values()]


def _in(facts: Sequence[Fact], event: str, begins: date, ends: date) -> bool:
    return any(fact.event == event and begins <= fact.on <= ends for fact in facts)


def _count(happened: Sequence[Sequence[Fact]], event: str, begins: date, ends: date) -> int:
    return sum(_in(facts, event, begins, ends) for facts in happened)


def _incidents(partnership: Organisation, happened: Sequence[Sequence[Fact]], begins: date, ends: date) -> list[Figure]:
    opened = Case.objects.filter(
        partnership=partnership, kind=Case.Kind.INCIDENT, opened_on__range=(begins, ends)
    ).count()
    return [
        Figure(_("Opened"), shown(opened)),
        Figure(_("Notified"), shown(_count(happened, NOTIFIED, begins, ends))),
        Figure(_("Not notified, with reasons"), shown(_count(happened, NOT_NOTIFIED, begins, ends))),
        Figure(_("Withdrawn"), shown(_count(happened, WITHDRAWN, begins, ends))),
        Figure(_("Rapid reviews sent"), shown(_count(happened, SENT, begins, ends))),
        Figure(_("Finished"), shown(_count(happened, CLOSED, begins, ends))),
    ]


def _decisions(happened: Sequence[Sequence[Fact]], begins: date, ends: date) -> list[Figure]:
    """The latest decision of each incident, if it was made in the year."""
    latest = [[fact for fact in facts if fact.event in DECISIONS][-1:] for facts in happened]
    made = [one[0].event for one in latest if one and begins <= one[0].on <= ends]
    may = suppress([made.count(event) for event in DECISIONS])
    lines = [Figure(str(words), count) for words, count in zip(DECISIONS.values(), may.counts, strict=True)]
    return [Figure(_("Made"), may.total), *lines]


def _time_taken(happened: Sequence[Sequence[Fact]], begins: date, ends: date, days: Calendar) -> list[Figure]:
    """Working days from the notification to the sending of the rapid review: the one in the middle."""
    taken = []
    for facts in happened:
        notified = [fact.on for fact in facts if fact.event == NOTIFIED]
        sent = [fact.on for fact in facts if fact.event == SENT and begins <= fact.on <= ends]
        if notified and sent:
            taken.append(days.between(notified[0], sent[0]))
    if not taken:
        return []
    middle = int(median(taken)) if len(taken) >= FLOOR else None
    words = _("Working days from the notification until the rapid review was sent, the one in the middle")
    return [Figure(words, middle)]


def _actions(actions: Sequence[ActionNow], begins: date, ends: date) -> list[Figure]:
    """Actions due in the year: done or not, and of those done whether they made a difference."""
    due = [one for one in actions if begins <= one.action.due_on <= ends]
    done = [one for one in due if one.is_done]
    may = suppress([len(done), len(due) - len(done)])
    helped = sum(one.made_a_difference for one in done)
    is_hidden = may.counts[0] is None
    of_done = (None, None) if is_hidden else suppress([helped, len(done) - helped]).counts
    return [
        Figure(_("To be done in the year"), may.total),
        Figure(_("Done"), may.counts[0]),
        Figure(_("Not done yet"), may.counts[1]),
        Figure(_("Of those done, made a difference: shown"), of_done[0]),
        Figure(_("Of those done, made a difference: not yet"), of_done[1]),
    ]
