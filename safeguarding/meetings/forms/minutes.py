"""Minutes: the day on which they are agreed, a correction, an answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safeguarding.cases.forms import Lines
from safeguarding.meetings.forms.words import NOBODY_CHOSEN
from safeguarding.meetings.models import AgendaItem
from safeguarding.people.days import DayField


class AgreedOn(forms.Form):
    agreed_on = DayField(label=_("On which day were they agreed?"), what=_("the day"))


class Correction(forms.Form):
    """What is wrong in minutes and what is right: of an item, or of who was there."""

    item = forms.ModelChoiceField(
        AgendaItem.objects.none(), label=_("Of which item?"), required=False,
        empty_label=_("None: who was there, or when"), error_messages={"invalid_choice": NOBODY_CHOSEN},
    )  # fmt: skip
    text = Lines(
        label=_("What is wrong, and what is right?"), max_length=4000, rows=4,
        required_message=_("Write what is wrong, and what is right"),
    )  # fmt: skip

    def __init__(self, *args: Any, items: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["item"]
        field.queryset = items
        field.label_from_instance = lambda one: f"{one.number}. {one.title}"


class ToAnswer(Correction):
    """What somebody who attended says of minutes: right, or what is not."""

    is_right = forms.ChoiceField(
        label=_("Are the minutes right?"),
        choices=[("yes", _("Yes, I agree to them")), ("no", _("Something should be corrected"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether they are right"), "invalid_choice": NOBODY_CHOSEN},
    )
    field_order = ("is_right", "item", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = False


class AsTheyAre(forms.Form):
    """A press that needs no more than what the page shows."""
