"""Whether enough bodies are here: each partner body of what is talked about, or as many as the partnership has set, and
somebody who speaks for education. Setting it is `actions/room.py`'s."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from safeguarding.cases.models import Party
from safeguarding.meetings.models import Attendance, Meeting, Quorum
from safeguarding.people.models import Organisation
from safeguarding.rules.roles import Reach


@dataclass(frozen=True, slots=True)
class Enough:
    """Which of the bodies that are needed are here, which are not, and what that comes to."""

    here: tuple[Organisation, ...]
    missing: tuple[Organisation, ...]
    needed: int
    asks_education: bool
    is_education_here: bool

    @property
    def is_enough(self) -> bool:
        return len(self.here) >= self.needed

    @property
    def wants_education(self) -> bool:
        """Education does not decide whether it is enough; the page asks for it."""
        return self.asks_education and not self.is_education_here


def setting_of(partnership: Organisation) -> Quorum:
    """What the partnership has set; until it does, every partner body, and education asked for."""
    return Quorum.objects.filter(partnership=partnership).order_by("id").last() or Quorum(partnership=partnership)


def bodies_needed(meeting: Meeting, *, on: date) -> list[Organisation]:
    """The partner bodies of every case on the agenda that the acting person sees; without a case, the members of the
    partnership."""
    cases = [item.case_id for item in meeting.items.all() if item.case_id]
    if cases:
        parties = Party.objects.filter(case_id__in=cases, reach=Reach.PARTNER.value)
        keys = {party.organisation_id for party in parties if party.from_on <= on and _still(party.until_on, on)}
    else:
        keys = set(meeting.partnership.memberships.on(on).values_list("body_id", flat=True))
    return list(Organisation.objects.filter(pk__in=keys))


def enough(meeting: Meeting, present: Iterable[Attendance], *, on: date, is_over: bool = False) -> Enough:
    """How it stands with those who are here now; once it is over, with everybody who was."""
    setting, needed = setting_of(meeting.partnership), bodies_needed(meeting, on=on)
    in_the_room = [one for one in present if is_over or one.left_at is None]
    bodies = {one.body_id for one in in_the_room}
    here = tuple(body for body in needed if body.pk in bodies)
    return Enough(
        here=here,
        missing=tuple(body for body in needed if body.pk not in bodies),
        needed=len(needed) if setting.is_every else min(setting.least, len(needed)),
        asks_education=setting.asks_education,
        is_education_here=any(one.speaks_for_education for one in in_the_room),
    )


def _still(until_on: date | None, on: date) -> bool:
    return until_on is None or until_on > on
