"""The overview: for an area's partners what they see of their incidents, for a national body what was sent to it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.cases.actions.first_call import ENGLAND
from safeguarding.doors import actor_of, open_to
from safeguarding.overview import counting, received
from safeguarding.overview.years import year_asked, years
from safeguarding.people.models import Organisation
from safeguarding.rules.roles import Permission, Role
from safeguarding.rules.suppression import FLOOR


@open_to(Permission.SEE_OVERVIEW)
def overview(request: HttpRequest) -> HttpResponse:
    """How many, where each stands, the time taken: of one year, and of one area or of all that the person sees."""
    on, actor = today.today(), actor_of(request)
    year = year_asked(request.GET.get("year", ""), on=on)
    context: dict[str, Any] = {
        "year": year,
        "floor": FLOOR,
        "years": [{"value": str(one.ends_in), "text": str(one)} for one in years(on)],
    }
    if any(role == Role.NATIONAL for role, _at in actor.roles):
        context["charts"] = counting.with_one_total(received.charts(received.sent_in(year, actor), on=on))
    else:
        there = counting.areas()
        area = next((one for one in there if one.code == request.GET.get("area", "")), None)
        found = counting.incidents(year, area, on=on)
        context["charts"] = counting.with_one_total(counting.charts(found, counting.stage_titles(ENGLAND)))
        context["areas"] = _choices(there) if len(there) > 1 else []
        context["area"] = area
    return TemplateResponse(request, "overview/overview.html", context)


def _choices(there: list[Organisation]) -> list[dict[str, str]]:
    return [{"value": "", "text": _("All together")}, *({"value": one.code, "text": one.name} for one in there)]


urlpatterns: list[URLPattern] = [path("overview/", overview, name="overview")]
