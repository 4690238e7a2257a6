"""A day typed in three boxes, day, month, year, as GOV.UK asks for it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

PARTS = ("day", "month", "year")


class DayParts(forms.MultiWidget):
    """Three text boxes, named `<field>-day` and so on."""

    def __init__(self) -> None:
        super().__init__({part: forms.TextInput() for part in PARTS})
        self.widgets_names = [f"-{part}" for part in PARTS]

    def decompress(self, value: Any) -> list[str]:
        return [str(value.day), str(value.month), str(value.year)] if isinstance(value, date) else ["", "", ""]


class DayField(forms.MultiValueField):
    """A real day, or a sentence that says what is wrong. `what` names it in that sentence."""

    def __init__(self, *, what: Any, **kwargs: Any) -> None:
        self.what = what
        super().__init__(
            fields=[forms.CharField(max_length=4, required=False) for _part in PARTS],
            widget=DayParts(),
            require_all_fields=False,
            **kwargs,
        )
        self.error_messages["required"] = format_lazy(_("Enter {what}"), what=what)

    def clean(self, value: Any) -> date | None:
        typed = [str(part or "").strip() for part in (value or ["", "", ""])]
        if not any(typed):
            if self.required:
                raise ValidationError(self.error_messages["required"])
            return None
        try:
            return self.compress(typed)
        except ValueError:
            sentence = format_lazy(_("{what} must be a real day, such as 27 3 2026"), what=self.what)
            words = str(sentence)
            raise ValidationError(words[:1].upper() + words[1:]) from None

    def compress(self, data_list: Sequence[str]) -> date:
        if not all(part.isascii() and part.isdecimal() for part in data_list) or len(data_list[2]) != 4:
            raise ValueError("not a day")
        day, month, year = (int(part) for part in data_list)
        return date(year, month, day)
