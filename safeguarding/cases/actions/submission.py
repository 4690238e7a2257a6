"""Sent, and proved sent: recorded for a body that receives elsewhere, sent at once to one that receives here. Nothing
says "notified" before one of these. Which bodies, and what goes to them, is `cases/sending.py`'s."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.enclosing import freeze_papers
from safeguarding.cases.actions.holding import ChangedMeanwhile, hold
from safeguarding.cases.actions.proving import (
    FileCopy,
    SheetAsItStood,
    file_copy,
    minute_of,
    refuse_bad_proof,
    refuse_wrong_bodies,
    submission_row,
)
from safeguarding.cases.actions.recipients import holders_at, write_about
from safeguarding.cases.answers import awareness
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import record_event
from safeguarding.cases.models import Case, Decision, Question, SheetTick, Submission
from safeguarding.cases.sending import (
    fields_of,
    fingerprint,
    frozen,
    missing_from,
    outside_bodies,
    sheet_as_text,
    whole_notification,
)
from safeguarding.look.languages import day
from safeguarding.messages.kinds import Kind
from safeguarding.people.models import Organisation, Person
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission, Reach, Role

RECEIVED_PATH = "/received/{reference}/"
NOTIFICATION, WITHDRAWAL = Submission.What.NOTIFICATION, Submission.What.WITHDRAWAL


@transaction.atomic
def record_submission(
    *,
    case: Case,
    recipient: Organisation,
    reference: str,
    sent_at: datetime,
    sender: str,
    copy: FileCopy | SheetAsItStood | None,
    also: Sequence[Organisation] = (),
    reason: str = "",
    by: Actor,
    on: date,
) -> Submission:
    """Record that the notification was sent elsewhere: when, by whom, under which reference, and the copy. `also` are
    bodies that the same sending reached, because the service passes it on.

    Not before the decision to notify, nor twice (`ChangedMeanwhile` for the second). `reason` explains a moment before
    the decision or before the authority knew. The duty is met once every body it is owed to has it. The papers chosen
    to go with it are frozen with the record: it says that they went.
    """
    case = hold(case, by=by, to=Permission.RECORD_SUBMISSION)
    reached = [recipient, *(body for body in also if body.pk != recipient.pk)]
    decision = _refuse_unless_to_be_notified(case)
    _refuse_unknown_or_twice(case, reached, NOTIFICATION, receives_here=False)
    refuse_bad_proof(reference, sent_at, sender)
    _refuse_too_early(case, decision, sent_at, reason)
    whole = whole_notification(case, on=on)
    paper = file_copy(case, copy, sheet_as_text(case, whole), recipient, sent_at, by=by, on=on)
    content = {**frozen(whole), "decision": decision.number, "reason": reason.strip()}
    rows = [
        submission_row(
            case, body, NOTIFICATION, Submission.How.ELSEWHERE, reference, sent_at, sender, content, paper, by, on
        )
        for body in reached
    ]
    for row in rows:
        freeze_papers(row, whole.enclosed)
    _notified(case, rows[0], reason, by=by, on=on)
    return rows[0]


@transaction.atomic
def submit_here(*, case: Case, recipient: Organisation, seen: str, by: Actor, on: date) -> Submission:
    """Send the notification to a body that receives here. `seen` is the fingerprint of the preview that the person
    read: when an answer, a chosen paper or its file changed since, nothing goes and `ChangedMeanwhile` says so."""
    case = hold(case, by=by, to=Permission.RECORD_SUBMISSION)
    decision = _refuse_unless_to_be_notified(case)
    _refuse_unknown_or_twice(case, [recipient], NOTIFICATION, receives_here=True)
    whole = whole_notification(case, on=on)
    if missing := missing_from(whole):
        raise Refused(
            Refusal(
                _("Not complete yet: {sentence}. The check page lists everything.").format(
                    sentence=missing[0].sentence
                ),
                "missing",
            )
        )
    if fingerprint(frozen(whole)) != seen:
        raise ChangedMeanwhile(Refusal(_("An answer changed since you read this. Nothing was sent: read it again.")))
    content = {**frozen(whole), "decision": decision.number, "reason": ""}
    row = submission_row(
        case,
        recipient,
        NOTIFICATION,
        Submission.How.HERE,
        notification_reference(case),
        today.now(),
        by.name,
        content,
        None,
        by,
        on,
    )
    freeze_papers(row, whole.enclosed)
    _notified(case, row, "", by=by, on=on)
    tell_receiver(row, case, kind=Kind.SUBMITTED, said="sent-to-you", by=by, on=on)
    return row


@transaction.atomic
def record_withdrawal_sent(
    *,
    case: Case,
    recipient: Organisation,
    reference: str,
    sent_at: datetime,
    sender: str,
    copy: FileCopy | SheetAsItStood | None,
    by: Actor,
    on: date,
) -> Submission:
    """Record that a body which receives elsewhere was sent the withdrawal. A body that receives here is sent it by the
    withdrawal itself."""
    case = hold(case, by=by, to=Permission.RECORD_SUBMISSION)
    decision = case.decisions.filter(question=Question.WITHDRAW).order_by("number").last()
    if decision is None or decision.outcome != Decision.Outcome.WITHDRAW:
        raise Refused(Refusal(_("The notification was not withdrawn, so no withdrawal was sent.")))
    _refuse_unknown_or_twice(case, [recipient], WITHDRAWAL, receives_here=False)
    refuse_bad_proof(reference, sent_at, sender)
    if today.london(sent_at).date() < decision.on:
        raise Refused(Refusal(_("This is before the day of the withdrawal. Correct the date."), "sent_at"))
    content = withdrawal_content(case, decision)
    text = f"{case.reference}\n{content['title']}\n\n{decision.reasons}\n"
    paper = file_copy(case, copy, text, recipient, sent_at, by=by, on=on)
    return submission_row(
        case, recipient, WITHDRAWAL, Submission.How.ELSEWHERE, reference, sent_at, sender, content, paper, by, on
    )


def send_withdrawal_here(case: Case, decision: Decision, recipient: Organisation, *, by: Actor, on: date) -> Submission:
    """Part of the withdrawal: the body that receives here has it at once."""
    row = submission_row(
        case,
        recipient,
        WITHDRAWAL,
        Submission.How.HERE,
        f"{case.reference}-W",
        today.now(),
        by.name,
        withdrawal_content(case, decision),
        None,
        by,
        on,
    )
    tell_receiver(row, case, kind=Kind.WITHDRAWN, said="notification-withdrawn", by=by, on=on)
    return row


@transaction.atomic
def tick_fields(*, case: Case, entered: Iterable[str], shown_ticked: Iterable[str], by: Actor, on: date) -> int:
    """Keep which fields of the sheet were entered in the outside service; how many are now. `shown_ticked` are those
    that the page showed ticked: a tick that somebody else set meanwhile is not taken away."""
    case = hold(case, by=by, to=Permission.NOTIFY)
    fields = {field.key for field in fields_of(whole_notification(case, on=on)) if field.text}
    wanted, was = set(entered) & fields, set(shown_ticked)
    ticked = {tick.field: tick for tick in case.sheet_ticks.all()}
    for key in sorted(wanted - ticked.keys()):
        SheetTick.objects.create(case=case, field=key, ticked_at=today.now(), ticked_by_id=by.person_id)
    gone = [
        key for key, tick in ticked.items() if key not in wanted and (key in was or tick.ticked_by_id == by.person_id)
    ]
    SheetTick.objects.filter(case=case, field__in=gone).delete()
    return case.sheet_ticks.filter(field__in=fields).count()


def withdrawal_content(case: Case, decision: Decision) -> dict[str, Any]:
    """What goes to a body that had the notification, once it is withdrawn: the reasons, and what it is about."""
    rows = [
        {"label": _("Reference here"), "text": case.reference},
        {"label": _("Decided on"), "text": day(decision.on)},
        {"label": _("Why the criteria were never met"), "text": decision.reasons},
    ]
    title = _("Withdrawal of a notification: the criteria were never met")
    return {"title": title, "decision": decision.number, "sections": [{"title": title, "child": None, "rows": rows}]}


def notification_reference(case: Case) -> str:
    """Under which reference a body that receives here has the notification."""
    return f"{case.reference}-N"


def people_who_receive(body: Organisation, *, on: date) -> list[Person]:
    """Who at a body that receives here is written to."""
    return holders_at([body], Role.NATIONAL, on=on)


def latest_decision(case: Case) -> Decision | None:
    """The decision whether to notify that stands."""
    return case.decisions.filter(question=Question.NOTIFY).order_by("number").last()


def tell_receiver(row: Submission, case: Case, *, kind: Kind, said: str, by: Actor, on: date) -> None:
    """Write to the body's people: a reference and a link to what was sent, nothing else."""
    write_about(
        case,
        kind=kind,
        what=said,
        to=people_who_receive(row.recipient, on=on),
        key=f"received-{row.pk}",
        path=RECEIVED_PATH.format(reference=row.reference),
        by=by,
        on=on,
    )


