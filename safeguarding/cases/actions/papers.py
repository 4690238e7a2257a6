"""Filing a paper in the case file: checked and sealed by `files`, numbered here, with where it came from, how it is
marked and on what condition it may be passed on. Letters made here are `letters.py`'s."""

from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import IO

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import hold
from safeguarding.cases.models import Case, Paper
from safeguarding.files.actions import keep
from safeguarding.files.mail_messages import MailMessage, read_message
from safeguarding.files.models import StoredFile
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission

MAIL = frozenset({"eml", "msg"})
PRESSED_TWICE = timedelta(minutes=2)
"""The same file again from the same person within this time is the same press."""
PICTURES = frozenset({"png", "jpeg", "heic", "tiff"})


@transaction.atomic
def file_paper(
    *,
    case: Case,
    name: str,
    stream: IO[bytes],
    by: Actor,
    on: date,
    title: str = "",
    originator: str = "",
    marking: str,
    onward_sharing: str,
    dated_on: date | None = None,
    is_covered: bool = False,
    kind: Paper.Kind = Paper.Kind.DOCUMENT,
    to: Permission = Permission.KEEP_PAPERS,
) -> Paper:
    """Keep a file and give it the next number in the case file; all of it or nothing. An email is filed as it was
    sent: it says itself who wrote it, when and about what, where the person did not. A picture is always covered.
    `stream` can seek; `to` is the permission that the doing needs, when another verb files a paper of its own."""
    return put_in_file(
        hold(case, by=by, to=to),
        name=name,
        stream=stream,
        title=title,
        originator=originator,
        marking=marking,
        onward_sharing=onward_sharing,
        dated_on=dated_on,
        is_covered=is_covered,
        kind=kind,
        by=by,
        on=on,
    )


def put_in_file(
    case: Case,
    *,
    name: str,
    stream: IO[bytes],
    title: str,
    originator: str,
    marking: str,
    onward_sharing: str,
    dated_on: date | None,
    is_covered: bool = False,
    kind: Paper.Kind,
    by: Actor,
    on: date,
) -> Paper:
    """Part of a verb that holds the case and has asked whether the person may: the file, kept and numbered."""
    _refuse_without_origin(marking, onward_sharing)
    if dated_on is not None and dated_on > on:
        raise Refused(Refusal(_("The day of the paper lies ahead. Correct it."), "dated_on"))
    pressed_before = _filed_a_moment_ago(case, stream, title, kind, by=by)
    if pressed_before is not None:
        return pressed_before
    stored = keep(case_id=case.pk, name=name, stream=stream, by=by, on=on)
    if isinstance(stored, Refusal):
        raise Refused(Refusal(stored.sentence, "file"))
    mail = _read(stored, stream) if stored.kind in MAIL else None
    title = title.strip() or (mail.subject if mail else "") or stored.name
    originator = originator.strip() or (mail.sender if mail else "")
    if not originator:
        raise Refused(Refusal(_("Enter who wrote it or sent it to you."), "originator"))
    last = case.papers.aggregate(last=Max("number"))["last"] or 0
    return Paper.objects.create(
        case=case,
        number=last + 1,
        file=stored,
        kind=Paper.Kind.EMAIL if mail and kind == Paper.Kind.DOCUMENT else kind,
        title=title[:200],
        originator=originator[:200],
        marking=marking.strip()[:60],
        onward_sharing=onward_sharing.strip()[:300],
        dated_on=dated_on or (_day_sent(mail, on) if mail else None),
        is_covered=is_covered or stored.kind in PICTURES,
        about_mail=mail.as_json() if mail else None,
        filed_at=today.now(),
        filed_by_id=by.person_id,
    )


def _refuse_without_origin(marking: str, onward_sharing: str) -> None:
    if not marking.strip():
        raise Refused(Refusal(_("Choose how the paper is marked."), "marking"))
    if not onward_sharing.strip():
        raise Refused(Refusal(_("Say on what condition it may be passed on."), "onward_sharing"))


def _filed_a_moment_ago(case: Case, stream: IO[bytes], title: str, kind: str, *, by: Actor) -> Paper | None:
    """The paper that this very press, sent before, has filed: the same bytes under the same title, from the same
    person. A paper is never taken away, so one filed twice would stay. A copy of what was sent is a proof each time."""
    if kind == Paper.Kind.COPY:
        return None
    fingerprint = sha256()
    stream.seek(0)
    while piece := stream.read(1024 * 1024):
        fingerprint.update(piece)
    stream.seek(0)
    same = case.papers.filter(
        file__sha256=fingerprint.hexdigest(), filed_by_id=by.person_id, filed_at__gt=today.now() - PRESSED_TWICE
    )
    return (same.filter(title=title.strip()[:200]) if title.strip() else same).first()


def _read(stored: StoredFile, stream: IO[bytes]) -> MailMessage:
    mail = read_message(stored.name, stream, stored.size)
    if isinstance(mail, Refusal):
        raise Refused(Refusal(mail.sentence, "file"))
    return mail


def _day_sent(mail: MailMessage, on: date) -> date | None:
    """The London day on which it says it was sent; none where the sender's clock was ahead of ours."""
    sent: datetime | None = mail.sent_at
    if sent is None:
        return None
    day = today.london(sent).date() if sent.tzinfo else sent.date()
    return day if day <= on else None
