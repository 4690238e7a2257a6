"""The agenda: an item, the incident it is about, its papers."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safeguarding.cases.forms import Lines
from safeguarding.cases.models import Case, Paper
from safeguarding.meetings.forms.words import NOBODY_CHOSEN, as_text, points
from safeguarding.people.plain_text import PlainText


class Item(forms.Form):
    """An item of the agenda, with what is open ticked to be asked."""

    title = PlainText(label=_("Item"), max_length=200, required_message=_("Say what the item is"))
    asked = Lines(label=_("What is asked of the meeting"), max_length=8000, rows=5, required=False)
    seen = forms.IntegerField(required=False, initial=0, widget=forms.HiddenInput, min_value=0, max_value=10**6)

    def __init__(self, *args: Any, open_ones: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if open_ones:
            self.fields["open"] = points(open_ones)

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
