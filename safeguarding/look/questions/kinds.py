"""The kinds of question with one control, or one group of choices. Dates are in days.py, rows in rows.py."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from safeguarding.look.components import component
from safeguarding.look.questions.asking import Asking
from safeguarding.rules.forms.questions import Option

# Beyond this many, a list to pick from is shorter to read than a column of buttons.
MOST_BUTTONS = 15


def typed_line(**more: Any) -> Callable[[Asking], SafeString]:
    """A renderer of a single-line field, with what sets this kind apart."""

    def write(asking: Asking) -> SafeString:
        return component(
            "input",
            id=asking.name(),
            name=asking.name(),
            label=asking.label(),
            hint=asking.hint(),
            error_message=asking.error_message(),
            value=asking.text(),
            autocomplete=asking.question.autocomplete or None,
            **more,
        )

    return write


def long_text(asking: Asking) -> SafeString:
    return component(
        "character-count",
        id=asking.name(),
        name=asking.name(),
        label=asking.label(),
        hint=asking.hint(),
        error_message=asking.error_message(),
        value=asking.text(),
        maxlength=asking.question.longest,
        threshold=75,
        rows=8,
    )


def references(asking: Asking) -> SafeString:
    return component(
        "textarea",
        id=asking.name(),
        name=asking.name(),
        label=asking.label(),
        hint=asking.hint(*([] if asking.question.hint else [gettext("One on each line.")])),
        error_message=asking.error_message(),
        value=asking.text(),
        rows=3,
        spellcheck=False,
    )


def one(asking: Asking) -> SafeString:
    """Radios; a list to pick from where there are many and none needs a hint of its own."""
    options = asking.question.options
    if len(options) > MOST_BUTTONS and not any(option.hint for option in options):
        return picked(asking)
    return component(
        "radios",
        id_prefix=asking.name(),
        name=asking.name(),
        fieldset=asking.fieldset(),
        hint=asking.hint(),
        error_message=asking.error_message(),
        value=asking.text(),
        classes=_classes(asking, "radios"),
        items=_choices(asking),
    )


def many(asking: Asking) -> SafeString:
    return component(
        "checkboxes",
        id_prefix=asking.name(),
        name=asking.name(),
        fieldset=asking.fieldset(),
        hint=asking.hint(*([] if asking.question.hint else [gettext("Select all that apply.")])),
        error_message=asking.error_message(),
        values=list(asking.typed.get("value", ())),
        classes=_classes(asking, "checkboxes"),
        items=_choices(asking),
    )


def picked(asking: Asking) -> SafeString:
    return component(
        "select",
        id=asking.name(),
        name=asking.name(),
        label=asking.label(),
        hint=asking.hint(),
        error_message=asking.error_message(),
        value=asking.text(),
        items=pick_list(asking, asking.question.options),
    )


def pick_list(asking: Asking, options: Iterable[Option]) -> list[dict[str, str]]:
    """The entries of a list to pick from, the first of them nothing."""
    named = [{"value": option.code, "text": asking.said(option.label)} for option in options]
    return [{"value": "", "text": gettext("Choose one")}, *named]


def answered_elsewhere(asking: Asking) -> SafeString:
    """A question that another page answers: its words, and the way there."""
    way: str | SafeString = gettext("This is answered on a page of its own.")
    if asking.elsewhere:
        words = gettext("Answer this on its own page")
        way = format_html('<a class="govuk-link" href="{}">{}</a>', asking.elsewhere, words)
    inner = format_html(
        '<p class="govuk-label govuk-label--s" id="{}">{}</p>{}<p class="govuk-body">{}</p>',
        asking.name(),
        asking.title()["text"],
        asking.above(),
        way,
    )
    return asking.group(inner)


def _classes(asking: Asking, kind: str) -> str:
    options = asking.question.options
    is_short = len(options) == 2 and not any(option.hint for option in options)
    classes = [f"govuk-{kind}--inline"] if kind == "radios" and is_short else []
    if len(options) > MOST_BUTTONS:
        classes.append(f"govuk-{kind}--small")
    if any(option.group for option in options):
        classes.append("app-grouped")
    return " ".join(classes)


def _choices(asking: Asking) -> list[dict[str, Any]]:
    """The options, each group under its heading."""
    items: list[dict[str, Any]] = []
    for group, options in groupby(asking.question.options, key=lambda option: option.group):
        if group is not None:
            items.append({"divider": asking.said(group)})
        for option in options:
            hint = {"text": asking.said(option.hint)} if option.hint else None
            items.append({"value": option.code, "text": asking.said(option.label), "hint": hint})
    # The first button carries the name alone as its id, which is where an error's link leads.
    first = next((item for item in items if "value" in item), None)
    if first is not None:
        first["id"] = asking.name()
    return items
