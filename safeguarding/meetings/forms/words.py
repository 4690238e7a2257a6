"""What the forms of meetings share: sentences, and what is open to be ticked."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

NO_CASE_DETAIL = _("Everybody who is invited reads this: nothing about a child or what happened.")
NOBODY_CHOSEN = _("Choose from the list")


def points(open_ones: Iterable[str]) -> Any:
    choices = [(one, one) for one in open_ones]
    return forms.MultipleChoiceField(
        label=_("What is open: tick what is asked of the meeting"),
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NOBODY_CHOSEN, "invalid_list": NOBODY_CHOSEN},
    )


def as_text(points: Iterable[str]) -> str:
    """What was ticked, a line each."""
    return "\n".join(points)
