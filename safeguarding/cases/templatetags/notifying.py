"""Words for the pages of the notification: the link that changes one answer, named for whoever hears the page."""

from django import template
from django.utils.translation import gettext

register = template.Library()


@register.filter
def change(href: str, about: str) -> list[dict[str, str]]:
    """The link of a row of answers: "Change", and for a screen reader what."""
    return [{"href": href, "text": gettext("Change"), "visually_hidden_text": about.strip()}]
