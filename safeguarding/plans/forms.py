"""The forms of a plan: their fields and sentences. Whether a thing may be done is the verbs' matter (`actions/`)."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safeguarding.cases.forms import Lines, Words
from safeguarding.people.days import DayField
from safeguarding.people.models import Organisation, Person
from safeguarding.people.plain_text import PlainText
from safeguarding.plans.asked_before import Alike
from safeguarding.plans.models import Evidence, Recommendation, RecommendationAnswer, Source

LONG, SHORT = 4000, 400
CHOOSE_ONE = _("Choose one")


def lines(label: Words, required: Words | None = None, *, hint: Words = "", rows: int = 3, most: int = LONG) -> Lines:
    """Several lines of words; left out where no sentence says that they are needed."""
    return Lines(
        label=label,
        help_text=hint,
        max_length=most,
        rows=rows,
        required=required is not None,
        required_message=required,
    )


def choice(label: Words, choices: Iterable[tuple[str, Words]], sentence: Words) -> forms.ChoiceField:
    """One of a few."""
    return forms.ChoiceField(
        label=label,
        choices=list(choices),
        widget=forms.RadioSelect,
        error_messages={"required": sentence, "invalid_choice": sentence},
    )


class Seen(forms.Form):
    """Which version of it the person saw, and why it changes once it was agreed."""

    seen = forms.IntegerField(required=False, initial=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_agreed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_agreed:
            sentence = _("Say why it changes: it was agreed")
            self.fields["reason"] = lines(_("Why it changes"), sentence, hint=_("It was agreed."), most=SHORT)

    @property
    def reason(self) -> str:
        return str(self.cleaned_data.get("reason", ""))


class FindingForm(Seen):
    """What was found. Of an incident, from its own reviews or an agency's; of none, from elsewhere, by name."""

    def __init__(self, *args: Any, has_case: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [Source.RAPID, Source.LOCAL, Source.AGENCY] if has_case else [Source.NATIONAL, Source.AGENCY]
        name = {"required": not has_case}
        self.fields = {
            "source": choice(
                _("Where it comes from"),
                [(one.value, one.label) for one in offered],
                _("Choose from what kind of review this comes"),
            ),
            "source_name": PlainText(
                label=_("Which review, or whose") if has_case else _("Name of the review"),
                max_length=200,
                required_message=_("Name the review that found it"),
                **name,
            ),
            "text": lines(_("What was found"), _("Write what was found"), rows=5),
            **self.fields,
        }


class RecommendationForm(Seen):
    """What is recommended. Earlier ones like it are offered once they were found."""

    text = lines(_("What is to change"), _("Write what is recommended"), rows=4)
    to = forms.ModelMultipleChoiceField(
        label=_("Who is to change it"),
        queryset=Organisation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one body"), "invalid_choice": _("Choose bodies of this list")},
    )
    is_joint = forms.BooleanField(
        label=_("They do it together"), required=False, help_text=_("Otherwise each does it for itself.")
    )
    outcome = lines(_("What should be better for children"), _("Write what should be better for children"))
    kind = choice(_("What kind of change it is"), Recommendation.Kind.choices, _("Choose what kind of change it is"))
    by_when = DayField(label=_("By when"), what=_("the day by which it is to change"), required=False)
    strength = lines(
        _("How strong it is"),
        hint=_("How sure the finding is that it rests on, and how likely the change is to work."),
    )
    found = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, bodies: Iterable[Organisation], alike: Iterable[Alike] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [body.pk for body in bodies]
        self.fields["to"].queryset = Organisation.objects.filter(pk__in=keys)  # type: ignore[attr-defined]
        offered: dict[str, Words] = {
            str(one.earlier.key): one.earlier.where for one in alike if one.earlier.key is not None
        }
        said = str(self.initial.get("made_before") or "")
        if said and said not in offered:
            offered[said] = _("The one that is named now")
        if offered or "came_of_it" in self.data:
            choices = [("", _("None of these")), *offered.items()]
            self.fields["made_before"] = forms.ChoiceField(
                label=_("Is it one of these, made again?"),
                choices=choices,
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields["came_of_it"] = lines(_("If so, what came of it"))


class AnswerRecommendation(forms.Form):
    """Whether those it is made to accept it."""

    answer = choice(_("Is it accepted?"), RecommendationAnswer.Answer.choices, _("Choose whether it is accepted"))
    reason = lines(_("Reason"), hint=_("Needed where it is not accepted, or in part."))


class ActionForm(Seen):
    """What is done, by whom, until when, and how anybody will know that it helped."""

    text = lines(_("What is done"), _("Write what is to be done"))
    lead = forms.ModelChoiceField(
        label=_("Which body leads it"),
        queryset=Organisation.objects.none(),
        empty_label=CHOOSE_ONE,
        error_messages={"required": _("Choose which body leads it"), "invalid_choice": _("Choose a body of this list")},
    )
    lead_person = forms.ModelChoiceField(
        label=_("Who leads it there"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Nobody named"),
        help_text=_("Where nobody is named, those who answer for the body are written to."),
        error_messages={"invalid_choice": _("Choose somebody of this list")},
    )
    lead_post = PlainText(label=_("Or the post"), max_length=160, required=False)
    due_on = DayField(label=_("By when"), what=_("the day by which it is done"))
    outcome = lines(_("What should be better for children"), _("Write what should be better for children"))
    measure = lines(_("How anybody will know that it helped"), _("Write how anybody will know that it helped"))
    baseline = lines(_("How it is now"), hint=_("What the measure shows before anything is done, if it is known."))

    def __init__(
        self, *args: Any, bodies: Iterable[Organisation], people: Iterable[Person] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        keys, persons = [body.pk for body in bodies], [person.pk for person in people]
        self.fields["lead"].queryset = Organisation.objects.filter(pk__in=keys)  # type: ignore[attr-defined]
        self.fields["lead_person"].queryset = Person.objects.filter(pk__in=persons)  # type: ignore[attr-defined]


class UpdateForm(forms.Form):
    text = lines(_("How does it go?"), _("Write how it goes"), rows=4)


class EvidenceForm(forms.Form):
    """What shows what was changed."""

    kind = choice(_("What kind of evidence it is"), Evidence.Kind.choices, _("Choose what kind of evidence it is"))
    measured = lines(_("What was measured"), rows=2)
    before = lines(_("Before"), rows=2)
    after = lines(_("After"), rows=2)
    looked_at = forms.IntegerField(
        label=_("How many were looked at"),
        help_text=_("Records, children, families or practitioners."),
        min_value=0,
        max_value=1_000_000,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    looked_by = PlainText(label=_("Who looked at it"), max_length=200, required_message=_("Write who looked at it"))
    looked_on = DayField(label=_("When it was looked at"), what=_("the day on which it was looked at"))
    words = lines(_("In words"), hint=_("What was found, or what people said. No names of children or families."))

    def __init__(self, *args: Any, may_attach: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if may_attach:
            self.fields["file"] = forms.FileField(label=_("A document, if there is one"), required=False)


ENOUGH, SHOWS, NOT_YET = "enough", "shows", "not-yet"


class JudgeForm(forms.Form):
    """Whether evidence is enough, and whether it shows a difference."""

    said = choice(
        _("What does it show?"),
        [
            (SHOWS, _("It is done, and it made a difference")),
            (ENOUGH, _("It is done; whether it made a difference is not shown yet")),
            (NOT_YET, _("It is not yet enough")),
        ],
        _("Choose what it shows"),
    )
    reason = lines(_("Why"), _("Write what it shows, or what is still missing"))
    recheck_on = DayField(
        label=_("If it made a difference, when to look again"),
        what=_("the day on which to look again"),
        required=False,
    )


class FinishForm(forms.Form):
    words = lines(_("Anything to add"))


HOLDS, DOES_NOT = "holds", "does-not"


class RecheckForm(forms.Form):
    """Whether what was changed still holds."""

    holds = choice(
        _("Does it still hold?"),
        [(HOLDS, _("It holds")), (DOES_NOT, _("It does not hold: the action is open again"))],
        _("Choose whether it holds"),
    )
    words = lines(_("What was looked at, and what was found"), _("Write what was looked at and what was found"))
    again_on = DayField(
        label=_("If it holds, when to look once more"), what=_("the day on which to look once more"), required=False
    )


class StopForm(forms.Form):
    until_on = DayField(label=_("Until when"), what=_("the day until which nobody is reminded"))
    reason = lines(_("Why"), _("Write the reason"), most=SHORT)


def _days(label: Words) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=999,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": _("Enter a number of working days"), "invalid": _("Enter a whole number")},
    )


class StepsForm(forms.Form):
    """After how many working days past its date an action is taken up with whom."""

    lead_after = _days(_("With its lead again, after how many working days"))
    manager_after = _days(_("With who runs the plan, after how many"))
    holder_after = _days(_("With who holds the position of the body that leads, after how many"))


class AgreeForm(forms.Form):
    """Who agreed what is shown."""

    who = lines(_("Who agreed them, and where"), _("Write who agreed them, and where"))
    shown = forms.CharField(required=False, widget=forms.HiddenInput)


class FinishCaseForm(forms.Form):
    finished_on = DayField(label=_("When it was finished"), what=_("the day on which it was finished"))
    words = lines(_("Anything to add"), most=SHORT)


class UndoForm(forms.Form):
    reason = lines(_("Why it is open again"), _("Write the reason"), most=SHORT)
