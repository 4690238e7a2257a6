"""What is typed on the pages around the notification: correcting, settling, recording that it was sent, telling,
withdrawing, acknowledging. The notification's own questions are data (`rules/forms`)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safeguarding import today
from safeguarding.cases.actions.enclosing import LONGEST_REASON, Choice, as_chosen, is_privileged, needs_reason
from safeguarding.cases.actions.proving import LONGEST_REFERENCE, LONGEST_SENDER
from safeguarding.cases.actions.receiving import LONGEST_NOTE
from safeguarding.cases.actions.telling import LONGEST_HOW
from safeguarding.cases.forms import Lines
from safeguarding.cases.models import Enclosure, Paper
from safeguarding.people.days import DayField
from safeguarding.people.models import Organisation
from safeguarding.people.plain_text import PlainText

LONGEST_REASONS = 5_000


def _time(label: Any, *, required: Any = None) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        help_text=_("For example, 14:30"),
        required=required is not None,
        input_formats=["%H:%M", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p"],
        widget=forms.TextInput(attrs={"inputmode": "text"}),
        error_messages={"required": required or "", "invalid": _("Enter a time such as 14:30")},
    )


def _seen() -> forms.IntegerField:
    return forms.IntegerField(required=False, widget=forms.HiddenInput)


class Awareness(forms.Form):
    known_on = DayField(label=_("Day"), what=_("the day"))
    known_at = _time(_("Time, if anybody knows it"))
    reason = Lines(label=_("If you change it: why was the first wrong?"), max_length=400, rows=3, required=False)
    seen = _seen()


class Settling(forms.Form):
    choice = forms.ChoiceField(
        label=_("Which text stands?"),
        choices=[
            ("saved", _("The one that was saved")),
            ("set-aside", _("The one that was typed meanwhile")),
            ("together", _("A text put together, as typed below")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Select which text stands")},
    )
    seen = _seen()


class Sent(forms.Form):
    """The proof that something was sent elsewhere."""

    reference = PlainText(
        label=_("Reference that came back"),
        max_length=LONGEST_REFERENCE,
        required_message=_("Enter the reference that came back from the service"),
    )
    sent_on = DayField(label=_("Day on which it was sent"), what=_("the day on which it was sent"))
    sent_time = _time(_("Time at which it was sent"), required=_("Enter the time at which it was sent"))
    sender = PlainText(label=_("Who sent it"), max_length=LONGEST_SENDER, required_message=_("Enter who sent it"))
    copy = forms.FileField(
        label=_("Copy of what was sent"),
        help_text=_("A screenshot, a PDF, or the confirmation as an email saved as .eml or .msg"),
        max_length=300,
        required=False,
        allow_empty_file=True,
    )
    is_sheet = forms.BooleanField(
        label=_("The service gave no copy: the sheet as it stands now is what was typed in"),
        help_text=_("The sheet’s own text is then filed as the copy."),
        required=False,
    )
    also = forms.MultipleChoiceField(
        label=_("Which other bodies did the same sending reach?"),
        help_text=_("Select those to which the service passes it on."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = Lines(
        label=_("Reason, only if it was sent before the decision, or before the authority knew"),
        max_length=400,
        rows=2,
        required=False,
    )

    def __init__(
        self, *args: Any, others: Iterable[Organisation] = (), asks_reason: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [(body.code, body.name) for body in others]
        if choices:
            self.fields["also"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["also"]
        if not asks_reason:
            del self.fields["reason"]

    def sent_at(self) -> datetime:
        """The moment, as clocks in London showed it."""
        return today.london_moment(self.cleaned_data["sent_on"], self.cleaned_data["sent_time"])


class Enclosing(forms.Form):
    """Which papers go with the notification: for each one that may, a box, its kind and, where its condition does not
    allow it by itself, why it may go all the same."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, papers: Iterable[Paper], **kwargs: Any) -> None:
        self.papers = [paper for paper in papers if not is_privileged(paper)]
        chosen = [paper.enclosure for paper in self.papers if hasattr(paper, "enclosure")]
        super().__init__(*args, **kwargs)
        self.initial["seen"] = as_chosen(chosen)
        for paper in self.papers:
            self._ask(paper, getattr(paper, "enclosure", None))

    def _ask(self, paper: Paper, before: Enclosure | None) -> None:
        n = paper.number
        usual = Enclosure.Kind.LETTERS if paper.kind == Paper.Kind.LETTER else ""
        self.fields[f"goes-{n}"] = forms.BooleanField(
            label=_("Paper %(n)d goes with the notification") % {"n": n}, required=False, initial=before is not None
        )
        self.fields[f"kind-{n}"] = forms.ChoiceField(
            label=_("What kind of paper is it?"),
            choices=[("", _("Choose one")), *Enclosure.Kind.choices],
            initial=before.kind if before else usual,
            required=False,
        )
        if needs_reason(paper):
            self.fields[f"reason-{n}"] = Lines(
                label=_("If it goes: who agreed to that and when, or why may it go all the same?"),
                max_length=LONGEST_REASON,
                rows=2,
                required=False,
                initial=before.reason if before else "",
            )

    def chosen(self) -> dict[int, Choice]:
        """What was ticked, by the number of the paper."""
        given = self.cleaned_data
        return {
            paper.number: Choice(given[f"kind-{paper.number}"], given.get(f"reason-{paper.number}", ""))
            for paper in self.papers
            if given[f"goes-{paper.number}"]
        }

    def asked(self) -> list[tuple[Paper, list[str]]]:
        """Each paper with the names of its fields, for drawing."""
        named = [(paper, [f"{part}-{paper.number}" for part in ("goes", "kind", "reason")]) for paper in self.papers]
        return [(paper, [name for name in names if name in self.fields]) for paper, names in named]


class SendHere(forms.Form):
    checked = forms.BooleanField(
        label=_("I have read what goes, and this is the right body"),
        error_messages={"required": _("Confirm that you have read it and that this is the right body")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class Telling(forms.Form):
    how = PlainText(
        label=_("How were they told, and who there?"),
        help_text=_("For example, by phone, the duty manager. Name no child."),
        max_length=LONGEST_HOW,
        required_message=_("Write how they were told, and who there"),
    )
    told_on = DayField(label=_("On which day?"), what=_("the day on which they were told"))


class Withdrawing(forms.Form):
    reasons = Lines(
        label=_("Reasons"),
        help_text=_("They are kept, and go to every outside body that had the notification."),
        max_length=LONGEST_REASONS,
        rows=6,
        required_message=_("Write the reasons"),
    )
    seen = _seen()


class Acknowledging(forms.Form):
    note = Lines(label=_("Note to whoever sent it, if you want one"), max_length=LONGEST_NOTE, rows=3, required=False)
