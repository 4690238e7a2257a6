"""The plain forms of what an administrator adds to the law. Whether a thing may be done is the verb's matter
(`actions/law.py`); the forms of cases are in `forms.py`."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from safeguarding.look.languages import spoken
from safeguarding.people.days import DayField
from safeguarding.people.models import Organisation
from safeguarding.people.plain_text import PlainText
from safeguarding.rules.phrases import UnknownPhrase, parse
from safeguarding.rules.procedure import Duty


class CitationForm(forms.Form):
    """Where an administrator read a duty: every part is needed but the last."""

    title = PlainText(label=_("Title of the document"), max_length=200, required_message=_("Enter the title"))
    provision = PlainText(
        label=_("Provision or page"), max_length=120, required_message=_("Enter the provision or page")
    )
    year = forms.IntegerField(
        label=_("Year"),
        min_value=1900,
        max_value=2200,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Enter the year"),
            "invalid": _("Enter a year such as 2025"),
            "min_value": _("Enter a year such as 2025"),
            "max_value": _("Enter a year such as 2025"),
        },
    )
    address = forms.URLField(
        label=_("Web address where you read it"),
        max_length=300,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"type": "url"}),
        error_messages={"required": _("Enter the web address"), "invalid": _("Enter a whole web address")},
    )
    period = PlainText(
        label=_("What it says of the period, in a short note"),
        max_length=200,
        required_message=_("Write what it says of the period"),
    )
    due = PlainText(
        label=_("The period, if it differs from the one shown above"),
        help_text=_("In the words that law files use, such as: within 10 working days"),
        max_length=80,
        required=False,
    )
    checked_on = DayField(label=_("Day on which you checked it"), what=_("the day"))
    effective_from = DayField(
        label=_("In effect from"), help_text=_("No date before this day is counted."), what=_("the day")
    )

    def clean_due(self) -> str:
        words: str = self.cleaned_data["due"].strip()
        if words:
            try:
                parse(words)
            except UnknownPhrase as fault:
                raise ValidationError(fault.told.in_(spoken())) from None
        return words


class SuspensionForm(forms.Form):
    duty = forms.ChoiceField(label=_("Which duty is relaxed?"))
    from_on = DayField(label=_("From"), what=_("the first day"))
    until_on = DayField(label=_("Until, if it is known"), what=_("the last day"), required=False)
    authority = PlainText(
        label=_("Who relaxed it, and where it said so"),
        max_length=300,
        required_message=_("Name the body that relaxed it, and where it said so"),
    )
    reason = PlainText(label=_("Why, if it says"), max_length=300, required=False)

    def __init__(self, *args: Any, duties: Iterable[Duty], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = {duty.id: f"{duty.title.in_(spoken())} ({duty.id})" for duty in duties}
        self.fields["duty"].choices = [("", _("Choose a duty")), *named.items()]  # type: ignore[attr-defined]
        self.fields["duty"].error_messages["required"] = _("Choose the duty")


class LocalDayForm(forms.Form):
    body = forms.ModelChoiceField(
        Organisation.objects.all(),
        label=_("Whose day is it?"),
        empty_label=_("Choose a body"),
        error_messages={"required": _("Choose a body"), "invalid_choice": _("Choose a body from the list")},
    )
    day = DayField(label=_("Day"), what=_("the day"))
    is_working = forms.ChoiceField(
        label=_("What is it there?"),
        choices=[("no", _("A holiday of its own")), ("yes", _("A bank holiday on which it works"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the day is there")},
    )
    name = PlainText(label=_("Name of the day"), max_length=120, required_message=_("Enter the name of the day"))
    authority = PlainText(
        label=_("Who decided on it, and where it says so"),
        max_length=300,
        required_message=_("Say who decided on it, and where"),
    )


NATIONS = (
    ("england", _("England")),
    ("wales", _("Wales")),
    ("scotland", _("Scotland")),
    ("northern-ireland", _("Northern Ireland")),
)


class HolidayForm(forms.Form):
    day = DayField(label=_("Day"), what=_("the day"))
    name = PlainText(label=_("Name of the day"), max_length=120, required_message=_("Enter the name of the day"))
    nations = forms.MultipleChoiceField(
        label=_("In which nations?"),
        choices=NATIONS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose the nations")},
    )
    known_from = DayField(label=_("Day on which it was proclaimed"), what=_("the day"))
    source = PlainText(
        label=_("Where it was proclaimed"),
        max_length=300,
        required_message=_("Enter where it was proclaimed"),
    )
