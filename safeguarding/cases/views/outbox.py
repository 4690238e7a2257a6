"""The messages of a case: what was written to whom, what became of it, and who was reminded. Writing and sending are
`messages`'s."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from safeguarding.cases.doors import open_case_to
from safeguarding.cases.models import Case
from safeguarding.messages.outbox import as_written, messages_of_case, reminders_of_case
from safeguarding.rules.roles import Permission

A_PAGE = 25


@open_case_to(Permission.READ_CASE)
def outbox(request: HttpRequest, case: Case) -> HttpResponse:
    page = Paginator(messages_of_case(case.pk), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "case": case,
        "outbox": as_written(page.object_list),
        "page": page,
        "reminded": reminders_of_case(case.pk) if page.number == 1 else [],
    }
    return TemplateResponse(request, "cases/outbox.html", context)


urlpatterns: list[URLPattern] = [path("cases/<str:reference>/messages/", outbox, name="outbox")]
