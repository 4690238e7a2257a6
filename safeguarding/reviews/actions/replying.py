"""The Panel's reply to a rapid review: written here by its own people, or recorded from a letter that came in another
way. What it asks for is answered in `asks.py`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import IO

from django.db import connection, transaction
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor, acting_as
from safeguarding.cases.actions.holding import ChangedMeanwhile, hold
from safeguarding.cases.actions.papers import put_in_file
from safeguarding.cases.actions.proving import FileCopy
from safeguarding.cases.actions.receiving import received_as
from safeguarding.cases.actions.recipients import who_run, write_about
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import procedure_of, record_event
from safeguarding.cases.markings import OFFICIAL_SENSITIVE, ONLY_WITH_CONSENT
from safeguarding.cases.models import Case, Paper, Receipt, Submission
from safeguarding.documents.contents import Document, Paragraphs, Part
from safeguarding.documents.pdf import to_pdf
from safeguarding.look.languages import day, spoken
from safeguarding.messages.kinds import Kind
from safeguarding.people.models import Person
from safeguarding.reviews.models import PanelAsk, PanelReply
from safeguarding.reviews.report import LANGUAGES
from safeguarding.rules.entries import Option
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission

OF_REPLY, REQUESTED = "panel-reply", "panel_request_received"
RAPID_REVIEW = Submission.What.RAPID_REVIEW
REPLY_PATH = "/cases/{reference}/rapid-review/reply/"
LONGEST_TEXT, LONGEST_ASK, MOST_ASKS = 20_000, 2_000, 20


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a reply asks for, and by when it is wanted."""

    what: str
    wanted_by: date | None = None


@transaction.atomic
def record_reply(
    *,
    case: Case,
    submission: Submission,
    options: Sequence[str],
    letter: FileCopy | None,
    dated_on: date,
    asks: Sequence[Asked] = (),
    seen: int,
    by: Actor,
    on: date,
) -> PanelReply:
    """File the letter with which a body replied, and what it says. `seen` is how many replies the page showed:
    `ChangedMeanwhile` when somebody recorded one since."""
    case = hold(case, by=by, to=Permission.SEND_REVIEW)
    if submission.case_id != case.pk or submission.what != RAPID_REVIEW:
        raise Refused(Refusal(_("The rapid review was not sent to this body.")))
    if letter is None:
        raise Refused(Refusal(_("Choose the file of the letter."), "letter"))
    _refuse_bad(case, submission, options, "", dated_on, asks, on=on)
    _refuse_unseen(submission, seen)
    paper = _file(case, submission, letter.name, letter.stream, dated_on, by=by, on=on)
    reply = _reply(submission, PanelReply.How.ELSEWHERE, options, "", paper, dated_on, _asks(asks), seen, by=by, on=on)
    follows(case, reply, by=by)
    return reply


@transaction.atomic
def reply_here(
    *,
    submission: Submission,
    options: Sequence[str],
    text: str,
    letter: FileCopy | None = None,
    asks: Sequence[Asked] = (),
    seen: int,
    by: Actor,
    on: date,
) -> PanelReply:
    """Reply to what was sent here, with the text of a letter or its file. The letter is filed in the case, what is
    asked for is to be answered there, its dates follow, and whoever runs it is told.

    The person does not see the case. The reply is their own act; what follows from it in the case is written in the
    place of somebody who sees it, whom the database names, and says by whom the reply was.
    """
    if not by.may(Permission.READ_RECEIVED) or received_as(by, submission.reference) != submission:
        raise Refused(Refusal(_("This was not sent to a body for which you receive.")))
    if submission.what != RAPID_REVIEW:
        raise Refused(Refusal(_("Only a rapid review is replied to here. Acknowledge what else was sent.")))
    if letter is None and not text.strip():
        raise Refused(Refusal(_("Write the letter, or choose its file."), "text"))
    asked = _asks(asks)
    steward = _steward(submission, on=on)
    with acting_as(steward):
        case = Case.objects.select_for_update(of=("self",)).select_related("lead").get(pk=submission.case_id)
        _refuse_bad(case, submission, options, text, on, asks, on=on)
        _refuse_unseen(submission, seen)
        name, stream = (letter.name, letter.stream) if letter else (f"{submission.reference}.pdf", None)
        paper = _file(case, submission, name, stream or _as_pdf(submission, text, on), on, by=by, on=on)
    reply = _reply(submission, PanelReply.How.HERE, options, text, paper, on, asked, seen, by=by, on=on)
    _has_it(submission, by=by)
    with acting_as(steward):
        follows(case, reply, by=by)
        write_about(
            case, kind=Kind.REPLY_RECEIVED, what="reply-waits", to=_who_is_told(case, on=on), key=f"reply-{reply.pk}",
            path=REPLY_PATH.format(reference=case.reference), by=by, on=on,
        )  # fmt: skip
    return reply


def _has_it(submission: Submission, *, by: Actor) -> None:
    """Who replies has what was sent: it waits for no acknowledgement any more. The reply tells the sender."""
    Receipt.objects.get_or_create(
        submission=submission,
        defaults={
            "case_id": submission.case_id,
            "recipient_id": submission.recipient_id,
            "acknowledged_at": today.now(),
            "acknowledged_by_id": by.person_id,
        },
    )


def told_of_reply(submission: Submission, *, on: date) -> list[Person]:
    """Who is written to when a reply is sent: the receiver does not see the case, so somebody in it is asked."""
    with acting_as(_steward(submission, on=on)):
        return _who_is_told(Case.objects.select_related("lead").get(pk=submission.case_id), on=on)


