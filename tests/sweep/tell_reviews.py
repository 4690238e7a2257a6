"""The part of the story about the rapid review, its decision and its sending.
Every table of the app is filled, and each text is a marker."""

import io
from datetime import date
from typing import TYPE_CHECKING, Any

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.papers import file_paper
from safeguarding.cases.actions.positions import escalate
from safeguarding.cases.actions.saving_pages import Writing
from safeguarding.cases.models import Paper
from safeguarding.reviews.actions.saying import ask_on_proposal, record_on_proposal
from safeguarding.reviews.actions.signing import ask_sign_off
from safeguarding.reviews.actions.writing import keep_section_beside
from safeguarding.reviews.whole import TEST_B
from tests.files.samples import eml
from tests.reviews import reviewing
from tests.sweep.markers import marker

if TYPE_CHECKING:
    from tests.sweep.story import Story

NAME = "sent"


def tell(story: "Story") -> None:
    """Told after everything else of the story, by the real verbs: written, weighed, proposed twice, decided and signed
    in part."""
    cast, case, on = story.cast, story[NAME], today.today()
    _write(story)
    reviewing.weigh(cast, case, "improvements", "yes", test=TEST_B, evidence=_words("evidence of test B"))
    reviewing.weigh_all(cast, case)
    reviewing.propose(cast, case, _put("first"))
    ben = cast.actor("ben")
    with acting_as(ben.person_id):
        ask_on_proposal(case=case, wanted_by=date(2026, 11, 18), by=ben, on=on)
    reviewing.say(cast, case, "pia", reasons=_words("position on an earlier proposal"))
    reviewing.propose(cast, case, _put("second"))
    reviewing.say(cast, case, "pia", reasons=_words("position on a proposal"))
    reviewing.say(cast, case, "joe", "disagree", reasons=_words("disagreement on a proposal"))
    _from_email(story)
    joe = cast.actor("joe")
    with acting_as(joe.person_id):
        escalate(
            case=case, question="review", to_whom=_words("to whom after review"),
            why=_words("why after review"), by=joe, on=on,
        )  # fmt: skip
    reviewing.decide(
        cast, case, reasons=_words("reasons of the decision after"), going_ahead=_words("why all the same")
    )
    seen = reviewing.whole(cast, case).fingerprint
    with acting_as(ben.person_id):
        ask_sign_off(case=case, seen=seen, by=ben, on=on)
    reviewing.sign(cast, case, "joe")


def rows(story: "Story", case: str) -> dict[str, list[Any]]:
    """Keys for addresses, by the word of the address that stands before them."""
    return {"test": ["local-criteria", "national-criteria"], "<slug:test>": ["improvements", "themes"]}


def _words(what: str) -> str:
    return marker(f"{NAME}: {what}")


def _write(story: "Story") -> None:
    cast, case, actor = story.cast, story[NAME], story.cast.actor("ben")
    reviewing.write(cast, case, _words("section of the rapid review"))
    with acting_as(actor.person_id):
        keep_section_beside(
            case=case, section=reviewing.SECTION, values={reviewing.QUESTION: _words("section set aside")},
            writing=Writing(0, "another"), by=actor,
        )  # fmt: skip


def _put(which: str) -> Any:
    return reviewing.put(
        "join-review",
        joins=_words(f"{which} review joined"),
        reasons=_words(f"{which} reasons proposed"),
        family_words=_words(f"{which} words to the family"),
    )


def _from_email(story: "Story") -> None:
    cast, case, actor, on = story.cast, story[NAME], story.cast.actor("ben"), today.today()
    with acting_as(actor.person_id):
        email = file_paper(
            case=case, kind=Paper.Kind.EMAIL, name="after.eml", stream=io.BytesIO(eml(body=_words("body after"))),
            originator=_words("originator after"), marking="OFFICIAL-SENSITIVE",
            onward_sharing=_words("onward sharing after"), by=actor, on=on,
        )  # fmt: skip
        record_on_proposal(
            case=case, proposal=2, body=cast["board"], view="agree", reasons=_words("reasons by email after"),
            held_by=_words("writer after"), email=email, seen=0, by=actor, on=on,
        )  # fmt: skip