def who_is_told(case: Case, *, on: date) -> list[Person]:
    """Everybody of the area whose part this is: partner bodies' holders, managers, notifiers, the lead."""
    bodies = case.parties.on(on).filter(reach=Reach.PARTNER).values_list("organisation_id", flat=True)
    people = [*holders_at(bodies, Role.PARTNER, on=on), *holders_at([case.partnership_id], Role.MANAGER, on=on)]
    if case.authority_id is not None:
        people += holders_at([case.authority_id], Role.NOTIFIER, on=on)
    if case.lead is not None and case.lead.is_active:
        people.append(case.lead)
    return list({person.pk: person for person in people}.values())


def _notified(case: Case, row: Submission, reason: str, *, by: Actor, on: date) -> None:
    """Once every body that is owed the notification has it, the fact, the dates and the messages follow."""
    waiting = [one for one in outside_bodies(case) if one.notification is None]
    if waiting:
        return
    there = today.london(max(case.submissions.filter(what=NOTIFICATION).values_list("sent_at", flat=True)))
    record_event(case, "notification_submitted", on=there.date(), at=minute_of(there), reason=reason.strip(), by=by)
    record_event(case, "reference_received", on=there.date(), by=by)
    refresh_dues(case, by=by.person_id)
    write_about(
        case,
        kind=Kind.TOLD,
        what="notified",
        to=who_is_told(case, on=on),
        key=f"sent-{row.pk}",
        named_on=there.date(),
        by=by,
        on=on,
    )


