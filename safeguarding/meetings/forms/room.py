"""In the room: who is here, an interest, what is typed, an action; and when enough bodies are there."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safeguarding.cases.forms import Lines
from safeguarding.meetings.forms.words import NOBODY_CHOSEN
from safeguarding.meetings.models import Attendance
from safeguarding.people.days import DayField
from safeguarding.people.models import Organisation, Person
from safeguarding.people.plain_text import PlainText


class Here(forms.Form):
    """Who is here: somebody who is invited and signs in here, or a name."""

    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("Who is here?"), required=False, empty_label=_("Somebody else, named below"),
        error_messages={"invalid_choice": NOBODY_CHOSEN},
    )  # fmt: skip
    name = PlainText(label=_("Name, if they are not in the list"), max_length=160, required=False)
    body = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("For which body?"), required=False, empty_label=_("None of these"),
        error_messages={"invalid_choice": NOBODY_CHOSEN},
    )  # fmt: skip
    speaks_for_education = forms.BooleanField(
        label=_("Speaks for education: schools, colleges, early years"), required=False
    )

    def __init__(self, *args: Any, people: Any, bodies: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["body"].queryset = Organisation.objects.filter(pk__in=list(bodies))  # type: ignore[attr-defined]


class AnInterest(forms.Form):
    attendance = forms.ModelChoiceField(
        Attendance.objects.none(),
        label=_("Who declares an interest?"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who declares it"), "invalid_choice": NOBODY_CHOSEN},
    )
    what = Lines(label=_("What is the interest?"), max_length=400, rows=3, required_message=_("Write what it is"))

    def __init__(self, *args: Any, present: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["attendance"]
        field.queryset = present
        field.label_from_instance = lambda one: f"{one.name}, {one.body}" if one.body else one.name


class Typed(forms.Form):
    """Notes and decision of an item."""

    notes = Lines(label=_("Notes"), max_length=40_000, rows=10, required=False, strip=False)
    decision = Lines(label=_("Decision"), max_length=40_000, rows=4, required=False, strip=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=10**6)
    token = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


class AnAction(forms.Form):
    what = Lines(
        label=_("What is to be done?"), max_length=4000, rows=2, required_message=_("Write what is to be done")
    )
    lead_body = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Which body leads?"), required=False, empty_label=_("Not settled yet"),
        error_messages={"invalid_choice": NOBODY_CHOSEN},
    )  # fmt: skip
    lead_person = PlainText(label=_("Who there?"), max_length=160, required=False)
    by_when = DayField(label=_("By when?"), what=_("the day"), required=False)

    def __init__(self, *args: Any, bodies: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead_body"].queryset = Organisation.objects.filter(pk__in=list(bodies))  # type: ignore[attr-defined]


class EnoughSetting(forms.Form):
    """When enough bodies are there."""

    which = forms.ChoiceField(
        label=_("Who must be there?"),
        choices=[("every", _("Every partner body")), ("least", _("At least so many partner bodies"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who must be there"), "invalid_choice": NOBODY_CHOSEN},
    )
    least = forms.IntegerField(
        label=_("How many, if not every one"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        min_value=1,
        max_value=20,
        error_messages={
            "invalid": _("Enter a whole number, such as 2"),
            "min_value": _("Enter a number from 1 to 20"),
            "max_value": _("Enter a number from 1 to 20"),
        },
    )
    asks_education = forms.BooleanField(label=_("Ask for somebody who speaks for education"), required=False)
