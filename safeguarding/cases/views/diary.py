"""The diary of a case: dated notes, newest first, and the writing of one. Files are in `papers.py`."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.cases.actions.diary import write_note
from safeguarding.cases.doors import may_here, open_case_to
from safeguarding.cases.forms import Note
from safeguarding.cases.models import Case
from safeguarding.cases.views.asking import SeeOther, ask, attempt, page_of, posted
from safeguarding.doors import actor_of
from safeguarding.rules.roles import Permission

MOST = 200


@open_case_to(Permission.READ_CASE)
def diary(request: HttpRequest, case: Case) -> HttpResponse:
    notes = case.diary.select_related("written_by")[:MOST]
    context = {"case": case, "notes": notes, "may_write": Permission.WRITE_DIARY in may_here(request)}
    return TemplateResponse(request, "cases/diary.html", context)


@open_case_to(Permission.WRITE_DIARY)
def write(request: HttpRequest, case: Case) -> HttpResponse:
    form = Note(posted(request), initial={"on": today.today()})
    if request.method == "POST" and attempt(
        form,
        lambda given: write_note(
            case=case, happened_on=given["on"], text=given["text"], by=actor_of(request), on=today.today()
        ),
    ):
        messages.success(request, _("The note is kept"))
        return SeeOther(page_of("diary", case))
    return ask(
        request,
        form,
        case=case,
        heading=_("Write a note"),
        press=_("Keep the note"),
        back=page_of("diary", case),
        intro=(_("A note is never changed once it is kept. To put one right, write another."),),
    )


urlpatterns: list[URLPattern] = [
    path("cases/<str:reference>/diary/", diary, name="diary"),
    path("cases/<str:reference>/diary/write/", write, name="write_note"),
]
