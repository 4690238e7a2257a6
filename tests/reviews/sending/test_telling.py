"""The demonstration's end of a rapid review is told by real verbs."""

import pytest

from safeguarding.actor import acting_as
from safeguarding.cases.demonstration.teller import Teller
from safeguarding.cases.models import Case
from safeguarding.people.demonstration import Demonstration
from safeguarding.reviews.actions.asks import open_asks
from safeguarding.reviews.demonstration_sending import answer_the_panel, panel_replies, send_signed_review
from tests.cases.notification.writing import MON_16_NOV
from tests.cast import Cast
from tests.reviews.reviewing import events_of
from tests.reviews.sending.sent import signed

pytestmark = pytest.mark.django_db


def test_sent_replied_to_and_answered(cast: Cast, case: Case) -> None:
    signed(cast, case)
    made = Demonstration({"manager": cast.ben, "panel": cast.cleo}, {"panel": cast["panel"]})
    teller = Teller(made, MON_16_NOV)
    panel_replies(teller, send_signed_review(teller, case, 0), 0)
    answer_the_panel(teller, case, 0)
    told = ["rapid_review_sent", "panel_reply_received", "panel_request_received", "panel_request_answered"]
    assert events_of(cast, case)[-4:] == told
    with acting_as(cast.ben.pk):
        assert open_asks(case) == []
