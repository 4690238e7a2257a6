"""The parameters of a component, as its template reads them: names, safe HTML, classes, attributes.

What each component does with its own parameters lives beside this file (fields.py, choices.py, dates.py …).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

# Their keys are an author's own (attribute names, field names), never ours to respell.
_KEPT_KEYS = frozenset({"values"})
# Strings among the slots are HTML in the official component, without being called so.
_SLOTS = frozenset({"start", "end", "navigation_start", "navigation_end"})


class ComponentError(ValueError):
    """A page asked for a component in a way that cannot be honoured; the sentence names place and cure."""


class Parameters(dict[str, Any]):
    """A dictionary whose missing entries are empty, however deep: `p.label.text` never fails."""

    def __missing__(self, key: str) -> Parameters:
        return NOTHING

    def __str__(self) -> str:
        return "" if not self else super().__repr__()


NOTHING = Parameters()


@cache
def snake(name: str) -> str:
    """`isPageHeading` and `is_page_heading` are one name; so are `id-prefix` and `id_prefix`."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).replace("-", "_").lower()


def is_present(value: object) -> bool:
    """Whether the author gave a value at all; zero, False and the empty string are values."""
    return value is not NOTHING


def parameters(given: Mapping[str, Any], where: str) -> Parameters:
    """Make one dictionary of parameters ready for a template. `where` names it in an error."""
    ready = Parameters()
    for spelt, value in given.items():
        name = snake(spelt)
        value = _ready(name, value, f"{where}.{spelt}")
        if value is not None:
            ready[name] = value
    if "html" in ready or "text" in ready:
        ready["words"] = ready["html"] or ready["text"]
    return ready


def _ready(name: str, value: Any, where: str) -> Any:
    if isinstance(value, Promise):
        value = str(value)
    if value is None:
        return None
    if name == "attributes" or name.endswith("_attributes"):
        return attributes(value, where)
    if name == "slots":
        return _slots(value, where)
    if name in _KEPT_KEYS and isinstance(value, Mapping):
        return Parameters({key: _plain(item) for key, item in value.items() if item is not None})
    if isinstance(value, Mapping):
        return value if isinstance(value, Parameters) else parameters(value, where)
    if isinstance(value, list | tuple):
        return [_ready("", item, f"{where}[{number}]") for number, item in enumerate(value)]
    if name == "html" or name.endswith("_html"):
        return safe(value, where)
    if name == "classes" or name.endswith("_classes"):
        return f" {value}" if value else ""
    return _plain(value)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _slots(value: Mapping[str, Any], where: str) -> Parameters:
    slots = Parameters()
    for spelt, item in value.items():
        name = snake(spelt)
        if isinstance(item, Mapping):
            slots[name] = parameters(item, f"{where}.{spelt}")
        elif item is not None:
            slots[name] = safe(item, f"{where}.{spelt}") if name in _SLOTS else item
    return slots


def safe(value: object, where: str) -> SafeString:
    """HTML is taken only from something already marked safe, so that typed words can never become markup."""
    if isinstance(value, SafeString):
        return value
    if not value:
        return SafeString("")
    raise ComponentError(
        f"{where} is HTML but was given an ordinary string. Give words as text, which is escaped, "
        "or build the HTML with format_html or a template."
    )


def attributes(given: object, where: str = "attributes") -> SafeString:
    """Attributes written out, each with a space before it.

    A value may be {"value": …, "optional": True}: then None and False leave the attribute out and True writes
    its name alone. Otherwise every value is written, as the official macro does.
    """
    if not given:
        return mark_safe("")
    if not isinstance(given, Mapping):
        written = safe(given, where)
        return written if written.startswith(" ") else mark_safe(f" {written}")  # noqa: S308 - safe above
    return mark_safe("".join(_attribute(name, item) for name, item in given.items()))  # noqa: S308 - escaped below


def _attribute(name: str, item: object) -> str:
    value, optional = item, False
    if isinstance(item, Mapping):
        value, optional = item.get("value"), bool(item.get("optional"))
    if optional and value is True:
        return f" {conditional_escape(name)}"
    if optional and (value is None or value is False or value is NOTHING):
        return ""
    return f' {conditional_escape(name)}="{conditional_escape(_written(value))}"'


def _written(value: object) -> str:
    spelt = as_javascript(value)
    return spelt if isinstance(spelt, str) else str(spelt)


def as_javascript(value: object) -> object:
    """How the browser's scripts spell a value: true and false in small letters, nothing as nothing."""
    if value is None or value is NOTHING:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def joined(*written: object) -> SafeString:
    """Pieces that are escaped already, end to end; an ordinary string among them is escaped here."""
    return format_html_join("", "{}", ((part if isinstance(part, str) else str(part),) for part in written))


def optional(pairs: Iterable[tuple[str, object]]) -> SafeString:
    """Attributes that are left out when the author said nothing."""
    return attributes({name: {"value": value, "optional": True} for name, value in pairs})


def messages(p: Parameters, names: Mapping[str, str]) -> SafeString:
    """The `data-i18n.*` attributes that carry an author's own words to the component's script.

    `names` maps our parameter to the script's key; a dictionary of plural forms becomes one attribute a form.
    """
    written: dict[str, object] = {}
    for name, key in names.items():
        words = p[name]
        if isinstance(words, Mapping):
            written |= {f"data-i18n.{key}.{form}": text for form, text in words.items()}
        elif words:
            written[f"data-i18n.{key}"] = words
    return attributes(written)
