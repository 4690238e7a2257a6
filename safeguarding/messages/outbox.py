"""The outbox as pages show it: what was written to whom, and what became of it. Nothing of how it stands is stored;
it follows from the deliveries. The pages of a case are in `cases`, which includes `outbox/_outbox.html`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.conf import settings
from django.db.models import QuerySet
from django.utils.html import escape, linebreaks, urlize
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from safeguarding.look.languages import spoken_to
from safeguarding.messages.kinds import ABOUT, Kind
from safeguarding.messages.letters import Letter, letter
from safeguarding.messages.lines import Line
from safeguarding.messages.models import Delivery, Message, Reminder
from safeguarding.messages.rows import rows_of

WAITS = "waits"
KEPT = 512
"""Letters that a process keeps ready to be shown again."""

STATES = {
    WAITS: (_("Waiting to be sent"), "govuk-tag--grey"),
    Delivery.Outcome.SENT.value: (_("Sent"), "govuk-tag--green"),
    Delivery.Outcome.FAILED.value: (_("Not sent yet, to be tried again"), "govuk-tag--yellow"),
    Delivery.Outcome.GIVEN_UP.value: (_("Not sent"), "govuk-tag--grey"),
    Delivery.Outcome.BOUNCED.value: (_("Came back"), "govuk-tag--orange"),
}


@dataclass(frozen=True, slots=True)
class Written:
    """One message with what became of it. `at` is the moment of the latest delivery, `why` its reason in words of
    the mail server."""

    message: Message
    state: str
    at: datetime | None
    why: str

    @property
    def title(self) -> str:
        return str(ABOUT[Kind(self.message.kind)].title)

    @property
    def state_text(self) -> str:
        return str(STATES[self.state][0])

    @property
    def state_class(self) -> str:
        return STATES[self.state][1]

    @property
    def letter(self) -> Letter:
        """The subject and text as they were sent."""
        return letter_of(self.message)

    @property
    def text(self) -> SafeString:
        """The text as a page draws it."""
        return drawn(self.letter.body)


@dataclass(frozen=True, slots=True)
class Reminded:
    """That somebody was reminded of a date of this case, in a message that may be about other cases too."""

    name: str
    due_on: date
    days_before: int
    state: str
    at: datetime | None

    @property
    def state_text(self) -> str:
        return str(STATES[self.state][0])

    @property
    def state_class(self) -> str:
        return STATES[self.state][1]


@dataclass(frozen=True, slots=True)
class _Outcome:
    message_id: int
    outcome: str
    at: datetime


def messages_of_case(case_id: int) -> QuerySet[Message]:
    """The messages about one case that the acting person may see, newest first. Filter and page as needed."""
    return Message.objects.filter(case_id=case_id).prefetch_related("deliveries")


def messages_to(person_id: int) -> QuerySet[Message]:
    """The messages to one person that the acting person may see, newest first."""
    return Message.objects.filter(recipient_id=person_id).prefetch_related("deliveries")


def as_written(messages: Iterable[Message]) -> list[Written]:
    """The messages as a page shows them; give it a page's worth."""
    return [_written(message) for message in messages]


def reminders_of_case(case_id: int) -> list[Reminded]:
    """Who was reminded of this case's dates and how the sending stands, newest first; what was covered by a later
    reminder was never sent and is left out."""
    kept = list(Reminder.objects.filter(case_id=case_id, is_covered=False).select_related("recipient").order_by("-id"))
    query = "SELECT * FROM outbox_outcomes(%s)"
    outcomes = {row.message_id: row for row in rows_of(_Outcome, query, [[one.message_id for one in kept]])}
    return [_reminded(reminder, outcomes.get(reminder.message_id)) for reminder in kept]


def letter_of(message: Message) -> Letter:
    """The subject and text of a message, made again from its lines."""
    lines = tuple(Line.from_kept(kept) for kept in message.lines)
    told = spoken_to(message.language), settings.SITE_ADDRESS
    return _letter_of(Kind(message.kind), message.to_name, lines, message.language, told)


@lru_cache(maxsize=KEPT)
def _letter_of(kind: Kind, to_name: str, lines: tuple[Line, ...], language: str, told: tuple[str, str]) -> Letter:
    """Made once of the same words: a page shows many letters, and most of them were shown before. `told`, the language
    that is spoken for the one asked for and the site's address, is given to tell letters apart by."""
    return letter(kind=kind, to_name=to_name, lines=lines, language=language)


@lru_cache(maxsize=KEPT)
def drawn(body: str) -> SafeString:
    """A letter's text as HTML. A link stands alone on its line, so no other line is searched for one."""
    lines = (_linked(line) if line.startswith("http") else escape(line) for line in body.split("\n"))
    return SafeString(linebreaks("\n".join(lines)))  # each line is escaped by now


def _linked(line: str) -> str:
    return urlize(line, nofollow=True, autoescape=True)


def _written(message: Message) -> Written:
    deliveries = list(message.deliveries.all())
    if not deliveries:
        return Written(message, WAITS, None, "")
    last = deliveries[-1]
    return Written(message, last.outcome, last.at, last.why)


def _reminded(reminder: Reminder, outcome: _Outcome | None) -> Reminded:
    return Reminded(
        name=reminder.recipient.name,
        due_on=reminder.due_on,
        days_before=reminder.days_before,
        state=outcome.outcome if outcome else WAITS,
        at=outcome.at if outcome else None,
    )
