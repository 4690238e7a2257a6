"""What the gallery shows: invented facts, with nothing of a real review in them. The pages are in gallery.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.safestring import mark_safe

from safeguarding.look.charts import Chart
from safeguarding.look.patterns import Contact, Copyable, DayCell, Happening, Step
from safeguarding.rules.forms.fields import cell, field
from safeguarding.rules.forms.questions import Option, Question
from safeguarding.rules.text import Text
from safeguarding.rules.workdays import calendar
from safeguarding.today import LONDON

FRAME: Mapping[str, Any] = {
    "navigation": [
        {"text": "My work", "href": "#work", "current": True},
        {"text": "Cases", "href": "#cases"},
        {"text": "Directory", "href": "#directory"},
    ],
    "signed_in_as": "Morgan Ellis, business manager",
    "demonstration": True,
}
# The name of a page, its template and what it is given.
PAGES: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "403": ("403.html", {}),
    "403_csrf": ("403_csrf.html", {}),
    "404": ("404.html", {}),
    "500": ("500.html", {}),
    "503": ("503.html", {"kept": [("what-happened", "The health visitor rang at ten to say …")]}),
    "two_thirds": ("gallery/two_thirds.html", {}),
    "form": (
        "gallery/form.html",
        {"errors": [{"href": "#reference", "text": "Enter the reference"}], "autosave_url": "/"},
    ),
    "wide": ("gallery/wide.html", {"numbers": range(1, 16)}),
}


def components() -> Iterator[tuple[str, dict[str, Any]]]:
    """One example of each component that our pages use, as they use it.

    Not the accordion, nor the file upload with its script: until GOV.UK Frontend names their buttons by what is
    written on them, they fail "label in name", and no page of ours uses them.
    """
    yes_no = [{"value": "yes", "text": "Yes"}, {"value": "no", "text": "No"}]
    yield "back-link", {"href": "#back"}
    yield "breadcrumbs", {"items": [{"text": "My work", "href": "#work"}, {"text": "NSP-2026-0012"}]}
    yield "button", {"text": "Save and continue", "prevent_double_click": True}
    yield "character-count", {"name": "summary", "label": {"text": "What happened"}, "maxlength": 200}
    yield (
        "checkboxes",
        {
            "name": "told",
            "fieldset": {"legend": {"text": "Who has been told?"}},
            "items": [{"value": "police", "text": "Police"}, {"value": "health", "text": "Health"}],
        },
    )
    yield (
        "date-input",
        {
            "id": "known",
            "name_prefix": "known",
            "fieldset": {"legend": {"text": "When did it become known?"}},
            "hint": {"text": "For example, 27 3 2026"},
            "error_message": {"text": "The date must include a year"},
        },
    )
    yield "details", {"summary_text": "What counts as becoming known", "text": "The day the authority knew."}
    yield (
        "error-summary",
        {
            "title_text": "There is a problem",
            "error_list": [{"text": "The date must include a year", "href": "#known-year"}],
            "disable_auto_focus": True,
        },
    )
    yield "file-upload", {"name": "copy", "label": {"text": "A copy of what was sent"}}
    yield "input", {"name": "phone", "label": {"text": "Telephone"}, "hint": {"text": "With the area code"}}
    yield "inset-text", {"text": "Nobody outside this service has been told by pressing the button."}
    yield (
        "language-navigation",
        {"items": [{"text": "English", "current": True}, {"text": "Cymraeg", "href": "#cy", "lang": "cy"}]},
    )
    yield "notification-banner", {"text": "The police answered this morning."}
    yield "pagination", {"previous": {"href": "#2"}, "next": {"href": "#4"}}
    yield "panel", {"title_text": "Recorded as sent", "heading_level": 2, "text": "NSP-2026-0012"}
    yield "password-input", {"name": "secret", "label": {"text": "Password"}}
    yield "phase-banner", {"tag": {"text": "Demonstration"}, "text": "Everybody here is invented."}
    yield (
        "radios",
        {
            "name": "safe",
            "fieldset": {"legend": {"text": "Is every child safe now?"}},
            "items": yes_no,
            "classes": "govuk-radios--inline",
        },
    )
    yield (
        "select",
        {
            "name": "area",
            "label": {"text": "Area"},
            "items": [{"value": "", "text": "Choose one"}, {"value": "n", "text": "Northvale"}],
        },
    )
    yield (
        "summary-list",
        {
            "rows": [
                {"key": {"text": "Reference"}, "value": {"text": "NSP-2026-0012"}},
                {
                    "key": {"text": "Area"},
                    "value": {"text": "Northvale"},
                    "actions": {"items": [{"text": "Change", "href": "#area", "visually_hidden_text": "area"}]},
                },
            ]
        },
    )
    yield (
        "table",
        {
            "caption": "Who has answered",
            "head": [{"text": "Body"}, {"text": "Asked"}],
            "rows": [[{"text": "Police"}, {"text": "4 May"}], [{"text": "Health"}, {"text": "5 May"}]],
            "first_cell_is_header": True,
        },
    )
    yield (
        "tabs",
        {
            "items": [
                {"label": "Today", "id": "today", "panel": {"text": "Nothing is waiting for you."}},
                {"label": "This week", "id": "week", "panel": {"text": "One date on Thursday."}},
            ]
        },
    )
    yield "tag", {"text": "to do by 4 May", "classes": "govuk-tag--blue"}
    yield (
        "task-list",
        {
            "items": [
                {"title": {"text": "The incident"}, "href": "#incident", "status": {"text": "Done"}},
                {"title": {"text": "The child"}, "href": "#child", "status": {"tag": {"text": "In progress"}}},
            ]
        },
    )
    yield "textarea", {"name": "note", "label": {"text": "Note"}}
    yield "warning-text", {"text": "The notification is not sent until it is sent in the official service."}


def patterns(today: date) -> dict[str, Any]:
    """Everything that the page of patterns is given, around the day it is looked at."""
    return {
        "steps": [
            Step("First call", "done", "Monday 2 March"),
            Step("Notify or not", "done", "Wednesday 4 March"),
            Step("Notified", "done", "Thursday 5 March"),
            Step("Rapid review", "now", "to do by 26 March"),
            Step("Decision", "next"),
            Step("Review", "next"),
        ],
        "happenings": [
            Happening("Police answered", datetime(2026, 3, 13, 14, 2, tzinfo=LONDON), by="Sam Reid", href="#answer"),
            Happening("Three bodies asked", date(2026, 3, 9), by="Morgan Ellis", words="By 16 March."),
            Happening("Recorded as sent", date(2026, 3, 5), words="Reference 40021, with a copy."),
        ],
        "standings": _standings(today),
        "cells": list(day_cells(today - timedelta(days=10), 15)),
        "day": today,
        "lines": (
            "Serious incident notification submitted: Friday 13 March 2026.",
            "Rule: 15 working days after.",
            "Friday 13 March 2026 is day 0 and is not counted.",
            "Monday 16 March 2026: working day 1.",
            "Friday 3 April 2026: Good Friday, not counted.",
            "To be done by the end of Tuesday 7 April 2026, London time.",
        ),
        "people": [
            Contact(
                "Runs this review", "Morgan Ellis", "Business manager", "01632 960 001", "morgan.ellis@example.org"
            ),
            Contact("Knows the child now", "Sam Reid", "Social worker", "01632 960 002", note="Until 18:00"),
            Contact(
                "Decides for health", "Alex Hughes", "Designated nurse", "01632 960 003", note="Away: ring Jo Price"
            ),
        ],
        "fields": [
            Copyable("area", "Area", "Northvale", is_entered=True),
            Copyable("what", "What happened", "The health visitor saw a bruise.\nThe GP was told at noon.", limit=40),
            Copyable("place", "Where it happened", "", is_missing=True),
        ],
        "svg": DRAWING,
        "counted": Chart(
            "stands",
            "Where each stands",
            "Incidents of the year, by the stage reached now.",
            ("Stage", "Incidents"),
            (("Notification", 12), ("Rapid review meeting", 7), ("Reply", None)),
            None,
        ),
    }


def _standings(today: date) -> list[dict[str, Any]]:
    def one(standing: str, away: int | None = None, force: str = "statute") -> dict[str, Any]:
        return {"standing": standing, "due": None if away is None else today + timedelta(days=away), "force": force}

    return [
        one("open", 5),
        one("due-today", 0),
        one("late", -1),
        one("late", -2, "local"),
        one("met", -2),
        one("met-late", -2),
        one("no-period"),
        one("unconfirmed"),
        one("stopped"),
        one("relaxed"),
    ]


def day_cells(start: date, working: int) -> Iterator[DayCell]:
    """The days after a start until so many working ones have passed."""
    days, on, number = calendar("england"), start, 0
    while number < working:
        on += timedelta(days=1)
        away = days.why_not_working(on)
        number += away is None
        yield DayCell(on, None, away) if away else DayCell(on, number, steps=STEPS.get(number, ()))


STEPS: Mapping[int, Sequence[str]] = {1: ["ask"], 8: ["answers in"], 10: ["meeting"], 15: ["send"]}
DRAWING = mark_safe(
    '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="60" viewBox="0 0 400 60" '
    'role="img" aria-labelledby="drawing-title">'
    '<title id="drawing-title">Three steps, the second reached</title>'
    '<path d="M30 30h340" stroke="#0b0c0c" stroke-width="3"/>'
    '<circle cx="30" cy="30" r="14" fill="#106165"/><circle cx="200" cy="30" r="14" fill="#106165"/>'
    '<circle cx="370" cy="30" r="12" fill="#fff" stroke="#0b0c0c" stroke-width="3"/></svg>'
)


def with_authorities(question: Question) -> Question:
    """The question with a country's worth of invented authorities to choose from, where it asks for any."""
    if question.kind not in ("authority", "authorities"):
        return question
    named = tuple(Option(code=f"area-{n}", label=Text(en=f"Area {n}")) for n in range(1, 31))
    return question.model_copy(update={"options": named + question.options})


def typed_badly(question: Question) -> dict[str, list[str]]:
    """What somebody might post that cannot be read: each kind shows its error and keeps this."""
    parts = {
        "number": {"value": "a few"},
        "email": {"value": "morgan at example"},
        "phone": {"value": "ring me"},
        "time": {"value": "half past"},
        "date": {"day": "31", "month": "2", "year": "2026"},
        "date-and-time": {"day": "13", "month": "3", "year": "2026", "time": "7"},
        "date-with-precision": {"precision": "year", "day": "13", "month": "3", "year": "2026"},
        "people": {cell(0, question.columns[0].id): "Robin <Ellis>" * 40} if question.columns else {},
        "text": {"value": "long " * 200},
        "long-text": {"value": "long " * 4000},
        "references": {"value": "R" * 90},
    }.get(question.kind, {"value": "not-on-the-list"})
    return {field(question, part): [text] for part, text in parts.items()}
