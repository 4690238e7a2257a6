"""Fields built on another: the character count on a text area, the password on an input.

The plain fields are in fields.py.
"""

from __future__ import annotations

from django.utils.translation import gettext

from safeguarding.look.components.fields import text_input, textarea
from safeguarding.look.components.parameters import (
    NOTHING,
    Parameters,
    attributes,
    is_present,
    joined,
    messages,
    optional,
)

_COUNTS = {
    "characters_under_limit_text": "characters-under-limit",
    "characters_at_limit_text": "characters-at-limit",
    "characters_over_limit_text": "characters-over-limit",
    "words_under_limit_text": "words-under-limit",
    "words_at_limit_text": "words-at-limit",
    "words_over_limit_text": "words-over-limit",
}


def character_count(p: Parameters) -> None:
    """A text area whose group carries the limits for the script, and a hint that states them without it."""
    p["id"] = p["id"] or p["name"]
    kind = p["count_type"] or ("words" if p["maxwords"] else NOTHING)
    limit = p["maxwords"] or p["maxlength"]
    said = p["textarea_description_text"]
    wording = said or (
        gettext("You can enter up to %{count} words")
        if kind == "words"
        else gettext("You can enter up to %{count} characters")
    )
    group = p["form_group"]
    after = group["after_input"]
    p["described_by"] = f"{p['id']}-info"
    p["count_message"] = Parameters(
        id=f"{p['id']}-info",
        classes=f" govuk-character-count__message{p['count_message']['classes']}",
        words=str(wording).replace("%{count}", str(limit)) if limit else "",
        after=after["words"],
    )
    written = attributes({"data-module": "govuk-character-count"}) + optional(
        (
            ("data-maxlength", p["maxlength"]),
            ("data-maxwords", p["maxwords"]),
            ("data-threshold", p["threshold"]),
            ("data-count-type", kind),
        )
    )
    if said and not limit:
        written += attributes({"data-i18n.textarea-description.other": said})
    p["form_group"] = Parameters(
        group,
        classes=f" govuk-character-count{group['classes']}",
        attributes=joined(written, messages(p, _COUNTS), group["attributes"]),
        after_input=NOTHING,
    )
    p["classes"] = f" govuk-js-character-count{p['classes']}"
    textarea(p)


_PASSWORD = {
    "show_password_text": "show-password",
    "hide_password_text": "hide-password",
    "show_password_aria_label_text": "show-password-aria-label",
    "hide_password_aria_label_text": "hide-password-aria-label",
    "password_shown_announcement_text": "password-shown-announcement",
    "password_hidden_announcement_text": "password-hidden-announcement",
}


def password_input(p: Parameters) -> None:
    """An input with a button that shows what was typed, hidden until the script can serve it."""
    p["id"] = p["id"] or p["name"]
    group = p["form_group"]
    show = p["show_password_text"] if is_present(p["show_password_text"]) else gettext("Show")
    aria = p["show_password_aria_label_text"]
    p["toggle"] = Parameters(
        classes=(
            " govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle"
            f"{p['button']['classes']}"
        ),
        words=show,
        type="button",
        attributes=attributes(
            {
                "aria-controls": p["id"],
                "aria-label": aria if is_present(aria) else gettext("Show password"),
                "hidden": {"value": True, "optional": True},
            }
        ),
        after=group["after_input"]["words"],
    )
    p["form_group"] = Parameters(
        group,
        classes=f" govuk-password-input{group['classes']}",
        attributes=joined(
            attributes({"data-module": "govuk-password-input"}), messages(p, _PASSWORD), group["attributes"]
        ),
        after_input=NOTHING,
    )
    p["input_wrapper"] = Parameters(classes=" govuk-password-input__wrapper")
    p["classes"] = f" govuk-password-input__input govuk-js-password-input-input{p['classes']}"
    p.update(type="password", spellcheck=False, autocapitalize="none")
    p["autocomplete"] = p["autocomplete"] or "current-password"
    text_input(p)
    p["is_wrapped"] = True
