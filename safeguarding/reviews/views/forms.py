"""What is typed on the pages of the decision and of signing off. Whether it may be done is the verbs' matter."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safeguarding.cases.views.threshold_forms import chosen, seen, words
from safeguarding.look.languages import spoken
from safeguarding.people.days import DayField
from safeguarding.people.models import Organisation
from safeguarding.people.plain_text import PlainText
from safeguarding.reviews.models import ProposedDecision
from safeguarding.rules.procedure import Option


class Propose(forms.Form):
    """A decision put to the partner bodies."""

    option = chosen(_("What is proposed?"), (), _("Select one decision"))
    also = forms.MultipleChoiceField(label=_("And also"), required=False, widget=forms.CheckboxSelectMultiple)
    until = DayField(
        label=_("If it is put off: to which day?"),
        what=_("the day to which it is put off"),
        help_text=_("The days for the rapid review count on."),
        required=False,
    )
    joins = PlainText(label=_("If a review is joined: which?"), max_length=200, required=False)
    reasons = words(_("Reasons"), required=_("Write the reasons: the partner bodies read them, and they are kept"))
    family = chosen(
        _("What about the family?"),
        ProposedDecision.Family.choices,
        _("Select whether the family was told, will be told, or is not told"),
    )
    family_on = DayField(
        label=_("On which day was it told, or by which will it be?"),
        what=_("the day on which the family was or will be told"),
        required=False,
    )
    family_words = words(
        _("What it was told or will be, and by whom; or why it is not told"),
        required=_("Write what the family was told or will be, or why it is not told"),
    )
    seen = seen()

    def __init__(self, *args: Any, deciding: Iterable[Option], also: Iterable[Option], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, options in (("option", deciding), ("also", also)):
            choices = [(one.id, one.title.in_(spoken())) for one in options]
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class Record(forms.Form):
    """The proposal becomes the decision."""

    reasons = words(_("Reasons"), required=_("Write the reasons: they are kept with the decision"))
    going_ahead = words(
        _("If a position is missing, or they differ: why it is decided all the same"),
    )
    escalated_to = PlainText(
        label=_("If they do not agree: to whom is the disagreement taken?"), max_length=200, required=False
    )
    proposal = forms.IntegerField(widget=forms.HiddenInput, required=False)


class Sign(forms.Form):
    """A partner body signs the text."""

    body = forms.ChoiceField(
        label=_("For which body do you sign?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select the body for which you sign")},
    )
    text = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, bodies: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = list(bodies)
        self.fields["body"].choices = [(str(body.pk), body.name) for body in held]  # type: ignore[attr-defined]
        if len(held) == 1:
            self.fields["body"].required = False


class AskToSign(forms.Form):
    """Nothing is typed: the text that is to be signed."""

    text = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
