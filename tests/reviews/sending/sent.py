"""A rapid review signed, made into files, sent and replied to, for tests about one of these steps."""

import io
from datetime import date
from typing import Any

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.proving import FileCopy
from safeguarding.cases.models import Case, Submission
from safeguarding.reviews.actions.asks import answer_ask, hand_over
from safeguarding.reviews.actions.replying import Asked, record_reply, reply_here
from safeguarding.reviews.actions.sending import latest_report, make_report, record_review_sent, send_review_here
from safeguarding.reviews.models import AskAnswer, NationalHandover, PanelAsk, PanelReply, ReviewReport
from tests.cases.notification.writing import at
from tests.cast import Cast
from tests.files.samples import pdf
from tests.reviews.reviewing import decided, everybody_signs, whole, write

FRI_4_DEC, MON_7_DEC, TUE_8_DEC = date(2026, 12, 4), date(2026, 12, 7), date(2026, 12, 8)
"""The last day of the fifteen is Monday 7 December: the notification was sent on Monday 16 November."""
TEXT = "Nobody asked which language is spoken at home."


def signed(cast: Cast, case: Case, text: str = TEXT) -> None:
    write(cast, case, text)
    decided(cast, case)
    everybody_signs(cast, case)


def make(cast: Cast, case: Case, *, by: str = "ben", **given: Any) -> ReviewReport:
    actor = cast.actor(by)
    asked: dict[str, Any] = {"seen": whole(cast, case).fingerprint}
    with acting_as(actor.person_id):
        return make_report(case=case, by=actor, on=today.today(), **{**asked, **given})


def key_of_files(cast: Cast, case: Case) -> int:
    with acting_as(cast.ben.pk):
        report = latest_report(case)
    return report.pk if report else 0


def send(cast: Cast, case: Case, *, by: str = "ben", **given: Any) -> Submission:
    actor = cast.actor(by)
    asked: dict[str, Any] = {"recipient": cast["panel"], "seen": key_of_files(cast, case)}
    with acting_as(actor.person_id):
        return send_review_here(case=case, by=actor, on=today.today(), **{**asked, **given})


def record(cast: Cast, case: Case, *, by: str = "ben", **given: Any) -> Submission:
    actor = cast.actor(by)
    asked: dict[str, Any] = {
        "recipient": cast["panel"],
        "reference": "RR-9",
        "sent_at": at(today.today(), "00:00"),
        "sender": "Ben B.",
        "copy": FileCopy("confirmation.txt", io.BytesIO(b"received")),
        "seen": key_of_files(cast, case),
    }
    with acting_as(actor.person_id):
        return record_review_sent(case=case, by=actor, on=today.today(), **{**asked, **given})


def sent(cast: Cast, case: Case) -> Submission:
    """Signed, made into files and sent here, all today."""
    signed(cast, case)
    make(cast, case)
    return send(cast, case)


def letter() -> FileCopy:
    return FileCopy("letter.pdf", io.BytesIO(pdf()))


def reply(cast: Cast, submission: Submission, *, by: str = "cleo", **given: Any) -> PanelReply:
    """The Panel agrees and asks for one thing."""
    actor = cast.actor(by)
    asked: dict[str, Any] = {
        "options": ["agrees", "asks-more-information"],
        "text": "Thank you.\n\nWe agree with the decision.",
        "asks": [Asked("When will the plan be ready?", MON_7_DEC)],
        "seen": 0,
    }
    with acting_as(actor.person_id):
        return reply_here(submission=submission, by=actor, on=today.today(), **{**asked, **given})


def record_letter(cast: Cast, case: Case, submission: Submission, *, by: str = "ben", **given: Any) -> PanelReply:
    actor = cast.actor(by)
    asked: dict[str, Any] = {
        "options": ["agrees"],
        "letter": letter(),
        "dated_on": today.today(),
        "asks": [Asked("When will the plan be ready?")],
        "seen": 0,
    }
    with acting_as(actor.person_id):
        return record_reply(case=case, submission=submission, by=actor, on=today.today(), **{**asked, **given})


def answer(cast: Cast, case: Case, ask: PanelAsk, *, by: str = "ben", **given: Any) -> AskAnswer:
    actor = cast.actor(by)
    asked: dict[str, Any] = {"text": "By Christmas.", "answered_on": today.today(), "answered_by": "Ben B."}
    with acting_as(actor.person_id):
        return answer_ask(case=case, ask=ask, by=actor, on=today.today(), **{**asked, **given})


def hand(cast: Cast, case: Case, *, by: str = "ben", **given: Any) -> NationalHandover:
    actor = cast.actor(by)
    asked: dict[str, Any] = {
        "review": "Babies under one",
        "what": "The rapid review and its papers",
        "handed_to": "The national review's lead",
        "handed_by": "Ben B.",
        "handed_on": today.today(),
    }
    with acting_as(actor.person_id):
        return hand_over(case=case, by=actor, on=today.today(), **{**asked, **given})
