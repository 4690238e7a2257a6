"""The rapid review sent to the Panel: made into files of the case file once it is signed, then sent here, or recorded
as sent elsewhere with its proof. Nothing says "sent" before that. What comes back is `replying.py`'s."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.enclosing import freeze_paper
from safeguarding.cases.actions.holding import ChangedMeanwhile, hold
from safeguarding.cases.actions.papers import put_in_file
from safeguarding.cases.actions.proving import (
    FileCopy,
    SheetAsItStood,
    file_copy,
    minute_of,
    refuse_bad_proof,
    refuse_wrong_bodies,
    submission_row,
)
from safeguarding.cases.actions.recipients import write_about
from safeguarding.cases.actions.submission import RECEIVED_PATH, people_who_receive
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import record_event
from safeguarding.cases.markings import MAY_GO, OFFICIAL_SENSITIVE
from safeguarding.cases.models import Case, Paper, Submission
from safeguarding.cases.sending import bodies_owed_review
from safeguarding.documents.pdf import to_pdf
from safeguarding.documents.word import to_word
from safeguarding.messages.kinds import Kind
from safeguarding.people.models import Organisation
from safeguarding.reviews.actions.running import refuse_once_sent, refuse_unless_under_way
from safeguarding.reviews.models import ReviewReport
from safeguarding.reviews.report import frozen, review_document
from safeguarding.reviews.whole import WholeReview, whole_review
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission

RAPID_REVIEW = Submission.What.RAPID_REVIEW
DUTY = "eng-rapid-review"
LONGEST_REASON = 2_000


@transaction.atomic
def make_report(*, case: Case, seen: str, unsigned_reason: str = "", by: Actor, on: date) -> ReviewReport:
    """Make the rapid review, its decision and the reasons into a PDF and a Word file, filed in the case file with their
    fingerprints. `seen` is the fingerprint of the text that the person read.

    Not before every partner body has signed this text; but on the last day or after it, with the reason: the guidance
    wants it within its days, and what the Panel then reads says who had not signed, and why.
    """
    case = hold(case, by=by, to=Permission.SEND_REVIEW)
    refuse_unless_under_way(case)
    refuse_once_sent(case)
    whole = whole_review(case, on=on)
    refuse_unready(case, whole, unsigned_reason, on=on)
    if whole.fingerprint != seen:
        raise ChangedMeanwhile(Refusal(_("The text changed since you read it. No file was made: read it again.")))
    reason = "" if whole.is_signed_off else unsigned_reason.strip()
    document = review_document(whole, case, unsigned_reason=reason, on=on)
    return ReviewReport.objects.create(
        case=case,
        fingerprint=whole.fingerprint,
        signed=[one.body for one in whole.signed],
        unsigned=list(whole.unsigned),
        unsigned_reason=reason,
        pdf=_file(case, document.title, "pdf", to_pdf(document), by=by, on=on),
        word=_file(case, document.title, "docx", to_word(document), by=by, on=on),
        on=on,
        recorded_at=today.now(),
        recorded_by_id=by.person_id,
    )


@transaction.atomic
def send_review_here(*, case: Case, recipient: Organisation, seen: int, by: Actor, on: date) -> Submission:
    """Send the files to a body that receives here, with the text it reads on its page. `seen` is the key of the files
    that the person read: when they were made again, or the text changed since, nothing goes and `ChangedMeanwhile`
    says so."""
    case = hold(case, by=by, to=Permission.SEND_REVIEW)
    _refuse_wrong(case, recipient, receives_here=True)
    whole, report = _to_be_sent(case, seen, on=on)
    row = submission_row(
        case,
        recipient,
        RAPID_REVIEW,
        Submission.How.HERE,
        review_reference(case),
        today.now(),
        by.name,
        frozen(whole, report),
        None,
        by,
        on,
    )
    _sent(case, row, report, by=by, on=on)
    write_about(
        case,
        kind=Kind.REVIEW_SENT,
        what="review-sent-to-you",
        to=people_who_receive(recipient, on=on),
        key=f"received-{row.pk}",
        path=RECEIVED_PATH.format(reference=row.reference),
        by=by,
        on=on,
    )
    return row


@transaction.atomic
def record_review_sent(
    *,
    case: Case,
    recipient: Organisation,
    reference: str,
    sent_at: datetime,
    sender: str,
    copy: FileCopy | SheetAsItStood | None,
    seen: int,
    by: Actor,
    on: date,
) -> Submission:
    """Record that the files were sent elsewhere: when, by whom, under which reference, and the copy. `seen` is the key
    of the files that went; `SheetAsItStood` says that no copy came back and the PDF as it was made is what went."""
    case = hold(case, by=by, to=Permission.SEND_REVIEW)
    _refuse_wrong(case, recipient, receives_here=False)
    refuse_bad_proof(reference, sent_at, sender)
    whole, report = _to_be_sent(case, seen, on=on)
    if today.london(sent_at).date() < report.on:
        raise Refused(Refusal(_("This is before the day on which the files were made. Correct the date."), "sent_at"))
    went = {"reference": reference, "sent_at": sent_at, "sender": sender, "copy": copy}
    row = _recorded(case, recipient, whole, report, went, by=by, on=on)
    _sent(case, row, report, by=by, on=on)
    return row


def _recorded(
    case: Case,
    recipient: Organisation,
    whole: WholeReview,
    report: ReviewReport,
    went: dict[str, Any],
    *,
    by: Actor,
    on: date,
) -> Submission:
    copy, sent_at = went["copy"], went["sent_at"]
    if isinstance(copy, SheetAsItStood):
        proof = report.pdf
    else:
        proof = file_copy(case, copy, "", recipient, sent_at, to=Permission.SEND_REVIEW, by=by, on=on)
    return submission_row(
        case,
        recipient,
        RAPID_REVIEW,
        Submission.How.ELSEWHERE,
        went["reference"],
        sent_at,
        went["sender"],
        frozen(whole, report),
        proof,
        by,
        on,
    )


def latest_report(case: Case) -> ReviewReport | None:
    """The files that were made last."""
    return case.review_reports.select_related("pdf__file", "word__file", "recorded_by").order_by("pk").last()


def is_as_made(report: ReviewReport, whole: WholeReview) -> bool:
    """Whether the files say what the text and its sign-offs say now."""
    return (report.fingerprint, report.unsigned) == (whole.fingerprint, list(whole.unsigned))


def may_go_unsigned(case: Case, *, on: date) -> bool:
    """Whether the last day for sending has come: only then may it go before every partner body has signed."""
    due = case.dues.filter(duty=DUTY, met_on=None, stopped_on=None).order_by("started_on").last()
    return due is not None and due.due_on is not None and on >= due.due_on


def review_reference(case: Case) -> str:
    """Under which reference a body that receives here has the rapid review."""
    return f"{case.reference}-R"


def refuse_unready(case: Case, whole: WholeReview, unsigned_reason: str, *, on: date) -> None:
    """Decided and signed; or on the last day, with the reason why it goes unsigned."""
    if whole.decision is None:
        raise Refused(Refusal(_("Nothing is decided yet. Record the decision and its reasons first.")))
    if whole.is_signed_off:
        return
    names = ", ".join(whole.unsigned)
    if not may_go_unsigned(case, on=on):
        sentence = _("Not signed yet by {names}. Ask them to sign; on the last day it may go unsigned, with a reason.")
        raise Refused(Refusal(sentence.format(names=names)))
    if not unsigned_reason.strip():
        sentence = _("Not signed yet by {names}. Write why it goes all the same.").format(names=names)
        raise Refused(Refusal(sentence, "unsigned_reason"))
    if len(unsigned_reason) > LONGEST_REASON:
        sentence = _("The reason must be {longest} characters or fewer.").format(longest=f"{LONGEST_REASON:,}")
        raise Refused(Refusal(sentence, "unsigned_reason"))


def _to_be_sent(case: Case, seen: int, *, on: date) -> tuple[WholeReview, ReviewReport]:
    """The text and its files, where these are the files that the person read and still say what the text says."""
    whole, report = whole_review(case, on=on), latest_report(case)
    if report is None:
        raise Refused(Refusal(_("No files were made yet. Make them first, and read them.")))
    if report.pk != seen or not is_as_made(report, whole):
        raise ChangedMeanwhile(
            Refusal(_("The text, its sign-off or its files changed since. Nothing was sent: make the files again."))
        )
    return whole, report


def _refuse_wrong(case: Case, body: Organisation, *, receives_here: bool) -> None:
    bodies: Sequence[Organisation] = [body]
    refuse_wrong_bodies(bodies_owed_review(case), bodies, lambda one: one.review, receives_here=receives_here)


def _sent(case: Case, row: Submission, report: ReviewReport, *, by: Actor, on: date) -> None:
    """The files as they went; and once every body that is owed it has it, the fact and the dates."""
    for paper in (report.pdf, report.word):
        freeze_paper(row, paper)
    if any(one.review is None for one in bodies_owed_review(case)):
        return
    there = today.london(max(case.submissions.filter(what=RAPID_REVIEW).values_list("sent_at", flat=True)))
    record_event(case, "rapid_review_sent", on=there.date(), at=minute_of(there), reason=report.unsigned_reason, by=by)
    refresh_dues(case, by=by.person_id)


def _file(case: Case, title: str, ending: str, content: bytes, *, by: Actor, on: date) -> Paper:
    return put_in_file(
        case,
        name=f"{case.reference}.{ending}",
        stream=BytesIO(content),
        title=_("{title}, as {kind}").format(title=title, kind=_("PDF") if ending == "pdf" else _("Word file")),
        originator=str(case.partnership),
        marking=OFFICIAL_SENSITIVE,
        onward_sharing=MAY_GO,
        dated_on=on,
        kind=Paper.Kind.DOCUMENT,
        by=by,
        on=on,
    )
