"""A partnership's own letter templates: which there are, the fields they may use, adding one, archiving one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from safeguarding import today
from safeguarding.cases.actions.letters import LARGEST, add_template, archive_template
from safeguarding.cases.forms import TemplateForm
from safeguarding.cases.letter_fields import FIELDS
from safeguarding.cases.models import LetterTemplate
from safeguarding.cases.template_store import content_of
from safeguarding.cases.views.asking import SeeOther, ask, attempt, posted
from safeguarding.doors import actor_of, open_to
from safeguarding.files.kinds import KINDS
from safeguarding.files.names import download_name, ending_of
from safeguarding.people.models import Organisation
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Permission, Role


@open_to(Permission.MANAGE_TEMPLATES)
def templates(request: HttpRequest) -> HttpResponse:
    every = LetterTemplate.objects.select_related("partnership", "filed_by").order_by("archived_at", "title", "id")
    return TemplateResponse(request, "cases/letter_templates.html", {"templates": every})


@open_to(Permission.MANAGE_TEMPLATES)
def fields(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "cases/letter_fields.html", {"fields": FIELDS})


@open_to(Permission.MANAGE_TEMPLATES)
def add(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    mine = Organisation.objects.filter(pk__in=actor.organisations_as(Role.MANAGER))
    form = TemplateForm(posted(request), request.FILES or None, partnerships=mine)
    if request.method == "POST" and attempt(
        form,
        lambda given: add_template(
            partnership=given["partnership"],
            title=given["title"],
            name=given["file"].name,
            content=given["file"].read(LARGEST + 1),
            by=actor,
            on=today.today(),
        ),
    ):
        messages.success(request, _("The template is kept"))
        return SeeOther(reverse("cases:letter_templates"))
    return ask(
        request,
        form,
        heading=_("Add a letter template"),
        press=_("Keep the template"),
        back=reverse("cases:letter_templates"),
    )


@open_to(Permission.MANAGE_TEMPLATES)
def download(request: HttpRequest, key: int) -> HttpResponse:
    """The template as it was given, to be changed in Word and added anew."""
    template = get_object_or_404(LetterTemplate, pk=key)
    ending = ending_of(template.file_name) or ".docx"
    response = HttpResponse(content_of(template), content_type=KINDS[ending.lstrip(".")].media_type)
    response["Content-Disposition"] = f'attachment; filename="{download_name("template", template.pk, ending)}"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@open_to(Permission.MANAGE_TEMPLATES)
def archive(request: HttpRequest, key: int) -> HttpResponse:
    try:
        template = get_object_or_404(LetterTemplate, pk=key)
        archive_template(template=template, by=actor_of(request), on=today.today())
    except Refused as refused:
        messages.error(request, refused.refusal.sentence)
    else:
        messages.success(request, _("Archived: it is offered no more. Letters made from it stay"))
    return SeeOther(reverse("cases:letter_templates"))


urlpatterns: list[URLPattern] = [
    path("letter-templates/", templates, name="letter_templates"),
    path("letter-templates/fields/", fields, name="letter_fields"),
    path("letter-templates/add/", add, name="letter_template_add"),
    path("letter-templates/<int:key>/", download, name="letter_template"),
    path("letter-templates/<int:key>/archive/", archive, name="letter_template_archive"),
]
