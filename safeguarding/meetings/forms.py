"""The forms of meetings: fields and their sentences. Whether a thing may be done is the verb's matter (`actions/`)."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safeguarding.cases.forms import Lines
from safeguarding.cases.models import Case, Paper
from safeguarding.meetings.models import AgendaItem, Attendance, Meeting, Reply
from safeguarding.people.days import DayField
from safeguarding.people.models import Organisation, Person
from safeguarding.people.plain_text import PlainText

NO_CASE_DETAIL = _("Everybody who is invited reads this: nothing about a child or what happened.")
NOBODY_CHOSEN = _("Choose from the list")


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
        self.fields["asked"] = _points(open_ones)


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


class Item(forms.Form):
    """An item of the agenda, with what is open ticked to be asked."""

    title = PlainText(label=_("Item"), max_length=200, required_message=_("Say what the item is"))
    asked = Lines(label=_("What is asked of the meeting"), max_length=8000, rows=5, required=False)
    seen = forms.IntegerField(required=False, initial=0, widget=forms.HiddenInput, min_value=0, max_value=10**6)

    def __init__(self, *args: Any, open_ones: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if open_ones:
            self.fields["open"] = _points(open_ones)

    def asked_in_all(self) -> str:
        """What was written, and below it what was ticked."""
        given = self.cleaned_data
        return "\n\n".join(text for text in (given["asked"].strip(), as_text(given.get("open", ()))) if text)


class WhichCase(forms.Form):
    """Which case is put on the agenda."""

    case = forms.ModelChoiceField(
        Case.objects.none(),
        label=_("Which incident?"),
        empty_label=_("Choose an incident"),
        error_messages={"required": _("Choose an incident"), "invalid_choice": NOBODY_CHOSEN},
    )

    def __init__(self, *args: Any, cases: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["case"].queryset = cases  # type: ignore[attr-defined]


class WhichPapers(forms.Form):
    papers = forms.ModelMultipleChoiceField(
        Paper.objects.none(),
        label=_("Papers that are read for this item"),
        help_text=_("Papers that are marked as legally privileged are not listed: they are read at no meeting."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": NOBODY_CHOSEN,
            "invalid_pk_value": NOBODY_CHOSEN,
            "invalid_list": NOBODY_CHOSEN,
        },
    )

    def __init__(self, *args: Any, papers: Iterable[Paper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = list(papers)
        field: Any = self.fields["papers"]
        field.queryset = Paper.objects.filter(pk__in=[paper.pk for paper in listed])
        field.choices = [(paper.pk, f"{paper.number}. {paper.title}") for paper in listed]


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


def _points(open_ones: Iterable[str]) -> Any:
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