def replies_to(submission: Submission) -> list[PanelReply]:
    """What was replied so far, the first first, with what each asks for; as far as the person sees it."""
    replies = submission.replies.select_related("recorded_by", "recipient")
    return list(replies.prefetch_related("asks__answer").order_by("number"))


def reply_options(case_procedure: tuple[Option, ...]) -> list[Option]:
    """What a reply may say, in the order of the law. Several may apply."""
    return [option for option in case_procedure if option.of == OF_REPLY]


def follows(case: Case, reply: PanelReply, *, by: Actor) -> None:
    """Part of a reply: the events and the dates that follow. What is asked on one day is owed once."""
    record_event(case, "panel_reply_received", on=reply.dated_on, by=by)
    asked_that_day = case.events.filter(event=REQUESTED, on=reply.dated_on, superseded_by=None)
    if reply.asks.exists() and not asked_that_day.exists():
        record_event(case, REQUESTED, on=reply.dated_on, by=by)
    refresh_dues(case, by=by.person_id)


def _who_is_told(case: Case, *, on: date) -> list[Person]:
    lead = [case.lead] if case.lead is not None and case.lead.is_active else []
    return list({person.pk: person for person in [*lead, *who_run(case, on=on)]}.values())


def _steward(submission: Submission, *, on: date) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT steward_of_review_sent(%s, %s)", [submission.pk, on])
        (found,) = cursor.fetchone()
    if found is None:
        raise Refused(Refusal(_("Nobody of that area signs in at the moment. Send the letter to the partnership.")))
    return int(found)


def _asks(asks: Iterable[Asked]) -> list[Asked]:
    return [Asked(one.what.strip(), one.wanted_by) for one in asks if one.what.strip()]


def _refuse_bad(
    case: Case,
    submission: Submission,
    options: Sequence[str],
    text: str,
    dated_on: date,
    asks: Iterable[Asked],
    *,
    on: date,
) -> None:
    known = {option.id for option in reply_options(procedure_of(case).options)}
    if not options or not set(options) <= known:
        raise Refused(Refusal(_("Choose what the reply says. Several may apply."), "options"))
    if dated_on > on:
        raise Refused(Refusal(_("The day of the letter lies ahead. Correct it."), "dated_on"))
    if dated_on < today.london(submission.sent_at).date():
        raise Refused(Refusal(_("The letter is older than what it replies to. Correct its day."), "dated_on"))
    if len(text) > LONGEST_TEXT:
        sentence = _("The letter must be {longest} characters or fewer. Send it as a file.")
        raise Refused(Refusal(sentence.format(longest=f"{LONGEST_TEXT:,}"), "text"))
    _refuse_bad_asks(_asks(asks), options, dated_on)


def _refuse_bad_asks(asks: Sequence[Asked], options: Sequence[str], dated_on: date) -> None:
    if len(asks) > MOST_ASKS or any(len(one.what) > LONGEST_ASK for one in asks):
        sentence = _("At most {most} things can be asked for, each in {longest} characters or fewer.")
        raise Refused(Refusal(sentence.format(most=MOST_ASKS, longest=f"{LONGEST_ASK:,}"), "what_1"))
    if any(one.wanted_by is not None and one.wanted_by < dated_on for one in asks):
        raise Refused(Refusal(_("Something is wanted by a day before the letter. Correct that day."), "by_1"))
    if "asks-more-information" in options and not asks:
        raise Refused(Refusal(_("Write what is asked for, so that it can be answered."), "what_1"))


def _refuse_unseen(submission: Submission, seen: int) -> None:
    if submission.replies.count() != seen:
        raise ChangedMeanwhile(
            Refusal(_("Another reply was recorded meanwhile. What you entered is still here: read that one first."))
        )


def _reply(
    submission: Submission,
    how: PanelReply.How,
    options: Sequence[str],
    text: str,
    paper: Paper,
    dated_on: date,
    asks: Sequence[Asked],
    seen: int,
    *,
    by: Actor,
    on: date,
) -> PanelReply:
    reply = PanelReply.objects.create(
        case_id=submission.case_id,
        submission=submission,
        recipient_id=submission.recipient_id,
        number=seen + 1,
        how=how,
        options=list(options),
        text=text.strip(),
        dated_on=dated_on,
        letter=paper,
        file_id=paper.file_id,
        on=on,
        recorded_at=today.now(),
        recorded_by_id=by.person_id,
    )
    first = PanelAsk.objects.filter(reply__submission=submission).count() + 1
    for number, one in enumerate(asks, first):
        PanelAsk.objects.create(
            case_id=submission.case_id, reply=reply, number=number, what=one.what, wanted_by=one.wanted_by
        )
    return reply


def _file(
    case: Case, submission: Submission, name: str, stream: IO[bytes], dated_on: date, *, by: Actor, on: date
) -> Paper:
    try:
        return put_in_file(
            case,
            name=name,
            stream=stream,
            title=_("Reply of {body} to the rapid review").format(body=submission.recipient),
            originator=str(submission.recipient),
            marking=OFFICIAL_SENSITIVE,
            onward_sharing=ONLY_WITH_CONSENT,
            dated_on=dated_on,
            kind=Paper.Kind.COPY,
            by=by,
            on=on,
        )
    except Refused as refused:
        raise Refused(Refusal(refused.refusal.sentence, "letter")) from None


def _as_pdf(submission: Submission, text: str, on: date) -> IO[bytes]:
    title = _("Reply to the rapid review {reference}").format(reference=submission.reference)
    letter = Document(
        title=title,
        reference=submission.reference,
        made_on=on,
        made_by=str(submission.recipient),
        language=LANGUAGES[spoken()],
        parts=(Part(_("Letter of {on}").format(on=day(on)), (Paragraphs(text),)),),
    )
    return BytesIO(to_pdf(letter))
