"""The verbs about the rapid review, its decision and its sending, each with its own person and its needs.
`verbs.py` gathers them."""

import io
from typing import Any

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions import papers
from safeguarding.cases.actions.saving_pages import Writing
from safeguarding.cases.models import Case, Paper
from safeguarding.people.models import Organisation
from safeguarding.reviews.actions import deciding, proposing, saying, signing, weighing, writing
from safeguarding.rules.roles import Permission as P
from tests.cases.first_call import calls
from tests.cases.notification import writing as notifying
from tests.files.samples import eml
from tests.reviews import reviewing
from tests.sweep.doing import Given, Verb
from tests.sweep.story import Story


def panel_receives_here(story: Story) -> None:
    """As the story begins: a test before may have undone in the database alone what it did to the Panel."""
    Organisation.objects.filter(code="panel").update(receives_here=True)
    story.cast["panel"].refresh_from_db()


def sent(story: Story) -> Case:
    """Notified, so that its rapid review is under way."""
    panel_receives_here(story)
    case = calls.call(story.cast, calls.search(story.cast))
    notifying.decided(story.cast, case)
    notifying.write_whole(story.cast, case)
    notifying.send(story.cast, case)
    return case


def _section(story: Story) -> Given:
    values = {reviewing.QUESTION: "Nobody asked which language is spoken at home."}
    return {"case": sent(story), "section": reviewing.SECTION, "values": values, "writing": Writing(0)}


def _settle(story: Story) -> Given:
    given, actor = _section(story), story.cast.actor("ben")
    with acting_as(actor.person_id):
        kept = writing.keep_section_beside(**given, by=actor)
    return {"case": given["case"], "kept": kept, "choice": "set-aside", "writing": Writing(0)}


def _weigh(story: Story) -> Given:
    return {"case": sent(story), "test": "local-criteria", "item": "improvements", "answer": "yes",
            "evidence": "Two returns say so", "seen": 0}  # fmt: skip


def _proposed(story: Story, **more: Any) -> Given:
    case = sent(story)
    reviewing.propose(story.cast, case)
    return {"case": case, **more}


def _say(story: Story) -> Given:
    return _proposed(story, proposal=1, body=story.cast["ashmere"], view="agree", reasons="As the text shows", seen=0)


def _record(story: Story) -> Given:
    given, actor = _proposed(story), story.cast.actor("ben")
    with acting_as(actor.person_id):
        email = papers.file_paper(
            case=given["case"], kind=Paper.Kind.EMAIL, name="agreed.eml", stream=io.BytesIO(eml(body="As agreed")),
            originator="Hal H.", marking="OFFICIAL", onward_sharing="May be shared with the safeguarding partners",
            by=actor, on=today.today(),
        )  # fmt: skip
    return {**given, "proposal": 1, "body": story.cast["board"], "view": "agree", "reasons": "As written",
            "held_by": "Hal H.", "email": email, "seen": 0}  # fmt: skip


def _decide(story: Story) -> Given:
    given = _proposed(story, proposal=1, reasons="All three agree")
    reviewing.weigh_all(story.cast, given["case"])
    reviewing.everybody_says(story.cast, given["case"])
    return given


def _decided(story: Story, **more: Any) -> Given:
    case = sent(story)
    reviewing.decided(story.cast, case)
    return {"case": case, "seen": reviewing.whole(story.cast, case).fingerprint, **more}


VERBS: tuple[Verb, ...] = (
    Verb(writing.save_section, "ben", P.WRITE_REVIEW, _section),
    Verb(writing.settle_section, "ben", P.WRITE_REVIEW, _settle),
    Verb(weighing.weigh_item, "ben", P.DECIDE_REVIEW, _weigh),
    Verb(proposing.propose_decision, "ben", P.DECIDE_REVIEW,
         lambda s: {"case": sent(s), "put": reviewing.put(), "seen": 0}),
    Verb(saying.ask_on_proposal, "ben", P.RECORD_POSITION, lambda s: _proposed(s, wanted_by=None)),
    Verb(saying.say_on_proposal, "pia", P.GIVE_POSITION, _say, is_the_holders_alone=True),
    Verb(saying.record_on_proposal, "ben", P.RECORD_POSITION, _record),
    Verb(deciding.decide_review, "ben", P.DECIDE_REVIEW, _decide),
    Verb(signing.ask_sign_off, "ben", P.DECIDE_REVIEW, _decided),
    Verb(signing.sign_off, "pia", P.SIGN_OFF, lambda s: _decided(s, body=s.cast["ashmere"]),
         is_the_holders_alone=True),
)  # fmt: skip
