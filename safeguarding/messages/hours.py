"""When a message may go out: kinds that can wait reach nobody at night. Pure; the moment is passed in."""

from datetime import datetime, time, timedelta

from safeguarding.messages.kinds import ABOUT, Kind
from safeguarding.today import london, london_moment

DAY_BEGINS, DAY_ENDS = time(7), time(20)


def is_daytime(now: datetime) -> bool:
    """Whether clocks in London show from 07:00 up to 20:00."""
    return DAY_BEGINS <= london(now).time() < DAY_ENDS


def wait_for(kind: Kind, now: datetime) -> timedelta:
    """How long a message of this kind, written now, waits before it is sent."""
    if not ABOUT[kind].waits_for_day or is_daytime(now):
        return timedelta()
    day = london(now).date()
    if london(now).time() >= DAY_ENDS:
        day += timedelta(days=1)
    return london_moment(day, DAY_BEGINS) - now
