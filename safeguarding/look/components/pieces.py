"""What the components that only show something work out before they are written: defaults, numbers, icons."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from safeguarding.look.components.fields import error_message
from safeguarding.look.components.parameters import (
    Parameters,
    as_javascript,
    attributes,
    is_present,
    joined,
    messages,
    optional,
)

__all__ = ["error_message"]


def as_given(p: Parameters) -> None:
    """Nothing to work out: the template writes what it is given."""


_SECTIONS = {
    "hide_all_sections_text": "hide-all-sections",
    "hide_section_text": "hide-section",
    "hide_section_aria_label_text": "hide-section-aria-label",
    "show_all_sections_text": "show-all-sections",
    "show_section_text": "show-section",
    "show_section_aria_label_text": "show-section-aria-label",
}


def accordion(p: Parameters) -> None:
    p["heading_level"] = p["heading_level"] or "2"
    remembers = (
        optional([("data-remember-expanded", as_javascript(p["remember_expanded"]))])
        if is_present(p["remember_expanded"])
        else ""
    )
    p["i18n"] = joined(messages(p, _SECTIONS), remembers)


def back_link(p: Parameters) -> None:
    p["words"] = p["words"] or gettext("Back")
    p["href"] = p["href"] or "#"


def breadcrumbs(p: Parameters) -> None:
    if p["collapse_on_mobile"]:
        p["classes"] = f"{p['classes']} govuk-breadcrumbs--collapse-on-mobile"
    if not is_present(p["label_text"]):
        p["label_text"] = gettext("Breadcrumb")


def button(p: Parameters) -> None:
    p["type"] = p["type"] or "submit"
    if p["is_start_button"]:
        p["classes"] = f"{p['classes']} govuk-button--start"
    if is_present(p["prevent_double_click"]):
        p["once"] = attributes({"data-prevent-double-click": p["prevent_double_click"]})


def details(p: Parameters) -> None:
    p["summary_words"] = p["summary_html"] or p["summary_text"]


def error_summary(p: Parameters) -> None:
    p["title_words"] = p["title_html"] or p["title_text"]
    p["description_words"] = p["description_html"] or p["description_text"]
    if is_present(p["disable_auto_focus"]):
        p["focus"] = attributes({"data-disable-auto-focus": p["disable_auto_focus"]})


def exit_this_page(p: Parameters) -> None:
    p["i18n"] = messages(
        p,
        {
            "activated_text": "activated",
            "timed_out_text": "timed-out",
            "press_two_more_times_text": "press-two-more-times",
            "press_one_more_time_text": "press-one-more-time",
        },
    )
    p["button"] = Parameters(
        words=p["words"]
        or format_html(
            '<span class="govuk-visually-hidden">{}</span> {}',
            gettext("Emergency"),
            gettext("Exit this page"),
        ),
        classes=" govuk-button--warning govuk-exit-this-page__button govuk-js-exit-this-page-button",
        # A page with nothing on it to explain: the same one that the official component leaves to.
        href=p["redirect_url"] or "https://www.bbc.co.uk/weather",
        attributes=attributes({"rel": "nofollow noreferrer"}),
    )


def generic_header(p: Parameters) -> None:
    p["url"] = p["url"] or "/"
    p["logo_words"] = p["logo_html"] or p["logo_text"]
    p["container_classes"] = p["container_classes"] or " govuk-width-container"


def language_navigation(p: Parameters) -> None:
    if not is_present(p["aria_label"]):
        p["aria_label"] = gettext("Language")


def notification_banner(p: Parameters) -> None:
    is_success = p["type"] == "success"
    p["type_class"] = " govuk-notification-banner--success" if is_success else ""
    p["role"] = p["role"] or ("alert" if is_success else "region")
    p["title_words"] = (
        p["title_html"] or p["title_text"] or (gettext("Success") if is_success else gettext("Important"))
    )
    p["title_id"] = p["title_id"] or "govuk-notification-banner-title"
    p["title_heading_level"] = p["title_heading_level"] or "2"
    if is_present(p["disable_auto_focus"]):
        p["focus"] = attributes({"data-disable-auto-focus": p["disable_auto_focus"]})


def pagination(p: Parameters) -> None:
    p["is_block"] = not is_present(p["items"]) and bool(p["next"] or p["previous"])
    p["landmark_label"] = p["landmark_label"] or gettext("Pagination")
    hidden, shown = mark_safe('<span class="govuk-visually-hidden">'), mark_safe("</span>")
    for name, words in (("previous", gettext("Previous{0} page{1}")), ("next", gettext("Next{0} page{1}"))):
        if p[name]:
            p[name]["words"] = p[name]["words"] or format_html(words, hidden, shown)
    for item in p["items"]:
        if item and not is_present(item["visually_hidden_text"]):
            item["visually_hidden_text"] = gettext("Page %(number)s") % {"number": item["number"]}


def panel(p: Parameters) -> None:
    p["heading_level"] = p["heading_level"] or "1"
    p["title_words"] = p["title_html"] or p["title_text"]
    p["is_interruption"] = "govuk-panel--interruption" in str(p["classes"])
    for action in p["actions"]["items"]:
        action["is_button"] = not action["href"] or action["type"] == "button"
        if action["is_button"]:
            action["classes"] = f" govuk-button--inverse{action['classes']}"
            action["type"] = action["type"] or "button"


def service_navigation(p: Parameters) -> None:
    p["menu_button_text"] = p["menu_button_text"] or gettext("Menu")
    p["navigation_id"] = p["navigation_id"] or "navigation"
    p["navigation_label"] = p["navigation_label"] or p["menu_button_text"]
    if not is_present(p["aria_label"]):
        p["aria_label"] = gettext("Service information")
    slots = p["slots"]
    end = slots["end"]
    p["end"] = end["html"] if isinstance(end, Parameters) else end
    p["end_is_inline"] = isinstance(end, Parameters) and end["align"] == "inline"
    p["navigation"] = [item for item in p["navigation"] if item]
    collapses = p["collapse_navigation_on_mobile"]
    p["collapses"] = collapses if is_present(collapses) else len(p["navigation"]) > 1
    p["has_list"] = bool(p["navigation"] or slots["navigation_start"] or slots["navigation_end"])
    p["is_section"] = bool(p["service_name"] or slots["start"] or p["end"])
    p["says_other"] = bool(p["menu_button_label"]) and p["menu_button_label"] != p["menu_button_text"]


def skip_link(p: Parameters) -> None:
    p["href"] = p["href"] or "#content"


def summary_list(p: Parameters) -> None:
    p["rows"] = [row for row in p["rows"] if row]
    acts = any(row["actions"]["items"] for row in p["rows"])
    for row in p["rows"]:
        row["lacks_actions"] = acts and not is_present(row["actions"]["items"])
    if p["card"]["title"]:
        p["card"]["title"]["heading_level"] = p["card"]["title"]["heading_level"] or "2"


def tabs(p: Parameters) -> None:
    if not is_present(p["title"]):
        p["title"] = gettext("Contents")
    for number, item in enumerate(p["items"], start=1):
        if item:
            item["panel_id"] = item["id"] or f"{p['id_prefix']}-{number}"
            item["is_first"] = number == 1


def task_list(p: Parameters) -> None:
    prefix = p["id_prefix"] or "task-list"
    for number, item in enumerate(p["items"], start=1):
        if item:
            item["hint_id"] = f"{prefix}-{number}-hint" if is_present(item["hint"]) else ""
            item["status_id"] = f"{prefix}-{number}-status"


def warning_text(p: Parameters) -> None:
    p["icon_fallback_text"] = p["icon_fallback_text"] or gettext("Warning")
