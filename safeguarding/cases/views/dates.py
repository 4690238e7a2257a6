"""Every date that is owed in a case, why each is what it is, and what bears on them: more time, a pause."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.corrections import extend_due, pause_of, pause_progress, resume_progress, set_local_date
from safeguarding.cases.doors import may_here, open_case_to
from safeguarding.cases.dues import owed_in
from safeguarding.cases.facts import facts_of, procedure_of
from safeguarding.cases.forms import Extension, LocalDate, Pause, Reason
from safeguarding.cases.models import Case, LawConfirmation, MovedDue
from safeguarding.cases.overview import Owed, all_owed
from safeguarding.cases.views.asking import SeeOther, ask, attempt, page_of, posted
from safeguarding.cases.waiting import OWES
from safeguarding.cases.which_law import counted_by
from safeguarding.doors import actor_of
from safeguarding.look.languages import day, spoken
from safeguarding.rules.clock import Obligation, standing_of
from safeguarding.rules.facts import can_be_dated_locally, can_be_extended
from safeguarding.rules.phases import phase
from safeguarding.rules.picture import describe, picture
from safeguarding.rules.roles import Permission, Reach, Role
from safeguarding.rules.saying import FORCES, MISSED, SOURCES
from safeguarding.rules.why import why

LAW = frozenset({"statute", "regulation"})


@dataclass(frozen=True, slots=True)
class Row:
    """One date with the days it stood at before, the words for having missed it, and what may be done."""

    owed: Owed
    moves: list[MovedDue]
    missed: str
    may_extend: bool
    may_date: bool
    confirmation: LawConfirmation | None = None

    @property
    def force(self) -> str:
        return FORCES[self.owed.duty.force].in_(spoken())

    @property
    def seen(self) -> str:
        return SOURCES[self.owed.duty.seen].in_(spoken())


@open_case_to(Permission.READ_CASE)
def dates(request: HttpRequest, case: Case) -> HttpResponse:
    moves: defaultdict[tuple[str, str], list[MovedDue]] = defaultdict(list)
    for move in case.moved_dues.select_related("moved_by").order_by("id"):
        moves[move.duty, move.body].append(move)
    confirmed = confirmations(case)
    may_correct = Permission.CORRECT_CLOCK in may_here(request)
    mine = bodies_acted_for(actor_of(request), case)
    extendable = partial(can_be_extended, procedure_of(case))
    datable = partial(can_be_dated_locally, procedure_of(case))
    rows = [
        Row(
            one,
            moves_of(one.due.started_on, moves[one.due.duty, one.due.body]),
            missed(one, mine),
            may_correct and one.is_open and one.due.due_on is not None and extendable(one.due.duty),
            may_correct and one.is_open and one.due.is_confirmed and datable(one.due.duty),
            confirmed.get(one.due.duty) if one.due.is_confirmed and not one.duty.runs else None,
        )
        for one in all_owed(case, on=today.today())
    ]
    context = {
        "case": case,
        "to_do": [row for row in rows if row.owed.is_open and row.owed.due.is_confirmed],
        "unconfirmed": [row for row in rows if row.owed.is_open and not row.owed.due.is_confirmed],
        "past": [row for row in rows if not row.owed.is_open],
        "may_correct": may_correct,
        "pause": pause_of(case),
    }
    return TemplateResponse(request, "cases/dates.html", context)


def moves_of(started_on: date, moves: Sequence[MovedDue]) -> list[MovedDue]:
    """Those of one date of a duty, the first one first: back from the start it has now to the one it had before each.
    A move from before starts were kept belongs to whatever date the duty has."""
    found: list[MovedDue] = []
    for move in reversed(moves):
        if move.started_on in (None, started_on):
            found.append(move)
            started_on = move.was_started_on or started_on
    return found[::-1]


def confirmations(case: Case) -> dict[str, LawConfirmation]:
    """What was confirmed here and still is, by duty: the citation that stands beside the date."""
    standing = LawConfirmation.objects.filter(procedure=case.procedure, ended_at__isnull=True)
    return {one.duty: one for one in standing.select_related("entered_by")}


def bodies_acted_for(actor: Actor, case: Case) -> frozenset[str]:
    """The bodies of the law files for whom this person acts in this case."""
    found: frozenset[str] = frozenset()
    if case.authority_id in actor.organisations_as(Role.NOTIFIER):
        found |= OWES[Role.NOTIFIER]
    if case.partnership_id in actor.organisations_as(Role.MANAGER):
        found |= OWES[Role.MANAGER]
    partners = case.parties.on(today.today()).filter(reach=Reach.PARTNER)
    if partners.filter(organisation_id__in=actor.organisations_as(Role.PARTNER)).exists():
        found |= OWES[Role.PARTNER]
    return found


def missed(one: Owed, mine: frozenset[str]) -> str:
    """What it means that a date has passed. A breach is named only of law, and only to those who owe it."""
    if one.standing != "late" or one.lasts:
        return ""
    if one.force in LAW and one.duty.owed_by not in mine:
        return ""
    return {
        "statute": _("A breach of statute."),
        "regulation": _("A breach of regulation."),
        "guidance": _("Outside guidance: a reason is needed."),
        "local": _("Late against the local plan."),
    }[one.force]


@open_case_to(Permission.READ_CASE)
def why_this_date(request: HttpRequest, case: Case, duty: str, started_on: str) -> HttpResponse:
    """The working of one date, and where the case is in the whole procedure."""
    on, procedure = today.today(), procedure_of(case)
    one = obligation(case, duty, started_on, request.GET.get("body", ""))
    here = phase(procedure, facts_of(case))
    lines = why(one, procedure, on)
    if one.judged_as in LAW and one.duty.owed_by not in bodies_acted_for(actor_of(request), case):
        lines = tuple(line for line in lines if line not in MISSED.values())
    due = case.dues.filter(duty=duty, body=one.body, started_on=one.started_on).first()
    moves = case.moved_dues.filter(duty=duty, body=one.body).select_related("moved_by").order_by("id")
    context = {
        "case": case,
        "one": one,
        "title": one.duty.title.in_(spoken()),
        "standing": standing_of(one, on),
        "lasts": one.duty.period.is_floor,
        "lines": [line.in_(spoken()) for line in lines],
        "counted_by": counted_by(due, one, on=on) if due else "",
        "moves": moves_of(one.started_on, list(moves)),
        # Our own drawing: every word in it is escaped where it is drawn.
        "svg": mark_safe(picture(procedure, here, spoken())),  # noqa: S308
        "in_words": describe(procedure, here, spoken()),
    }
    return TemplateResponse(request, "cases/why.html", context)


def obligation(case: Case, duty: str, started_on: str, body: str) -> Obligation:
    """The one that an address names; else the page does not exist."""
    for one in owed_in(case):
        if (one.duty.id, one.started_on.isoformat(), one.body) == (duty, started_on, body):
            return one
    raise Http404


@open_case_to(Permission.CORRECT_CLOCK)
def extend(request: HttpRequest, case: Case, duty: str) -> HttpResponse:
    """More time for a date of guidance or of a local plan."""
    owed = next((one for one in all_owed(case, on=today.today()) if one.due.duty == duty and one.is_open), None)
    if owed is None:
        raise Http404
    form = Extension(posted(request))
    if request.method == "POST" and attempt(
        form,
        lambda given: extend_due(
            case=case,
            duty=duty,
            until=given["until"],
            reason=given["reason"],
            by=actor_of(request),
            on=today.today(),
        ),
    ):
        messages.success(request, _("The date has moved. The one before it is kept beside it, with your reason"))
        return SeeOther(page_of("dates", case))
    return ask(
        request,
        form,
        case=case,
        heading=_("Give more time"),
        press=_("Move the date"),
        back=page_of("dates", case),
        intro=(_date_now(owed), _("A period that law sets cannot be moved; one of guidance or of a local plan can.")),
    )


@open_case_to(Permission.CORRECT_CLOCK)
def local_date(request: HttpRequest, case: Case, duty: str) -> HttpResponse:
    """A day of one's own for what the law sets no period for; of what is done at intervals, the next check."""
    body = request.GET.get("body", "")
    found = (one for one in all_owed(case, on=today.today()) if (one.due.duty, one.due.body) == (duty, body))
    owed = next((one for one in found if one.is_open), None)
    if owed is None or not can_be_dated_locally(procedure_of(case), duty):
        raise Http404
    form = LocalDate(posted(request), initial={"until": owed.due.due_on})
    if request.method == "POST" and attempt(
        form,
        lambda given: set_local_date(
            case=case,
            duty=duty,
            body=body,
            until=given["until"],
            reason=given["reason"],
            by=actor_of(request),
            on=today.today(),
        ),
    ):
        messages.success(request, _("The local date is set. It is shown as yours, and not as the law's"))
        return SeeOther(page_of("dates", case))
    return ask(
        request,
        form,
        case=case,
        heading=_("Set a local date"),
        press=_("Set the date"),
        back=page_of("dates", case),
        intro=(_date_now(owed), _("The law sets no period for this. A date of your own shows here and in My work.")),
    )


