"""Whose words each person may read, by the rules and the wall; and everything that an answer carries."""

from collections.abc import Iterator

from django.http import HttpResponse

from safeguarding.actor import acting_as
from safeguarding.cases.models import ChildSearch, Proposal, ProposalDraft, Submission
from safeguarding.gathering.models import InformationRequest
from safeguarding.meetings.models import Meeting
from safeguarding.plans.models import Action
from safeguarding.rules.roles import Permission
from tests.sweep.people import SIGNED_OUT, WITHOUT_SECOND_STEP
from tests.sweep.site import permitted_on
from tests.sweep.story import Story
from tests.sweep.tell_plans import LED

SENT = ("answer ", "other name ", "going ")
"""What a notification says: its answers, and the papers of the case file that somebody chose to go with it; of a rapid
review, what goes and the reply."""


def may_find(story: Story, name: str) -> tuple[str, ...]:
    """The beginnings of the places whose markers this person may read: by the rules, and by the wall where a row is
    seen without its case."""
    if name not in story.found_by:
        is_in = name not in (SIGNED_OUT, WITHOUT_SECOND_STEP)
        story.found_by[name] = tuple(_readable(story, name)) if is_in else ()
    return story.found_by[name]


def _readable(story: Story, name: str) -> Iterator[str]:
    yield from (f"{case}: " for case in story.cases if Permission.READ_CASE in permitted_on(story, name, case))
    with acting_as(story.cast.people[name].pk):
        if ChildSearch.objects.filter(pk=story.search.pk).exists():
            yield "next: "
        if Proposal.objects.filter(pk=story.proposal.pk).exists():
            yield "proposal: "
        if ProposalDraft.objects.exists():
            yield "draft: "
        if InformationRequest.objects.exists():
            yield from ("sent: request ", "sent: agency answer ")
        if Action.objects.filter(case=story["sent"]).exists():
            yield LED
        if Meeting.objects.exists():
            yield "meeting: "
        if name == "cleo" and Submission.objects.exists():
            yield from ("sent: note of a receipt", "ended: reasons of the withdrawal")
            yield from (f"{case}: {said}" for case in ("sent", "ended", "replied") for said in SENT)


def whole(response: HttpResponse) -> bytes:
    """Everything that is sent back: headers and cookies too."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body + repr(list(response.headers.items())).encode() + repr(response.cookies).encode()
