"""The gallery, in development only: every component with every official example, every pattern, every question.

`urlpatterns` is for the site's urls.py to include; in production each page answers "not found".
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.safestring import SafeString, mark_safe

from safeguarding.doors import open_to_anybody
from safeguarding.look import gallery_examples as examples
from safeguarding.look.components import CATALOGUE, component
from safeguarding.look.components.parameters import snake
from safeguarding.look.questions import problems
from safeguarding.rules.forms.loading import load_form
from safeguarding.rules.forms.questions import Form, Question
from safeguarding.rules.forms.reading import Reading, read
from safeguarding.today import today

OFFICIAL = Path(__file__).resolve().parents[2] / "node_modules/govuk-frontend/dist/govuk/components"
_KINDS_FROM = ("england/child-safeguarding-practice-review", "notification")


def in_development(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open to anybody on a developer's machine, and nowhere else."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEBUG:
            raise Http404
        return view(request, *args, **kwargs)

    return open_to_anybody(page)


def marked(key: str, value: Any) -> Any:
    """An official example's options as a page of ours must give them: what is HTML, marked as such."""
    if isinstance(value, Mapping):
        if key == "slots":
            return {n: mark_safe(v) if isinstance(v, str) else marked(n, v) for n, v in value.items()}  # noqa: S308
        return {name: marked(name, item) for name, item in value.items()}
    if isinstance(value, list):
        return [marked("", item) for item in value]
    is_html = key in {"html", "attributes"} or key.endswith("Html")
    return mark_safe(value) if is_html and isinstance(value, str) else value  # noqa: S308 - the package's own


def written(name: str) -> list[tuple[str, SafeString]]:
    """Every official example of a component: its name and our HTML."""
    found = json.loads((OFFICIAL / name / "fixtures.json").read_text(encoding="utf-8"))["fixtures"]
    return [(example["name"], component(name, **known(name, example["options"]))) for example in found]


def known(name: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """The options that the component documents; the official macro ignores others, ours would refuse them."""
    accepts = CATALOGUE[name].accepts
    return {key: value for key, value in marked("", options).items() if snake(key) in accepts}


@in_development
def contents(request: HttpRequest) -> HttpResponse:
    shown = [(name, component(name, **options)) for name, options in examples.components()]
    return render(request, "gallery/contents.html", {"shown": shown, "names": list(CATALOGUE), **examples.FRAME})


@in_development
def one_component(request: HttpRequest, name: str) -> HttpResponse:
    if name not in CATALOGUE:
        raise Http404
    return render(request, "gallery/component.html", {"name": name, "shown": written(name), **examples.FRAME})


@in_development
def patterns(request: HttpRequest) -> HttpResponse:
    return render(request, "gallery/patterns.html", examples.patterns(today()) | dict(examples.FRAME))


@in_development
def questions(request: HttpRequest) -> HttpResponse:
    """One question of each kind, from the real form: empty, as posted, or with `?wrong` answered badly."""
    asked = first_of_each_kind(load_form(*_KINDS_FROM))
    readings = [(question, _reading(request, question)) for question in asked]
    return render(
        request,
        "gallery/questions.html",
        {
            "asked": readings,
            "errors": problems(readings),
            "add_another": request.POST.get("add-another", ""),
            "autosave_url": request.path,
            **examples.FRAME,
        },
    )


def first_of_each_kind(form: Form) -> list[Question]:
    kinds: dict[str, Question] = {}
    for question in form.questions:
        kinds.setdefault(question.kind, question)
    return [examples.with_authorities(question) for question in kinds.values()]


def _reading(request: HttpRequest, question: Question) -> Reading:
    if request.method == "POST":
        return read(question, dict(request.POST.lists()), today=today())
    if "wrong" in request.GET:
        return read(question, examples.typed_badly(question), today=today())
    return Reading(None, {})


@in_development
def one_page(request: HttpRequest, name: str) -> HttpResponse:
    """A base page or an error page as it stands."""
    if name not in examples.PAGES:
        raise Http404
    template, given = examples.PAGES[name]
    return render(request, template, {**examples.FRAME, **given})


urlpatterns = [
    path("", contents, name="gallery"),
    path("patterns/", patterns, name="gallery_patterns"),
    path("questions/", questions, name="gallery_questions"),
    path("pages/<str:name>/", one_page, name="gallery_page"),
    path("components/<str:name>/", one_component, name="gallery_component"),
]
