"""The figures of one year for the partnership's yearly report."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from safeguarding import today
from safeguarding.doors import open_to
from safeguarding.plans.views.choosing import plan_read
from safeguarding.plans.year import figures
from safeguarding.rules.roles import Permission
from safeguarding.rules.suppression import FLOOR

EARLIEST = 2018
"""Before this there was no such review."""


@open_to(Permission.READ_PLAN)
def year(request: HttpRequest, year: int) -> HttpResponse:
    on = today.today()
    if not EARLIEST <= year <= on.year:
        raise Http404
    partnership, _readable = plan_read(request, on=on)
    context = {
        "partnership": partnership,
        "year": figures(partnership, year),
        "fewest": FLOOR,
        "before": year - 1 if year > EARLIEST else None,
        "after": year + 1 if year < on.year else None,
    }
    return TemplateResponse(request, "plans/year.html", context)


urlpatterns: list[URLPattern] = [path("plan/year/<int:year>/", year, name="year")]