def _date_now(owed: Owed) -> str:
    if owed.due.due_on is None:
        return owed.title
    return _("%(what)s: now by %(day)s.") % {"what": owed.title, "day": day(owed.due.due_on)}


@open_case_to(Permission.CORRECT_CLOCK)
def pause(request: HttpRequest, case: Case) -> HttpResponse:
    """Work stands still, and why."""
    form = Pause(posted(request))
    if request.method == "POST" and attempt(
        form,
        lambda given: pause_progress(
            case=case,
            until=given["until"],
            reason=given["reason"],
            told=given["told"],
            by=actor_of(request),
            on=today.today(),
        ),
    ):
        messages.success(request, _("Paused. The forecast has moved; every date that is owed stays"))
        return SeeOther(page_of("dates", case))
    return ask(
        request,
        form,
        case=case,
        heading=_("Pause progress"),
        press=_("Pause it"),
        back=page_of("dates", case),
        intro=(_("A pause moves the forecast and says why. No date that is owed moves: proceedings never stop one."),),
    )


@open_case_to(Permission.CORRECT_CLOCK)
def resume(request: HttpRequest, case: Case) -> HttpResponse:
    form = Reason(posted(request))
    if request.method == "POST" and attempt(
        form,
        lambda given: resume_progress(case=case, reason=given["reason"], by=actor_of(request), on=today.today()),
    ):
        messages.success(request, _("Work goes on from today"))
        return SeeOther(page_of("dates", case))
    return ask(request, form, case=case, heading=_("Resume"), press=_("Resume"), back=page_of("dates", case))


urlpatterns: list[URLPattern] = [
    path("cases/<str:reference>/dates/", dates, name="dates"),
    path("cases/<str:reference>/dates/pause/", pause, name="pause"),
    path("cases/<str:reference>/dates/resume/", resume, name="resume"),
    path("cases/<str:reference>/dates/<str:duty>/extend/", extend, name="extend"),
    path("cases/<str:reference>/dates/<str:duty>/local/", local_date, name="local_date"),
    path("cases/<str:reference>/dates/<str:duty>/<str:started_on>/", why_this_date, name="why"),
]
