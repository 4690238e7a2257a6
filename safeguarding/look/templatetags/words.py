"""`{{ title|spoken }}`: wording of law and forms in the language of the page. Strings of pages are gettext's."""

from __future__ import annotations

from django import template

from safeguarding.look.languages import spoken as language
from safeguarding.rules.text import Text

register = template.Library()


@register.filter
def spoken(text: Text | None) -> str:
    """The words in the language of the page, else in English; nothing for what has none."""
    return text.in_(language()) if text is not None else ""
