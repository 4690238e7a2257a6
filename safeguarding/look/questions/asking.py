"""One question as it is asked on one page: its field names, what was typed, its error.

How each kind looks is in kinds.py, days.py and rows.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from safeguarding.look.components import component
from safeguarding.rules.forms import fields
from safeguarding.rules.forms.fields import Typed
from safeguarding.rules.forms.questions import Question
from safeguarding.rules.text import Language, Text


@dataclass(frozen=True, slots=True)
class Asking:
    """`at` is the part that is wrong; `is_heading`: the question is the page's own heading; `wants_more`: the
    person pressed "Add another"; `elsewhere`: the address of the page that answers it instead."""

    question: Question
    typed: Typed = field(default_factory=dict)
    error: Text | None = None
    at: str = ""
    prefix: str = ""
    language: Language = "en"
    is_heading: bool = False
    wants_more: bool = False
    elsewhere: str = ""

    def name(self, part: str = "value") -> str:
        """The name of a field, which is its id too."""
        return fields.field(self.question, part, self.prefix)

    def text(self, part: str = "value") -> str:
        """What was typed into a part, or nothing."""
        return next(iter(self.typed.get(part, ())), "")

    def said(self, words: Text) -> str:
        return words.in_(self.language)

    def title(self) -> dict[str, Any]:
        """Label or legend: heading of the page where the question stands alone on it."""
        words = self.said(self.question.label)
        if self.question.required == "never" and not self.is_heading:
            words = gettext("%(question)s (optional)") % {"question": words}
        return {"text": words, "is_page_heading": self.is_heading}

    def label(self) -> dict[str, Any]:
        return self.title() | {"classes": f"govuk-label--{'l' if self.is_heading else 's'}"}

    def fieldset(self) -> dict[str, Any]:
        return {"legend": self.title() | {"classes": f"govuk-fieldset__legend--{'l' if self.is_heading else 's'}"}}

    def hint(self, *more: str) -> dict[str, Any] | None:
        said = [self.said(self.question.hint)] if self.question.hint else []
        words = " ".join([*said, *more])
        return {"text": words} if words else None

    def error_message(self) -> dict[str, Any] | None:
        return {"text": self.said(self.error)} if self.error else None

    def above(self) -> SafeString:
        """Hint and error message, for a group that no one component writes whole."""
        name, hint = self.name(), self.hint()
        return format_html(
            "{}{}",
            component("hint", id=f"{name}-hint", **hint) if hint else "",
            component("error-message", id=f"{name}-error", text=self.said(self.error)) if self.error else "",
        )

    def described_by(self) -> str | None:
        """The ids of what `above` wrote."""
        written = (("hint", self.hint()), ("error", self.error))
        return " ".join(f"{self.name()}-{ending}" for ending, given in written if given) or None

    def group(self, inner: SafeString) -> SafeString:
        """The form group around it, with the line at its side where something is wrong."""
        wrong = " govuk-form-group--error" if self.error else ""
        return format_html('<div class="govuk-form-group{}">{}</div>', wrong, inner)
