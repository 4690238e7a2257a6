"""Pages with a form: what is wrong, listed at the top as GOV.UK does, and a verb's no shown beside its field. Every
page also learns here who is signed in."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from safeguarding import today
from safeguarding.people.days import DayParts
from safeguarding.rules.refusal import Refused


def page(request: HttpRequest, template: str, *given: forms.Form | None, **context: Any) -> HttpResponse:
    """Draw a page with its forms: the first is `form` to the template, and the errors of all are listed."""
    asked = [form for form in given if form is not None]
    first = {"form": asked[0]} if asked else {}
    return render(request, template, {**first, **context, "errors": problems(*asked)})


def problems(*asked: forms.Form) -> list[dict[str, str]]:
    """Each error with a link to its field; one that belongs to no field has none."""
    listed: list[dict[str, str]] = []
    for form in asked:
        for name, errors in form.errors.items():
            link = {"href": f"#{_first_control(form, name)}"} if name in form.fields else {}
            listed.extend({"text": str(error), **link} for error in errors)
    return listed


def refuse(form: forms.Form, refused: Refused) -> None:
    """Put a verb's no into the form, at its field where it names one."""
    place = refused.refusal.place
    form.add_error(place if place in form.fields else None, refused.refusal.sentence)


def account(request: HttpRequest) -> dict[str, Any]:
    """Context of every page: who is signed in, and whether all this is a demonstration, of another day perhaps."""
    person = getattr(request, "user", None)
    is_in = person is not None and person.is_authenticated and getattr(request, "has_second_factor", False)
    return {
        "signed_in_as": str(person) if is_in else "",
        "demonstration": settings.DEMONSTRATION,
        "set_day": reverse("demonstration_day") if is_in and settings.DEMONSTRATION else "",
        "another_day": today.today() if settings.DEMONSTRATION and today.is_set_for_all() else None,
    }


def _first_control(form: forms.Form, name: str) -> str:
    bound = form[name]
    return f"{bound.auto_id}-day" if isinstance(bound.field.widget, DayParts) else str(bound.auto_id)
