"""A partnership's own steps of reminding, for every kind of agency or for one; the law's default until they are set."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.cases.actions.first_call import ENGLAND
from safeguarding.cases.views.asking import SeeOther, ask, attempt, posted
from safeguarding.doors import actor_of, open_to
from safeguarding.gathering.actions.ladder import set_ladder
from safeguarding.gathering.ladder import ladder_of
from safeguarding.gathering.models import Ladder
from safeguarding.gathering.views.forms import Steps, in_words
from safeguarding.people.models import Organisation
from safeguarding.rules.asking import agency_kinds
from safeguarding.rules.roles import Permission as P
from safeguarding.rules.roles import Role


@open_to(P.MANAGE_TEMPLATES)
def steps(request: HttpRequest) -> HttpResponse:
    """The steps that hold, and the form that changes them; a kind of agency is chosen by a link."""
    actor, kinds = actor_of(request), dict(in_words(agency_kinds(ENGLAND)))
    partnership = Organisation.objects.filter(pk__in=actor.organisations_as(Role.MANAGER)).order_by("name").first()
    kind = request.GET.get("kind", "")
    if partnership is None or (kind and kind not in kinds):
        raise Http404
    last = Ladder.objects.filter(partnership=partnership, agency_kind=kind).order_by("id").last()
    hold = ladder_of(partnership, kind, ENGLAND)
    form = Steps(posted(request), rungs=hold, initial={"seen": last.pk if last else 0})
    here = reverse("gathering:steps") + (f"?kind={kind}" if kind else "")

    def act(given: dict[str, object]) -> None:
        set_ladder(
            partnership=partnership, agency_kind=kind, steps=list(form.rungs()), seen=int(str(given["seen"] or 0)),
            by=actor, on=today.today(),
        )  # fmt: skip

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("The steps are set. They hold from the next round of reminders on"))
        return SeeOther(here)
    own = set(Ladder.objects.filter(partnership=partnership).values_list("agency_kind", flat=True))
    return ask(
        request, form, heading=_("When agencies are reminded"), press=_("Set these steps"),
        back=reverse("cases:my_work"), template="gathering/steps.html", partnership=partnership,
        kind=kinds.get(kind, ""), kinds=[(code, words, code in own) for code, words in kinds.items()], last=last,
    )  # fmt: skip


urlpatterns: list[URLPattern] = [path("reminders-to-agencies/", steps, name="steps")]
