"""The frame of every page: its title, its landmarks, and error pages that ask nothing of the database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.urls import reverse

from tests.look.html_trees import tree

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ERROR_PAGES = ("403.html", "403_csrf.html", "404.html", "500.html", "503.html")


@pytest.fixture(autouse=True)
def _plain_static() -> Iterator[None]:
    with override_settings(STORAGES=STORAGES):
        yield


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_an_error_page_needs_neither_database_nor_person(name: str) -> None:
    # Without the database fixture, a query would fail this test; without a request, so would a processor.
    html = render_to_string(name)
    assert html.count("<main") == 1
    assert "<h1" in html
    tree(html.replace("<!doctype html>", ""))


def test_a_lost_database_loses_nothing_typed() -> None:
    kept = [("what-happened", "\nShe rang </textarea> at ten"), ("csrfmiddlewaretoken", "secret")]
    html = render_to_string("503.html", {"kept": kept})
    assert '<textarea class="govuk-textarea" name="what-happened"' in html
    assert "She rang &lt;/textarea&gt; at ten</textarea>" in html
    assert "secret" not in html


def page(**context: object) -> str:
    return render_to_string("gallery/form.html", context, request=RequestFactory().get("/"))


def test_the_title_is_a_reference_and_says_when_something_is_wrong() -> None:
    assert "<title>NSP-2026-0012 – Safeguarding Reviews</title>" in page()
    assert "<title>Error: NSP-2026-0012" in page(errors=[{"href": "#reference", "text": "Enter the reference"}])


def test_errors_stand_above_the_page_and_lead_to_their_fields() -> None:
    html = page(errors=[{"href": "#reference", "text": "Enter <it>"}])
    assert '<a href="#reference">Enter &lt;it&gt;</a>' in html
    assert html.index("There is a problem") < html.index("<h1")


def test_the_navigation_is_what_the_role_may_open() -> None:
    html = page(navigation=[{"text": "My work", "href": "/my-work/", "current": True}], signed_in_as="Morgan <Ellis>")
    assert 'href="/my-work/" aria-current="page"' in " ".join(html.split())
    assert "Morgan &lt;Ellis&gt;" in html


def test_somebody_signed_in_can_sign_out_by_pressing_a_button() -> None:
    html = page(signed_in_as="Morgan Ellis")
    assert f'<form method="post" action="{reverse("account_logout")}">' in html
    assert "Sign out</button>" in html


def test_nobody_signed_in_sees_no_navigation() -> None:
    assert "govuk-service-navigation" not in page()


def test_the_demonstration_says_so() -> None:
    assert "Everybody here is invented" in page(demonstration=True)
    assert "Everybody here is invented" not in page(demonstration=False)


def test_a_page_carries_no_script_or_style_inside_it() -> None:
    html = page(navigation=[{"text": "My work", "href": "/my-work/"}], signed_in_as="Morgan Ellis", demonstration=True)
    assert "<style" not in html
    assert " style=" not in html
    assert html.count("<script") == 1
    assert '<script type="module" src="/static/safeguarding/look.js"></script>' in html


def test_the_page_says_which_language_it_is_in() -> None:
    assert '<html lang="en-gb" class="govuk-template">' in page()
