"""Questions about days and times. A day may be less than exact.

What is typed is read in rules/forms/dates.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from safeguarding.look.components import component
from safeguarding.look.questions.asking import Asking
from safeguarding.rules.forms.fields import DAY, UNTIL
from safeguarding.rules.forms.wording import PRECISION_WORDS

_WIDTHS = ("2", "2", "4")


def _boxes(asking: Asking, names: Sequence[str]) -> dict[str, Any]:
    """Day, month and year; the one that is wrong is marked, or all of them where the whole is."""
    labels = (gettext("Day"), gettext("Month"), gettext("Year"))
    items = []
    for part, label, width in zip(names, labels, _WIDTHS, strict=True):
        is_wrong = bool(asking.error) and asking.at == part
        items.append(
            {
                "name": asking.name(part),
                "id": asking.name(part),
                "label": label,
                "value": asking.text(part),
                "classes": f"govuk-input--width-{width}{' govuk-input--error' if is_wrong else ''}",
                "error": is_wrong,
            }
        )
    return {"id": f"{asking.name(names[0])}-group", "items": items}


def day(asking: Asking) -> SafeString:
    return component(
        "date-input",
        fieldset=asking.fieldset(),
        hint=asking.hint(*([] if asking.question.hint else [gettext("For example, 27 3 2026.")])),
        error_message=asking.error_message(),
        **_boxes(asking, DAY),
    )


def day_and_time(asking: Asking) -> SafeString:
    """The time sits inside the day's fieldset, so that it is heard with the question."""
    is_wrong = bool(asking.error) and asking.at == "time"
    time = component(
        "input",
        id=asking.name("time"),
        name=asking.name("time"),
        label={"text": gettext("Time, if known")},
        hint={"text": gettext("For example, 14:30 or 2:30pm.")},
        value=asking.text("time"),
        classes=f"govuk-input--width-5{' govuk-input--error' if is_wrong else ''}",
    )
    return _whole(asking, component("date-input", **_boxes(asking, DAY)), time)


def less_exact_day(asking: Asking) -> SafeString:
    """The day, how exactly it is known, and a later day for "between" folded away until it is wanted.

    The official radios can open such a part by themselves, but then say "expanded" where a radio may not.
    """
    exactness = component(
        "radios",
        id_prefix=asking.name("precision"),
        name=asking.name("precision"),
        fieldset={"legend": {"text": gettext("How exactly is it known?")}},
        classes="govuk-radios--small",
        items=[
            {"value": precision, "text": asking.said(PRECISION_WORDS[precision])}
            for precision in asking.question.precisions
        ],
        value=asking.text("precision"),
    )
    first = component(
        "date-input",
        fieldset={"legend": {"text": gettext("The date")}},
        hint={"text": gettext("Fill in only what is known, as the choice below says.")},
        **_boxes(asking, DAY),
    )
    return _whole(asking, first, exactness, _later(asking))


def _later(asking: Asking) -> SafeString:
    if "between" not in asking.question.precisions:
        return SafeString("")
    boxes = component(
        "date-input",
        fieldset={"legend": {"text": gettext("The later date")}},
        hint={"text": gettext("Only for “Between two dates”.")},
        **_boxes(asking, UNTIL),
    )
    is_wanted = asking.text("precision") == "between" or any(asking.text(part) for part in UNTIL)
    return component("details", summary_text=gettext("It is between two dates"), html=boxes, open=is_wanted)


def _whole(asking: Asking, *inner: SafeString) -> SafeString:
    """Several groups under one legend, with the hint and the error of the whole above them."""
    html = format_html_join("", "{}", ((part,) for part in (asking.above(), *inner)))
    fieldset = component("fieldset", html=html, described_by=asking.described_by(), role="group", **asking.fieldset())
    return asking.group(fieldset)
