"""The demonstration's meetings: one held with minutes agreed, one ahead, both read by those they are for."""

import pytest
from django.test import override_settings

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.demonstration.stories import in_the_fifteen_days, sent_this_week
from safeguarding.cases.demonstration.teller import Teller
from safeguarding.meetings.demonstration import tell_meetings
from safeguarding.meetings.models import AgendaItem, Meeting, MinutesEntry
from safeguarding.people.demonstration import make_people


@pytest.mark.django_db
def test_one_meeting_was_held_and_one_is_ahead() -> None:
    with override_settings(DEMONSTRATION=True):
        teller = Teller(make_people(), today.today())
        held, ahead = in_the_fifteen_days(teller), sent_this_week(teller)
        before, after = tell_meetings(teller, held=held, ahead=ahead)
    with acting_as(teller.made.people["partner-police"].pk):
        assert Meeting.objects.get(pk=before.pk).held_on is not None
        assert Meeting.objects.get(pk=after.pk).is_ahead
        assert MinutesEntry.objects.filter(what="agreed").count() == 1
        assert held.events.filter(event="rapid_review_meeting_held").exists()
    with acting_as(teller.made.people["school"].pk):
        assert Meeting.objects.count() == 2
        assert not AgendaItem.objects.exists()
