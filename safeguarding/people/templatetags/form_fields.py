"""`{% field form "name" %}`: one field of a Django form, drawn with the GOV.UK component that fits its widget.
Questions of law files are drawn by `look/templatetags/questions.py`; these are forms of accounts and the directory."""

from typing import Any

from django import forms, template
from django.utils.safestring import SafeString

from safeguarding.look.components import component
from safeguarding.people.days import PARTS, DayParts

register = template.Library()


@register.simple_tag
def field(form: forms.Form, name: str, classes: str = "") -> SafeString:
    """One field with its label, hint, error and what was typed."""
    bound = form[name]
    widget = bound.field.widget
    said = _told(bound)
    if isinstance(widget, DayParts):
        return component(
            "date-input", name_prefix=bound.html_name, items=_parts(bound, widget), **_grouped(bound, said)
        )
    if isinstance(widget, forms.RadioSelect):
        listed = {"id_prefix": bound.auto_id, "name": bound.html_name, "items": _options(bound), "value": _text(bound)}
        return component("radios", **listed, **_grouped(bound, said, id_too=False))
    said |= {"id": bound.auto_id, "name": bound.html_name, "label": {"text": bound.label}}
    if isinstance(widget, forms.PasswordInput):
        return component("password-input", autocomplete=widget.attrs.get("autocomplete"), **said)
    if isinstance(widget, forms.Select):
        return component("select", items=_options(bound), value=_text(bound), **said)
    if isinstance(widget, forms.Textarea):
        return component("textarea", value=_text(bound), **said)
    known = {key: widget.attrs[key] for key in ("type", "inputmode", "autocomplete") if key in widget.attrs}
    return component("input", value=_text(bound), classes=classes, **known, **said)


@register.filter
def action(href: str, text: str) -> list[dict[str, str]]:
    """The link of a summary list's row: `actions__items=href|action:_("Change")`."""
    return [{"href": href, "text": text}]


def _told(bound: forms.BoundField) -> dict[str, Any]:
    """The hint and the error, each only where there is one: an empty error would still look like one."""
    hint = {"hint": {"text": bound.help_text}} if bound.help_text else {}
    error = {"error_message": {"text": bound.errors[0]}} if bound.errors else {}
    return {**hint, **error}


def _grouped(bound: forms.BoundField, said: dict[str, Any], *, id_too: bool = True) -> dict[str, Any]:
    named = {"id": bound.auto_id} if id_too else {}
    return {**named, "fieldset": {"legend": {"text": bound.label}}, **said}


def _text(bound: forms.BoundField) -> str:
    value = bound.value()
    return "" if value is None else str(getattr(value, "pk", value))


def _parts(bound: forms.BoundField, widget: DayParts) -> list[dict[str, Any]]:
    value = bound.value()
    typed = value if isinstance(value, list) else widget.decompress(value)
    return [
        {"name": part, "value": text or "", "classes": f"govuk-input--width-{4 if part == 'year' else 2}"}
        for part, text in zip(PARTS, typed, strict=True)
    ]


def _options(bound: forms.BoundField) -> list[dict[str, Any]]:
    hints = getattr(bound.field, "hints", {})
    return [
        {
            "value": str(value),
            "text": str(text),
            **({"hint": {"text": hints[str(value)]}} if str(value) in hints else {}),
        }
        for value, text in getattr(bound.field, "choices", ())
    ]
