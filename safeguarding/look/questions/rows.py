"""Questions answered by several rows: people, and several authorities.

A fixed number of rows stands ready, and "Add another" is a button that sends the page, so that no script is
needed. Kinds with one control are in kinds.py.
"""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from safeguarding.look.components import component
from safeguarding.look.questions.asking import Asking
from safeguarding.look.questions.kinds import many, pick_list
from safeguarding.rules.forms.fields import cell, rows
from safeguarding.rules.forms.questions import Column

ADD_ANOTHER = "add-another"
READY = 2
MOST_BOXES = 15


def people(asking: Asking) -> SafeString:
    """A row a person: those typed, then empty ones."""
    named = rows(asking.question, asking.typed)
    total = _how_many(asking, len(named))
    # A row keeps its name while there are gaps, so that an error's link still leads to it.
    free = (str(n) for n in range(asking.question.max_rows * 2) if str(n) not in named)
    names = [*named, *(next(free) for _ in range(total - len(named)))]
    written = format_html_join("", "{}", ((_row(asking, name, place),) for place, name in enumerate(names, 1)))
    return _fieldset(asking, written, total)


def _row(asking: Asking, row: str, place: int) -> SafeString:
    cells = format_html_join("", "{}", ((_cell(asking, column, row),) for column in asking.question.columns))
    legend = {
        "text": gettext("Person %(number)s") % {"number": place},
        "classes": "govuk-fieldset__legend--s",
    }
    inner = format_html('<div class="app-people__cells">{}</div>', cells)
    return format_html('<div class="app-people">{}</div>', component("fieldset", legend=legend, html=inner))


def _cell(asking: Asking, column: Column, row: str) -> SafeString:
    part = cell(row, column.id)
    name, label = asking.name(part), {"text": asking.said(column.label)}
    is_wrong = bool(asking.error) and asking.at == part
    if column.options:
        return component(
            "select",
            id=name,
            name=name,
            label=label,
            value=asking.text(part),
            items=pick_list(asking, column.options),
            classes="govuk-select--error" if is_wrong else None,
        )
    return component(
        "input",
        id=name,
        name=name,
        label=label,
        value=asking.text(part),
        spellcheck=False,
        autocomplete="off",
        classes="govuk-input--error" if is_wrong else None,
    )


def several_authorities(asking: Asking) -> SafeString:
    """A few options are boxes to tick; the whole country is a list to pick from, several times."""
    options = asking.question.options
    if len(options) <= MOST_BOXES:
        return many(asking)
    chosen = [code for code in asking.typed.get("value", ()) if code.strip()]
    total = _how_many(asking, len(chosen))
    items = pick_list(asking, options)
    written = format_html_join(
        "",
        "{}",
        (
            (
                component(
                    "select",
                    id=asking.name() if place == 1 else f"{asking.name()}-{place}",
                    name=asking.name(),
                    label={"text": gettext("Authority %(number)s") % {"number": place}},
                    items=items,
                    value=chosen[place - 1] if place <= len(chosen) else "",
                ),
            )
            for place in range(1, total + 1)
        ),
    )
    return _fieldset(asking, written, total)


def _how_many(asking: Asking, filled: int) -> int:
    """As many rows as were sent, never fewer than stand ready, one more when asked for, never too many."""
    sent = filled if asking.question.kind == "people" else filled + 1
    return max(filled, min(asking.question.max_rows, max(READY, sent) + (1 if asking.wants_more else 0)))


def _fieldset(asking: Asking, written: SafeString, total: int) -> SafeString:
    more: SafeString | str = ""
    if total < asking.question.max_rows:
        more = component(
            "button",
            text=gettext("Add another"),
            name=ADD_ANOTHER,
            value=asking.name(),
            classes="govuk-button--secondary",
        )
    inner = format_html("{}{}{}", asking.above(), written, more)
    fieldset = component("fieldset", html=inner, described_by=asking.described_by(), **asking.fieldset())
    return asking.group(fieldset)
