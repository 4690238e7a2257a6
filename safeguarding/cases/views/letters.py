"""Making a letter for a case from one of the partnership's templates: choose it, see what it will say, fill in the
rest. The templates themselves are kept on the pages of `letter_templates.py`."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.cases.actions.letters import make_letter
from safeguarding.cases.doors import open_case_to
from safeguarding.cases.forms import LetterForm
from safeguarding.cases.letter_fields import BY_NAME, values_for
from safeguarding.cases.models import Case, LetterTemplate
from safeguarding.cases.views.asking import SeeOther, ask, attempt, page_of, posted
from safeguarding.doors import actor_of
from safeguarding.people.models import Person
from safeguarding.rules.roles import Permission


@open_case_to(Permission.KEEP_PAPERS)
def choose(request: HttpRequest, case: Case) -> HttpResponse:
    offered = LetterTemplate.objects.filter(partnership_id=case.partnership_id, archived_at__isnull=True)
    may_manage = actor_of(request).may(Permission.MANAGE_TEMPLATES)
    context = {"case": case, "templates": offered, "may_manage": may_manage}
    return TemplateResponse(request, "cases/letter_choice.html", context)


@open_case_to(Permission.KEEP_PAPERS)
def make(request: HttpRequest, case: Case, key: int) -> HttpResponse:
    offered = LetterTemplate.objects.filter(partnership_id=case.partnership_id, archived_at__isnull=True)
    template, actor, on = get_object_or_404(offered, pk=key), actor_of(request), today.today()
    said = values_for(case, writer=Person.objects.get(pk=actor.person_id), on=on)
    filled = [(BY_NAME[name].says, said[name]) for name in template.fields if said.get(name)]
    form = LetterForm(posted(request), asked=[name for name in template.fields if not said.get(name)])
    if request.method == "POST" and attempt(
        form, lambda given: make_letter(case=case, template=template, given=given, by=actor, on=on)
    ):
        number = case.papers.first()
        messages.success(request, _("The letter is in the case file. Open it, read it, then send it yourself"))
        return SeeOther(page_of("paper", case, number.number) if number else page_of("papers", case))
    return ask(
        request,
        form,
        case=case,
        heading=template.title,
        press=_("Make the letter"),
        back=page_of("letters", case),
        template="cases/letter.html",
        filled=filled,
    )


urlpatterns: list[URLPattern] = [
    path("cases/<str:reference>/letters/", choose, name="letters"),
    path("cases/<str:reference>/letters/<int:key>/", make, name="letter"),
]
