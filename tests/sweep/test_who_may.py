"""For every page and everybody: the answer is what the door, the table of roles and the wall say, and no other; and no
text planted in a restricted incident stands in it but for those who may read it."""

import re

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from safeguarding.actor import acting_as
from safeguarding.cases.models import ChildSearch, LetterTemplate, Proposal, ProposalDraft, Submission
from safeguarding.doors import ANYBODY
from tests.sweep.conftest import undone
from tests.sweep.markers import found_in
from tests.sweep.people import SIGNED_OUT
from tests.sweep.site import ABSENT, OF_A_CASE, PAGES, Page, expected, openings
from tests.sweep.story import Story
from tests.sweep.who_reads import may_find, whole

pytestmark = pytest.mark.wall

CASES = ("early", "sent", "ended", "across", "review", "replied")
"""In which of the story's cases a page is looked for: the first in which it is there."""


def first_opening(story: Story, page: Page) -> tuple[str, str, str]:
    """A case, an address and somebody, for whom the page is there."""
    for case in CASES:
        found = openings(story, page, case)
        if found is not None:
            return case, *found
    pytest.fail(f"No row of the story opens {page}: say in site.py what stands for {page.arguments}.")


def the_answer(response: HttpResponse) -> str:
    """How a person was answered, in the words of `expected`."""
    where = response.headers.get("Location", "")
    if response.status_code == 403:
        return "refused"
    if response.status_code == 404:
        return "no such page"
    if where.startswith("/sign-in/set-up/"):
        return "second step"
    if where.startswith("/sign-in/"):
        return "sign in"
    return "open" if response.status_code < 400 else str(response.status_code)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("page", PAGES, ids=str)
def test_the_page_answers_everybody_as_the_rules_say(story: Story, page: Page, method: str) -> None:
    case, address, _ = first_opening(story, page)
    wrong = []
    for name in (*story.cast.people, SIGNED_OUT):
        with undone():
            response = getattr(story.browsers.of(name), method)(address)
        wanted, got = expected(story, page, name, case), the_answer(response)
        if response.status_code == 405:  # a page for one method alone may say so before it asks who it is
            continue
        leaks = [one for one in found_in(whole(response)) if not one.startswith(may_find(story, name))]
        wrong += [f"{method} {address} by {name}: shows {one}" for one in leaks]
        if response.status_code == 500 or got not in allowed(story, page, wanted, name, method):
            wrong.append(f"{method} {address} by {name}: {got} ({response.status_code}), not {wanted}")
    assert wrong == []


def allowed(story: Story, page: Page, wanted: str, name: str, method: str) -> set[str]:
    """What else than the door may answer, behind it: a row that is not the person's own is no page; a form posted
    empty may be a tampered one."""
    if wanted == "on":
        return {"open"}
    if wanted != "open":
        return {wanted}
    if sees_the_row(story, page, name) is False:
        return {"no such page", "refused"}
    behind = {"open", "400", "429"}
    if page.open_to == ANYBODY:
        return behind | {"sign in", "second step", "no such page", "refused"}
    return behind | ({"no such page", "refused"} if page.arguments or method == "post" else set())


def sees_the_row(story: Story, page: Page, name: str) -> bool | None:
    """Whether the wall shows the person the row that the address names; None where it names none with a wall."""
    if "proposals/draft/" in page.address:
        rows = ProposalDraft.objects.filter(pk=story.draft.pk)
    elif "proposals/" in page.address and page.arguments:
        rows = Proposal.objects.filter(pk=story.proposal.pk)
    elif page.address.startswith("first-call/") and page.arguments:
        rows = ChildSearch.objects.filter(pk=story.search.pk, searched_by=story.cast.people.get(name))
    elif page.address.startswith("letter-templates/<"):
        rows = LetterTemplate.objects.filter(pk=story.template.pk)
    elif page.address.startswith("received/<"):
        rows = Submission.objects.filter(pk=story.submission.pk, recipient__roles__person=story.cast.people.get(name))
    else:
        return None
    if name == SIGNED_OUT:
        return False
    with acting_as(story.cast.people[name].pk):
        return rows.exists()


CHANGING = re.compile(rb'(name="(?:csrfmiddlewaretoken|whose)" value=")[^"]*')


@pytest.mark.parametrize("method", ["get", "post", "head"])
@pytest.mark.parametrize("page", OF_A_CASE, ids=str)
def test_a_case_of_another_partnership_answers_as_one_that_does_not_exist(
    story: Story, page: Page, method: str
) -> None:
    _, address, _ = first_opening(story, page)
    reference = address.split("/")[2]
    answers = []
    for one in (reference, ABSENT):
        with undone(), CaptureQueriesContext(connection) as queries:
            response = getattr(story.browsers.of("vic"), method)(address.replace(reference, one))
        headers = {key: value for key, value in response.headers.items() if key != "Set-Cookie"}
        body = CHANGING.sub(rb"\1", response.content).replace(one.encode(), b"REFERENCE")
        cookies = sorted((cookie.key, cookie.value == "") for cookie in response.cookies.values())
        answers.append((response.status_code, body, headers, cookies, len(queries)))
    assert answers[0] == answers[1]
    assert answers[0][0] in (404, 405)


def test_the_gallery_is_not_there_outside_development(story: Story) -> None:
    for address in ("/gallery/", "/gallery/patterns/", "/gallery/questions/", "/messages/gallery/"):
        assert story.browsers.of("ann").get(address).status_code == 404
