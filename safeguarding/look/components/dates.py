"""What a date input works out before it is written: which of its three boxes is which, and which is wrong."""

from __future__ import annotations

from django.utils.translation import gettext

from safeguarding.look.components.fields import describe, error_message, text_input
from safeguarding.look.components.parameters import NOTHING, Parameters, is_present

_WIDTHS = {"day": "2", "month": "2", "year": "4"}


def _label(name: str) -> str:
    return {"day": gettext("Day"), "month": gettext("Month"), "year": gettext("Year")}.get(name, name.capitalize())


def _is_wrong(item: Parameters) -> bool:
    return bool(item["error"]) or "govuk-input--error" in str(item["classes"])


def _part_of(item: Parameters, parts: dict[str, Parameters]) -> str:
    for kind, part in parts.items():
        if item is part or (item["name"] and item["name"] in (kind, part["name"])):
            return kind
    return ""


def _classes(p: Parameters, item: Parameters, width: str, *, any_is_wrong: bool) -> str:
    own = str(item["classes"])
    marks_all = item["error"] is not False and bool(p["error_message"]) and not any_is_wrong
    classes = ""
    if "govuk-input--error" not in own and (_is_wrong(item) or marks_all):
        classes += " govuk-input--error"
    if "govuk-input--width-" not in own:
        classes += f" govuk-input--width-{width}"
    return f" govuk-date-input__input{classes}{own}"


def _box(p: Parameters, item: Parameters, parts: dict[str, Parameters], *, any_is_wrong: bool) -> Parameters:
    kind = _part_of(item, parts)
    name, value = item["name"], item["value"]
    if kind:
        name = name if is_present(name) else kind
        value = value if is_present(value) else parts[kind]["value"]
    posted = f"{p['name_prefix']}-{name}" if p["name_prefix"] else str(name)
    box = Parameters(
        label=Parameters(words=item["label"] or _label(str(name)), classes=" govuk-date-input__label"),
        id=item["id"] or f"{p['id']}-{name}",
        classes=_classes(p, item, _WIDTHS.get(kind, "2"), any_is_wrong=any_is_wrong),
        name=posted,
        value=value if is_present(value) else p["values"][posted],
        inputmode=item["inputmode"] or "numeric",
        **{key: item[key] for key in ("autocomplete", "pattern", "attributes") if is_present(item[key])},
    )
    text_input(box)
    return box


def _parts(p: Parameters) -> dict[str, Parameters]:
    """The three boxes; one that the author switched off with False is empty, and so is not shown."""
    parts = {}
    for kind, width in _WIDTHS.items():
        given = p[kind]
        if not is_present(given):
            given = Parameters(name=kind, classes=f" govuk-input--width-{width}")
            if kind in p["values"]:
                given["value"] = p["values"][kind]
        parts[kind] = given or NOTHING
    return parts


def date_input(p: Parameters) -> None:
    parts = _parts(p)
    items = [item for item in p["items"] or parts.values() if item]
    any_is_wrong = any(_is_wrong(item) for item in items)
    p["described_by"] = describe(p, p["id"], p["fieldset"]["described_by"])
    p["has_fieldset"] = is_present(p["fieldset"])
    if p["error_message"]:
        error_message(p["error_message"])
    if p["has_fieldset"]:
        # Without the role some screen readers leave out what describes a group of text boxes.
        p["fieldset"] = Parameters(p["fieldset"], role="group")
    p["boxes"] = [_box(p, item, parts, any_is_wrong=any_is_wrong) for item in items]
