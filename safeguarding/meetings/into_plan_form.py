"""The form that asks what the plan needs of each action and the meeting did not type."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeguarding.cases.forms import Lines
from safeguarding.meetings.actions.into_plan import Filled
from safeguarding.meetings.models import MeetingAction
from safeguarding.people.days import DayField

LONGEST = 4000
NEEDED = {
    "outcome": gettext_lazy("Write what should be better for children"),
    "measure": gettext_lazy("Write how anybody will know that it helped"),
    "due_on": gettext_lazy("Enter the day by which it is to be done"),
}


class IntoPlan(forms.Form):
    """Three fields for each action; an action is left out where outcome and measure are empty."""

    def __init__(self, *args: Any, actions: Iterable[MeetingAction], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys: list[int] = []
        for number, one in enumerate(actions, 1):
            self.keys.append(one.pk)
            self._ask(number, one)

    def _ask(self, number: int, one: MeetingAction) -> None:
        outcome = _("Action %(n)d: what should be better for children?") % {"n": number}
        said = _("%(what)s (%(lead)s leads it)") % {"what": Truncator(one.what).chars(300), "lead": one.lead_body}
        measure = _("Action %(n)d: how will anybody know that it helped?") % {"n": number}
        due = _("Action %(n)d: by when?") % {"n": number}
        self.fields[f"outcome_{one.pk}"] = Lines(
            label=outcome, help_text=said, max_length=LONGEST, rows=2, required=False
        )
        self.fields[f"measure_{one.pk}"] = Lines(label=measure, max_length=LONGEST, rows=2, required=False)
        self.fields[f"due_on_{one.pk}"] = DayField(label=due, what=_("the day"), required=False, initial=one.by_when)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for key in self._begun(given):
            for name, sentence in NEEDED.items():
                place = f"{name}_{key}"
                if place in given and not given[place]:
                    self.add_error(place, forms.ValidationError(sentence))
        return given

    def filled(self) -> dict[int, Filled]:
        """What was filled in, by the key of the action."""
        given = self.cleaned_data
        return {key: Filled(**{name: given[f"{name}_{key}"] for name in NEEDED}) for key in self._begun(given)}

    def _begun(self, given: dict[str, Any]) -> list[int]:
        return [key for key in self.keys if given.get(f"outcome_{key}") or given.get(f"measure_{key}")]
