"""The case file: every paper with where it came from and how it may be shared; filing one; reading one."""

from datetime import datetime
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.cases.actions.papers import file_paper
from safeguarding.cases.doors import may_here, open_case_to
from safeguarding.cases.forms import PaperForm
from safeguarding.cases.models import Case, Paper
from safeguarding.cases.views.asking import SeeOther, ask, attempt, page_of, posted
from safeguarding.doors import actor_of
from safeguarding.files.configured import limits_in_force
from safeguarding.files.kinds import KINDS
from safeguarding.files.limits import MIB
from safeguarding.files.serving import response_for
from safeguarding.rules.roles import Permission


@open_case_to(Permission.READ_CASE)
def papers(request: HttpRequest, case: Case) -> HttpResponse:
    context = {
        "case": case,
        "papers": case.papers.select_related("file", "filed_by"),
        "may_file": Permission.KEEP_PAPERS in may_here(request),
    }
    return TemplateResponse(request, "cases/papers.html", context)


@open_case_to(Permission.READ_CASE)
def paper(request: HttpRequest, case: Case, number: int) -> HttpResponse:
    """What is known of one paper, with the way to the file itself."""
    shown = _numbered(case, number)
    mail = shown.about_mail or {}
    sent_at = datetime.fromisoformat(mail["sent_at"]) if mail.get("sent_at") else None
    context = {"case": case, "paper": shown, "kind": KINDS[shown.file.kind], "mail": mail, "sent_at": sent_at}
    return TemplateResponse(request, "cases/paper.html", context)


@open_case_to(Permission.READ_CASE)
def file_of(request: HttpRequest, case: Case, number: int) -> HttpResponse:
    """The file itself. One that is covered opens only from its own page, by a press; that it was read is on record."""
    shown = _numbered(case, number)
    if shown.file.destroyed_at is not None or (shown.is_covered and request.GET.get("open") != "yes"):
        return SeeOther(page_of("paper", case, number))
    # What streams is no HttpResponse to Python's types, and is one to the door.
    return cast(HttpResponse, response_for(shown.file, reference=case.reference, number=number))


def _numbered(case: Case, number: int) -> Paper:
    return get_object_or_404(case.papers.select_related("file", "filed_by"), number=number)


@open_case_to(Permission.KEEP_PAPERS)
def file_one(request: HttpRequest, case: Case) -> HttpResponse:
    form = PaperForm(posted(request), request.FILES or None)
    if request.method == "POST" and attempt(
        form,
        lambda given: file_paper(
            case=case,
            name=given["file"].name,
            stream=given["file"],
            title=given["title"],
            originator=given["originator"],
            dated_on=given["dated_on"],
            marking=given["marking"],
            onward_sharing=given["onward_sharing"],
            is_covered=given["is_covered"],
            by=actor_of(request),
            on=today.today(),
        ),
    ):
        messages.success(request, _("The paper is in the case file"))
        return SeeOther(page_of("papers", case))
    largest = limits_in_force().file_bytes // MIB
    return ask(
        request,
        form,
        case=case,
        heading=_("File a paper"),
        press=_("File it"),
        back=page_of("papers", case),
        intro=(_("The file is checked, then kept as it is, up to %(size)d MB.") % {"size": largest},),
    )


urlpatterns: list[URLPattern] = [
    path("cases/<str:reference>/papers/", papers, name="papers"),
    path("cases/<str:reference>/papers/file/", file_one, name="file_paper"),
    path("cases/<str:reference>/papers/<int:number>/", paper, name="paper"),
    path("cases/<str:reference>/papers/<int:number>/file/", file_of, name="paper_file"),
]
