"""The first call on one page, after the search, and what runs once it is saved. The verb is `actions/first_call.py`."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.first_call import ENGLAND, FORM, ChildMentioned, areas_of, take_first_call, told_of_call
from safeguarding.cases.authorities import authority_chosen, authority_options, option_code
from safeguarding.cases.doors import may_here, open_case_to
from safeguarding.cases.dues import owed_in
from safeguarding.cases.facts import procedure_of
from safeguarding.cases.models import Case, ChildSearch
from safeguarding.cases.search import Terms
from safeguarding.cases.views.asking import SeeOther, page_of
from safeguarding.cases.views.posted_questions import Page, read_page, saved_page, with_options
from safeguarding.cases.views.previews import would_be_sent_of_new
from safeguarding.cases.views.search import own_search
from safeguarding.cases.whom_to_ring import area_contacts
from safeguarding.doors import actor_of, open_to
from safeguarding.look.languages import spoken
from safeguarding.look.questions import ADD_ANOTHER
from safeguarding.messages.kinds import Kind
from safeguarding.messages.writing import Preview
from safeguarding.people.models import Organisation
from safeguarding.people.pages import page
from safeguarding.rules.clock import standing_of
from safeguarding.rules.forms.completeness import completeness
from safeguarding.rules.forms.loading import load_form, offering
from safeguarding.rules.forms.questions import Form
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Permission
from safeguarding.rules.why import why


@open_to(Permission.TAKE_FIRST_CALL)
def first_call(request: HttpRequest, token: UUID) -> HttpResponse:
    """One page. What is typed comes back whatever happens; sent twice, it leads to the same incident."""
    search, actor, on = own_search(request, token), actor_of(request), today.today()
    if search.case is not None:
        return SeeOther(page_of("call_taken", search.case))
    if search.none_of_these_at is None:
        return SeeOther(reverse("cases:found", args=[token]))
    form = form_for(actor, on=on)
    elsewhere: Organisation | None = None
    if request.method == "POST":
        shown = read_page(list(form.questions), request, today=on)
        if ADD_ANOTHER in request.POST:
            shown.errors = []
            return _drawn(request, form, shown, actor, on=on)
        shown.blame(completeness(form, shown.answers))
        elsewhere = _elsewhere(shown, actor, on=on)
        if not shown.errors:
            try:
                case = _take(shown.answers, form, search, by=actor, on=on)
            except Refused as refused:
                shown.blame_refusal(refused.refusal)
            else:
                return SeeOther(page_of("call_taken", case))
    else:
        shown = saved_page(list(form.questions), _prefilled(search, actor, on=on))
    return _drawn(request, form, shown, actor, elsewhere=elsewhere, on=on)


def _drawn(
    request: HttpRequest, form: Form, shown: Page, actor: Actor, *, elsewhere: Organisation | None = None, on: date
) -> HttpResponse:
    return page_with_errors(
        request,
        "cases/first_call.html",
        shown,
        form=form,
        elsewhere=elsewhere,
        contacts=area_contacts(elsewhere, on=on) if elsewhere else [],
        previews=_told_of_it(actor, on=on),
        add_another=request.POST.get(ADD_ANOTHER, ""),
    )


@open_case_to(Permission.READ_CASE)
def call_taken(request: HttpRequest, case: Case) -> HttpResponse:
    """What runs now, by when and why, and what to do next."""
    on, procedure, language = today.today(), procedure_of(case), spoken()
    answers = case.answers.filter(form=FORM).first()
    said = answers.given if answers else {}
    owed = [
        {
            "title": one.duty.title.in_(language),
            "due": one.due,
            "standing": standing_of(one, on),
            "force": one.duty.cite.force,
            "why": [line.in_(language) for line in why(one, procedure, on)],
        }
        for one in owed_in(case)
        if one.confirmed and one.met_on is None and one.stopped_on is None
    ]
    known = case.events.filter(event="incident_known_to_la", superseded_by__isnull=True).order_by("on", "id").first()
    return page(
        request,
        "cases/call_taken.html",
        case=case,
        known=known,
        known_at=today.london_moment(known.on, known.at) if known and known.at else None,
        dated=[one for one in owed if one["due"]],
        undated=[one for one in owed if not one["due"]],
        all_safe=said.get("children-safe") == "yes",
        opinion_awaited=said.get("medical-opinion") == "yes",
        opinion_from=said.get("medical-opinion-from", ""),
        may={permission.name for permission in may_here(request)},
    )


def _told_of_it(by: Actor, *, on: date) -> list[Preview]:
    """Who is written to once a call in one's own area is saved: for each area that may be chosen."""
    people = [person for area in areas_of(by, on=on) for person in told_of_call(area, on=on)]
    others = [person for person in people if person.pk != by.person_id]
    return would_be_sent_of_new(f"SR-{on.year}", kind=Kind.OPENED, what="call-recorded", to=others, on=on)


