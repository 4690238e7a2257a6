"""The verbs about sending the rapid review and its reply, each with its own person and its needs. `verbs.py` gathers
them."""

from safeguarding.cases.models import Case
from safeguarding.reviews.actions.asks import answer_ask, hand_over, say_who_answers
from safeguarding.reviews.actions.replying import Asked, record_reply, reply_here
from safeguarding.reviews.actions.sending import make_report, record_review_sent, send_review_here
from safeguarding.reviews.models import PanelAsk
from safeguarding.rules.roles import Permission as P
from tests.cases.notification import writing
from tests.reviews import reviewing
from tests.reviews.sending import sent as doing
from tests.sweep.doing import Given, Verb, acting_as, today
from tests.sweep.of_reviews import panel_receives_here
from tests.sweep.story import Story


def _signed(story: Story) -> Case:
    panel_receives_here(story)
    case = reviewing.notified(story.cast)
    doing.signed(story.cast, case)
    return case


def _make(story: Story) -> Given:
    case = _signed(story)
    return {"case": case, "seen": reviewing.whole(story.cast, case).fingerprint}


def _send(story: Story) -> Given:
    case = _signed(story)
    seen = doing.make(story.cast, case).pk
    return {"case": case, "recipient": story.cast["panel"], "seen": seen}


def _record(story: Story) -> Given:
    given = _send(story)
    writing.receives_elsewhere(story.cast)
    proof = {"reference": "RR-9", "sender": "Ben B.", "sent_at": writing.at(today.today(), "00:00")}
    return {**given, **proof, "copy": doing.letter()}


def _letter(story: Story) -> Given:
    case = _signed(story)
    doing.make(story.cast, case)
    submission = doing.send(story.cast, case)
    return {
        "case": case, "submission": submission, "options": ["agrees"], "letter": doing.letter(),
        "dated_on": today.today(), "asks": [Asked("The plan")], "seen": 0,
    }  # fmt: skip


def _reply(story: Story) -> Given:
    return {"submission": _letter(story)["submission"], "options": ["agrees"], "text": "Thank you", "seen": 0}


def _asked(story: Story) -> Given:
    given = _letter(story)
    doing.reply(story.cast, given["submission"], options=["takes-national"])
    with acting_as(story.cast.ben.pk):
        return {"case": given["case"], "ask": PanelAsk.objects.get(case=given["case"])}


def _who(story: Story) -> Given:
    return {**_asked(story), "who": "The hospital", "seen": ""}


def _answer(story: Story) -> Given:
    return {**_asked(story), "text": "By Christmas", "answered_on": today.today(), "answered_by": "Ben B."}


def _handed(story: Story) -> Given:
    said = {"review": "Babies", "what": "All papers", "handed_to": "Its lead", "handed_by": "Ben B."}
    return {"case": _asked(story)["case"], **said, "handed_on": today.today()}


VERBS: tuple[Verb, ...] = (
    Verb(make_report, "ben", P.SEND_REVIEW, _make),
    Verb(send_review_here, "ben", P.SEND_REVIEW, _send),
    Verb(record_review_sent, "ben", P.SEND_REVIEW, _record),
    Verb(record_reply, "ben", P.SEND_REVIEW, _letter),
    Verb(reply_here, "cleo", P.READ_RECEIVED, _reply),
    Verb(say_who_answers, "ben", P.SEND_REVIEW, _who),
    Verb(answer_ask, "ben", P.SEND_REVIEW, _answer),
    Verb(hand_over, "ben", P.SEND_REVIEW, _handed),
)
