"""A request as a plain Word letter, for a body where nobody signs in. It says what the agency's own page would."""

from datetime import date
from io import BytesIO

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from docx import Document

from safeguarding import today
from safeguarding.cases.markings import OFFICIAL_SENSITIVE
from safeguarding.gathering.models import InformationRequest
from safeguarding.look.languages import spoken
from safeguarding.rules.asking import asking


def letter_to(request: InformationRequest, *, on: date) -> bytes:
    """The letter as DOCX: what is asked, of whose records, and why."""
    letter = Document()
    about = letter.core_properties
    about.author, about.title, about.comments = str(request.asked_by), request.reference, ""
    about.created = about.modified = today.now().replace(tzinfo=None)
    letter.add_paragraph(OFFICIAL_SENSITIVE)
    letter.add_paragraph(date_format(on, "j F Y"))
    letter.add_paragraph(request.body.name)
    letter.add_heading(_("Request for information, {reference}").format(reference=request.reference), level=1)
    for title, text in facts_of(request):
        letter.add_heading(title, level=2)
        letter.add_paragraph(text)
    letter.add_heading(_("What is asked"), level=2)
    for question in request.questions.splitlines():
        letter.add_paragraph(question, style="List Number")
    letter.add_paragraph(_("If you hold nothing, say so, and say where you looked. That is an answer."))
    letter.add_paragraph(request.signed_by)
    letter.add_paragraph(str(request.asked_by))
    out = BytesIO()
    letter.save(out)
    return out.getvalue()


def facts_of(request: InformationRequest) -> list[tuple[str, str]]:
    """Why, by what power, about which time and by when."""
    power = asking(request.procedure).power(request.power)
    says = power.says.in_(spoken()) if power else ""
    named = request.power_words or (power.title.in_(spoken()) if power else "")
    return [
        (_("Whose records are looked for"), request.about),
        (_("What it is for"), request.purpose),
        (_("By what power"), f"{named}. {says}"),
        (_("About which time"), period_in_words(request.from_on, request.until_on)),
        (_("By when"), date_format(wanted_by_of(request), "l j F Y")),
    ]


def wanted_by_of(request: InformationRequest) -> date:
    """The date that was asked for last."""
    again = [step.wanted_by for step in request.steps.all() if step.wanted_by is not None]
    return again[-1] if again else request.wanted_by


def period_in_words(from_on: date, until_on: date) -> str:
    """From the first day to the last."""
    return _("{first} to {last}").format(first=date_format(from_on, "j F Y"), last=date_format(until_on, "j F Y"))
