"""What radios and checkboxes work out before they are written: ids, what is chosen, what describes what."""

from __future__ import annotations

from collections.abc import Callable

from safeguarding.look.components.fields import describe, error_message
from safeguarding.look.components.parameters import Parameters, is_present


def _group(p: Parameters, described_by: object, is_chosen: Callable[[Parameters], bool]) -> None:
    prefix = p["id_prefix"] or p["name"]
    given = str(described_by or "")
    p["described_by"] = describe(p, prefix, given)
    p["has_fieldset"] = is_present(p["fieldset"])
    if p["error_message"]:
        error_message(p["error_message"])
    for number, item in enumerate(p["items"], start=1):
        if not item:
            continue
        item["id"] = item["id"] or (f"{prefix}-{number}" if number > 1 else prefix)
        item["name"] = item["name"] or p["name"]
        item["is_chosen"] = item["checked"] if item["checked"] else is_chosen(item) and item["checked"] is not False
        item["hint_id"] = f"{item['id']}-item-hint" if item["hint"]["words"] else ""


def radios(p: Parameters) -> None:
    wanted = p["value"]
    _group(p, p["fieldset"]["described_by"], lambda item: bool(wanted) and item["value"] == wanted)
    for item in p["items"]:
        if item:
            item["described_by"] = item["hint_id"]


def checkboxes(p: Parameters) -> None:
    wanted = p["values"] or ()
    given = p["fieldset"]["described_by"] or p["described_by"]
    _group(p, given, lambda item: item["value"] in wanted)
    around = "" if p["has_fieldset"] else p["described_by"]
    for item in p["items"]:
        if item:
            item["described_by"] = " ".join(part for part in (around, item["hint_id"]) if part)
