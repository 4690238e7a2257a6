"""Every component we have: its official parameters, what it works out, and the template that writes it.

The names are GOV.UK Frontend's own; tests hold them to the npm package. Header, footer and cookie banner are
not here: the official ones carry the crown and Crown copyright, and base.html has plain ones of ours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from safeguarding.look.components import choices, compound, dates, fields, pieces
from safeguarding.look.components.parameters import Parameters, snake


@dataclass(frozen=True, slots=True)
class Component:
    """One component: `shape` fills in what its template reads beside the author's parameters."""

    name: str
    accepts: frozenset[str]
    shape: Callable[[Parameters], None]
    template: str


CATALOGUE: dict[str, Component] = {}


def _add(name: str, accepts: str, shape: Callable[[Parameters], None] = pieces.as_given, template: str = "") -> None:
    names = frozenset(snake(spelt) for spelt in f"classes attributes {accepts}".split())
    CATALOGUE[name] = Component(name, names, shape, f"{template or name}.html")


_LABELLED = "id name label hint errorMessage formGroup"
_CONTROL = f"{_LABELLED} disabled describedBy"
_GROUP = "fieldset hint errorMessage formGroup items"
_WORDS = "text html"

_add(
    "accordion",
    "id headingLevel rememberExpanded hideAllSectionsText hideSectionText hideSectionAriaLabelText "
    "showAllSectionsText showSectionText showSectionAriaLabelText items",
    pieces.accordion,
)
_add("back-link", f"{_WORDS} href", pieces.back_link)
_add("breadcrumbs", "items collapseOnMobile labelText", pieces.breadcrumbs)
_add(
    "button",
    f"{_WORDS} type name value disabled href preventDoubleClick isStartButton id",
    pieces.button,
)
_add(
    "character-count",
    f"{_LABELLED} rows value maxlength maxwords threshold countType spellcheck countMessage "
    "textareaDescriptionText charactersUnderLimitText charactersAtLimitText charactersOverLimitText "
    "wordsUnderLimitText wordsAtLimitText wordsOverLimitText",
    compound.character_count,
    "textarea",
)
_add("checkboxes", f"{_GROUP} describedBy idPrefix name values", choices.checkboxes)
_add("date-input", f"{_GROUP} id namePrefix day month year values", dates.date_input)
_add("details", f"{_WORDS} summaryText summaryHtml id open", pieces.details)
_add("error-message", f"{_WORDS} id visuallyHiddenText", pieces.error_message)
_add(
    "error-summary",
    "titleText titleHtml descriptionText descriptionHtml errorList disableAutoFocus",
    pieces.error_summary,
)
_add(
    "exit-this-page",
    f"{_WORDS} redirectUrl id activatedText timedOutText pressTwoMoreTimesText pressOneMoreTimeText",
    pieces.exit_this_page,
)
_add("fieldset", "describedBy legend role html")
_add(
    "file-upload",
    f"{_CONTROL} multiple javascript chooseFilesButtonText dropInstructionText multipleFilesChosenText "
    "noFileChosenText enteredDropZoneText leftDropZoneText wrapperClasses wrapperAttributes",
    fields.file_upload,
)
_add("generic-header", "url logoText logoHtml containerClasses", pieces.generic_header)
_add("hint", f"{_WORDS} id")
_add(
    "input",
    f"{_CONTROL} type inputmode value prefix suffix autocomplete pattern spellcheck autocapitalize inputWrapper",
    fields.text_input,
)
_add("inset-text", f"{_WORDS} id")
_add("label", f"{_WORDS} for isPageHeading")
_add("language-navigation", "items ariaLabel", pieces.language_navigation)
_add(
    "notification-banner",
    f"{_WORDS} titleText titleHtml titleHeadingLevel type role titleId disableAutoFocus",
    pieces.notification_banner,
)
_add("pagination", "items previous next landmarkLabel", pieces.pagination)
_add("panel", f"{_WORDS} titleText titleHtml headingLevel actions", pieces.panel)
_add(
    "password-input",
    f"{_CONTROL} value autocomplete showPasswordText hidePasswordText showPasswordAriaLabelText "
    "hidePasswordAriaLabelText passwordShownAnnouncementText passwordHiddenAnnouncementText button",
    compound.password_input,
    "input",
)
_add("phase-banner", f"{_WORDS} tag")
_add("radios", f"{_GROUP} idPrefix name value", choices.radios)
_add("select", f"{_CONTROL} items value", fields.select)
_add(
    "service-navigation",
    "ariaLabel menuButtonText menuButtonLabel navigationLabel navigationId navigationClasses "
    "collapseNavigationOnMobile serviceName serviceUrl navigation slots",
    pieces.service_navigation,
)
_add("skip-link", f"{_WORDS} href", pieces.skip_link)
_add("summary-list", "rows card", pieces.summary_list)
_add("table", "rows head caption captionClasses firstCellIsHeader")
_add("tabs", "id idPrefix title items", pieces.tabs)
_add("tag", _WORDS)
_add("task-list", "items idPrefix", pieces.task_list)
_add("textarea", f"{_CONTROL} spellcheck rows value autocomplete", fields.textarea)
_add("warning-text", f"{_WORDS} iconFallbackText", pieces.warning_text)
