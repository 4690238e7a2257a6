"""The first page after signing in: today, this week, waiting on others, and nothing else; and the list of incidents."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.cases.actions.exporting import MOST
from safeguarding.cases.actions.first_call import ENGLAND
from safeguarding.cases.facts import facts_of_each, procedure_of
from safeguarding.cases.models import Case, Due, Event, Export
from safeguarding.cases.overview import Owed, owed
from safeguarding.cases.waiting import Item, Work
from safeguarding.cases.work import appointed_to, seen_cases, work_of
from safeguarding.doors import actor_of, open_to
from safeguarding.look.languages import spoken
from safeguarding.people.doors import open_to_signed_in
from safeguarding.people.models import HeldRole, Person
from safeguarding.rules.facts import Fact
from safeguarding.rules.phases import phase
from safeguarding.rules.procedure import Stage, load
from safeguarding.rules.roles import Permission, Role

A_PAGE = 50


@open_to_signed_in
def my_work(request: HttpRequest) -> HttpResponse:
    """What waits for the person; and for somebody without a role, whom to ask for one."""
    actor, on = actor_of(request), today.today()
    if actor.may(Permission.SEE_OWN_WORK):
        work = work_of(actor, on=on)
    else:
        work = appointed_to(actor, on=on)
        if work.is_quiet:
            return TemplateResponse(request, "cases/no_role.html", {"who": _administrators()})
    context = {"work": work, "sections": sections(work), "on": on}
    return TemplateResponse(request, "cases/my_work.html", context)


def sections(work: Work) -> list[tuple[str, list[Item]]]:
    """The three headings with what stands under them; an empty one is left out."""
    soon = _("This month") if work.is_a_month else _("This week")
    every = [(_("Today"), work.today), (soon, work.soon), (_("Waiting on others"), work.waiting)]
    return [(heading, items) for heading, items in every if items]


def _administrators() -> list[Person]:
    held = HeldRole.objects.on(today.today()).filter(role=Role.ADMINISTRATOR)
    return list(Person.objects.filter(pk__in=held.values("person_id"), is_active=True).order_by("name")[:3])


@dataclass(frozen=True, slots=True)
class Row:
    """One incident of the list: where it is, and what is next."""

    case: Case
    stage: str
    next: Owed | None

    @property
    def path(self) -> str:
        return f"/cases/{self.case.reference}/"


@open_to(Permission.SEE_OWN_WORK)
def incidents(request: HttpRequest) -> HttpResponse:
    """Every incident that the person sees, newest first, by key: nothing whole is counted."""
    found = rows_of(_before(shown_incidents(request), request.GET.get("before", ""))[: A_PAGE + 1], on=today.today())
    context = {
        "rows": found[:A_PAGE],
        "older": found[A_PAGE - 1].case.pk if len(found) > A_PAGE else None,
        "stage": request.GET.get("stage", ""),
        "stages": [{"value": "", "text": _("Every stage")}, *_choices(load(ENGLAND).stages)],
        "is_mine": request.GET.get("mine") == "yes",
        "most": MOST[Export.What.INCIDENTS],
    }
    return TemplateResponse(request, "cases/incidents.html", context)


def shown_incidents(request: HttpRequest) -> "QuerySet[Case]":
    """What the page lists, and its export: seen by the person, at the stage and by the lead that are asked for."""
    shown = at_stage(seen_cases(), request.GET.get("stage", ""))
    if request.GET.get("mine") == "yes":
        shown = shown.filter(lead_id=actor_of(request).person_id)
    return shown


def rows_of(cases: "QuerySet[Case]", *, on: date) -> list[Row]:
    """Each with where it is and what is next, in four queries however many there are. Which they are is asked first and
    alone: the database then reads them in their order and no further, where names joined to them make it read all."""
    keys = list(cases.values_list("pk", flat=True))
    facts = facts_of_each(keys)
    found = Case.objects.filter(pk__in=keys).select_related("authority", "lead").prefetch_related(_still_to_do())
    return [_row(case, facts[case.pk], on) for case in found.order_by("-pk")]


def at_stage(cases: "QuerySet[Case]", stage_id: str) -> "QuerySet[Case]":
    """Those that are at a stage now, as `rules/phases.py` says of one: the furthest that an event reached, unless an
    event ended the thread and none reopened it since. An unknown stage asks for nothing."""
    stages = load(ENGLAND).stages
    stage = next((one for one in stages if one.id == stage_id), None)
    if stage is None:
        return cases
    ends = [one for one in stages if one.is_end]
    turning = {event for end in ends for event in (*end.reached_by, *end.reopened_by)}
    last_turn = _standing(turning).order_by("-on", "-id").values("event")[:1]
    cases = cases.annotate(last_turn=Subquery(last_turn))
    if stage.is_end:
        return cases.filter(last_turn__in=stage.reached_by)
    over = {event for end in ends for event in end.reached_by}
    later = {event for one in stages if not one.is_end and one.number > stage.number for event in one.reached_by}
    is_here = Exists(_standing(stage.reached_by)) if stage.number > min(one.number for one in stages) else Q()
    is_open = Q(last_turn__isnull=True) | ~Q(last_turn__in=over)
    return cases.filter(is_open, is_here, ~Exists(_standing(later)))


def _standing(events: Iterable[str]) -> "QuerySet[Event]":
    return Event.objects.filter(case_id=OuterRef("pk"), event__in=list(events), superseded_by__isnull=True)


def _before(shown: "QuerySet[Case]", before: str) -> "QuerySet[Case]":
    is_key = before.isascii() and before.isdecimal() and len(before) < 19
    return shown.filter(pk__lt=int(before)) if is_key else shown


def _still_to_do() -> "Prefetch[Any]":
    waiting = Due.objects.filter(met_on__isnull=True, stopped_on__isnull=True, is_confirmed=True, is_relaxed=False)
    return Prefetch("dues", waiting.filter(due_on__isnull=False).order_by("due_on", "duty"), to_attr="still_to_do")


def _row(case: Case, facts: Sequence[Fact], on: date) -> Row:
    procedure = procedure_of(case)
    here = phase(procedure, facts).stage
    dated = [owed(due, procedure, on=on) for due in case.still_to_do]  # type: ignore[attr-defined]
    return Row(case, here.title.in_(spoken()), next((one for one in dated if one.runs), None))


def _choices(stages: Iterable[Stage]) -> list[dict[str, str]]:
    return [{"value": stage.id, "text": stage.title.in_(spoken())} for stage in stages]


urlpatterns: list[URLPattern] = [path("", my_work, name="my_work"), path("cases/", incidents, name="incidents")]
