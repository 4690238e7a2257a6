"""The partnership's plan: listed by recommendation under filters kept in the address, printed for a meeting, saved as a
file with the very rows shown, agreed as shown; and after how many days somebody is told of what is past its date."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.cases.actions.exporting import MOST, record_export
from safeguarding.cases.csv_files import as_csv, csv_file
from safeguarding.cases.mine import IsMine
from safeguarding.cases.models import Case, Export
from safeguarding.cases.views.asking import SeeOther, ask, attempt, posted
from safeguarding.doors import actor_of, open_to
from safeguarding.plans.actions.running import agree_actions, set_steps
from safeguarding.plans.forms import AgreeForm, StepsForm
from safeguarding.plans.how_it_goes import ActionNow
from safeguarding.plans.listing import STATES, Filters, Group, Listing, listed
from safeguarding.plans.models import Agreement, PastDateSteps, Source
from safeguarding.plans.views.choosing import plan_read, plan_run
from safeguarding.plans.whose import runs
from safeguarding.rules.past_date import Steps
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Permission as P

AGREED_LATELY = 5


@open_to(P.READ_PLAN)
def plan(request: HttpRequest) -> HttpResponse:
    on = today.today()
    shown, readable = _shown(request)
    context = {
        **_context(shown),
        "plans": readable,
        "runs": runs(shown.partnership, actor_of(request)),
        "sources": _items(Source.choices, shown.filters.source),
        "states": _items(STATES.items(), shown.filters.state),
        "agencies": _items(shown.agencies, shown.filters.agency),
        "counts": _needing(shown),
        "to_agree": len(_to_agree(shown)),
        "agreements": Agreement.objects.filter(partnership=shown.partnership).order_by("-id")[:AGREED_LATELY],
        "year": on.year if (on.month, on.day) >= (4, 1) else on.year - 1,
        "most": MOST[Export.What.PLAN],
    }
    return TemplateResponse(request, "plans/plan.html", context)


@open_to(P.READ_PLAN)
def printed(request: HttpRequest) -> HttpResponse:
    """The same list without its controls, to be laid on a table."""
    return TemplateResponse(request, "plans/printed.html", _context(_shown(request)[0]))


@open_to(P.READ_PLAN)
def export(request: HttpRequest) -> HttpResponse:
    """Exactly the rows of the page, in its order; on record, and with each of its incidents."""
    shown, on = _shown(request)[0], today.today()
    rows = [as_row(group, row, shown) for group, row in shown.rows]
    try:
        record_export(
            what=Export.What.PLAN,
            filters={**shown.filters.as_said(), "of": shown.partnership.code},
            count=len(rows),
            of=_cases(shown),
            by=actor_of(request),
            on=on,
        )
    except Refused as refused:
        messages.error(request, refused.refusal.sentence)
        return SeeOther(f"{reverse('plans:plan')}?{_query(shown)}")
    return csv_file(as_csv(headings(), rows), words="plan", on=on)


@open_to(P.RUN_PLAN)
def agree(request: HttpRequest) -> HttpResponse:
    """Who agreed the actions that are shown and that nobody agreed yet."""
    actor, on = actor_of(request), today.today()
    partnership = plan_run(actor, on=on, asked=request.GET.get("of", ""))
    shown = listed(partnership, Filters.asked(request.GET), on=on)
    waiting = _to_agree(shown)
    form = AgreeForm(posted(request), initial={"shown": _as_shown(waiting)})
    if request.method == "POST":
        seen = _seen(request.POST.get("shown", ""))
        if attempt(
            form, lambda given: agree_actions(partnership=partnership, shown=seen, who=given["who"], by=actor, on=on)
        ):
            messages.success(request, _("It is kept who agreed these actions"))
            return SeeOther(f"{reverse('plans:plan')}?{_query(shown)}")
        typed = request.POST.copy()
        typed["shown"] = _as_shown(waiting)
        form.data = typed
    return ask(
        request,
        form,
        heading=_("Agree these actions"),
        press=_("They were agreed"),
        back=f"{reverse('plans:plan')}?{_query(shown)}",
        template="plans/agree.html",
        waiting=waiting,
    )


@open_to(P.RUN_PLAN)
def steps(request: HttpRequest) -> HttpResponse:
    actor, on = actor_of(request), today.today()
    partnership = plan_run(actor, on=on, asked=request.GET.get("of", ""))
    form = StepsForm(posted(request), initial=_steps_of(partnership.pk))

    def act(given: dict[str, Any]) -> PastDateSteps:
        wanted = Steps(given["lead_after"], given["manager_after"], given["holder_after"])
        return set_steps(partnership=partnership, steps=wanted, by=actor, on=on)

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("Kept. What was sent stays sent"))
        return SeeOther(f"{reverse('plans:plan')}?of={partnership.code}")
    return ask(
        request,
        form,
        heading=_("When an action is past its date"),
        press=_("Keep these numbers"),
        back=f"{reverse('plans:plan')}?of={partnership.code}",
        intro=(_("An action past its date is taken up with a named person, once at each step."),),
    )


def _steps_of(partnership: int) -> dict[str, int]:
    latest = PastDateSteps.objects.filter(partnership_id=partnership).order_by("-pk").first()
    held = Steps(latest.lead_after, latest.manager_after, latest.holder_after) if latest else Steps()
    return {"lead_after": held.lead, "manager_after": held.manager, "holder_after": held.holder}


def _shown(request: HttpRequest) -> tuple[Listing, list[Any]]:
    on = today.today()
    partnership, readable = plan_read(request, on=on)
    return listed(partnership, Filters.asked(request.GET), on=on), list(readable)


def _context(shown: Listing) -> dict[str, Any]:
    on = today.today()
    groups = [(group, [(row, row.is_past(on), row.is_recheck_due(on)) for row in group.rows]) for group in shown.groups]
    return {"shown": shown, "groups": groups, "query": _query(shown), "on": on, "filters": _in_words(shown)}


def _in_words(shown: Listing) -> list[str]:
    """The filters that are set, as somebody reads them on paper."""
    said, names = shown.filters, dict(shown.agencies)
    found = [names.get(said.agency, said.agency), dict(Source.choices).get(said.source, "")]
    return [str(one) for one in (*found, STATES.get(said.state, ""), f"“{said.text}”" if said.text else "") if one]


def _query(shown: Listing) -> str:
    return urlencode({"of": shown.partnership.code, **shown.filters.as_said()})


def _items(choices: Any, chosen: str) -> list[dict[str, Any]]:
    """The options of a select, the first of them none."""
    return [{"value": "", "text": _("All")}] + [
        {"value": value, "text": str(words), "selected": value == chosen} for value, words in choices
    ]


def _needing(shown: Listing) -> list[tuple[str, str, int]]:
    """How many need something, with the address that shows them."""
    of = shown.partnership.code
    return [(urlencode({"of": of, "state": key}), str(STATES[key]), count) for key, count in shown.counts.items()]


def _to_agree(shown: Listing) -> list[ActionNow]:
    return [one for one in shown.actions if one.agreed_on is None and not one.is_replaced]


def _as_shown(waiting: Sequence[ActionNow]) -> str:
    return ",".join(f"{one.action.pk}.{one.action.version}" for one in waiting)


def _seen(text: str) -> list[tuple[int, int]]:
    """The keys and versions that the page showed; what is no such pair is left out."""
    pairs = [part.split(".") for part in text[:100_000].split(",")]
    return [
        (int(pair[0]), int(pair[1]))
        for pair in pairs
        if len(pair) == 2 and all(one.isascii() and one.isdecimal() and len(one) < 10 for one in pair)
    ]


def _cases(shown: Listing) -> list[Case]:
    """The incidents whose words are in the file, of those that this person sees: a reading of each is recorded."""
    found = [row.action.case for row in shown.actions] + [
        group.recommendation.case for group in shown.groups if group.recommendation is not None
    ]
    keys = {one.pk for one in found if one is not None}
    return list(Case.objects.filter(IsMine("id"), pk__in=keys))


def headings() -> list[str]:
    return [
        _("Recommendation"), _("Made to"), _("Accepted"), _("Source"), _("Action"), _("What is done"), _("Lead"),
        _("By when"), _("How it stands"), _("Made a difference"), _("Latest news"), _("Agreed"),
    ]  # fmt: skip


def as_row(group: Group, row: ActionNow | None, shown: Listing) -> tuple[object, ...]:
    """A line of the file: what the page shows of the same line."""
    made = group.recommendation
    source = row.action.get_source_display() if row else made.finding.get_source_display() if made else ""
    asked = (made.text if made else "", group.to, group.answer, source)
    if row is None:
        return (*asked, _("No action yet"), "", "", "", "", "", "", "")
    how = row.state_words
    if row.is_past(today.today()):
        how = _("%(how)s, past its date") % {"how": how}
    latest = row.latest_update
    return (
        *asked,
        row.action.reference,
        row.action.text,
        row.action.lead.name,
        row.action.due_on,
        how,
        row.difference_words,
        latest.text if latest else "",
        row.agreed_on,
    )


urlpatterns: list[URLPattern] = [
    path("plan/", plan, name="plan"),
    path("plan/print/", printed, name="print"),
    path("plan/export/", export, name="export"),
    path("plan/agree/", agree, name="agree"),
    path("plan/reminders/", steps, name="steps"),
]