def _refuse_unless_to_be_notified(case: Case) -> Decision:
    decision = latest_decision(case)
    if decision is None or decision.outcome != Decision.Outcome.NOTIFY:
        raise Refused(Refusal(_("It is not decided to notify this incident. Record that decision first.")))
    return decision


def _refuse_unknown_or_twice(case: Case, bodies: Sequence[Organisation], what: str, *, receives_here: bool) -> None:
    known = outside_bodies(case)
    if what == NOTIFICATION:
        return refuse_wrong_bodies(known, bodies, lambda one: one.notification, receives_here=receives_here)
    refuse_wrong_bodies(known, bodies, lambda one: one.withdrawal, receives_here=receives_here)
    had = {one.code for one in known if one.notification is not None}
    for body in bodies:
        if body.code not in had:
            sentence = _("{body} never had the notification, so it needs no withdrawal.").format(body=body)
            raise Refused(Refusal(sentence, "recipient"))
    return None


def _refuse_too_early(case: Case, decision: Decision, sent_at: datetime, reason: str) -> None:
    sent, known = today.london(sent_at), awareness(case)
    if reason.strip():
        return
    if known is not None and _is_before(sent, known.on, known.at):
        raise Refused(
            Refusal(
                _("This is before the authority knew of the incident. Correct the date, or write the reason."), "reason"
            )
        )
    if sent.date() < decision.on:
        raise Refused(
            Refusal(_("This is before the decision to notify. Correct the date, or write the reason."), "reason")
        )


def _is_before(sent: datetime, on: date, at: time | None) -> bool:
    return sent.date() < on or (at is not None and sent.date() == on and minute_of(sent) < at)
