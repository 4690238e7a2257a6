"""What minutes say: the copy that is made of the room and of each item, and the document that a person may read of it.
Drawing up, sending and agreeing are `actions/minutes.py`'s."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safeguarding import today
from safeguarding.documents.contents import Block, Document, Facts, Paragraphs, Part, Points, Table
from safeguarding.look.languages import day
from safeguarding.meetings.enough import Enough
from safeguarding.meetings.models import AgendaItem, Attendance, Meeting, Minutes, MinutesEntry, MinutesPart, Reply


def room_of(meeting: Meeting, present: Iterable[Attendance], counted: Enough) -> dict[str, Any]:
    """Who was there and for which body, who sent apologies, and whether it was enough, as it is kept."""
    return {
        "title": meeting.title,
        "kind": meeting.kind,
        "on": meeting.on.isoformat(),
        "starts_at": f"{meeting.starts_at:%H:%M}",
        "place": meeting.place,
        "present": [
            {
                "name": one.name,
                "body": str(one.body or ""),
                "came_at": _moment(one.came_at),
                "left_at": _moment(one.left_at),
            }
            for one in present
        ],
        "apologies": apologies(meeting),
        "here": [str(body) for body in counted.here],
        "missing": [str(body) for body in counted.missing],
        "was_enough": counted.is_enough,
    }


def apologies(meeting: Meeting) -> list[str]:
    """Who sent apologies, by their latest answer."""
    latest: dict[int, Reply] = {}
    for reply in meeting.replies.select_related("invitation").order_by("id"):
        latest[reply.invitation_id] = reply
    return [one.invitation.name for one in latest.values() if one.answer != Reply.Answer.COMING]


def content_of(item: AgendaItem) -> dict[str, Any]:
    """What is kept of an item."""
    return {
        "asked": item.asked,
        "notes": item.notes,
        "decision": item.decision,
        "actions": [
            {
                "what": one.what,
                "lead_body": str(one.lead_body or ""),
                "lead_person": one.lead_person,
                "by_when": one.by_when.isoformat() if one.by_when else "",
            }
            for one in item.actions.all()
            if one.taken_back_at is None
        ],
        "interests": [
            {
                "name": one.attendance.name,
                "what": one.what,
                "out_at": _moment(one.out_at),
                "in_at": _moment(one.in_at),
            }
            for one in item.interests.all()
        ],
    }


def document_of(
    minutes: Minutes, parts: Iterable[MinutesPart], entries: Iterable[MinutesEntry], *, hidden: int
) -> Document:
    """The minutes as a document, with the parts that the reader sees; of the others only how many there are."""
    entries = list(entries)
    return Document(
        title=_("Minutes: {title}").format(title=minutes.room["title"]),
        reference=minutes.meeting.reference,
        made_on=minutes.on,
        made_by=minutes.recorded_by.name,
        parts=(
            _room(minutes, entries),
            *(_item(part, entries) for part in parts),
            *((_hidden(hidden),) if hidden else ()),
        ),
    )


def _room(minutes: Minutes, entries: list[MinutesEntry]) -> Part:
    room = minutes.room
    facts = [
        (_("Day"), day(date.fromisoformat(room["on"]))),
        (_("Beginning"), room["starts_at"]),
        (_("Place"), room["place"] or _("online")),
        (_("Enough bodies"), _("Yes") if room["was_enough"] else _("No")),
        (_("Apologies"), ", ".join(room["apologies"]) or _("None")),
        (_("Status"), _status(entries)),
    ]
    present = tuple((one["name"], one["body"] or "–", one["came_at"], one["left_at"] or "–") for one in room["present"])
    head = (_("Name"), _("For"), _("Came"), _("Left"))
    blocks: tuple[Block, ...] = (Facts(tuple(facts)), Table(_("Who was there"), head, present))
    return Part(_("The meeting"), (*blocks, *_corrections(entries, None)))


def _status(entries: list[MinutesEntry]) -> str:
    agreed = next((one for one in entries if one.what == MinutesEntry.What.AGREED), None)
    if agreed is not None:
        return _("Agreed on {day}").format(day=day(agreed.on))
    is_sent = any(one.what == MinutesEntry.What.SENT for one in entries)
    return _("Sent, not agreed yet") if is_sent else _("Draft")


def _item(part: MinutesPart, entries: list[MinutesEntry]) -> Part:
    said, blocks = part.content, list[Block]()
    for heading, text in ((_("What is asked"), said["asked"]), (_("Notes"), said["notes"])):
        if text:
            blocks += [Facts(((heading, text),))] if "\n\n" not in text else [Paragraphs(f"{heading}\n\n{text}")]
    if said["interests"]:
        blocks.append(Points(tuple(_out(one) for one in said["interests"])))
    blocks.append(Facts(((_("Decision"), said["decision"] or _("None")),)))
    if said["actions"]:
        rows = tuple(_action(one) for one in said["actions"])
        head = (_("What is to be done"), _("Body that leads"), _("Who there"), _("By"))
        blocks.append(Table(_("Actions"), head, rows))
    return Part(f"{part.number}. {part.title}", (*blocks, *_corrections(entries, part.item_id)))


def _out(one: dict[str, str]) -> str:
    if one["in_at"]:
        return _("{name} declared an interest ({what}) and was out from {out_at} to {in_at}.").format(**one)
    return _("{name} declared an interest ({what}) and was out from {out_at}.").format(**one)


def _action(one: dict[str, str]) -> tuple[str, ...]:
    by_when = day(date.fromisoformat(one["by_when"])) if one["by_when"] else "–"
    return (one["what"], one["lead_body"] or "–", one["lead_person"] or "–", by_when)


def _corrections(entries: list[MinutesEntry], item: int | None) -> tuple[Block, ...]:
    corrected = [one for one in entries if one.what == MinutesEntry.What.CORRECTED and one.item_id == item]
    return tuple(Facts(((_("Corrected on {day}").format(day=day(one.on)), one.text),)) for one in corrected)


def _hidden(count: int) -> Part:
    return Part(_("Not shown"), (Paragraphs(not_shown_in_words(count)),))


def not_shown_in_words(count: int) -> str:
    """How many items somebody is not shown."""
    return ngettext("An item is not shown to you.", "{count} items are not shown to you.", count).format(count=count)


def _moment(at: datetime | None) -> str:
    return f"{today.london(at):%H:%M}" if at else ""
