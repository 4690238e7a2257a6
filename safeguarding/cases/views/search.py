"""Search first: whether the child is known in one's own area, before a call is written down. What is alike is decided
in `cases/search.py`; the call itself is `first_call.py`'s."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from safeguarding import today
from safeguarding.cases.actions.first_call import look_for_child, say_none_is_the_child
from safeguarding.cases.authorities import authority_chosen, authority_options, option_code
from safeguarding.cases.models import ChildSearch
from safeguarding.cases.search import Match, Terms, matches
from safeguarding.cases.views.asking import SeeOther, page_of
from safeguarding.cases.whom_to_ring import area_contacts
from safeguarding.doors import actor_of, open_to
from safeguarding.look.languages import spoken
from safeguarding.people.days import DayField
from safeguarding.people.pages import page, refuse
from safeguarding.people.plain_text import PlainText
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Permission

OLDEST = 24


class LookFor(forms.Form):
    """What is known of the child: any of it may be left out."""

    name = PlainText(label=_("Name of the child"), max_length=200, required=False)
    other_name = PlainText(
        label=_("Another spelling, or another name the child is known by"), max_length=200, required=False
    )
    born_on = DayField(label=_("Date of birth"), what=_("the date of birth"), required=False)
    age = forms.IntegerField(
        label=_("Age in years, if the date of birth is not known"),
        min_value=0,
        max_value=OLDEST,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


@open_to(Permission.SEARCH)
def look(request: HttpRequest) -> HttpResponse:
    """Sent as a form and never in an address, so that no name stands in one."""
    form = LookFor(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = look_for_child(terms=_terms(form), by=actor_of(request), on=today.today())
        except Refused as refused:
            refuse(form, refused)
        else:
            return SeeOther(reverse("cases:found", args=[made.token]))
    return page(request, "cases/first_call_search.html", form)


@open_to(Permission.SEARCH)
def found(request: HttpRequest, token: UUID) -> HttpResponse:
    """What one's own area shows, whom to ring in any other, and the step of saying that none of these is the child."""
    made, on = own_search(request, token), today.today()
    if made.case is not None:
        return SeeOther(page_of("call_taken", made.case))
    if request.method == "POST":
        say_none_is_the_child(search=made, by=actor_of(request), on=on)
        return SeeOther(reverse("cases:first_call", args=[made.token]))
    area = authority_chosen(request.GET.get("area", "")[:40].replace("\0", ""))
    terms = Terms.from_kept(made.terms)
    return page(
        request,
        "cases/first_call_found.html",
        search=made,
        terms=terms,
        matches=[(match, _why(match)) for match in matches(terms, by=actor_of(request), on=on)],
        areas=[{"value": "", "text": _("Choose one")}]
        + [{"value": option.code, "text": option.label.in_(spoken())} for option in authority_options(on=on)],
        area=area,
        chosen=option_code(area.code) if area else "",
        contacts=area_contacts(area, on=on) if area else [],
    )


def own_search(request: HttpRequest, token: UUID) -> ChildSearch:
    """The search that this person made; somebody else's and none at all give the same answer."""
    searches = ChildSearch.objects.select_related("case")
    return get_object_or_404(searches, token=token, searched_by_id=actor_of(request).person_id)


def _terms(form: LookFor) -> Terms:
    given = form.cleaned_data
    return Terms(given["name"], given["other_name"], given["born_on"], given["age"])


def _why(match: Match) -> list[str]:
    words = {"name": _("name alike"), "born-on": _("date of birth alike"), "age": _("age alike")}
    return [str(words[one]) for one in match.why]


urlpatterns: list[URLPattern] = [
    path("first-call/", look, name="look"),
    path("first-call/<uuid:token>/", found, name="found"),
]
