"""The demonstration's rapid review is written, decided and signed by real verbs, in every section."""

from pathlib import Path

import pytest
from pytest_django import Settings

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.demonstration.stories import sent_this_week
from safeguarding.cases.demonstration.teller import Teller
from safeguarding.people.demonstration import make_people
from safeguarding.reviews.demonstration import tell_rapid_review
from safeguarding.reviews.whole import whole_review

pytestmark = pytest.mark.django_db


def test_a_sent_incident_is_taken_to_a_signed_rapid_review(settings: Settings, tmp_path: Path) -> None:
    settings.DATA, settings.FILE_SCANNER = tmp_path, ""
    teller = Teller(make_people(), today.today())
    case = tell_rapid_review(teller, sent_this_week(teller), 1)
    with acting_as(teller.made.people["manager"].pk):
        shown = whole_review(case, on=today.today())
    assert shown.is_signed_off
    assert shown.empty_sections == ()
    assert shown.decision is not None
    assert shown.decision.option_ids == ("no-lcspr-learning-complete",)
