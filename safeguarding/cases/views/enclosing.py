"""The papers that go with the notification: the page of the form's question about documents. Everything in the case
file is listed with its marking and condition, and nothing is ticked beforehand."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path

from safeguarding import today
from safeguarding.cases.actions.enclosing import as_chosen, choose_papers, is_privileged, papers_offered
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.actions.notification import was_submitted
from safeguarding.cases.answers import chosen_papers
from safeguarding.cases.doors import open_case_to
from safeguarding.cases.models import Case
from safeguarding.cases.sending import whole_notification
from safeguarding.cases.views.asking import SeeOther, page_of, posted
from safeguarding.cases.views.notification_forms import Enclosing
from safeguarding.doors import actor_of
from safeguarding.people.pages import page, refuse
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Permission


@open_case_to(Permission.NOTIFY)
def papers_to_go(request: HttpRequest, case: Case) -> HttpResponse:
    """Tick what goes, say as what and why; what is not ticked stays."""
    on = today.today()
    if was_submitted(case):
        return SeeOther(page_of("notification_check", case))
    if not any(question.kind == "files" for question in whole_notification(case, on=on).form.questions):
        raise Http404
    offered = papers_offered(case)
    form = Enclosing(posted(request), papers=offered)
    if request.method == "POST" and form.is_valid():
        try:
            choose_papers(case=case, chosen=form.chosen(), seen=form.cleaned_data["seen"], by=actor_of(request), on=on)
        except ChangedMeanwhile as changed:
            refuse(form, changed)
            form.data = {**form.data.dict(), "seen": as_chosen(chosen_papers(case))}  # type: ignore[attr-defined]
        except Refused as refused:
            refuse(form, refused)
        else:
            return SeeOther(page_of("notification", case))
    return page(
        request,
        "cases/papers_to_go.html",
        form,
        case=case,
        asked=form.asked(),
        stay=[paper for paper in offered if is_privileged(paper)],
        chosen_now=chosen_papers(case),
    )


urlpatterns: list[URLPattern] = [
    path("cases/<str:reference>/notification/papers/", papers_to_go, name="papers_to_go"),
]
