"""In which language a person is spoken to. One is offered once its catalogue is there (`web/settings.py`): a page that
calls itself Welsh over English sentences serves nobody, a screen reader least."""

from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language

from safeguarding.rules.text import Language

ENGLISH = "en-gb"


def spoken() -> Language:
    """The language of the page, as law and forms name it."""
    return "cy" if (get_language() or "").startswith("cy") else "en"


def day(on: date) -> str:
    """13 March 2026, with the month in the language of the page."""
    return date_format(on, "j F Y")


def spoken_to(kept: str) -> str:
    """The language for somebody who chose `kept` ("en", "cy"): that one where it is offered, else English."""
    return next((code for code, _name in settings.LANGUAGES if code[:2] == kept), ENGLISH)


def offered() -> list[tuple[str, str | Promise]]:
    """What a person may choose from, as it is kept, and its name."""
    return [(code[:2], name) for code, name in settings.LANGUAGES]
