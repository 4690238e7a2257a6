"""Counts of what the acting person may see, as charts: how many incidents, where each stands, whether dates were kept,
what was decided. Small numbers are taken out here (`rules/suppression.py`), so that no page can show one."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final

from django.db.models import Prefetch
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeguarding.cases.facts import as_facts, procedure_of
from safeguarding.cases.mine import IsMine
from safeguarding.cases.models import Case, Due, Event
from safeguarding.cases.overview import duty_of, standing_of_due
from safeguarding.look.charts import Chart
from safeguarding.look.languages import spoken
from safeguarding.overview.years import Year
from safeguarding.people.models import Organisation
from safeguarding.rules.facts import Fact, standing_facts
from safeguarding.rules.phases import phase
from safeguarding.rules.procedure import load
from safeguarding.rules.suppression import FLOOR, suppress
from safeguarding.rules.workdays import calendar

NOTIFIED, SENT = "notification_submitted", "rapid_review_sent"
KNOWN = ("incident_known_to_la", "death_known_to_la")
NOTIFYING, REVIEWING = ("eng-notify-panel", "eng-notify-looked-after-death"), ("eng-rapid-review",)

DECIDED: Final[Mapping[str, Promise]] = {
    "review_decided": gettext_lazy("A local review"),
    "no_review_decided": gettext_lazy("No local review"),
    "review_joined": gettext_lazy("Joined to another review"),
    "decision_deferred": gettext_lazy("Put off to a date"),
}
"""The events of a decision after the rapid review, in words."""

KEPT: Final[Mapping[str, Promise]] = {
    "met": gettext_lazy("By its date"),
    "met-late": gettext_lazy("After its date"),
    "open": gettext_lazy("Not yet; its date lies ahead"),
    "late": gettext_lazy("Not yet; its date has passed"),
    "stopped": gettext_lazy("No longer owed"),
}
"""How a date that is owed was kept, in words; a date of today still lies ahead."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One incident as it is counted: what happened, where it is, how its dates were kept."""

    facts: tuple[Fact, ...]
    stage: str
    kept: Mapping[str, str]

    def first(self, *events: str) -> date | None:
        """The first day of any of these events."""
        return min((fact.on for fact in self.facts if fact.event in events), default=None)


def incidents(year: Year, area: Organisation | None, *, on: date) -> list[Counted]:
    """The incidents of a year that the acting person sees, of one partnership or of all. Three queries."""
    seen = Case.objects.filter(IsMine("id"), kind=Case.Kind.INCIDENT)
    seen = seen.filter(opened_on__range=(year.first, year.last))
    if area is not None:
        seen = seen.filter(partnership=area)
    dues = Due.objects.filter(duty__in=(*NOTIFYING, *REVIEWING)).order_by("id")
    events = Event.objects.select_related("body").order_by("id")
    found = seen.prefetch_related(Prefetch("dues", dues, "counted_dues"), Prefetch("events", events, "all_events"))
    return [_counted(case, on) for case in found]


def areas() -> list[Organisation]:
    """The partnerships whose incidents the acting person sees."""
    held = Case.objects.filter(IsMine("id")).order_by().values("partnership_id").distinct()
    return list(Organisation.objects.filter(pk__in=held).order_by("name"))


def _counted(case: Case, on: date) -> Counted:
    facts = as_facts(case.all_events)  # type: ignore[attr-defined]
    here = phase(procedure_of(case), facts).stage
    kept = {due.duty: _kept(case, due, on) for due in case.counted_dues}  # type: ignore[attr-defined]
    return Counted(tuple(standing_facts(facts)), here.id, kept)


def _kept(case: Case, due: Due, on: date) -> str:
    how = standing_of_due(due, duty_of(case.procedure, due.duty, due.started_on), on)
    return {"due-today": "open"}.get(how, how)


def charts(found: Sequence[Counted], titles: Mapping[str, str]) -> list[Chart]:
    """Every chart of the page, in the order in which an incident goes. `titles` are the stages' own, in order."""
    return [
        chart_of("stands", _("Where each stands"), _("Incidents of the year, by the stage reached now."),
               _("Stage"), [(title, sum(one.stage == stage for one in found)) for stage, title in titles.items()]),
        chart_of("notified", _("Notified, and by when"), _took(found, KNOWN, NOTIFIED),
               _("How its date was kept"), _by_standing(found, NOTIFYING)),
        chart_of("reviewed", _("The rapid review, and by when"), _took(found, (NOTIFIED,), SENT),
               _("How its date was kept"), _by_standing(found, REVIEWING)),
        chart_of("decided", _("Decided after the rapid review"), _("The latest decision on record for each."),
               _("Decision"), _by_decision(found)),
    ]  # fmt: skip


def chart_of(id_: str, title: str, note: str, head: str, counts: Iterable[tuple[str, int]]) -> Chart:
    """A chart of counts that may be shown; kinds of which there are none are left out."""
    there = [(label, count) for label, count in counts if count]
    may = suppress([count for _label, count in there])
    rows = tuple((label, count) for (label, _count), count in zip(there, may.counts, strict=True))
    return Chart(id_, title, note, (head, _("Incidents")), rows, may.total)


def with_one_total(found: list[Chart]) -> list[Chart]:
    """The same charts, without a total where a chart of as many incidents shows none: one would give the other away."""
    hidden = any(one.total is None for one in found)
    return [Chart(one.id, one.title, one.note, one.head, one.rows, None) if hidden else one for one in found]


def _by_standing(found: Iterable[Counted], duties: Iterable[str]) -> list[tuple[str, int]]:
    many = Counter(one.kept[duty] for one in found for duty in duties if duty in one.kept)
    return [(str(words), many[how]) for how, words in KEPT.items()]


def _by_decision(found: Iterable[Counted]) -> list[tuple[str, int]]:
    many = Counter(_decision(one) for one in found if one.first(SENT) or _decision(one))
    return [(str(words), many[event]) for event, words in DECIDED.items()]


def _decision(one: Counted) -> str:
    made = [fact for fact in one.facts if fact.event in DECIDED]
    return max(made, key=lambda fact: fact.on).event if made else ""


def _took(found: Iterable[Counted], began: tuple[str, ...], ended: str) -> str:
    """How long it took for half of those that are done; nothing where too few are."""
    pairs = [(one.first(*began), one.first(ended)) for one in found]
    took = [calendar("england").between(a, b) for a, b in pairs if a is not None and b is not None and a <= b]
    if len(took) < FLOOR:
        return _("Too few are done for a time to be given.")
    return _("For half of those done it took no more than %(many)s working days.") % {"many": round(median(took))}


def stage_titles(procedure: str) -> dict[str, str]:
    """The stages of a procedure, in order, in the reader's language."""
    return {stage.id: stage.title.in_(spoken()) for stage in load(procedure).stages}
