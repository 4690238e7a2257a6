"""`{% field form "name" %}`: one field of a Django form, drawn with the GOV.UK component that fits its widget.
Questions of law files are drawn by `look/templatetags/questions.py`; these are forms of accounts and the directory."""

from typing import Any

from django import forms, template

from safeguarding.people.days import DayParts

register = template.Library()


@register.inclusion_tag("people/field.html")
def field(form: forms.Form, name: str, heading: bool = False, label: str = "", classes: str = "") -> dict[str, Any]:
    """One field with its label, hint, error and what was typed."""
    bound = form[name]
    widget = bound.field.widget
    attrs = widget.attrs
    value = bound.value()
    return {
        "kind": _kind(widget),
        "name": bound.html_name,
        "id": bound.auto_id or bound.html_name,
        "label": label or bound.label,
        "heading": heading,
        "hint": bound.help_text,
        "error": bound.errors[0] if bound.errors else "",
        "value": "" if value is None else value,
        "items": _items(bound),
        "type": attrs.get("type", "text"),
        "inputmode": attrs.get("inputmode"),
        "autocomplete": attrs.get("autocomplete"),
        "spellcheck": False if attrs.get("autocomplete") else None,
        "classes": classes,
    }


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, forms.PasswordInput):
        return "password"
    if isinstance(widget, DayParts):
        return "day"
    if isinstance(widget, forms.RadioSelect):
        return "radios"
    if isinstance(widget, forms.Select):
        return "select"
    return "textarea" if isinstance(widget, forms.Textarea) else "input"


def _items(bound: forms.BoundField) -> list[dict[str, Any]]:
    if isinstance(bound.field.widget, DayParts):
        parts = bound.value() or ["", "", ""]
        typed = bound.field.widget.decompress(parts) if not isinstance(parts, list) else parts
        wide = {"year": "govuk-input--width-4"}
        return [
            {"name": part, "value": text or "", "classes": wide.get(part, "govuk-input--width-2")}
            for part, text in zip(("day", "month", "year"), typed, strict=True)
        ]
    if not hasattr(bound.field, "choices"):
        return []
    hints = getattr(bound.field, "hints", {})
    return [
        {"value": str(value), "text": str(text), **_hint(hints.get(str(value)))} for value, text in bound.field.choices
    ]


def _hint(words: Any) -> dict[str, Any]:
    return {"hint": {"text": str(words)}} if words else {}


@register.filter
def action(href: str, text: str) -> list[dict[str, str]]:
    """The link of a summary list's row: `actions__items=href|action:_("Change")`."""
    return [{"href": href, "text": text}]
