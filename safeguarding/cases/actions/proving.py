"""Proof that something was sent to an outside body: the row of what went, the copy in the case file, and what a proof
must hold. Whoever sends (`submission.py`; of a rapid review, `reviews`) says what goes and when it may."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.actions.papers import file_paper
from safeguarding.cases.markings import OFFICIAL_SENSITIVE, ONLY_WITH_CONSENT
from safeguarding.cases.models import Case, Paper, Submission
from safeguarding.cases.sending import Outside
from safeguarding.look.languages import day
from safeguarding.people.models import Organisation
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission

LONGEST_REFERENCE = 60
LONGEST_SENDER = 160


@dataclass(frozen=True, slots=True)
class FileCopy:
    """A copy of what was sent: a screenshot, a PDF, the confirmation as an email."""

    name: str
    stream: BinaryIO


@dataclass(frozen=True, slots=True)
class SheetAsItStood:
    """Said by a person: the outside service gives no copy back, and the sheet as it stands now is what was typed
    into it. The sheet's own text is then filed as the copy."""


def submission_row(
    case: Case,
    recipient: Organisation,
    what: str,
    how: Submission.How,
    reference: str,
    sent_at: datetime,
    sender: str,
    content: dict[str, Any],
    copy: Paper | None,
    by: Actor,
    on: date,
) -> Submission:
    return Submission.objects.create(
        case=case,
        case_reference=case.reference,
        what=what,
        how=how,
        recipient=recipient,
        sent_from=case.authority or case.partnership,
        reference=reference.strip(),
        sent_at=sent_at,
        sender=sender.strip(),
        content=content,
        copy=copy,
        on=on,
        recorded_at=today.now(),
        recorded_by_id=by.person_id,
    )


def minute_of(there: datetime) -> time:
    return there.time().replace(second=0, microsecond=0)


def file_copy(
    case: Case,
    copy: FileCopy | SheetAsItStood | None,
    sheet: str,
    recipient: Organisation,
    sent_at: datetime,
    *,
    to: Permission = Permission.RECORD_SUBMISSION,
    by: Actor,
    on: date,
) -> Paper:
    """The proof that a person gave, as a paper of the case file; or the text that they say is what went."""
    if copy is None:
        raise Refused(
            Refusal(_("Choose the copy of what was sent, or say that the sheet as it stands is the copy."), "copy")
        )
    if isinstance(copy, SheetAsItStood):
        copy = FileCopy(_("{reference} as sent.txt").format(reference=case.reference), BytesIO(sheet.encode()))
    try:
        return file_paper(
            case=case,
            name=copy.name,
            stream=copy.stream,
            title=_("Copy of what was sent to {body}").format(body=recipient),
            originator=str(case.authority or case.partnership),
            marking=OFFICIAL_SENSITIVE,
            onward_sharing=ONLY_WITH_CONSENT,
            dated_on=today.london(sent_at).date(),
            kind=Paper.Kind.COPY,
            to=to,
            by=by,
            on=on,
        )
    except Refused as refused:
        raise Refused(Refusal(refused.refusal.sentence, "copy")) from None


def _wrong_way(body: Organisation) -> str:
    if body.receives_here:
        return _("{body} receives here. Send it from here.").format(body=body)
    return _("{body} receives elsewhere. Send it there, and record that here.").format(body=body)


def refuse_bad_proof(reference: str, sent_at: datetime, sender: str) -> None:
    if not reference.strip():
        raise Refused(Refusal(_("Enter the reference that came back from the service."), "reference"))
    if len(reference.strip()) > LONGEST_REFERENCE:
        raise Refused(
            Refusal(
                _("The reference must be {longest_reference} characters or fewer.").format(
                    longest_reference=LONGEST_REFERENCE
                ),
                "reference",
            )
        )
    if not sender.strip():
        raise Refused(Refusal(_("Enter who sent it."), "sender"))
    if len(sender.strip()) > LONGEST_SENDER:
        raise Refused(
            Refusal(
                _("The name of the sender must be {longest_sender} characters or fewer.").format(
                    longest_sender=LONGEST_SENDER
                ),
                "sender",
            )
        )
    if sent_at > today.now():
        raise Refused(Refusal(_("This moment lies ahead. Enter when it was sent."), "sent_at"))


def refuse_wrong_bodies(
    known: Sequence[Outside],
    bodies: Sequence[Organisation],
    had: Callable[[Outside], Submission | None],
    *,
    receives_here: bool,
) -> None:
    """Not to a body that is not owed it, nor twice (`ChangedMeanwhile`), nor the wrong way. `had` is what a body has
    of it already."""
    by_code = {one.code: one for one in known}
    for body in bodies:
        one = by_code.get(body.code)
        if one is None or one.body is None:
            raise Refused(
                Refusal(_("{body} is not owed this. Choose one of the bodies listed.").format(body=body), "recipient")
            )
        before = had(one)
        if before is not None:
            raise ChangedMeanwhile(Refusal(_sent_before(before, body), "reference"))
        if body.receives_here != receives_here:
            raise Refused(Refusal(_wrong_way(body), "recipient"))


def _sent_before(before: Submission, body: Organisation) -> str:
    moment = today.london(before.sent_at)
    return _(
        "{recorded_by} has recorded already that {body} was sent this on {moment}, reference "
        "{reference}. What you entered is kept beside it."
    ).format(
        recorded_by=before.recorded_by,
        body=body,
        moment=_("{day} at {time}").format(day=day(moment), time=f"{moment:%H:%M}"),
        reference=before.reference,
    )
