"""A form pressed twice: the second answer is a sentence or a page, never a fault; nothing is recorded twice."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from safeguarding.actor import acting_as
from tests.files.samples import eml, word
from tests.sweep.conftest import undone
from tests.sweep.forms_drawn import Form
from tests.sweep.site import PAGES, Page
from tests.sweep.story import Story
from tests.sweep.tables import count_all, walled_tables
from tests.sweep.test_unsafe_requests import drawn, fault

COUNTED_ELSEWHERE = ("ground_auditentry", "ground_audithead", "outbox_waiting")

MAY_BE_SAID_AGAIN = {
    "first-call/": "each search is kept as one that was made",
    "proposals/received/<slug:reference>/": "looking for the child again is a search again",
    "proposals/": "a second draft can be thrown away",
    "cases/<str:reference>/notify-or-not/further/<int:key>/": "what came second is kept beside the first, each time",
    "cases/<str:reference>/notification/": "a place for another child can be taken away while it is empty",
    "letter-templates/add/": "a template can be archived",
}
"""Pages whose form, sent twice, makes two rows, and why that harms nothing."""


def rows(story: Story, name: str) -> dict[str, int]:
    """How many rows of each walled table the person sees, the audit's aside: it records readings too."""
    with acting_as(story.cast.people[name].pk):
        return count_all([table for table in walled_tables() if table not in COUNTED_ELSEWHERE])


def sent(story: Story, name: str, address: str, form: Form) -> HttpResponse:
    given: dict[str, Any] = dict(form.filled())
    for field in form.takes_files:
        is_letter = "template" in address
        content = word("{{reference}}") if is_letter else eml(body="As agreed")
        given[field] = SimpleUploadedFile("letter.docx" if is_letter else "agreed.eml", content)
    return story.browsers.of(name).post(address, given)


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_form_sent_twice_is_done_once(story: Story, page: Page) -> None:
    broken = []
    for name, address, form in drawn(story, page):
        with undone():
            before = rows(story, name)
            first = sent(story, name, address, form)
            once = rows(story, name)
            second = sent(story, name, address, form)
            twice = rows(story, name)
        for response in (first, second):
            if response.status_code >= 500:
                broken.append(f"{address} by {name}: {fault(response)}")
        doubled = {table for table in once if before[table] < once[table] < twice[table]}
        if doubled and page.address not in MAY_BE_SAID_AGAIN:
            broken.append(f"{address} by {name}: two rows in {sorted(doubled)}")
        if second.status_code == 200 and not _is_a_page(second):
            broken.append(f"{address} by {name}: the second answer is no page")
    assert broken == []


def _is_a_page(response: HttpResponse) -> bool:
    is_html = response.headers.get("Content-Type", "").startswith("text/html")
    return not is_html or bool(re.search(rb"<h1|<legend|<title>", response.content))
