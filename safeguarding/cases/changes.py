"""What counting anew changes among the dates that are kept: which of them differ, in what, and why one moved. Writing
it down is `dues.py`'s."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from safeguarding.cases.models import Due
from safeguarding.look.languages import spoken
from safeguarding.rules.clock import Obligation
from safeguarding.rules.saying import reason_in_words
from safeguarding.rules.text import Text

Key = tuple[str, str, date]

FACTS = _("The facts changed.")
CALENDAR = _("The calendar changed.")
LAW = _("The law or the calendar as known here changed.")

SHOWN = ("due_on", "act_by", "met_on", "stopped_on", "is_confirmed", "is_relaxed", "is_provisional", "is_local")
PINS = ("law_from", "calendar", "holidays_release")
FLAGS = (
    ("is_relaxed", "relaxed", "no longer relaxed"),
    ("is_confirmed", "confirmed", "no longer confirmed"),
    ("is_provisional", "provisional", "no longer provisional"),
)


@dataclass(frozen=True, slots=True)
class Change:
    """One date as it is kept and as it is counted now: none kept when it is new, none now when it is owed no more."""

    was: Due | None
    now: Due | None
    owed: Obligation | None = None

    @property
    def due(self) -> Due:
        """As it is now; what is owed no more, as it was."""
        found = self.now or self.was
        if found is None:
            raise ValueError("A change has a date before it or after it.")
        return found

    @property
    def is_open(self) -> bool:
        return self.due.met_on is None and self.due.stopped_on is None

    @property
    def has_moved(self) -> bool:
        """The same piece of work, by another day."""
        return self.was is not None and self.now is not None and self.was.due_on != self.now.due_on

    @property
    def is_seen(self) -> bool:
        """More differs than by which release of the law or of the holidays the same was counted."""
        return self.was is None or self.now is None or self._differs_in(SHOWN)

    @property
    def differs(self) -> bool:
        return self.is_seen or (self.was is not None and key_of(self.was) != key_of(self.due)) or self._differs_in(PINS)

    @property
    def by_calendar(self) -> bool:
        """The same start under the same version of the law, on another calendar."""
        was, now = self.was, self.now
        if was is None or now is None or not was.calendar:
            return False
        same = (was.started_on, was.law_from) == (now.started_on, now.law_from)
        return same and was.calendar != now.calendar

    def _differs_in(self, names: Iterable[str]) -> bool:
        return any(getattr(self.was, name) != getattr(self.now, name) for name in names)


def key_of(due: Due) -> Key:
    """Which date it is: a duty that is owed each time has one for each start."""
    return due.duty, due.body, due.started_on


def changes(kept: Iterable[Due], counted: Sequence[tuple[Due, Obligation]]) -> list[Change]:
    """Every date that differs between what is kept and what is counted now, in the order of the law."""
    left = {key_of(due): due for due in kept}
    pairs = [(left.pop(key_of(due), None), due, owed) for due, owed in counted]
    lost = sorted(left.values(), key=key_of)
    found = [Change(was or _corrected(due, lost), due, owed) for was, due, owed in pairs]
    return [change for change in (*found, *(Change(due, None) for due in lost)) if change.differs]


def _corrected(due: Due, lost: list[Due]) -> Due | None:
    """The date whose start was corrected, if this one begins where none began: taken from those left over."""
    for other in lost:
        if (other.duty, other.body) == (due.duty, due.body):
            lost.remove(other)
            return other
    return None


def why_moved(change: Change, *, reason: str = "", recounted: str = "") -> str:
    """Why a date moved, the most precise that is known: what the law's own working says, that it was the calendar, the
    reason of the act that moved it (`reason`), or of the recount (`recounted`)."""
    own = _own_reason(change)
    if own:
        return own
    if change.by_calendar:
        return f"{CALENDAR} {recounted}".strip()
    if reason or recounted:
        return reason or recounted
    is_same_start = change.was is not None and change.was.started_on == change.due.started_on
    return str(LAW if is_same_start else FACTS)


def _own_reason(change: Change) -> str:
    """The reason of the last move, if the moves that the working tells lead from the date kept to the date now."""
    moves = change.owed.moved if change.owed else ()
    if not moves or moves[-1].to_on != change.due.due_on:
        return ""
    was = change.was.due_on if change.was else None
    return _as_written(reason_in_words(moves[-1])) if was in [move.from_on for move in moves] else ""


def _as_written(words: Text | str) -> str:
    """A reason as it is kept for good: in the language of whoever's act moved the date."""
    return words if isinstance(words, str) else words.in_(spoken())


def in_words(change: Change) -> str:
    """What differs, for the report of a recount: the date before and now, and what bears on it."""
    was, now = change.was, change.now
    said = [_dates(was, now)]
    for name, gained, lost in FLAGS:
        before, after = getattr(was, name, name == "is_confirmed"), getattr(now, name, name == "is_confirmed")
        if before != after:
            said.append(gained if after else lost)
    if was is None:
        said.append("new")
    elif now is None:
        said.append("owed no more")
    elif len(said) == 1 and not change.has_moved:
        said.append("done, stopped or to act by another day")
    return ", ".join(said)


def _dates(was: Due | None, now: Due | None) -> str:
    before, after = _day(was), _day(now)
    return before if was and now and before == after else f"{before} -> {after}"


def _day(due: Due | None) -> str:
    return due.due_on.isoformat() if due and due.due_on else "no date"
