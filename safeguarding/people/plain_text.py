"""A field for one line that somebody typed: trimmed, and free of characters that nobody can see but that change how
a name reads (control characters, marks that turn the direction of writing)."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

# Turn the direction of writing or hide: a name could be made to read as another.
_UNSEEN = {*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u200b\u2060\ufeff"}


class PlainText(forms.CharField):
    """Refuses what cannot be seen, and says so; keeps every letter of every language."""

    def __init__(self, *, required_message: Any = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if required_message is not None:
            self.error_messages["required"] = required_message
        if self.max_length:
            self.error_messages["max_length"] = format_lazy(
                _("Use no more than {most} characters"), most=self.max_length
            )

    def to_python(self, value: object) -> str:
        text = unicodedata.normalize("NFC", str(super().to_python(value) or ""))
        if any(character in _UNSEEN or unicodedata.category(character) == "Cc" for character in text):
            raise ValidationError(
                _("This holds characters that cannot be seen. Type it instead of pasting it"), code="unseen"
            )
        return text
