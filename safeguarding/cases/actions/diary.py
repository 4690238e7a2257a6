"""Writing in the diary of a case: dated notes, added to and never changed. Files are `papers.py`'s."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import hold
from safeguarding.cases.models import Case, DiaryNote
from safeguarding.look.languages import day
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission

LONGEST = 20_000
PRESSED_TWICE = timedelta(minutes=2)
"""The same words again from the same person within this time are the same press."""


@transaction.atomic
def write_note(*, case: Case, happened_on: date, text: str, by: Actor, on: date) -> DiaryNote:
    """Add a note about a day, which may be an earlier one; pressed twice, it is one note, since none can be taken away.
    Raises `Refused` for a day ahead or an empty note."""
    case = hold(case, by=by, to=Permission.WRITE_DIARY)
    if not text.strip():
        raise Refused(Refusal(_("Write the note."), "text"))
    if len(text) > LONGEST:
        raise Refused(
            Refusal(
                _("The note has {length} characters; the most is {longest}.").format(
                    length=f"{len(text):,}", longest=f"{LONGEST:,}"
                ),
                "text",
            )
        )
    if happened_on > on:
        raise Refused(
            Refusal(
                _("{happened_on} lies ahead. Give the day that the note is about.").format(
                    happened_on=day(happened_on)
                ),
                "on",
            )
        )
    a_moment_ago = today.now() - PRESSED_TWICE
    same = case.diary.filter(on=happened_on, text=text.strip(), written_by_id=by.person_id, written_at__gt=a_moment_ago)
    return same.first() or DiaryNote.objects.create(
        case=case, on=happened_on, text=text.strip(), written_at=today.now(), written_by_id=by.person_id
    )
