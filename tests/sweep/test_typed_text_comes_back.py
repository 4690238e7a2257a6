"""A form that is refused comes back as it was typed, with the summary of what is wrong at its head and a link to each
field: asked of every form of the site, half filled in."""

import re
from html import unescape

import pytest

from tests.sweep.conftest import undone
from tests.sweep.forms_drawn import Field, Form
from tests.sweep.site import PAGES, Page
from tests.sweep.story import Story
from tests.sweep.test_unsafe_requests import drawn, encoded, post

TYPED = "Typed by hand {}"
NEVER_GIVEN_BACK = ("password", "code")
"""Kinds and names of fields that are asked anew."""
PARTS = ("-day", "-month", "-year", "-hour", "-minute", "time", "days", "year")


def is_text(one: Field) -> bool:
    """Whether somebody's own words stand in it."""
    if one.kind not in ("text", "textarea", "search") or one.name.endswith(PARTS):
        return False
    return not any(word in one.name for word in NEVER_GIVEN_BACK)


def half_filled(form: Form) -> tuple[bytes, list[str]]:
    """Words in every field of words, and every choice and day left open; and the words."""
    given = {name: values for name, values in form.as_drawn().items() if _is_ours(form, name)}
    words = {}
    for number, one in enumerate(one for one in form.fields if is_text(one)):
        words[one.name] = TYPED.format(number)
        given[one.name] = [words[one.name]]
    return encoded(given), list(words.values())


def _is_ours(form: Form, name: str) -> bool:
    return any(one.name == name and one.is_ours for one in form.fields)


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_what_was_typed_comes_back_with_what_is_wrong(story: Story, page: Page) -> None:
    lost = []
    for name, address, form in drawn(story, page):
        body, words = half_filled(form)
        with undone():
            answer = post(story.browsers.of(name), address, body)
        if answer.status_code != 200 or not words:
            continue
        html = unescape(answer.content.decode())
        if "govuk-error-summary" not in html:
            lost.append(f"{address} by {name}: refused, and nothing says what is wrong")
        lost += [f"{address} by {name}: lost {word!r}" for word in words if word not in html]
        anchors = re.findall(r'<a href="#([^"]+)"', html.partition("govuk-error-summary")[2].partition("</ul>")[0])
        lost += [f"{address} by {name}: leads to no field {one!r}" for one in anchors if f'id="{one}"' not in html]
    assert lost == []
