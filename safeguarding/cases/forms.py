"""The plain forms of cases: fields and their sentences; those of the law are in `law_forms.py`. Whether a thing may be
done is the verb's matter (`actions/`); forms that the law asks for are data (`rules/forms`)."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from safeguarding.cases.actions.diary import LONGEST
from safeguarding.cases.letter_fields import BY_NAME
from safeguarding.cases.markings import CONDITIONS, MARKINGS, OTHER
from safeguarding.people.days import DayField
from safeguarding.people.models import Organisation, Person
from safeguarding.people.plain_text import PlainText

Words = Any
"""A string, or one that is translated when it is drawn."""
REASON, KEPT_BESIDE = _("Reason"), _("It is kept beside the change.")


class Lines(forms.CharField):
    """Text of several lines."""

    def __init__(self, *, required_message: Words | None = None, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)
        if required_message is not None:
            self.error_messages["required"] = required_message
        if self.max_length:
            self.error_messages["max_length"] = _("Use fewer words: this is longer than can be kept")


def reason(label: Words = REASON, hint: Words = KEPT_BESIDE) -> Lines:
    return Lines(label=label, help_text=hint, max_length=400, rows=3, required_message=_("Write the reason"))


class Reason(forms.Form):
    reason = reason()


class Correction(forms.Form):
    """Another day, and if known another time, for something that was recorded."""

    happened_on = DayField(label=_("The right day"), what=_("the right day"))
    happened_at = forms.TimeField(
        label=_("The right time, if it matters"),
        help_text=_("For example, 14:30"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "text"}),
        error_messages={"invalid": _("Enter a time such as 14:30")},
    )
    reason = reason(_("Why the recorded day is wrong"))


class Extension(forms.Form):
    until = DayField(label=_("The new date"), what=_("the new date"))
    reason = reason(_("Why more time is needed"), _("It is shown beside the date, with the date before."))


class LocalDate(forms.Form):
    until = DayField(label=_("The local date"), what=_("the local date"))
    reason = reason(_("Why this day"), _("It is shown beside the date. The date is yours: no law asks for it."))


class Pause(forms.Form):
    until = DayField(label=_("Until, if it is known"), what=_("the day"), required=False)
    reason = reason(_("What work is waiting for"), _("It is shown wherever the forecast is."))
    told = Lines(
        label=_("Who was told that work stands still"),
        help_text=_("The bodies or roles, and how. If nobody was told yet, say so."),
        max_length=400,
        rows=2,
        required_message=_("Write who was told of the pause, or that nobody was yet"),
    )


class Done(forms.Form):
    done_on = DayField(label=_("On which day was it done?"), what=_("the day"))
    note = PlainText(label=_("Note"), max_length=300, required=False)


class Replan(forms.Form):
    working_days = forms.IntegerField(
        label=_("Working days that it still takes"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Enter a number of working days"),
            "invalid": _("Enter a whole number, such as 3"),
        },
    )
    note = PlainText(label=_("Why"), max_length=300, required_message=_("Write why it needs another number of days"))


class Note(forms.Form):
    """A note for the diary. `on` as the verb names it."""

    on = DayField(label=_("Day that the note is about"), what=_("the day"))
    text = Lines(label=_("Note"), max_length=LONGEST, rows=8, required_message=_("Write the note"))


class PaperForm(forms.Form):
    """A file with where it came from, how it is marked and on what condition it may be passed on."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, Word, Excel, OpenDocument, text, a picture, or an email saved as .eml or .msg"),
        max_length=300,
        allow_empty_file=True,  # what is wrong with an empty one is said by the check of files, as of all others
        error_messages={"required": _("Choose the file"), "invalid": _("Choose the file again")},
    )
    title = PlainText(label=_("Title"), help_text=_("An email gives its own subject."), max_length=200, required=False)
    originator = PlainText(
        label=_("Who wrote it or sent it"),
        help_text=_("A person and their organisation. An email gives its own sender."),
        max_length=200,
        required=False,
    )
    dated_on = DayField(label=_("Date on the paper, if it has one"), what=_("the date"), required=False)
    marking = forms.ChoiceField(
        label=_("How is it marked?"),
        choices=MARKINGS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how the paper is marked")},
    )
    marking_other = PlainText(label=_("Another marking, as it stands on the paper"), max_length=60, required=False)
    onward_sharing = forms.ChoiceField(
        label=_("On what condition may it be passed on?"),
        choices=CONDITIONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose on what condition it may be passed on")},
    )
    onward_other = PlainText(label=_("Another condition, in words"), max_length=300, required=False)
    is_covered = forms.BooleanField(
        label=_("It shows injuries, or other content that nobody should come upon by chance"),
        help_text=_("It then opens only by a press of its own. Pictures always do."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name, other, sentence in (
            ("marking", "marking_other", _("Enter the marking as it stands on the paper")),
            ("onward_sharing", "onward_other", _("Write the condition in words")),
        ):
            if given.get(name) == OTHER:
                given[name] = given.get(other, "")
                if not given[name] and other not in self.errors:
                    self.add_error(other, ValidationError(sentence))
        return given


class WhoIsKeptOut(forms.Form):
    """Somebody from the list, or anybody with an account by their address, before they can open it at all."""

    person = forms.ModelChoiceField(
        Person.objects.none(),
        required=False,
        label=_("Who has a conflict of interest?"),
        help_text=_("People who can open this incident or what was sent of it. It may be yourself."),
        empty_label=_("Choose somebody"),
        error_messages={"invalid_choice": _("Choose somebody from the list")},
    )
    email = forms.EmailField(
        required=False,
        max_length=254,
        label=_("Or somebody else's email address"),
        help_text=_("For somebody who is not in the list and might come to see it."),
        error_messages={"invalid": _("Enter an email address")},
    )
    why = reason(_("What is the conflict?"), _("For example, a relative, or a manager of the service at the time."))

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.objects.filter(pk__in=[one.pk for one in people])  # type: ignore[attr-defined]

    def clean_email(self) -> Person | None:
        email = self.cleaned_data["email"].lower()
        person = Person.objects.filter(email=email).first() if email else None
        if email and person is None:
            raise ValidationError(_("Nobody here signs in with this address"))
        return person

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        chosen = [one for one in (given.get("person"), given.pop("email", None)) if one is not None]
        if len(chosen) == 1:
            given["person"] = chosen[0]
        elif not {"person", "email"} & set(self.errors):
            self.add_error(
                "person", _("Choose somebody") if not chosen else _("Name one person, in one of the two ways")
            )
        return given


class EmergencyForm(forms.Form):
    """Which incident cannot wait, and why."""

    reference = PlainText(
        label=_("Reference of the incident"),
        help_text=_("For example, SR-2026-0041"),
        max_length=20,
        required_message=_("Enter the reference of the incident"),
    )
    why = reason(_("Why can it not wait?"), _("A sentence. The lead and whoever checks the record read it."))

    def clean_reference(self) -> str:
        said: str = self.cleaned_data["reference"].strip().upper()
        if "/" in said:
            raise ValidationError(_("Enter the reference of the incident"))
        return said


class NothingAsked(forms.Form):
    """A press alone."""


class WhyNoLonger(forms.Form):
    why = reason(_("Why is there no conflict any more?"))


class TemplateForm(forms.Form):
    """A Word template for letters, for one of the partnerships that the person manages."""

    partnership = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Partnership"), empty_label=None, widget=forms.RadioSelect
    )
    title = PlainText(
        label=_("What is it for?"),
        help_text=_("For example, Letter asking an agency for its answer"),
        max_length=120,
        required_message=_("Enter what the template is for"),
    )
    file = forms.FileField(
        label=_("Word file"),
        help_text=_("A .docx or .dotx file with fields such as {{reference}}"),
        allow_empty_file=True,
        max_length=300,
        error_messages={"required": _("Choose the Word file"), "invalid": _("Choose the Word file again")},
    )

    def __init__(self, *args: Any, partnerships: "Iterable[Organisation]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = [one.pk for one in partnerships]
        self.fields["partnership"].queryset = Organisation.objects.filter(pk__in=mine)  # type: ignore[attr-defined]
        if len(mine) == 1:
            self.fields["partnership"].widget = forms.HiddenInput()
            self.initial.setdefault("partnership", mine[0])


class LetterForm(forms.Form):
    """The fields of a template that a case cannot fill, asked one by one."""

    def __init__(self, *args: Any, asked: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in asked:
            field = BY_NAME[name]
            sentence = _("Fill this in: the letter uses it")
            self.fields[name] = (
                Lines(label=field.says, max_length=4_000, rows=4, required_message=sentence)
                if field.is_long
                else PlainText(label=field.says, max_length=300, required_message=sentence)
            )
