"""From a kind and its lines to the subject and text that are sent. The templates are given strings and nothing
that could lead to a case; sending is in `sending.py`."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.template.defaultfilters import date as as_words
from django.template.loader import render_to_string
from django.utils import translation

from safeguarding.look.languages import spoken_to
from safeguarding.messages.kinds import SENTENCES, Kind
from safeguarding.messages.lines import Line

DATE = "l j F Y"


@dataclass(frozen=True, slots=True)
class Letter:
    """What the recipient reads."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Said:
    """A line as its template is given it."""

    reference: str
    sentence: str
    link: str


def letter(*, kind: Kind, to_name: str, lines: Sequence[Line], language: str = "en") -> Letter:
    """The subject and text of a message, in the recipient's language where there is one for it."""
    with translation.override(spoken_to(language)):
        context = context_for(to_name=to_name, lines=lines)
        subject = render_to_string(f"outbox/{kind}/subject.txt", context)
        body = render_to_string(f"outbox/{kind}/body.txt", context)
    return Letter(" ".join(subject.split()), body.strip() + "\n")


def context_for(*, to_name: str, lines: Sequence[Line]) -> dict[str, object]:
    """All that a template is given. A line said twice is said once; `reference` is empty where there are several."""
    references = {line.reference for line in lines}
    return {
        "name": " ".join(to_name.split()),
        "lines": tuple(dict.fromkeys(_said(line) for line in lines)),
        "reference": references.pop() if len(references) == 1 else "",
        "site": settings.SITE_ADDRESS,
    }


def _said(line: Line) -> Said:
    sentence = str(SENTENCES[line.what])
    if line.on is not None:
        sentence = sentence % {"on": as_words(line.on, DATE)}
    return Said(line.reference, sentence, f"{settings.SITE_ADDRESS}{line.path}" if line.path else "")
