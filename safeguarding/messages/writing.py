"""Writing a message: a row in the caller's own transaction, under a key that lets it be written only once, and the
job that will send it. What is refused as a recipient is in `recipients.py`; sending is in `sending.py`."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.messages.addresses import Address, address_of
from safeguarding.messages.hours import wait_for
from safeguarding.messages.kinds import ABOUT, Kind
from safeguarding.messages.letters import Letter, letter
from safeguarding.messages.lines import Line, NotALine
from safeguarding.messages.models import Message
from safeguarding.messages.recipients import is_kept_out, refusal_of
from safeguarding.messages.tasks import defer_sending
from safeguarding.people.models import Person
from safeguarding.rules.refusal import Refusal, Refused

_INSERT = """
INSERT INTO outbox_message
    (key, kind, case_id, recipient_id, to_name, to_address, language, lines, written_on, written_at, written_by_id)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s, %s, %s)
ON CONFLICT (key) DO NOTHING RETURNING id
"""


def write(
    *,
    kind: Kind,
    key: str,
    to: Person | Address,
    case_id: int | None = None,
    lines: Sequence[Line] = (),
    by: Actor | None,
    on: date,
    is_confirmed: bool = False,
) -> Message | None:
    """Write a message and the job that sends it, both with the caller's transaction, which acts as somebody.

    None when nothing was written: a message of this key exists already, or the recipient is kept out of the case.
    `by` is None where the clock writes. Raises `Refused` for a recipient without a part in the case, unless a
    person has confirmed the address; and `NotALine` for a line that is not of this kind.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(
            "A message is written in the transaction of what it tells of: call write() inside acting_as()."
        )
    if by is None and not isinstance(to, Person):
        raise ValueError("What the clock writes goes to a person who signs in: give a Person, or say who writes.")
    _only_its_sentences(kind, lines)
    if is_kept_out(to, case_id=case_id):
        return None
    refusal = refusal_of(to, case_id=case_id, on=on, is_confirmed=is_confirmed)
    if refusal is not None:
        raise Refused(refusal)
    return _insert(kind=kind, key=key, to=to, case_id=case_id, lines=lines, by=by, on=on)


def _insert(
    *,
    kind: Kind,
    key: str,
    to: Person | Address,
    case_id: int | None,
    lines: Sequence[Line],
    by: Actor | None,
    on: date,
) -> Message | None:
    address, now = address_of(to), today.now()
    values = (
        key,
        kind.value,
        case_id,
        to.pk if isinstance(to, Person) else None,
        address.name,
        address.email,
        address.language,
        json.dumps([line.as_kept() for line in lines]),
        on,
        now,
        by.person_id if by else None,
    )
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, values)
        row = cursor.fetchone()
    if row is None:
        return None
    defer_sending(row[0], wait=wait_for(kind, now))
    return Message.objects.get(pk=row[0])


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be sent, to whom, and why not, if so: shown before a person sends anything."""

    to: Address
    letter: Letter
    refusal: Refusal | None


def preview(
    *, kind: Kind, to: Person | Address, case_id: int | None = None, lines: Sequence[Line] = (), on: date
) -> Preview:
    """The message as it would go out, with the check of its recipient. Writes nothing."""
    _only_its_sentences(kind, lines)
    address = address_of(to)
    return Preview(
        to=address,
        letter=letter(kind=kind, to_name=address.name, lines=lines, language=address.language),
        refusal=refusal_of(to, case_id=case_id, on=on),
    )


def _only_its_sentences(kind: Kind, lines: Sequence[Line]) -> None:
    for line in lines:
        if line.what not in ABOUT[kind].sentences:
            raise NotALine(
                f"A message of kind {kind} does not say {line.what!r}; it says {', '.join(ABOUT[kind].sentences)}."
            )
