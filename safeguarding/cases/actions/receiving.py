"""What a national body that receives here does with what was sent to it: read it, and acknowledge it. It sees what was
sent and never the case; the case's side is `submission.py`."""

from datetime import date

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.models import Receipt, SentPaper, Submission
from safeguarding.messages.kinds import Kind
from safeguarding.messages.lines import CASE_PATH, Line
from safeguarding.messages.writing import write
from safeguarding.people.models import Organisation, Person
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission, Role

LONGEST_NOTE = 2000


def receiving_bodies(by: Actor) -> list[Organisation]:
    """The national bodies that receive here and for which this person reads what was sent."""
    at = by.organisations_as(Role.NATIONAL)
    kind = Organisation.Kind.NATIONAL
    return list(Organisation.objects.filter(pk__in=at, kind=kind, receives_here=True).order_by("name"))


def received(by: Actor, *, before: int | None = None, most: int = 25) -> list[Submission]:
    """What was sent here to the person's bodies, newest first, from a key on; one more than asked, if there is."""
    bodies = [body.pk for body in receiving_bodies(by)]
    rows = Submission.objects.filter(recipient_id__in=bodies, how=Submission.How.HERE)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return list(rows.select_related("sent_from", "recipient", "receipt").order_by("-pk")[: most + 1])


def received_as(by: Actor, reference: str) -> Submission | None:
    """What was sent under this reference, if the person may read it."""
    bodies = [body.pk for body in receiving_bodies(by)]
    rows = Submission.objects.filter(recipient_id__in=bodies, how=Submission.How.HERE, reference=reference)
    return rows.select_related("sent_from", "recipient", "receipt__acknowledged_by").first()


def paper_received(by: Actor, reference: str, number: int) -> SentPaper | None:
    """One paper that went with what was sent under this reference, if the person may read it."""
    row = received_as(by, reference)
    return row.papers.select_related("file").filter(number=number).first() if row else None


@transaction.atomic
def acknowledge(*, submission: Submission, note: str, by: Actor, on: date) -> Receipt:
    """Acknowledge what was sent, once; whoever sent it and the incident's lead are told. Raises `ChangedMeanwhile` when
    a colleague has acknowledged it."""
    if not by.may(Permission.READ_RECEIVED) or received_as(by, submission.reference) != submission:
        raise Refused(Refusal(_("This was not sent to a body for which you receive.")))
    if len(note) > LONGEST_NOTE:
        raise Refused(
            Refusal(
                _("The note must be {longest_note} characters or fewer.").format(longest_note=f"{LONGEST_NOTE:,}"),
                "note",
            )
        )
    try:
        with transaction.atomic():
            receipt = Receipt.objects.create(
                submission=submission,
                case_id=submission.case_id,
                recipient_id=submission.recipient_id,
                acknowledged_at=today.now(),
                acknowledged_by_id=by.person_id,
                note=note.strip(),
            )
    except IntegrityError:
        raise ChangedMeanwhile(Refusal(_("A colleague has acknowledged this already."), "note")) from None
    _tell_senders(submission, by=by, on=on)
    return receipt


def told_of_receipt(submission: Submission) -> list[Person]:
    """The receiver does not see the case, so the database says who sent it and who leads it now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT senders_to_tell(%s)", [submission.pk])
        keys = [key for (key,) in cursor.fetchall()]
    return list(Person.objects.filter(pk__in=keys, is_active=True).order_by("pk"))


def _tell_senders(submission: Submission, *, by: Actor, on: date) -> None:
    line = Line(
        submission.case_reference,
        "receipt-acknowledged",
        on,
        CASE_PATH.format(reference=submission.case_reference),
    )
    for person in told_of_receipt(submission):
        write(
            kind=Kind.ACKNOWLEDGED,
            key=f"{Kind.ACKNOWLEDGED}/{submission.pk}/{person.pk}",
            to=person,
            case_id=submission.case_id,
            lines=[line],
            by=by,
            on=on,
            # They sent it or lead it: the database said so, and their place in the case is not the receiver's to see.
            is_confirmed=True,
        )
