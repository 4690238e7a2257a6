"""The part of the story about sending the rapid review and the reply: `replied` goes on its last day although two
partners have not signed. The Panel asks for two things, and one is answered. What begins with "going" is read there."""

from datetime import date
from typing import TYPE_CHECKING, Any

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.conflicts import bar_person
from safeguarding.cases.actions.corrections import correct_event
from safeguarding.reviews.actions.asks import say_who_answers
from safeguarding.reviews.actions.replying import Asked
from safeguarding.reviews.models import PanelAsk
from tests.cases.notification import writing
from tests.reviews import reviewing
from tests.reviews.sending import sent as doing
from tests.sweep.markers import marker
from tests.sweep.people import BARRED

if TYPE_CHECKING:
    from safeguarding.cases.models import Case
    from tests.sweep.story import Story

MON_26_OCT = date(2026, 10, 26)
"""Fifteen working days before Monday 16 November, the day of the story."""


def tell(story: "Story") -> None:
    """Told after everything else of the story, by the real verbs."""
    cast = story.cast
    case = story.cases["replied"] = _notified(story)
    _sent(story, case)
    with acting_as(cast.ben.pk):
        submission = case.submissions.get(what="rapid-review")
    asks = [Asked(marker(f"replied: going asked {number}"), date(2026, 12, 1)) for number in (1, 2)]
    letter = marker("replied: going letter")
    doing.reply(cast, submission, options=["takes-national", "asks-more-information"], text=letter, asks=asks)
    with acting_as(cast.ben.pk):
        first, second = PanelAsk.objects.filter(case=case).order_by("number")
        who = marker("replied: who answers")
        say_who_answers(case=case, ask=second, who=who, seen="", by=cast.actor("ben"), on=today.today())
        paper = case.review_reports.get().pdf
    said, by = marker("replied: going answer"), marker("replied: going who answered")
    doing.answer(cast, case, first, text=said, answered_by=by, paper=paper)
    handed = {name: marker(f"replied: handed, {name}") for name in ("review", "what", "handed_to", "handed_by")}
    doing.hand(cast, case, **handed)


def _notified(story: "Story") -> "Case":
    cast, on = story.cast, today.today()
    case = writing.open_incident(cast, known_on=MON_26_OCT)
    writing.decided(cast, case)
    writing.write_whole(cast, case)
    writing.send(cast, case)
    actor = cast.actor("ben")
    with acting_as(actor.person_id):
        bar_person(case=case, person=cast.people[BARRED], why=marker("replied: why barred"), by=actor, on=on)
        correct_event(
            case=case,
            event=case.events.get(event="notification_submitted"),
            happened_on=MON_26_OCT,
            happened_at=None,
            reason=marker("replied: reason for a correction"),
            by=actor,
            on=on,
        )
    return case


def _sent(story: "Story", case: "Case") -> None:
    cast = story.cast
    reviewing.write(cast, case, marker("replied: going section"))
    reviewing.decided(cast, case)
    reviewing.sign(cast, case, "pia")
    doing.make(cast, case, unsigned_reason=marker("replied: going why unsigned"))
    doing.send(cast, case)


def rows(story: "Story", case: str) -> dict[str, list[Any]]:
    """Keys for addresses, by the word of the address that stands before them."""
    return {"asked": [2, 1] if case == "replied" else [1], "replies": [1]}
