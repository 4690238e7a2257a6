"""Papers of the case file, and the choice of those that go with the notification, for tests about them."""

import io
from typing import Any

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.enclosing import Choice, as_chosen, choose_papers
from safeguarding.cases.actions.papers import file_paper
from safeguarding.cases.answers import chosen_papers
from safeguarding.cases.models import Case, Enclosure, Paper
from tests.cast import Cast

CONSENT = "Not to be passed on without the originator's consent"
AGREED = "Dr Hay of the ward agreed by telephone today."


def filed(cast: Cast, case: Case, title: str, content: bytes = b"Text", **given: Any) -> Paper:
    """A paper in the case file, on the strictest condition."""
    actor = cast.actor("ada")
    asked = {"originator": "The ward", "marking": "OFFICIAL-SENSITIVE", "onward_sharing": CONSENT, **given}
    with acting_as(actor.person_id):
        name = asked.pop("name", f"{title}.txt")
        return file_paper(
            case=case, name=name, stream=io.BytesIO(content), title=title, by=actor, on=today.today(), **asked
        )


def enclose(cast: Cast, case: Case, *papers: Paper, by: str = "ada", seen: str | None = None) -> list[Enclosure]:
    """Choose these papers and no other, each with its reason."""
    actor = cast.actor(by)
    with acting_as(actor.person_id):
        now = as_chosen(chosen_papers(case))
        chosen = {paper.number: Choice("letters", AGREED) for paper in papers}
        return choose_papers(case=case, chosen=chosen, seen=now if seen is None else seen, by=actor, on=today.today())
