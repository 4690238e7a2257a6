"""Small words for the templates of cases: boxes to tick, and how long a thing took. Shared patterns are in `look`."""

from typing import Any

from django import forms, template

from safeguarding.cases.markings import in_words

register = template.Library()


@register.filter
def ticks(bound: forms.BoundField) -> list[dict[str, Any]]:
    """The boxes of a field: one for a yes, one for each choice of several."""
    choices = getattr(bound.field, "choices", None)
    if choices is None:
        hint = {"hint": {"text": str(bound.field.help_text)}} if bound.field.help_text else {}
        return [{"value": "on", "text": str(bound.label), "checked": bool(bound.value()), **hint}]
    ticked = {str(value) for value in bound.value() or ()}
    return [{"value": str(value), "text": str(text), "checked": str(value) in ticked} for value, text in choices]


@register.filter(name="help")
def hint_of(bound: forms.BoundField) -> dict[str, str] | None:
    """The hint of a field, if it has one."""
    return {"text": str(bound.help_text)} if bound.help_text else None


@register.filter
def help_above(bound: forms.BoundField) -> dict[str, str] | None:
    """The hint of a group of boxes; a single box has it beside its words."""
    return hint_of(bound) if hasattr(bound.field, "choices") else None


@register.filter
def blame(bound: forms.BoundField) -> dict[str, str] | None:
    """What is wrong with a field, if anything is."""
    return {"text": str(bound.errors[0])} if bound.errors else None


@register.filter
def legend(bound: forms.BoundField) -> dict[str, Any] | None:
    """What a group of boxes is about; a single box says it itself."""
    return {"legend": {"text": str(bound.label)}} if hasattr(bound.field, "choices") else None


@register.filter
def marked(kept: str) -> str:
    """A marking, or the condition on which a paper may be passed on, in words."""
    return in_words(kept)


@register.filter
def get(form: forms.Form, name: str) -> forms.BoundField:
    """A field of a form whose fields are made for the rows of a page."""
    return form[name]
