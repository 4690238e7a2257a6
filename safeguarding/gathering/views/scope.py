"""The period in scope, and the reason why somebody who is always asked is not."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.cases.doors import open_case_to
from safeguarding.cases.models import Case
from safeguarding.cases.views.asking import SeeOther, ask, attempt, posted
from safeguarding.doors import actor_of
from safeguarding.gathering.actions.scope import say_why_not_asked, set_scope
from safeguarding.gathering.scope import scope_of
from safeguarding.gathering.views.forms import SetScope, Why
from safeguarding.look.languages import spoken
from safeguarding.rules.asking import asking
from safeguarding.rules.roles import Permission as P


@open_case_to(P.ASK_AGENCIES)
def scope(request: HttpRequest, case: Case) -> HttpResponse:
    """The period that is looked at, and why; each change is kept beside what stood before."""
    stands, back = scope_of(case), reverse("gathering:asked", args=[case.reference])
    begun = {"from_on": stands.from_on, "until_on": stands.until_on, "why": stands.why} if stands else {}
    form = SetScope(posted(request), initial={**begun, "seen": stands.pk if stands else 0})
    if request.method == "POST" and attempt(
        form,
        lambda given: set_scope(
            case=case, **{**given, "seen": given["seen"] or 0}, by=actor_of(request), on=today.today()
        ),
    ):
        messages.success(request, _("The period is set"))
        return SeeOther(back)
    return ask(
        request, form, case=case, heading=_("Which period is looked at?"), press=_("Set the period"), back=back,
        template="gathering/scope.html", earlier=case.scopes.select_related("recorded_by").order_by("-id"),
    )  # fmt: skip


@open_case_to(P.ASK_AGENCIES)
def why_not(request: HttpRequest, case: Case, prompt: str) -> HttpResponse:
    """Why nobody of a kind that is always asked is asked here."""
    known = next((one for one in asking(case.procedure).prompts if one.id == prompt), None)
    if known is None:
        raise Http404
    form, back = Why(posted(request)), reverse("gathering:asked", args=[case.reference])
    if request.method == "POST" and attempt(
        form,
        lambda given: say_why_not_asked(
            case=case, prompt=prompt, why=given["why"], by=actor_of(request), on=today.today()
        ),
    ):
        messages.success(request, _("The reason is kept"))
        return SeeOther(back)
    heading = _("Not asked: %(who)s") % {"who": known.title.in_(spoken())}
    return ask(request, form, case=case, heading=heading, press=_("Keep the reason"), back=back)


urlpatterns: list[URLPattern] = [
    path("cases/<str:reference>/asked/scope/", scope, name="scope"),
    path("cases/<str:reference>/asked/why-not/<slug:prompt>/", why_not, name="why_not"),
]
