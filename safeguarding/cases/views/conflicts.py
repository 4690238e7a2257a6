"""Who is kept out of a case because of a conflict of interest: the list, keeping somebody out, letting them in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.cases.actions.conflicts import bar_person, end_bar, who_may_be_barred
from safeguarding.cases.doors import open_case_to
from safeguarding.cases.forms import WhoIsKeptOut, WhyNoLonger
from safeguarding.cases.models import Case
from safeguarding.cases.views.asking import SeeOther, ask, attempt, page_of, posted
from safeguarding.doors import actor_of
from safeguarding.rules.roles import Permission


@open_case_to(Permission.BAR_PERSON)
def conflicts(request: HttpRequest, case: Case) -> HttpResponse:
    on = today.today()
    bars = case.bars.select_related("person", "barred_by", "ended_by").order_by("-from_on", "-id")
    shown = [(bar, bar.until_on is None or bar.until_on > on) for bar in bars]
    return TemplateResponse(request, "cases/conflicts.html", {"case": case, "bars": shown})


@open_case_to(Permission.BAR_PERSON)
def keep_out(request: HttpRequest, case: Case) -> HttpResponse:
    actor, on = actor_of(request), today.today()
    form = WhoIsKeptOut(posted(request), people=who_may_be_barred(case, on=on))
    if request.method == "POST" and attempt(
        form, lambda given: bar_person(case=case, person=given["person"], why=given["why"], by=actor, on=on)
    ):
        messages.success(request, _("Kept out, from this moment. Only this list shows it"))
        is_self = form.cleaned_data["person"].pk == actor.person_id
        return SeeOther(reverse("cases:my_work") if is_self else page_of("conflicts", case))
    return ask(
        request,
        form,
        case=case,
        heading=_("Keep somebody out"),
        press=_("Keep them out"),
        back=page_of("conflicts", case),
        is_grave=True,
        warning=_("They see nothing of this incident from now on, whatever roles they hold, and are not told why."),
    )


@open_case_to(Permission.BAR_PERSON)
def let_in(request: HttpRequest, case: Case, key: int) -> HttpResponse:
    bar = get_object_or_404(case.bars.on(today.today()).select_related("person"), pk=key)
    form = WhyNoLonger(posted(request))
    if request.method == "POST" and attempt(
        form,
        lambda given: end_bar(case=case, bar=bar, why=given["why"], by=actor_of(request), on=today.today()),
    ):
        messages.success(request, _("They can open this incident again, as far as their roles go"))
        return SeeOther(page_of("conflicts", case))
    return ask(
        request,
        form,
        case=case,
        heading=_("Let %(who)s in again") % {"who": bar.person},
        press=_("Let them in again"),
        back=page_of("conflicts", case),
    )


urlpatterns: list[URLPattern] = [
    path("cases/<str:reference>/kept-out/", conflicts, name="conflicts"),
    path("cases/<str:reference>/kept-out/add/", keep_out, name="keep_out"),
    path("cases/<str:reference>/kept-out/<int:key>/end/", let_in, name="let_in"),
]
