"""Calling a meeting: when and where, of what kind, why it is off, who is invited and what they answer."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safeguarding.cases.forms import Lines
from safeguarding.meetings.forms.words import NO_CASE_DETAIL, NOBODY_CHOSEN, points
from safeguarding.meetings.models import Meeting, Reply
from safeguarding.people.days import DayField
from safeguarding.people.models import Organisation, Person
from safeguarding.people.plain_text import PlainText


class When(forms.Form):
    """What a meeting is called, when and where it is. Everybody invited reads all of it."""

    title = PlainText(
        label=_("Title"),
        help_text=NO_CASE_DETAIL,
        max_length=120,
        required_message=_("Give the meeting a title"),
    )
    meets_on = DayField(label=_("Day"), what=_("the day of the meeting"), help_text=_("For example, 27 3 2026"))
    starts_at = forms.TimeField(
        label=_("Beginning"),
        help_text=_("For example, 14:30"),
        widget=forms.TextInput(attrs={"inputmode": "text"}),
        error_messages={"required": _("Enter when it begins"), "invalid": _("Enter a time such as 14:30")},
    )
    place = PlainText(label=_("Place"), help_text=NO_CASE_DETAIL, max_length=200, required=False)
    link = forms.URLField(
        label=_("Address of the meeting online"),
        max_length=400,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Enter an address that begins with https://")},
    )


class Call(When):
    """A meeting to be called: of which partnership, where somebody runs several, and of what kind."""

    kind = forms.ChoiceField(
        label=_("What kind of meeting?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what kind of meeting it is"), "invalid_choice": NOBODY_CHOSEN},
    )
    field_order = ("partnership", "kind", "title", "meets_on", "starts_at", "place", "link")

    def __init__(
        self, *args: Any, kinds: Iterable[str], partnerships: Iterable[Organisation] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, Meeting.Kind(kind).label) for kind in kinds]  # type: ignore[attr-defined]
        keys = [one.pk for one in partnerships]
        if keys:
            self.fields["partnership"] = forms.ModelChoiceField(
                Organisation.objects.filter(pk__in=keys),
                label=_("Partnership"),
                empty_label=None,
                widget=forms.RadioSelect,
                initial=keys[0] if len(keys) == 1 else None,
                error_messages={"required": _("Choose the partnership"), "invalid_choice": NOBODY_CHOSEN},
            )
            self.order_fields(self.field_order)


class CallAbout(Call):
    """A meeting about one case, with what is open ticked to be asked."""

    def __init__(self, *args: Any, open_ones: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked"] = points(open_ones)


class Changed(When):
    """The same, of a meeting that was called; `seen` is the version that the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**6)


class WhyOff(forms.Form):
    why = Lines(
        label=_("Why is it called off?"), help_text=NO_CASE_DETAIL, max_length=300, rows=3,
        required_message=_("Write why it is called off"),
    )  # fmt: skip


class Whom(forms.Form):
    """Whom to invite: people who sign in here, and one who does not."""

    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("Whom to invite"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": NOBODY_CHOSEN,
            "invalid_pk_value": NOBODY_CHOSEN,
            "invalid_list": NOBODY_CHOSEN,
        },
    )
    name = PlainText(
        label=_("Somebody who does not sign in here"),
        help_text=_("They are on record as invited. Invite them yourself: nothing is sent to them from here."),
        max_length=160,
        required=False,
    )
    email = forms.EmailField(
        label=_("Their email address"), required=False, max_length=254,
        error_messages={"invalid": _("Enter an email address")},
    )  # fmt: skip
    body = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Their organisation"),
        required=False,
        empty_label=_("None of these"),
        error_messages={"invalid_choice": NOBODY_CHOSEN},
    )

    def __init__(self, *args: Any, people: Iterable[tuple[Person, str]], bodies: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = list(people)
        field: Any = self.fields["people"]
        field.queryset = Person.objects.filter(pk__in=[person.pk for person, _at in listed])
        field.choices = [(person.pk, f"{person}, {at}" if at else str(person)) for person, at in listed]
        self.fields["body"].queryset = Organisation.objects.filter(pk__in=list(bodies))  # type: ignore[attr-defined]


class Answer(forms.Form):
    """What somebody who is invited answers."""

    answer = forms.ChoiceField(
        label=_("Are you coming?"),
        choices=[
            (Reply.Answer.COMING, _("I am coming")),
            (Reply.Answer.APOLOGIES, _("I send apologies")),
            (Reply.Answer.INSTEAD, _("Somebody else comes instead of me")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether you are coming"), "invalid_choice": NOBODY_CHOSEN},
    )
    instead = PlainText(
        label=_("Who comes instead"), help_text=_("Name and post. They are invited before they see anything here."),
        max_length=160, required=False,
    )  # fmt: skip
    note = PlainText(label=_("Note"), help_text=NO_CASE_DETAIL, max_length=300, required=False)
