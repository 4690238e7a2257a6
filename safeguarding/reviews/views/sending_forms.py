"""What is typed around sending a rapid review and its reply: the proof, the letter, what is asked and answered."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safeguarding.cases.actions.proving import FileCopy
from safeguarding.cases.forms import Lines
from safeguarding.cases.models import Paper
from safeguarding.cases.views.notification_forms import Sent
from safeguarding.people.days import DayField
from safeguarding.people.plain_text import PlainText
from safeguarding.reviews.actions.asks import LONGEST_NAME
from safeguarding.reviews.actions.asks import LONGEST_TEXT as LONGEST_ANSWER
from safeguarding.reviews.actions.replying import LONGEST_ASK, LONGEST_TEXT, Asked
from safeguarding.reviews.actions.sending import LONGEST_REASON
from safeguarding.rules.entries import Option

ASKS = (1, 2, 3, 4)
"""How many things one page asks for at once. More go with a further reply."""


def _seen_text() -> forms.CharField:
    return forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_NAME, required=False)


class MakeFiles(forms.Form):
    """The reason is asked where a partner has not signed."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    unsigned_reason = Lines(
        label=_("Why does it go before every partner has signed?"),
        help_text=_("It stands in the files, and the national body reads it."),
        max_length=LONGEST_REASON,
        rows=3,
        required=False,
    )

    def __init__(self, *args: Any, asks_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_reason:
            del self.fields["unsigned_reason"]


class SentElsewhere(Sent):
    """The proof that the files were sent elsewhere."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, asks_reason=False, **kwargs)
        self.fields["is_sheet"].label = _("No copy came back: the PDF as it was made here is what was sent")
        self.fields["is_sheet"].help_text = ""


class Replying(forms.Form):
    """What a reply says, and up to four things that it asks for, each with its day."""

    options = forms.MultipleChoiceField(
        label=_("What does the reply say?"),
        help_text=_("Select all that apply"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Select what the reply says")},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, options: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["options"].choices = list(options)  # type: ignore[attr-defined]
        for n in ASKS:
            self.fields[f"what_{n}"] = Lines(
                label=_("Asked for, %(n)d") % {"n": n}, max_length=LONGEST_ASK, rows=2, required=False
            )
            self.fields[f"by_{n}"] = DayField(
                label=_("Wanted by, %(n)d") % {"n": n}, what=_("the day by which it is wanted"), required=False
            )

    def asks(self) -> list[Asked]:
        """What was asked for, in order."""
        given = self.cleaned_data
        return [Asked(given[f"what_{n}"], given[f"by_{n}"]) for n in ASKS if given[f"what_{n}"].strip()]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for n in ASKS:
            if given.get(f"by_{n}") and not str(given.get(f"what_{n}") or "").strip():
                self.add_error(f"what_{n}", forms.ValidationError(_("Write what is asked for by this day")))
        return given


def letter_in(form: forms.Form, field: str = "letter") -> FileCopy | None:
    """The file of the letter, if one was chosen."""
    given = form.cleaned_data[field]
    return FileCopy(given.name, given.file) if given is not None else None


def _letter(required: Any = None) -> forms.FileField:
    return forms.FileField(
        label=_("File of the letter"),
        help_text=_("A PDF, a Word file, or an email saved as .eml or .msg"),
        max_length=300,
        required=required is not None,
        allow_empty_file=True,
        error_messages={"required": required or ""},
    )


class RecordReply(Replying):
    """The letter that came in another way."""

    dated_on = DayField(label=_("Day of the letter"), what=_("the day of the letter"))
    letter = _letter(_("Choose the file of the letter"))
    field_order = ("letter", "dated_on", "options")


class ReplyHere(Replying):
    """The letter, written here or chosen as a file."""

    text = Lines(label=_("Letter"), max_length=LONGEST_TEXT, rows=10, required=False)
    letter = _letter()
    field_order = ("options", "text", "letter")


class WhoAnswers(forms.Form):
    who = PlainText(
        label=_("Who answers?"),
        help_text=_("A body, or a post and its body. Name no child."),
        max_length=LONGEST_NAME,
        required_message=_("Enter who answers"),
    )
    seen = _seen_text()


class Answering(forms.Form):
    text = Lines(
        label=_("Answer"),
        help_text=_("A national body that receives here reads it at once."),
        max_length=LONGEST_ANSWER,
        rows=6,
        required_message=_("Write the answer"),
    )
    answered_on = DayField(label=_("On which day was it answered?"), what=_("the day on which it was answered"))
    answered_by = PlainText(label=_("Who answered?"), max_length=LONGEST_NAME, required_message=_("Enter who answered"))
    paper = forms.ModelChoiceField(
        Paper.objects.none(),
        label=_("Paper of the case file that goes with it, if one does"),
        required=False,
        empty_label=_("No paper"),
        error_messages={"invalid_choice": _("Choose a paper from the list")},
    )

    def __init__(self, *args: Any, papers: Iterable[Paper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = self.fields["paper"]
        keys = [paper.pk for paper in papers]
        offered.queryset = Paper.objects.filter(pk__in=keys).order_by("number")  # type: ignore[attr-defined]
        offered.label_from_instance = _numbered  # type: ignore[attr-defined]


def _numbered(paper: Paper) -> str:
    return f"{paper.number}. {paper.title}"


class HandingOver(forms.Form):
    review = PlainText(
        label=_("Which national review?"), max_length=200, required_message=_("Enter which national review")
    )
    what = Lines(
        label=_("What was handed over?"),
        help_text=_("The papers and records, one a line"),
        max_length=LONGEST_ANSWER,
        rows=5,
        required_message=_("Write what was handed over"),
    )
    handed_to = PlainText(
        label=_("To whom?"), max_length=LONGEST_NAME, required_message=_("Enter to whom it was handed")
    )
    handed_by = PlainText(label=_("By whom?"), max_length=LONGEST_NAME, required_message=_("Enter who handed it over"))
    handed_on = DayField(label=_("On which day?"), what=_("the day on which it was handed over"))


def choices(options: Iterable[Option], language: Any) -> list[tuple[str, str]]:
    """What a reply may say, in the language of the page."""
    return [(option.id, option.title.in_(language)) for option in options]


def seen_now(form: forms.Form, seen: object, **more: str) -> None:
    """After a no the page shows what is there now, and a further press is of that: what was typed stays."""
    data = form.data.copy()  # type: ignore[attr-defined]
    data["seen"] = str(seen)
    data.update(more)
    form.data = data
