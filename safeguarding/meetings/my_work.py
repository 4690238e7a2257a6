"""What of the meetings waits for a person on the page after signing in: those of the next seven days to which they are
invited. A title and a reference say nothing of a case."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from safeguarding.actor import Actor
from safeguarding.cases.waiting import A_WEEK, MOST, Item, Where, by_its_date
from safeguarding.meetings.models import Invitation, Meeting
from safeguarding.rules.clock import standing


def meetings_this_week(actor: Actor, on: date) -> Iterator[tuple[Where, Item]]:
    """Neither held nor called off, the next one first."""
    invited = Invitation.objects.filter(meeting=OuterRef("pk"), person_id=actor.person_id, withdrawn_at=None)
    ahead = Meeting.objects.filter(Exists(invited), on__gte=on, on__lte=on + A_WEEK, held_on=None, called_off_on=None)
    for meeting in ahead[:MOST]:
        words = _("Meeting at %(time)s: %(title)s") % {"time": f"{meeting.starts_at:%H:%M}", "title": meeting.title}
        path, how = reverse("meetings:one", args=[meeting.reference]), standing(meeting.on, None, on)
        yield by_its_date(Item(meeting.reference, words, path, meeting.on, how), on)
