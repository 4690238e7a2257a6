"""The closed list of fields that a letter template may use, and what each says for a case. Finding and filling them in
Word is `files/letters.py`'s; making a letter, `actions/letters.py`'s."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from safeguarding.cases.models import Case, Submission
from safeguarding.people.models import Person
from safeguarding.rules.refusal import Refusal

RAPID_REVIEW = "eng-rapid-review"
KNOWN = "incident_known_to_la"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: what it says, and whether a case can fill it or the person who writes is always asked."""

    name: str
    says: Promise
    is_asked: bool = False
    is_long: bool = False


FIELDS: tuple[Field, ...] = (
    Field("today", _("The day on which the letter is made")),
    Field("reference", _("The reference of the incident")),
    Field("partnership", _("The safeguarding partnership")),
    Field("authority", _("The local authority where it happened")),
    Field("child_name", _("The name of the child, or of each child, as recorded")),
    Field("child_date_of_birth", _("The date of birth of the child, or of each child, as recorded")),
    Field("became_known_on", _("The day on which the authority came to know")),
    Field("notified_on", _("The day on which the notification was recorded as sent")),
    Field("notification_reference", _("The reference that the national body gave the notification")),
    Field("rapid_review_by", _("The day by which the rapid review is to be sent")),
    Field("lead_name", _("The lead of the incident")),
    Field("lead_phone", _("The lead's phone number")),
    Field("lead_email", _("The lead's email address")),
    Field("writer_name", _("The person who makes the letter")),
    Field("writer_phone", _("The phone number of the person who makes the letter")),
    Field("writer_email", _("The email address of the person who makes the letter")),
    Field("recipient_name", _("To whom the letter goes"), is_asked=True),
    Field("recipient_post", _("The recipient's post"), is_asked=True),
    Field("recipient_organisation", _("The recipient's organisation"), is_asked=True),
    Field("recipient_address", _("The recipient's address, in lines"), is_asked=True, is_long=True),
    Field("reply_by", _("The day by which an answer is asked for"), is_asked=True),
    Field("meeting_on", _("The day and time of the meeting"), is_asked=True),
    Field("meeting_place", _("The place of the meeting"), is_asked=True),
    Field("scope_from", _("The first day of the period looked at"), is_asked=True),
    Field("scope_to", _("The last day of the period looked at"), is_asked=True),
    Field("text", _("A paragraph of your own"), is_asked=True, is_long=True),
)
UNKNOWN = _("The template uses a field “{name}”, which there is not. The page of fields lists every one there is.")
UNKNOWN_BUT_NEAR = _("The template uses a field “{name}”, which there is not. Did you mean “{near}”?")
BY_NAME: Mapping[str, Field] = {field.name: field for field in FIELDS}


def refusal_of_unknown(found: Iterable[str]) -> Refusal | None:
    """Why a template with these fields cannot be used: the first that there is not, with the nearest that there is."""
    for name in found:
        if name not in BY_NAME:
            near = get_close_matches(name, BY_NAME, n=1)
            sentence = UNKNOWN_BUT_NEAR if near else UNKNOWN
            return Refusal(str(sentence).format(name=name, near=near[0] if near else ""), "file")
    return None


def values_for(case: Case, *, writer: Person, on: date) -> dict[str, str]:
    """What the case says for each field that it can fill; empty where nothing is recorded yet."""
    children = list(case.children.all())
    known = case.events.filter(event=KNOWN, superseded_by__isnull=True).order_by("id").last()
    sent = case.submissions.filter(what=Submission.What.NOTIFICATION).order_by("sent_at").first()
    review = case.dues.filter(duty=RAPID_REVIEW, due_on__isnull=False).first()
    lead = case.lead
    return {
        "today": _day(on),
        "reference": case.reference,
        "partnership": case.partnership.name,
        "authority": case.authority.name if case.authority else "",
        "child_name": _joined(child.name for child in children),
        "child_date_of_birth": _joined(_day(child.born_on) for child in children if child.born_on),
        "became_known_on": _day(known.on) if known else "",
        "notified_on": _day(sent.on) if sent else "",
        "notification_reference": sent.reference if sent else "",
        "rapid_review_by": _day(review.due_on) if review and review.due_on else "",
        "lead_name": lead.name if lead else "",
        "lead_phone": lead.phone if lead else "",
        "lead_email": lead.email if lead else "",
        "writer_name": writer.name,
        "writer_phone": writer.phone,
        "writer_email": writer.email,
    }


def _joined(words: Iterable[str]) -> str:
    said = [word for word in words if word]
    if len(said) < 2:
        return "".join(said)
    return gettext("{some} and {last}").format(some=", ".join(said[:-1]), last=said[-1])


def _day(on: date) -> str:
    """Friday 13 March 2026, in the writer's language."""
    return date_format(on, "l j F Y")
