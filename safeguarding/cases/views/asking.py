"""What the pages with one plain form share: the form drawn, a verb tried with what was typed, the way on afterwards.
Questions of law files are drawn by `look/questions`, not here."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse

from safeguarding.cases.models import Case
from safeguarding.people.pages import problems, refuse
from safeguarding.rules.refusal import Refused


class SeeOther(HttpResponseRedirect):
    """On to another page after something was done, so that loading it again does nothing twice."""

    status_code = 303


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, if the form was: nothing filled in is an answer too."""
    return request.POST if request.method == "POST" else None


def attempt(form: forms.Form, act: Callable[[dict[str, Any]], object]) -> bool:
    """Do it with what was typed; whether it was done. A no goes into the form, beside its field."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except Refused as refused:
        refuse(form, refused)
        return False
    return True


def ask(
    request: HttpRequest,
    form: forms.Form,
    *,
    heading: str,
    press: str,
    back: str,
    case: Case | None = None,
    intro: tuple[str, ...] = (),
    warning: str = "",
    is_grave: bool = False,
    template: str = "cases/ask.html",
    **more: Any,
) -> HttpResponse:
    """Draw a page with one form: what it is, what follows, its fields, its button."""
    context = {
        "form": form,
        "errors": problems(form),
        "heading": heading,
        "press": press,
        "back": back,
        "case": case,
        "intro": intro,
        "warning": warning,
        "is_grave": is_grave,
        "has_files": form.is_multipart(),
        **more,
    }
    return TemplateResponse(request, template, context)


def page_of(name: str, case: Case, *more: Any) -> str:
    """The address of a page of a case."""
    return reverse(f"cases:{name}", args=[case.reference, *more])
