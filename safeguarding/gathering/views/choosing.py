"""Choosing whom to ask: from the register, by name and kind of agency, or added to it; then what is asked of them."""

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.cases.doors import open_case_to
from safeguarding.cases.models import Case
from safeguarding.cases.views.asking import SeeOther, ask, attempt, posted
from safeguarding.doors import actor_of
from safeguarding.gathering.actions.asking import MOST_AT_ONCE, Asked, add_agency, ask_agencies
from safeguarding.gathering.people_asked import who_answers
from safeguarding.gathering.requests import requests_of
from safeguarding.gathering.scope import prompts_of, scope_of
from safeguarding.gathering.views.asked import people_at
from safeguarding.gathering.views.forms import AddAgency, Ask, FindBodies
from safeguarding.gathering.views.previews import would_be_sent_of
from safeguarding.messages.kinds import Kind
from safeguarding.people.models import Organisation
from safeguarding.rules.asking import agency_kinds, asking
from safeguarding.rules.roles import Permission as P

MOST_LISTED = 50
NEVER_ASKED = (Organisation.Kind.PARTNERSHIP, Organisation.Kind.NATIONAL)


@open_case_to(P.ASK_AGENCIES)
def choose(request: HttpRequest, case: Case) -> HttpResponse:
    """Bodies of the register by name or kind, with a tick each; those of this incident until somebody searches."""
    kinds, on = agency_kinds(case.procedure), today.today()
    form = FindBodies(request.GET if {"words", "kind"} & set(request.GET) else None, kinds=kinds)
    words, kind = ("", "")
    if form.is_bound and form.is_valid():
        words, kind = form.cleaned_data["words"], form.cleaned_data["kind"]
    waiting = {one.request.body_id for one in requests_of(case, on=on) if one.is_open}
    prompts = prompts_of(case)
    chosen = next((one.prompt for one in prompts if one.prompt.id == request.GET.get("prompt")), None)
    of_kind = chosen.kinds if chosen else (kind,) if kind else ()
    found = list(_found(case, words, of_kind, on=on)[: MOST_LISTED + 1])
    context = {
        "case": case,
        "form": form,
        "found": [body for body in found[:MOST_LISTED] if body.pk not in waiting],
        "more": len(found) > MOST_LISTED,
        "is_search": bool(words or of_kind),
        "prompts": [one for one in prompts if one.is_open],
        "scope": scope_of(case),
    }
    return TemplateResponse(request, "gathering/choose.html", context)


@open_case_to(P.ASK_AGENCIES)
def add(request: HttpRequest, case: Case) -> HttpResponse:
    """A body that the register does not hold; then what is asked of it."""
    form = AddAgency(posted(request), kinds=agency_kinds(case.procedure))
    added: list[Organisation] = []
    if request.method == "POST" and attempt(
        form,
        lambda given: added.append(add_agency(case=case, **given, by=actor_of(request), on=today.today())),
    ):
        messages.success(request, _("The body is in the register"))
        address = reverse("gathering:ask", args=[case.reference])
        return SeeOther(f"{address}?{urlencode({'body': added[0].pk})}")
    return ask(
        request, form, case=case, heading=_("Add a body to the register"), press=_("Add it"),
        back=reverse("gathering:choose", args=[case.reference]),
        intro=(_("For example a GP practice or a charity that is not listed. Search first."),),
    )  # fmt: skip


@open_case_to(P.ASK_AGENCIES)
def ask_them(request: HttpRequest, case: Case) -> HttpResponse:
    """What is asked of everybody chosen, who gets a message, and for whom a letter is made."""
    on, actor = today.today(), actor_of(request)
    bodies = _chosen(request, on=on)
    choose_first = reverse("gathering:choose", args=[case.reference])
    if not bodies:
        messages.info(request, _("Choose first whom to ask"))
        return SeeOther(choose_first)
    whole = asking(case.procedure)
    begun = {"about": _children(case), "power": whole.powers[0].id, "signed_by": f"{actor.name}, {case.partnership}"}
    form = Ask(posted(request), bodies=bodies, kinds=agency_kinds(case.procedure), powers=whole.powers, initial=begun)

    def act(given: dict[str, object]) -> None:
        asked = Asked(**{name: given[name] for name in Asked.__dataclass_fields__})  # type: ignore[arg-type]
        ask_agencies(case=case, bodies=form.chosen(), asked=asked, by=actor, on=on)

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("Asked: %(n)d. What became of each is below") % {"n": len(bodies)})
        return SeeOther(reverse("gathering:asked", args=[case.reference]))
    people = {body.pk: who_answers(body, on=on) for body in bodies}
    return ask(
        request, form, case=case, heading=_("What is asked"), press=_("Ask them"), back=choose_first,
        template="gathering/ask.html",
        bodies=[(body, people_at(body, on=on), people[body.pk]) for body in bodies],
        powers=whole.powers,
        previews=would_be_sent_of(
            case.reference, case_id=case.pk, kind=Kind.INFORMATION_ASKED, what="information-wanted",
            to=[person for found in people.values() for person in found], by=actor, on=on,
        ),
        scope=scope_of(case),
    )  # fmt: skip


def _found(case: Case, words: str, kinds: Sequence[str], *, on: date) -> QuerySet[Organisation]:
    known = Organisation.objects.on(on).exclude(kind__in=NEVER_ASKED)
    if kinds:
        # An agency whose kind the register does not say may be of this one.
        unsaid = Q(kind=Organisation.Kind.AGENCY, agency_kind="")
        known = known.filter(Q(agency_kind__in=kinds) | Q(kind__in=kinds) | unsaid)
    if words:
        known = known.filter(name__icontains=words)
    if not (words or kinds):
        taking_part = case.parties.on(on).values("organisation_id")
        known = known.filter(Q(pk__in=taking_part) | Q(kind=Organisation.Kind.AGENCY))
    return known.order_by("name", "pk")


def _chosen(request: HttpRequest, *, on: date) -> Sequence[Organisation]:
    said = [key for key in request.GET.getlist("body") if key.isdecimal() and len(key) < 19][:MOST_AT_ONCE]
    return list(Organisation.objects.on(on).filter(pk__in=said).exclude(kind__in=NEVER_ASKED).order_by("name", "pk"))


def _children(case: Case) -> str:
    """Names and dates of birth as recorded, to begin with: what an agency needs to find its records."""
    return "\n".join(
        _("%(name)s, born %(day)s") % {"name": child.name, "day": date_format(child.born_on, "j F Y")}
        if child.born_on
        else child.name
        for child in case.children.order_by("number")
        if child.name
    )


urlpatterns: list[URLPattern] = [
    path("cases/<str:reference>/asked/choose/", choose, name="choose"),
    path("cases/<str:reference>/asked/add/", add, name="add"),
    path("cases/<str:reference>/asked/ask/", ask_them, name="ask"),
]
