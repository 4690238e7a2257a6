"""The end of a demonstration's rapid review, told by real verbs: made into files, sent to the Panel, replied to, and
what was asked answered. Whoever calls has had it decided and signed before."""

from datetime import timedelta

from safeguarding.cases.demonstration.teller import Teller
from safeguarding.cases.models import Case, Submission
from safeguarding.reviews.actions.asks import answer_ask, open_asks, say_who_answers
from safeguarding.reviews.actions.replying import Asked, reply_here
from safeguarding.reviews.actions.sending import make_report, send_review_here
from safeguarding.reviews.models import PanelReply
from safeguarding.reviews.whole import whole_review

LETTER = """Thank you for your rapid review, which we have read.

We agree with your decision. The account of what the children's days were like is clear, and the learning follows from \
it. We would like to see how the partners will know that practice has changed."""
ASKED = "How, and by when, will the partners know that the changes have made a difference?"


def send_signed_review(teller: Teller, case: Case, ago: int) -> Submission:
    """Made into files and sent to the Panel by the manager, so many working days ago."""
    with teller.as_of("manager", ago) as (by, on):
        seen = whole_review(case, on=on).fingerprint
        report = make_report(case=case, seen=seen, by=by, on=on)
        panel = teller.made.bodies["panel"]
        return send_review_here(case=case, recipient=panel, seen=report.pk, by=by, on=on)


def panel_replies(teller: Teller, submission: Submission, ago: int) -> PanelReply:
    """The Panel agrees, and asks for one thing within a month."""
    with teller.as_of("panel", ago) as (by, on):
        asks = [Asked(ASKED, on + timedelta(days=28))]
        options = ["agrees", "asks-more-information"]
        return reply_here(submission=submission, options=options, text=LETTER, asks=asks, seen=0, by=by, on=on)


def answer_the_panel(teller: Teller, case: Case, ago: int) -> None:
    """Whoever answers is named, and the answer is recorded."""
    with teller.as_of("manager", ago) as (by, on):
        for ask in open_asks(case):
            say_who_answers(case=case, ask=ask, who="The partnership", seen=ask.who, by=by, on=on)
            text = "An audit of twelve families in the spring, and what they tell us of it."
            answer_ask(case=case, ask=ask, text=text, answered_on=on, answered_by=by.name, by=by, on=on)
