"""The plain forms of asking: fields and their sentences. What an agency answers is a form of the law
(`forms/agency-return.toml`), drawn by `own.py`."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safeguarding.cases.forms import Lines, PaperForm, reason
from safeguarding.gathering.actions.ladder import MOST_STEPS
from safeguarding.gathering.ladder import WHOM, Rung
from safeguarding.look.languages import spoken
from safeguarding.people.days import DayField
from safeguarding.people.models import Organisation
from safeguarding.people.plain_text import PlainText
from safeguarding.rules.asking import Power
from safeguarding.rules.forms.questions import Option

LONGEST = 10_000


def seen() -> forms.IntegerField:
    """Which state the page was opened on."""
    return forms.IntegerField(required=False, initial=0, widget=forms.HiddenInput)


class SetScope(forms.Form):
    """The period that is looked at."""

    from_on = DayField(label=_("From which day?"), what=_("the first day"), help_text=_("For example, 27 3 2024"))
    until_on = DayField(label=_("Until which day?"), what=_("the last day"), help_text=_("For example, 27 3 2026"))
    why = Lines(
        label=_("Why this period?"), max_length=LONGEST, required_message=_("Write why this period is looked at")
    )
    seen = seen()


class Why(forms.Form):
    """A reason, under the name that the verbs give it."""

    why = reason(_("Why?"), _("It is kept with the incident."))


class FindBodies(forms.Form):
    """By what the register is searched."""

    words = PlainText(label=_("Part of its name"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind of agency"), required=False)

    def __init__(self, *args: Any, kinds: Sequence[Option], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Any kind")), *in_words(kinds)]  # type: ignore[attr-defined]


class AddAgency(forms.Form):
    """A body that the register does not hold yet."""

    name = PlainText(label=_("Its name"), max_length=200, required_message=_("Enter the name of the body"))
    kind = forms.ChoiceField(
        label=_("What kind of agency is it?"), error_messages={"required": _("Choose what kind of agency it is")}
    )
    email = forms.EmailField(
        label=_("Email address of its safeguarding lead, if known"), required=False, max_length=254,
        error_messages={"invalid": _("Enter an email address")},
    )  # fmt: skip
    phone = PlainText(label=_("Phone"), max_length=40, required=False)

    def __init__(self, *args: Any, kinds: Sequence[Option], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Choose a kind")), *in_words(kinds)]  # type: ignore[attr-defined]


class Ask(forms.Form):
    """What is asked, the same of every body chosen; and what kind of agency each of them is."""

    power = forms.ChoiceField(
        label=_("By what power do you ask?"), widget=forms.RadioSelect,
        error_messages={"required": _("Choose by which power you ask")},
    )  # fmt: skip
    power_words = PlainText(label=_("Another power, in words"), max_length=300, required=False)
    about = Lines(
        label=_("Whose records are looked for?"),
        help_text=_("Names and dates of birth, so that they can be found. No message holds them."),
        max_length=LONGEST,
        required_message=_("Write whose records are looked for"),
    )
    purpose = Lines(
        label=_("What is it for?"), max_length=LONGEST, required_message=_("Write what the information is for")
    )
    questions = Lines(
        label=_("What do you ask?"), help_text=_("A question a line. The usual ones the answer asks itself."),
        max_length=LONGEST, required_message=_("Write at least one question, each on a line of its own"), rows=8,
    )  # fmt: skip
    wanted_by = DayField(label=_("By when do you want an answer?"), what=_("the day by which you want an answer"))
    signed_by = PlainText(
        label=_("Who signs the request?"), help_text=_("Name and role"), max_length=160,
        required_message=_("Enter who signs the request"),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        bodies: Iterable[Organisation],
        kinds: Sequence[Option],
        powers: Iterable[Power],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = list(bodies)
        choices = [(one.id, one.title.in_(spoken())) for one in powers]
        self.fields["power"].choices = choices  # type: ignore[attr-defined]
        before = dict(self.fields)
        self.fields.clear()
        known = {option.code for option in kinds}
        for body in self.bodies:
            self.fields[f"kind-{body.pk}"] = forms.ChoiceField(
                label=_("What kind of agency is %(body)s?") % {"body": body},
                choices=[("", _("Choose a kind")), *in_words(kinds)],
                initial=next((one for one in (body.agency_kind, body.kind) if one in known), ""),
                error_messages={"required": _("Choose what kind of agency it is")},
            )
        self.fields.update(before)

    def chosen(self) -> list[tuple[Organisation, str]]:
        """Each body with its kind of agency."""
        return [(body, self.cleaned_data[f"kind-{body.pk}"]) for body in self.bodies]


class AskAgain(forms.Form):
    """Another date, and why."""

    wanted_by = DayField(label=_("By when do you want an answer now?"), what=_("the day by which you want an answer"))
    why = reason(_("Why is it asked again?"), _("The agency reads this."))


class Withdraw(forms.Form):
    why = reason(_("Why is it withdrawn?"), _("The agency reads this."))


class LogCall(forms.Form):
    """A call: when, with whom, what was said."""

    called_on = DayField(label=_("On which day?"), what=_("the day of the call"))
    whom = PlainText(label=_("With whom?"), max_length=160, required_message=_("Enter with whom you spoke"))
    said = Lines(label=_("What was said?"), max_length=LONGEST, required_message=_("Write what was said"))


class RecordAnswer(PaperForm):
    """An answer that came on paper or by email, with the file itself."""

    signed_by = PlainText(
        label=_("Who answered for the agency?"), max_length=160, required_message=_("Enter who answered for the agency")
    )
    signed_on = DayField(label=_("On which day?"), what=_("the day of the answer"))
    summary = Lines(
        label=_("What does it come to, in a few sentences?"), max_length=LONGEST,
        required_message=_("Sum up in a few sentences what the answer says"),
    )  # fmt: skip
    seen = seen()
    field_order = ("signed_by", "signed_on", "summary", "file", "marking", "marking_other", "onward_sharing")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("title", "originator", "dated_on", "is_covered"):
            del self.fields[name]


class RecordNothingHeld(forms.Form):
    """That an agency holds nothing, as it said."""

    said_by = PlainText(
        label=_("Who said so for the agency?"), max_length=160, required_message=_("Enter who said so for the agency")
    )
    said_on = DayField(label=_("On which day?"), what=_("the day on which it was said"))
    where_looked = Lines(
        label=_("Where did they look?"),
        max_length=LONGEST,
        required_message=_("Write where they looked, as they said it"),
    )
    seen = seen()


class HalfWay(forms.Form):
    """The check half-way."""

    come_to_light = Lines(
        label=_("Who else has come to light?"), max_length=LONGEST, required=False,
        help_text=_("Bodies or people who may know the family and were not asked."),
    )  # fmt: skip
    done_about_it = Lines(
        label=_("What is done about it?"), max_length=LONGEST,
        required_message=_("Write what is done about it, or that nothing need be done"),
    )  # fmt: skip


class NothingHeld(forms.Form):
    """We hold nothing, and where we looked."""

    where_looked = Lines(
        label=_("Where did you look?"), help_text=_("Which records, under which names and dates of birth."),
        max_length=LONGEST, required_message=_("Write where you looked"),
    )  # fmt: skip
    seen = seen()


class Decline(forms.Form):
    why = Lines(
        label=_("Why do you decline?"), help_text=_("Those who asked read this."), max_length=LONGEST,
        required_message=_("Write why you decline"),
    )  # fmt: skip


class Steps(forms.Form):
    """The steps of reminding, a row each; a row without days is left out."""

    seen = seen()

    def __init__(self, *args: Any, rungs: Sequence[Rung], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in range(MOST_STEPS):
            rung = rungs[place] if place < len(rungs) else None
            self.fields[f"days-{place}"] = forms.IntegerField(
                label=_("Step %(n)d: working days") % {"n": place + 1},
                required=False,
                initial=abs(rung.days) if rung else None,
                widget=forms.TextInput(attrs={"inputmode": "numeric"}),
                error_messages={"invalid": _("Enter a whole number, such as 2")},
            )
            self.fields[f"when-{place}"] = forms.ChoiceField(
                label=_("Step %(n)d: before or after the date") % {"n": place + 1},
                choices=[("before", _("Before the date, or on it")), ("after", _("After the date"))],
                initial="after" if rung and rung.days > 0 else "before",
            )
            self.fields[f"whom-{place}"] = forms.ChoiceField(
                label=_("Step %(n)d: who is reminded") % {"n": place + 1},
                choices=list(WHOM.items()),
                initial=rung.whom if rung else "contact",
            )

    def rungs(self) -> Iterator[Rung]:
        """The steps that were filled in."""
        for place in range(MOST_STEPS):
            days = self.cleaned_data.get(f"days-{place}")
            if days is not None:
                sign = -1 if self.cleaned_data[f"when-{place}"] == "before" else 1
                yield Rung(sign * abs(days), self.cleaned_data[f"whom-{place}"])


def in_words(kinds: Sequence[Option]) -> list[tuple[str, str]]:
    """Kinds of agency as choices."""
    return [(option.code, option.label.in_(spoken())) for option in kinds]
