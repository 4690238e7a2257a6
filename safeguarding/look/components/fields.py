"""What the single-field components work out before they are written: ids, descriptions, attributes.

Groups of choices are in choices.py, dates in dates.py, fields built on these in compound.py.
"""

from __future__ import annotations

from django.utils.translation import gettext

from safeguarding.look.components.parameters import (
    Parameters,
    as_javascript,
    attributes,
    is_present,
    messages,
    optional,
)


def describe(p: Parameters, prefix: object, described_by: object) -> str:
    """Give hint and error message their ids, and return the ids that describe the field, in reading order."""
    ids = [str(described_by)] if described_by else []
    for part, ending in (("hint", "hint"), ("error_message", "error")):
        if is_present(p[part]):
            p[part] = Parameters(p[part], id=f"{prefix}-{ending}")
            ids.append(f"{prefix}-{ending}")
    return " ".join(ids)


def error_message(p: Parameters) -> None:
    if not is_present(p["visually_hidden_text"]):
        p["visually_hidden_text"] = gettext("Error")


def field(p: Parameters) -> None:
    """Shared by every component with one label and one control."""
    p["id"] = p["id"] or p["name"]
    p["label"] = Parameters(p["label"], **{"for": p["id"]})
    p["described_by"] = describe(p, p["id"], p["described_by"])
    if p["error_message"]:
        error_message(p["error_message"])


def text_input(p: Parameters) -> None:
    field(p)
    spellcheck = p["spellcheck"]
    p["written"] = attributes(
        {
            "id": p["id"],
            "name": p["name"],
            "type": p["type"] or "text",
            "spellcheck": {
                "value": as_javascript(spellcheck) if isinstance(spellcheck, bool) else None,
                "optional": True,
            },
        }
    ) + optional(
        (name, p[key])
        for name, key in (
            ("value", "value"),
            ("disabled", "disabled"),
            ("aria-describedby", "described_by"),
            ("autocomplete", "autocomplete"),
            ("autocapitalize", "autocapitalize"),
            ("pattern", "pattern"),
            ("inputmode", "inputmode"),
        )
        if key != "described_by" or p[key]
    )
    around = (p["prefix"], p["suffix"], p["form_group"]["before_input"], p["form_group"]["after_input"])
    p["is_wrapped"] = any(part and part["words"] for part in around)


def textarea(p: Parameters) -> None:
    field(p)
    p["rows"] = p["rows"] or "5"
    if isinstance(p["spellcheck"], bool):
        p["spelling"] = as_javascript(p["spellcheck"])


def select(p: Parameters) -> None:
    field(p)
    wanted = p["value"]
    items = []
    for item in p["items"]:
        if not item:
            continue
        if is_present(item["value"]):
            item["value"] = as_javascript(item["value"])
        value = item["value"] if is_present(item["value"]) else item["text"]
        is_chosen = item["selected"]
        if not is_present(is_chosen):
            is_chosen = bool(wanted) and value == wanted
        items.append(Parameters(item, is_chosen=is_chosen, has_value=is_present(item["value"])))
    p["items"] = items


def file_upload(p: Parameters) -> None:
    field(p)
    p["i18n"] = messages(
        p,
        {
            "choose_files_button_text": "choose-files-button",
            "no_file_chosen_text": "no-file-chosen",
            "multiple_files_chosen_text": "multiple-files-chosen",
            "drop_instruction_text": "drop-instruction",
            "entered_drop_zone_text": "entered-drop-zone",
            "left_drop_zone_text": "left-drop-zone",
        },
    )
