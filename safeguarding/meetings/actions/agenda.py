"""What is on the agenda: items added, worded anew and taken off, and the papers that are read for each. What could be
on it is `meetings/agenda.py`'s."""

from collections.abc import Iterable
from datetime import date

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.enclosing import is_privileged, papers_offered
from safeguarding.cases.actions.holding import ChangedMeanwhile, hold
from safeguarding.cases.actions.papers import PRESSED_TWICE
from safeguarding.cases.models import Case, Paper
from safeguarding.meetings.actions.calling import refuse_names
from safeguarding.meetings.actions.running import run_ahead, run_item
from safeguarding.meetings.models import AgendaItem, ItemPaper, Meeting
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission


@transaction.atomic
def add_item(*, meeting: Meeting, title: str, asked: str = "", by: Actor, on: date) -> AgendaItem:
    """Put something on the agenda that is about no one case."""
    return _add(run_ahead(meeting, by=by), None, title, asked, by=by)


@transaction.atomic
def add_case(*, meeting: Meeting, case: Case, title: str = "", asked: str = "", by: Actor, on: date) -> AgendaItem:
    """Put a case on the agenda: the item, and all that comes of it, is seen by those who see the case alone."""
    held = run_ahead(meeting, by=by)
    case = hold(case, by=by, to=Permission.HOLD_MEETING)
    refuse_names(case, held.title, held.place)
    if held.items.filter(case=case).exists():
        raise Refused(Refusal(_("This incident is on the agenda already."), "case"))
    return _add(held, case, title or case.reference, asked, by=by)


def _add(meeting: Meeting, case: Case | None, title: str, asked: str, *, by: Actor) -> AgendaItem:
    if meeting.held_on is not None:
        raise Refused(Refusal(_("This meeting was held. Put it on the agenda of the next one.")))
    if not title.strip():
        raise Refused(Refusal(_("Say what the item is."), "title"))
    recent = {"saved_by_id": by.person_id, "saved_at__gt": today.now() - PRESSED_TWICE, "version": 1}
    again = meeting.items.filter(case=case, title=title.strip()[:200], asked=asked.strip(), **recent).first()
    if again is not None:
        return again
    return AgendaItem.objects.create(
        meeting=meeting,
        case=case,
        number=_next_number(meeting),
        title=title.strip()[:200],
        asked=asked.strip(),
        saved_at=today.now(),
        saved_by_id=by.person_id,
    )


def _next_number(meeting: Meeting) -> int:
    """The next free number, those of items that the person does not see among the taken ones."""
    seen: int = meeting.items.aggregate(last=Max("number"))["last"] or 0
    return max([seen, *not_shown(meeting)]) + 1


def not_shown(meeting: Meeting) -> list[int]:
    """The numbers of the items that the acting person is not shown."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT items_not_shown(%s)", [meeting.pk])
        numbers: list[int] = cursor.fetchone()[0]
    return numbers


def refuse_unseen(meeting: Meeting) -> None:
    """Refuse what would be incomplete when done by somebody who is not shown every item."""
    if not_shown(meeting):
        raise Refused(
            Refusal(
                _("An item is not shown to you. Somebody else who runs the meetings of this partnership can do it.")
            )
        )


@transaction.atomic
def change_item(*, item: AgendaItem, title: str, asked: str, seen: int, by: Actor, on: date) -> AgendaItem:
    """Word an item anew. `seen` is the version that the page showed."""
    held = run_item(item, by=by)
    if held.version != seen:
        raise ChangedMeanwhile(Refusal(_("Somebody else changed this item. Read it again, then change it.")))
    if not title.strip():
        raise Refused(Refusal(_("Say what the item is."), "title"))
    held.title, held.asked, held.version = title.strip()[:200], asked.strip(), held.version + 1
    held.saved_at, held.saved_by_id = today.now(), by.person_id
    held.save(update_fields=["title", "asked", "version", "saved_at", "saved_by"])
    return held


@transaction.atomic
def take_off_item(*, item: AgendaItem, by: Actor, on: date) -> None:
    """Take an item off the agenda, while nothing is written under it."""
    held = run_item(item, by=by)
    if held.notes or held.decision or held.actions.exists() or held.interests.exists() or held.beside.exists():
        raise Refused(Refusal(_("Something is written under this item, so it stays on the agenda.")))
    if held.meeting.minutes.exists():
        raise Refused(Refusal(_("Minutes are drawn up already, so the item stays on the agenda.")))
    held.papers.all().delete()
    held.delete()


@transaction.atomic
def choose_item_papers(*, item: AgendaItem, papers: Iterable[Paper], by: Actor, on: date) -> list[ItemPaper]:
    """Let these papers of the case file be read for the item, and no other. One that is legally privileged never is."""
    held = run_item(item, by=by)
    if held.case is None:
        raise Refused(Refusal(_("This item is about no incident, so no papers belong to it."), "papers"))
    offered = {paper.pk for paper in papers_to_choose(held.case)}
    chosen = {paper.pk for paper in papers}
    if not chosen <= offered:
        raise Refused(Refusal(_("One of these papers cannot be read at a meeting. Choose again."), "papers"))
    held.papers.exclude(paper_id__in=chosen).delete()
    already = set(held.papers.values_list("paper_id", flat=True))
    return [
        ItemPaper.objects.create(
            meeting=held.meeting, item=held, case=held.case, paper_id=key, chosen_at=today.now(),
            chosen_by_id=by.person_id,
        )
        for key in sorted(chosen - already)
    ]  # fmt: skip


def papers_to_choose(case: Case) -> list[Paper]:
    """The papers of the case file that may be read at a meeting."""
    return [paper for paper in papers_offered(case) if not is_privileged(paper)]
