"""What is typed on the pages of “notify or not”. Whether it may be done, and what it needs, is the verbs' matter."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safeguarding.cases.models import Assessment, Decision
from safeguarding.people.days import DayField
from safeguarding.people.models import Organisation
from safeguarding.people.plain_text import PlainText

LONGEST = 5_000


def words(label: Any, *, hint: Any = "", required: Any = None) -> forms.CharField:
    """A field for some sentences. `required` is what to say when it is left empty."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONGEST,
        required=required is not None,
        error_messages={"required": required} if required else {},
        widget=forms.Textarea,
    )


def chosen(label: Any, choices: Iterable[tuple[str, Any]], missing: Any, *, hint: Any = "") -> forms.ChoiceField:
    """A field with one of a few choices, as radios."""
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=list(choices),
        widget=forms.RadioSelect,
        error_messages={"required": missing, "invalid_choice": missing},
    )


def seen() -> forms.IntegerField:
    """Which state the page was opened on."""
    return forms.IntegerField(required=False, initial=0, widget=forms.HiddenInput)


class AnswerItem(forms.Form):
    """One item of test A."""

    answer = chosen(_("Your answer"), Assessment.Answer.choices, _("Select yes, no or not known"))
    evidence = words(
        _("What this rests on"),
        hint=_("Who said it, or which record shows it."),
        required=_("Write what this rests on: who said it, or which record shows it"),
    )
    seen = seen()


class ChooseKind(forms.Form):
    """What kind of incident it is."""

    nature = forms.ChoiceField(
        label=_("What kind of incident is it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what kind of incident it is")},
    )
    known = DayField(
        label=_("If somebody died: when did the authority know of the death?"),
        what=_("the day on which the authority knew of the death"),
        help_text=_("Leave it empty if it is the day on which the authority knew of the incident."),
        required=False,
    )
    was = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, natures: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nature"].choices = list(natures.items())  # type: ignore[attr-defined]


class AskBodies(forms.Form):
    """By when positions are wanted."""

    wanted_by = DayField(
        label=_("By when do you want an answer?"),
        what=_("the day by which you want an answer"),
        help_text=_("Leave it empty for “as soon as you can”. Only bodies that have not answered are asked."),
        required=False,
    )


class AddBody(forms.Form):
    """Another partner body, of any area."""

    body = forms.ModelChoiceField(
        label=_("Another partner body"),
        queryset=Organisation.objects.none(),
        error_messages={"required": _("Choose a body"), "invalid_choice": _("Choose a body")},
    )

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]


class GivePosition(forms.Form):
    """A body's position, by its holder."""

    body = forms.ChoiceField(
        label=_("For which body do you answer?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select the body for which you answer")},
    )
    view = chosen(_("What does your organisation think?"), (), _("Select what your organisation thinks"))
    reasons = words(_("Why, in a sentence or two"))
    seen = seen()

    def __init__(
        self, *args: Any, bodies: Iterable[Organisation], views: Iterable[tuple[str, Any]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        held = list(bodies)
        self.fields["body"].choices = [(str(body.pk), body.name) for body in held]  # type: ignore[attr-defined]
        self.fields["view"].choices = list(views)  # type: ignore[attr-defined]
        if len(held) == 1:
            self.fields["body"].required = False


class RecordPosition(GivePosition):
    """A body's position from an email, which is attached."""

    email = forms.FileField(
        required=True,
        error_messages={
            "required": _("Attach the email itself, saved as a .eml or .msg file"),
            "empty": _("The attached file is empty. Save the email again and attach it"),
        },
    )
    held_by = PlainText(label=_("Who wrote the email?"), max_length=160, required=False)
    marking = PlainText(
        label=_("How is it marked?"), max_length=60, required_message=_("Enter how the email is marked")
    )
    onward_sharing = PlainText(
        label=_("On what condition may it be passed on?"),
        max_length=300,
        required_message=_("Enter on what condition it may be passed on"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["view"].label = _("What does it think?")
        self.fields["body"].label = _("Which body’s position is it?")
        self.fields["body"].error_messages["required"] = _("Select the body whose position it is")


class Decide(forms.Form):
    """The decision with its reasons."""

    outcome = chosen(
        _("What was decided?"),
        [
            (Decision.Outcome.NOTIFY.value, _("Notify")),
            (Decision.Outcome.NOT_NOTIFY.value, _("Do not notify, with reasons")),
            (Decision.Outcome.MORE_FACTS.value, _("More facts are needed; the days count on")),
        ],
        _("Select what was decided"),
    )
    reasons = words(_("Reasons"), required=_("Write the reasons: they are kept with the decision"))
    going_ahead = words(
        _("If a position is missing: why it is decided without it"),
        hint=_("The legal duty to notify is the authority’s alone. It need not wait for anybody."),
    )
    escalated_to = PlainText(
        label=_("If the partners do not agree: to whom is the disagreement taken?"), max_length=200, required=False
    )
    seen = seen()


class TakeFurther(forms.Form):
    """A disagreement taken further."""

    to_whom = PlainText(
        label=_("To whom is it taken?"), max_length=200, required_message=_("Enter to whom the disagreement is taken")
    )
    why = words(_("Why?"), required=_("Write why it is taken further"))


class Settle(forms.Form):
    """What came of a disagreement."""

    outcome = words(_("What came of it?"), required=_("Write what came of it"))