def form_for(actor: Actor, *, on: date) -> Form:
    """The form with the areas of the register, and the person's own first where it is asked where it happened."""
    form = offering(load_form(ENGLAND, FORM, on=on), authority_options(on=on))
    own = {option_code(area.code) for area in areas_of(actor, on=on)}
    options = form.question("area").options
    first = [option for option in options if option.code in own]
    return with_options(form, "area", [*first, *(option for option in options if option.code not in own)])


def page_with_errors(request: HttpRequest, template: str, shown: Page, **context: Any) -> HttpResponse:
    """A page of questions, its errors listed at the top."""
    return render(request, template, {**context, "shown": shown, "errors": shown.errors})


def _take(answers: dict[str, Any], form: Form, search: ChildSearch, *, by: Actor, on: date) -> Case:
    known_on, known_at = moment_of(answers["became-aware"])
    authority = authority_chosen(answers["area"])
    if authority is None:  # the options are the register's own, read a moment ago
        raise LookupError(answers["area"])
    return take_first_call(
        authority=authority,
        known_on=known_on,
        known_at=known_at,
        children=_children(answers, search),
        summary=answers["what-happened"],
        given=answers,
        form_version=str(form.version),
        search=search,
        by=by,
        on=on,
    )


def moment_of(value: str) -> tuple[date, time | None]:
    """A day, and a time where it is known, from a stored answer."""
    if "T" in value:
        moment = datetime.fromisoformat(value)
        return moment.date(), moment.time()
    return date.fromisoformat(value), None


def _children(answers: dict[str, Any], search: ChildSearch) -> list[ChildMentioned]:
    """One for each name, or one without; what is asked of the first child goes to the first."""
    names = answers.get("child-name") or [""]
    born = answers.get("date-of-birth") or {}
    home = authority_chosen(answers.get("home-area", ""))
    first = ChildMentioned(
        name=names[0],
        other_names=Terms.from_kept(search.terms).other_name,
        born_on=date.fromisoformat(born["on"]) if born.get("precision") == "exact" else None,
        age=answers.get("age"),
        home_area=home,
    )
    return [first, *(ChildMentioned(name=name, home_area=home) for name in names[1:])]


def _elsewhere(shown: Page, actor: Actor, *, on: date) -> Organisation | None:
    """The area that was chosen, when it is not the person's own."""
    code = str(shown.answers.get("area", ""))
    own = {option_code(area.code) for area in areas_of(actor, on=on)}
    return authority_chosen(code) if code and code not in own else None


def _prefilled(search: ChildSearch, actor: Actor, *, on: date) -> dict[str, Any]:
    """What the search was made with, and the person's own area where they have only one."""
    terms, own = Terms.from_kept(search.terms), areas_of(actor, on=on)
    wanted: dict[str, Any] = {
        "child-name": [terms.name] if terms.name else None,
        "date-of-birth": {"precision": "exact", "on": terms.born_on.isoformat()} if terms.born_on else None,
        "age": terms.age,
        "area": option_code(own[0].code) if len(own) == 1 else None,
    }
    return {key: value for key, value in wanted.items() if value is not None}


urlpatterns: list[URLPattern] = [
    path("first-call/<uuid:token>/call/", first_call, name="first_call"),
    path("cases/<str:reference>/call/", call_taken, name="call_taken"),
]
